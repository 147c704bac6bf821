import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec } from '../../../lib/ledger';
import {
  attachEvidence,
  attachFileEvidence,
  detachEvidence,
  evidenceOffers,
  itemRecordId,
  itemsProvedBy,
  itemsWith,
  refOf,
} from '../../../lib/governance';
import { evidenceDate } from '../../../lib/governance/evidence';
import type { FieldsOf, KindName } from '../../../lib/records';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const pack = await checklistPack();
const company = { companyId: 'c1', termStart: '2025-03-19' };
const today = '2026-11-23';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

async function add<K extends KindName>(kind: K, fields: FieldsOf<K>): Promise<Rec<K>> {
  const write = create(kind, fields);
  await ledger.commit([write], { label: 'test' });
  const record = await ledger.get(kind, write.id);
  if (!record) throw new Error(kind);
  return record;
}
const meeting = (startsAt: string, fields: Partial<FieldsOf<'meeting'>> = {}) =>
  add('meeting', { types: { themeDay: true }, startsAt, ...fields });
const offered = async (item: string, period: string): Promise<string[]> => {
  const record = await ledger.get('governanceItem', itemRecordId(refOf(company, item, period)));
  const { offers } = await evidenceOffers(ledger, pack, { item, period, record, today });
  return offers.map((offer) => offer.record.id);
};

describe('offers', () => {
  it('are the activities of the period, latest first, none that is still to come', async () => {
    await meeting('2026-09-30T10:00');
    const october = await meeting('2026-10-01T10:00');
    const november = await meeting('2026-11-23T18:00');
    await meeting('2026-11-25T10:00');
    await meeting('2026-11-05T10:00', { types: { other: true } });
    expect(await offered('E6', '2026Q4')).toEqual([november.id, october.id]);
  });

  it('count a clip to the day on which it was taken here, not to that day in UTC', () => {
    const at = new Date(2026, 9, 1, 0, 20).toISOString();
    const fields = { title: '示例', url: 'https://a.example', coverage: 'article' as const, enteredAt: at };
    const clip = { id: 'c', kind: 'clip' as const, fields, stamps: {}, h: '', deleted: false };
    expect(evidenceDate(clip)).toBe('2026-10-01');
    const evening = {
      ...clip,
      fields: { ...fields, enteredAt: new Date(2026, 8, 30, 23, 50).toISOString() },
    };
    expect(evidenceDate(evening)).toBe('2026-09-30');
  });

  it('leave out what is attached already', async () => {
    const one = await meeting('2026-11-04T10:00');
    await attachEvidence(ledger, refOf(company, 'E6', '2026Q4'), one, { today });
    expect(await offered('E6', '2026Q4')).toEqual([]);
  });

  it('look for the key words of the table in title, agenda and minutes', async () => {
    const point = { order: 1, text: '讨论算法取中与配送时限' };
    const byAgenda = await meeting('2026-11-04T10:00', { agenda: { a: point } });
    const byTitle = await meeting('2026-11-03T10:00', { title: '演算法：算法取中專題' });
    const byMinutes = await meeting('2026-11-02T10:00', { minutes: '会上通报了最严算法问题。' });
    await meeting('2026-11-01T10:00', { title: '学习' });
    expect(await offered('F3', '2026H2')).toEqual([byAgenda.id, byTitle.id, byMinutes.id]);
  });

  it('take only study that a person has confirmed', async () => {
    const base = { member: 'm', on: '2026-05-01', form: 'training', hours: 8 } as const;
    await add('studyLog', { ...base, state: 'declared' });
    const confirmed = await add('studyLog', { ...base, state: 'confirmed' });
    expect(await offered('C4', '2026')).toEqual([confirmed.id]);
  });

  it('take resolutions by the day they were carried out', async () => {
    const base = { meeting: 'x', text: '增设三处充电柜' } as const;
    await add('resolution', { ...base, state: 'open', dueOn: '2026-11-01' });
    await add('resolution', { ...base, state: 'done', dueOn: '2026-09-01', doneOn: '2026-09-20' });
    const done = await add('resolution', {
      ...base,
      state: 'done',
      dueOn: '2026-09-01',
      doneOn: '2026-10-10',
    });
    expect(await offered('D5', '2026Q4')).toEqual([done.id]);
  });

  it('take the branch for its form, and for its term only when the dates are there', async () => {
    const branch = await add('branch', {
      name: '示例出行第三党支部',
      company: '示例出行有限公司',
      companyId: 'c1',
      form: 'single',
      hasCommittee: true,
    });
    expect(await offered('E1', '2026H2')).toEqual([branch.id]);
    expect(await offered('E2', '2026-11')).toEqual([]);
  });

  it('take only mobile members for their registration', async () => {
    await add('member', { name: '示例甲', category: 'full' });
    const mobile = await add('member', { name: '示例乙', category: 'full', mobile: true });
    expect(await offered('G8', '2026Q4')).toEqual([mobile.id]);
  });

  it('are limited, and the rest is counted', async () => {
    for (let day = 1; day <= 5; day += 1) await meeting(`2026-11-0${day}T10:00`);
    const result = await evidenceOffers(ledger, pack, { item: 'E6', period: '2026Q4', today, limit: 2 });
    expect(result.offers).toHaveLength(2);
    expect(result.more).toBe(3);
  });
});

