import { beforeEach, expect, it } from 'vitest';
import { addToMinutes, addToNote, recordsFor } from '../../../lib/assist/into-records';
import { create, type Ledger } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  await ledger.commit(
    [
      create(
        'clip',
        { title: '办法', url: 'https://news.example/a', coverage: 'article', note: '先读。' },
        'c',
      ),
      create(
        'meeting',
        {
          types: { themeDay: true },
          startsAt: '2026-03-02T15:00',
          minutes: '原有的记录。\n',
          agenda: { i: { order: 1, text: '学习', clip: 'c' } },
        },
        'studied',
      ),
      create('meeting', { types: { general: true }, startsAt: '2026-11-20T15:00' }, 'near'),
      create('meeting', { types: { general: true }, startsAt: '2026-01-20T15:00' }, 'far'),
    ],
    { label: 'test' },
  );
});

it('offers the activity that studied the text first, then those near today', async () => {
  expect((await recordsFor(ledger, 'c', '2026-11-23')).map(({ id }) => id)).toEqual(['studied', 'near']);
});

it('adds below what is there, once, removes the draft, and can be undone', async () => {
  await ledger.drafts.put({
    id: 'assist:record:c',
    form: 'clip',
    route: '/x',
    title: '办法',
    data: { text: '要点' },
  });
  const [meeting] = await recordsFor(ledger, 'c', '2026-11-23');
  const { n } = await addToMinutes(
    ledger,
    meeting as never,
    '要点：\n1. 每月联系一次。\n',
    'assist:record:c',
  );
  const read = async (id: string) => (await ledger.get('meeting', id))?.fields.minutes;
  expect(await read('studied')).toBe('原有的记录。\n\n要点：\n1. 每月联系一次。');
  expect(await ledger.drafts.get('assist:record:c')).toBeUndefined();
  await ledger.undo(n as number);
  expect(await read('studied')).toBe('原有的记录。\n');
});

it('begins minutes and notes that are empty, and keeps long minutes whole', async () => {
  const long = '很长的记录。'.repeat(3000);
  const near = await ledger.get('meeting', 'near');
  await addToMinutes(ledger, near as never, long);
  const again = await ledger.get('meeting', 'near');
  await addToMinutes(ledger, again as never, '加一句。');
  expect(await ledger.text((await ledger.get('meeting', 'near'))?.fields.minutes)).toBe(
    `${long}\n\n加一句。`,
  );
  const clip = await ledger.get('clip', 'c');
  await addToNote(ledger, clip as never, '要点。');
  expect((await ledger.get('clip', 'c'))?.fields.note).toBe('先读。\n\n要点。');
});
