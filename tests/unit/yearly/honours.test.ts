import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { personFile } from '../../../lib/members/person-export';
import { handbook } from '../../../lib/papers/handbook';
import { handbookFile } from '../../../lib/papers/handbook-file';
import { inspectionFolder } from '../../../lib/papers/inspection';
import {
  awardSheet,
  emptyHonour,
  honourDraftOf,
  honoursOfYear,
  mayReadHonour,
  removeHonour,
  saveHonour,
} from '../../../lib/yearly/honours';
import { smallBranch, TODAY, unzip, wordText } from '../papers/support';

const reader = { role: 'secretary' as const, me: 'a' };
const award = (over = {}) =>
  emptyHonour({ on: '2026-07-01', members: ['b'], what: '优秀共产党员', issuer: '示例党委', ...over });

async function withBoth(): Promise<Ledger> {
  const ledger = await smallBranch();
  await saveHonour(ledger, award(), { today: TODAY });
  await saveHonour(
    ledger,
    award({ sort: 'penalty', on: '2026-08-01', members: ['b', 'c'], what: '处分决定原文', basis: '第九条' }),
    { today: TODAY },
  );
  return ledger;
}

describe('an award or a penalty', () => {
  it.each([
    ['E845', { on: '' }],
    ['E845', { on: '2026-12-01' }],
    ['E846', { what: ' ' }],
    ['E847', { members: [] }],
  ])('is refused with %s: %o', async (code, over) => {
    const ledger = await smallBranch();
    await expect(saveHonour(ledger, award(over), { today: TODAY })).rejects.toMatchObject({ code });
    expect(await ledger.count('honour')).toBe(0);
  });

  it('is edited, goes to the trash, and is then said to be gone', async () => {
    const ledger = await smallBranch();
    const { id } = await saveHonour(ledger, award(), { today: TODAY });
    const draft = honourDraftOf((await ledger.get('honour', id))!);
    await saveHonour(ledger, { ...draft, members: [], unit: '本支部' }, { today: TODAY });
    expect((await ledger.get('honour', id))!.fields).toMatchObject({ unit: '本支部', issuer: '示例党委' });
    expect(await ledger.linked('b', 'honour')).toEqual([]);
    await removeHonour(ledger, id);
    await expect(removeHonour(ledger, id)).rejects.toMatchObject({ code: 'E848' });
    await expect(saveHonour(ledger, draft, { today: TODAY })).rejects.toMatchObject({ code: 'E848' });
  });
});

describe('a penalty', () => {
  it('is for the secretary alone, and in no list or sheet that did not ask for it', async () => {
    const ledger = await withBoth();
    expect(mayReadHonour({ sort: 'penalty' }, 'secretary')).toBe(true);
    for (const role of ['member', 'compliance']) {
      expect(mayReadHonour({ sort: 'penalty' }, role)).toBe(false);
      expect(mayReadHonour({ sort: 'award' }, role)).toBe(true);
    }
    expect(await honoursOfYear(ledger, '2026', { penalties: false })).toHaveLength(1);
    const range = { from: '2026-01-01', to: '2026-12-31' };
    const sheet = await awardSheet(ledger, { range, period: '2026 年', today: TODAY, branch: '示例支部' });
    expect(JSON.stringify(sheet)).not.toContain('处分决定原文');
    // What the document does not say is 缺项, never empty.
    const at = sheet.columns.findIndex(({ header }) => header === '文号');
    expect(sheet.rows.map((row) => row[at])).toEqual(['缺项']);
  });

  it('stays out of the handbook and the inspection folder, unless the handbook is asked to print it', async () => {
    const ledger = await withBoth();
    const text = async (penalties: boolean) =>
      wordText(
        (await unzip(await handbookFile(ledger, { year: 2026, today: TODAY, reader, penalties })))[
          'word/document.xml'
        ] ?? '',
      );
    const plain = await text(false);
    expect(plain).toContain('优秀共产党员');
    expect(plain).toContain('处分另行保管');
    expect(plain).not.toContain('处分决定原文');
    expect(await text(true)).toContain('处分决定原文');
    const other = { year: 2026, today: TODAY, reader: { role: 'member' as const, me: 'b' }, penalties: true };
    const asked = await unzip(await handbookFile(ledger, other));
    expect(wordText(asked['word/document.xml'] ?? '')).not.toContain('处分决定原文');
    const folder = await inspectionFolder(ledger, {
      period: '2026',
      reader,
      today: TODAY,
      now: Date.parse(`${TODAY}T02:00:00Z`),
      appVersion: '1',
    });
    const parts = unzipSync(new Uint8Array(await folder.blob.arrayBuffer()));
    const name = Object.keys(parts).find((path) => path.includes('表彰奖励台账'));
    expect(name).toBeTruthy();
    const sheet = await unzip(new Blob([parts[name!] as Uint8Array<ArrayBuffer>]));
    expect(Object.values(sheet).join()).not.toContain('处分决定原文');
    // Three handbooks and a folder of packed files.
  }, 20_000);

  it('is not named by its title, and a copy of a person’s data names nobody else', async () => {
    const ledger = await withBoth();
    await ledger.commit([create('member', { name: '示例丁', category: 'full' }, 'd')], { label: 'test' });
    const given = JSON.stringify((await personFile(ledger, 'b')).records);
    expect(given).toContain('处分决定原文');
    expect(given).not.toContain('"c":true');
    // Somebody else's copy made by whoever is not the secretary does not speak of it; one's own does.
    await ledger.setMe({ member: 'c', role: 'compliance' });
    expect(JSON.stringify(await personFile(ledger, 'b'))).not.toContain('处分决定原文');
    expect(JSON.stringify(await personFile(ledger, 'c'))).toContain('处分决定原文');
  });

  it('alone does not fill the chapter of the handbook', async () => {
    const ledger = await smallBranch();
    await saveHonour(ledger, award({ sort: 'penalty' }), { today: TODAY });
    expect((await handbook(ledger, { year: 2026, today: TODAY, reader })).missing).toContain('奖惩');
    expect(
      (await handbook(ledger, { year: 2026, today: TODAY, reader, penalties: true })).missing,
    ).not.toContain('奖惩');
  });
});