describe('what a record can prove', () => {
  it('is named with the period of its own day', async () => {
    const record = await meeting('2026-08-10T10:00', { title: '换届选举大会', types: { general: true } });
    const proved = itemsProvedBy(pack, record, today, company);
    expect(proved.map(({ item, period }) => [item.code, period])).toEqual([
      ['B2', '2025/3'],
      ['E2', '2026-08'],
      ['E6', '2026Q3'],
    ]);
  });

  it('opens an event where only events bring the item up', async () => {
    const record = await meeting('2026-08-10T10:00', {
      title: '配送规则调整征求意见会',
      types: { other: true },
    });
    const found = itemsProvedBy(pack, record, today, company).find(({ item }) => item.code === 'D6');
    expect(found).toMatchObject({ event: true, period: record.id });
  });

  it('is nothing for an activity still to come', async () => {
    expect(itemsProvedBy(pack, await meeting('2026-11-25T10:00'), today, company)).toEqual([]);
  });

  it('agrees with the offers, record by record', async () => {
    const records: Rec[] = [
      await meeting('2026-11-04T10:00', { types: { lecture: true }, title: '学习党费规定' }),
      await add('resolution', { meeting: 'x', text: '巡查驿站', state: 'done', doneOn: '2026-11-10' }),
      await add('clip', {
        title: '配送时限与计价规则公示',
        url: 'https://example.org/a',
        coverage: 'article',
      }),
    ];
    for (const record of records) {
      const proved = itemsProvedBy(pack, record, today, company);
      expect(proved.length).toBeGreaterThan(0);
      for (const { item, period, event } of proved) {
        if (!event) expect(await offered(item.code, period), item.code).toContain(record.id);
      }
    }
  });
});

describe('evidence', () => {
  it('attached by two people to one item is all there', async () => {
    const target = refOf(company, 'E6', '2026Q4');
    const one = await meeting('2026-11-04T10:00');
    const two = await meeting('2026-11-05T10:00');
    await Promise.all([
      attachEvidence(ledger, target, one, { today }),
      attachEvidence(ledger, target, two, { today, note: '含签到表' }),
    ]);
    const record = await ledger.get('governanceItem', itemRecordId(target));
    expect(Object.keys(record?.fields.evidence ?? {}).sort()).toEqual([one.id, two.id].sort());
    expect(record?.fields.evidence?.[two.id]).toMatchObject({ note: '含签到表', addedOn: today });
    expect((await itemsWith(ledger, one.id)).map((item) => item.fields.item)).toEqual(['E6']);
  });

  it('can be taken off again, and the record itself stays', async () => {
    const target = refOf(company, 'E6', '2026Q4');
    const one = await meeting('2026-11-04T10:00');
    await attachEvidence(ledger, target, one, { today });
    const item = await ledger.get('governanceItem', itemRecordId(target));
    if (!item) throw new Error('no item');
    await detachEvidence(ledger, item, one.id);
    expect(await itemsWith(ledger, one.id)).toEqual([]);
    expect(await ledger.get('meeting', one.id)).toBeDefined();
    expect(await offered('E6', '2026Q4')).toEqual([one.id]);
  });

  it('can be a file', async () => {
    const target = refOf(company, 'A2', '2026');
    const blob = await ledger.putBlob(new Blob(['示例章程'], { type: 'text/plain' }));
    await attachFileEvidence(ledger, target, { ...blob, name: '章程.txt', role: 'file' }, { today });
    const record = await ledger.get('governanceItem', itemRecordId(target));
    const [entry] = Object.values(record?.fields.evidence ?? {});
    expect(entry?.file).toMatchObject({ name: '章程.txt', sha256: blob.sha256 });
    expect(await (await ledger.getBlob(entry?.file ?? blob)).text()).toBe('示例章程');
  });
});
