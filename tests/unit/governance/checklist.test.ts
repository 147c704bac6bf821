import { beforeEach, describe, expect, it } from 'vitest';
import { create, remove, type Ledger } from '../../../lib/ledger';
import {
  addEvent,
  answerItem,
  attachEvidence,
  eventsOf,
  itemRecordId,
  loadChecklist,
  periodOf,
  refOf,
  type ChecklistRow,
  type ItemRecord,
} from '../../../lib/governance';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const pack = await checklistPack();
const company = { companyId: 'c-示例', termStart: '2025-03-19' };
const today = '2026-11-23';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

const ref = (item: string, period: string) => refOf(company, item, period);
const load = (on = today): Promise<ChecklistRow[]> => loadChecklist(ledger, pack, company, on);
const row = async (code: string, on = today): Promise<ChecklistRow> => {
  const found = (await load(on)).find((one) => one.item.code === code);
  if (!found) throw new Error(code);
  return found;
};

describe('periods of items', () => {
  it('follow the own frequency of each item', async () => {
    const periods = new Map((await load()).map((one) => [one.item.code, one.period]));
    expect(periods.get('A2')).toBe('2026');
    expect(periods.get('D4')).toBe('2026H2');
    expect(periods.get('E6')).toBe('2026Q4');
    expect(periods.get('F7')).toBe('2026-11');
    // Terms are counted from the present term of the branch.
    expect(periods.get('B2')).toBe('2025/3');
    // Yearly and by event: the calendar side has its period.
    expect(periods.get('B1')).toBe('2026');
    // By event only.
    expect(periods.get('C3')).toBeUndefined();
  });

  it('start afresh in the next period and keep the answer of the last one', async () => {
    const item = pack.items.find((one) => one.code === 'E6');
    if (!item) throw new Error('E6');
    await answerItem(ledger, ref('E6', '2026Q4'), undefined, { design: 'met', effect: 'met' });
    expect((await row('E6')).open).toBe(false);
    expect((await row('E6', '2027-01-01')).open).toBe(true);
    const last = periodOf(item, today);
    expect(await ledger.get('governanceItem', itemRecordId(ref('E6', last ?? '')))).toMatchObject({
      fields: { design: 'met' },
    });
  });
});

describe('the id of an item', () => {
  it('is the same wherever it is worked out, and differs by company, item and period', () => {
    const id = itemRecordId(ref('B1', '2026'));
    expect(itemRecordId({ ...ref('B1', '2026') })).toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    const others = [ref('B2', '2026'), ref('B1', '2027'), { ...ref('B1', '2026'), companyId: 'other' }];
    expect(new Set([id, ...others.map(itemRecordId)]).size).toBe(4);
  });

  it('is frozen: records of earlier versions are found again', () => {
    expect(itemRecordId({ companyId: 'c1', packId: pack.id, item: 'E6', period: '2026Q4' })).toBe(
      '40646086-59a0-5428-b39b-e80b2494ca94',
    );
  });
});

describe('answers', () => {
  it('need both sides before an item is no longer open', async () => {
    expect((await row('E3')).open).toBe(true);
    await answerItem(ledger, ref('E3', '2026'), undefined, { design: 'met' });
    expect((await row('E3')).open).toBe(true);
    const seen = (await row('E3')).record;
    await answerItem(ledger, ref('E3', '2026'), seen, { effect: 'partly' });
    expect(await row('E3')).toMatchObject({
      open: false,
      record: { fields: { design: 'met', effect: 'partly' } },
    });
  });

  it('need a reason for 不适用', async () => {
    await expect(
      answerItem(ledger, ref('F5', '2026Q4'), undefined, { design: 'notApplicable' }),
    ).rejects.toMatchObject({ code: 'E801', params: { item: 'F5' } });
    await expect(
      answerItem(ledger, ref('F5', '2026Q4'), undefined, { design: 'notApplicable', reason: '  ' }),
    ).rejects.toMatchObject({ code: 'E801' });
    expect((await row('F5')).record).toBeUndefined();
    await answerItem(ledger, ref('F5', '2026Q4'), undefined, {
      design: 'notApplicable',
      effect: 'notApplicable',
      reason: '本公司没有外卖配送业务',
    });
    expect((await row('F5')).open).toBe(false);
    const seen = (await row('F5')).record;
    await expect(answerItem(ledger, ref('F5', '2026Q4'), seen, { reason: null })).rejects.toMatchObject({
      code: 'E801',
    });
  });

  it('can be taken back', async () => {
    await answerItem(ledger, ref('E3', '2026'), undefined, { design: 'met', effect: 'met' });
    await answerItem(ledger, ref('E3', '2026'), (await row('E3')).record, { effect: null });
    expect((await row('E3')).open).toBe(true);
    expect((await row('E3')).record?.fields.effect).toBeUndefined();
  });

  it('are not lost when two people answer one item: the other verdict stays and is reported', async () => {
    const first = await answerItem(ledger, ref('E3', '2026'), undefined, { design: 'met' });
    expect(first.concurrent).toEqual([]);
    // The second person's screen still shows an untouched item.
    const second = await answerItem(ledger, ref('E3', '2026'), undefined, { design: 'notMet' });
    expect(second.concurrent).toMatchObject([{ field: 'design', lost: 'met' }]);
    expect((await row('E3')).record?.fields.design).toBe('notMet');
    expect(await ledger.conflicts(itemRecordId(ref('E3', '2026')))).toHaveLength(1);
  });

  it('show a review that is due', async () => {
    await answerItem(ledger, ref('E3', '2026'), undefined, { design: 'met', nextReview: today });
    expect((await row('E3')).reviewDue).toBe(true);
    expect((await row('E3', '2026-11-22')).reviewDue).toBe(false);
  });
});

describe('events', () => {
  it('leave an item of events quiet until something happens', async () => {
    expect(await row('C3')).toMatchObject({ open: false, events: [] });
    const { period } = await addEvent(ledger, ref('C3', ''), { title: '示例关联交易回避', on: '2026-11-02' });
    expect(await row('C3')).toMatchObject({ open: true, events: [{ fields: { period } }] });
    const event = (await eventsOf(ledger, company, 'C3'))[0];
    await answerItem(ledger, ref('C3', period), event, { design: 'met', effect: 'met' });
    expect((await row('C3')).open).toBe(false);
  });

  it('belong to one company and come latest first', async () => {
    await addEvent(ledger, ref('C3', ''), { title: '示例一', on: '2026-03-02' });
    await addEvent(ledger, ref('C3', ''), { title: '示例二', on: '2026-11-02' });
    await addEvent(ledger, { ...ref('C3', ''), companyId: 'other' }, { title: '示例三', on: '2026-11-03' });
    const events = await eventsOf(ledger, company, 'C3');
    expect(events.map((event) => event.fields.eventTitle)).toEqual(['示例二', '示例一']);
  });

  it('come back when the same record is attached again after the event was thrown away', async () => {
    const meeting = create('meeting', { types: { committee: true }, startsAt: '2026-11-02T10:00' });
    await ledger.commit([meeting], { label: 'test' });
    const target = ref('C3', meeting.id);
    const options = { today, event: { title: '示例回避', on: '2026-11-02' } };
    await attachEvidence(ledger, target, meeting, options);
    const event = (await eventsOf(ledger, company, 'C3'))[0];
    if (!event) throw new Error('no event');
    await ledger.commit([remove(event)], { label: 'test' });
    expect(await eventsOf(ledger, company, 'C3')).toEqual([]);
    await attachEvidence(ledger, target, meeting, options);
    expect(await eventsOf(ledger, company, 'C3')).toHaveLength(1);
  });
});

it('reads the whole checklist of a company that has answered nothing', async () => {
  const rows = await load();
  expect(rows).toHaveLength(44);
  const calendar = rows.filter((one) => one.period);
  expect(rows.filter((one) => one.open)).toHaveLength(calendar.length);
});

describe('reviews', () => {
  const answer = async (period: string, extra: { nextReview?: string } = {}) => {
    const seen = await ledger.get('governanceItem', itemRecordId(ref('E6', period)));
    return answerItem(ledger, ref('E6', period), seen, { design: 'met', effect: 'met', ...extra });
  };
  const due = async () =>
    (await ledger.dueUntil(today)).map((record) => (record as ItemRecord).fields.period);

  it('of a period past are done with the answer for a later one, and stay readable', async () => {
    await answer('2026Q3', { nextReview: '2026-11-20' });
    expect(await due()).toEqual(['2026Q3']);
    const { n } = await answer('2026Q4');
    expect(await due()).toEqual([]);
    const before = await ledger.get('governanceItem', itemRecordId(ref('E6', '2026Q3')));
    expect(before?.fields).toMatchObject({ nextReview: '2026-11-20', reviewedIn: '2026Q4' });
    await ledger.undo(n!);
    expect(await due()).toEqual(['2026Q3']);
  });

  it('that are still to come, or are planned anew, are asked for', async () => {
    await answer('2026Q3', { nextReview: '2026-12-20' });
    await answer('2026Q4');
    expect((await ledger.dueUntil('2026-12-31')).length).toBe(1);
    await answer('2026Q2', { nextReview: '2026-11-01' });
    await answer('2026Q3');
    expect(await due()).toEqual([]);
    await answer('2026Q2', { nextReview: '2026-11-22' });
    expect(await due()).toEqual(['2026Q2']);
  });
});
