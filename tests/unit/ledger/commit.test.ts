import { describe, expect, it } from 'vitest';
import { change, create, remove, replace, restore } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const newMeeting = (over: Record<string, unknown> = {}) =>
  create('meeting', {
    types: { themeDay: true },
    startsAt: '2026-11-25T15:00',
    place: '三号会议室',
    ...over,
  });

describe('commit', () => {
  it('stores a record with its entry time and author, and reads it back', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting({
      attendance: { a: { state: 'present' }, b: { state: 'leave', reason: 'work' } },
    });
    await ledger.commit([write], { label: 'test' });
    const record = await ledger.get('meeting', write.id);
    expect(record?.fields.attendance).toEqual({
      a: { state: 'present' },
      b: { state: 'leave', reason: 'work' },
    });
    expect(record?.fields.enteredAt).toBe('2026-11-23T02:00:00.000Z');
    expect(record?.fields.enteredBy).toBe('me');
    expect(await ledger.linked('a@2026')).toHaveLength(1);
    expect(await ledger.linkKeys([['meeting:', 'meeting:']])).toEqual(['meeting:themeDay:2026-11']);
  });

  it('keeps both marks when two people mark two members from the same state', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    const seen = (await ledger.get('meeting', write.id))!;
    await ledger.commit([change(seen, { attendance: { a: { state: 'present' } } })], {
      label: 'test',
      by: 'a',
    });
    const second = await ledger.commit([change(seen, { attendance: { b: { state: 'online' } } })], {
      label: 'test',
      by: 'b',
    });
    expect(second.concurrent).toEqual([]);
    expect((await ledger.get('meeting', write.id))?.fields.attendance).toEqual({
      a: { state: 'present' },
      b: { state: 'online' },
    });
  });

  it('reports and keeps the value that gave way when two windows edit one field', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    const seen = (await ledger.get('meeting', write.id))!;
    await ledger.commit([change(seen, { place: '一楼' })], { label: 'test', by: 'a' });
    const late = await ledger.commit([change(seen, { place: '二楼' })], { label: 'test', by: 'b' });
    expect(late.concurrent).toMatchObject([{ field: 'place', lost: '一楼' }]);
    expect((await ledger.get('meeting', write.id))?.fields.place).toBe('二楼');
    expect(await ledger.conflicts(write.id)).toMatchObject([{ f: 'place', v: '一楼' }]);
    const steps = await ledger.historyOf(write.id, 'place');
    expect(steps.map((step) => [step.value, step.before, step.by])).toEqual([
      ['二楼', '一楼', 'b'],
      ['一楼', '三号会议室', 'a'],
      ['三号会议室', undefined, 'me'],
    ]);
  });

  it('writes nothing at all when one of the records would not fit its kind', async () => {
    const { ledger } = await openTestLedger();
    const good = newMeeting();
    const bad = create('meeting', { types: { lecture: true }, startsAt: 'yesterday' });
    await expect(ledger.commit([good, bad], { label: 'test' })).rejects.toMatchObject({ code: 'E101' });
    expect(await ledger.get('meeting', good.id)).toBeUndefined();
    expect(await ledger.recentCommits()).toEqual([]);
  });

  it('makes no change row when nothing differs', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    const seen = (await ledger.get('meeting', write.id))!;
    const result = await ledger.commit([change(seen, { place: '三号会议室' })], { label: 'test' });
    expect(result.n).toBeUndefined();
    expect(await ledger.recentCommits()).toHaveLength(1);
  });

  it('moves text above the limit into a blob and gives it back whole', async () => {
    const { ledger } = await openTestLedger();
    const minutes = '逐字记录。'.repeat(4000);
    const write = newMeeting({ minutes });
    await ledger.commit([write], { label: 'test' });
    const record = (await ledger.get('meeting', write.id))!;
    expect(typeof record.fields.minutes).toBe('object');
    expect(await ledger.text(record.fields.minutes)).toBe(minutes);
  });

  it('keeps stamps growing when the wall clock jumps back', async () => {
    const { ledger, time } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    const first = (await ledger.get('meeting', write.id))!;
    time.now -= 400 * 86_400_000;
    await ledger.commit([change(first, { place: '一楼' })], { label: 'test' });
    const second = (await ledger.get('meeting', write.id))!;
    expect(second.h > first.h).toBe(true);
  });

  it('keeps fields of a newer version when a form rewrites the record', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    write.set.futureField = 'kept';
    await ledger.commit([write], { label: 'test' });
    const seen = (await ledger.get('meeting', write.id))!;
    await ledger.commit([replace(seen, { types: { lecture: true }, startsAt: '2026-11-25T15:00' })], {
      label: 'test',
    });
    const after = (await ledger.get('meeting', write.id))!;
    expect(after.fields.types).toEqual({ lecture: true });
    expect(after.fields.place).toBeUndefined();
    expect((after.fields as Record<string, unknown>).futureField).toBe('kept');
  });
});

describe('undo, trash and restore', () => {
  it('undoes an import of many records in one step and brings it back', async () => {
    const { ledger } = await openTestLedger();
    const writes = ['甲', '乙', '丙'].map((name) => create('member', { name, category: 'full' }));
    const { n } = await ledger.commit(writes, { label: 'test' });
    expect(await ledger.list('member')).toHaveLength(3);
    const undone = await ledger.undo(n!);
    expect(await ledger.list('member')).toHaveLength(0);
    expect(await ledger.trash()).toHaveLength(3);
    await ledger.undo(undone.n!);
    expect(await ledger.list('member')).toHaveLength(3);
  });

  it('does not bring back what was thrown away after the commit that is undone', async () => {
    const { ledger } = await openTestLedger();
    const writes = ['甲', '乙'].map((name) => create('member', { name, category: 'full' }));
    const { n } = await ledger.commit(writes, { label: 'test' });
    await ledger.commit([remove((await ledger.get('member', writes[0]!.id))!)], { label: 'test' });
    await ledger.undo(n!);
    expect(await ledger.list('member')).toEqual([]);
    expect(await ledger.trash()).toHaveLength(2);
  });

  it('leaves alone what somebody changed after the commit that is undone', async () => {
    const { ledger } = await openTestLedger();
    const write = create('member', { name: '甲', category: 'full' });
    await ledger.commit([write], { label: 'test' });
    const first = (await ledger.get('member', write.id))!;
    const { n } = await ledger.commit([change(first, { job: '调度', phone: '100' })], { label: 'test' });
    const second = (await ledger.get('member', write.id))!;
    await ledger.commit([change(second, { phone: '200' })], { label: 'test' });
    const result = await ledger.undo(n!);
    expect(result.kept).toEqual([{ id: write.id, field: 'phone' }]);
    const after = (await ledger.get('member', write.id))!;
    expect([after.fields.job, after.fields.phone]).toEqual([undefined, '200']);
  });

  it('takes a record out of every list while it is in the trash', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    await ledger.commit([remove((await ledger.get('meeting', write.id))!)], { label: 'test' });
    expect(await ledger.list('meeting')).toEqual([]);
    expect(await ledger.get('meeting', write.id)).toBeUndefined();
    expect(await ledger.linkKeys([['meeting:', 'meeting:']])).toEqual([]);
    const [gone] = await ledger.trash();
    await ledger.commit([restore(gone!)], { label: 'test' });
    expect((await ledger.get('meeting', write.id))?.fields.place).toBe('三号会议室');
  });
});

describe('quarantine', () => {
  it('shows a row that does not parse with its reason and leaves it where it is', async () => {
    const { ledger } = await openTestLedger();
    const write = newMeeting();
    await ledger.commit([write], { label: 'test' });
    const row = (await ledger.db.records.get(write.id))!;
    await ledger.db.records.put({
      ...row,
      h: `${row.h.slice(0, -1)}z`,
      fields: { ...row.fields, startsAt: 42 },
    });
    expect(await ledger.list('meeting')).toEqual([]);
    await ledger.quarantine.flush();
    expect(await ledger.quarantine.list()).toMatchObject([{ id: `record:${write.id}`, reason: /startsAt/ }]);
    expect(await ledger.db.records.get(write.id)).toBeDefined();
  });
});

describe('drafts', () => {
  it('goes away in the same transaction as the commit that it became', async () => {
    const { ledger } = await openTestLedger();
    await ledger.drafts.put({
      id: 'meeting:new',
      form: 'meeting',
      title: '主题党日',
      route: '/',
      data: { a: 1 },
    });
    expect(await ledger.drafts.list()).toHaveLength(1);
    await ledger.commit([newMeeting()], { label: 'test', draft: 'meeting:new' });
    expect(await ledger.drafts.list()).toEqual([]);
  });
});

describe('small values', () => {
  it('are changed from what is stored: of two presses close together neither is lost', async () => {
    const { ledger } = await openTestLedger();
    const add = (column: string) =>
      ledger.changeMeta('registerViews', (before) => ({
        roster: { columns: [...((before?.roster?.columns as string[] | undefined) ?? []), column] },
      }));
    await Promise.all([add('name'), add('nation'), add('gender')]);
    expect(await ledger.meta('registerViews')).toEqual({ roster: { columns: ['name', 'nation', 'gender'] } });
  });
});

it('writes some kinds once: a change or a deletion is refused, and nothing of that commit is written', async () => {
  const { ledger } = await openTestLedger();
  const write = create('itemStep', {
    companyId: 'c',
    item: 'i',
    step: 'submitted',
    at: '2026-11-23T02:00:00.000Z',
    name: '示例甲',
  });
  await ledger.commit([write], { label: 'test' });
  const seen = (await ledger.get('itemStep', write.id))!;
  const beside = newMeeting();
  for (const refused of [change(seen, { name: '示例乙' }), remove(seen)]) {
    await expect(ledger.commit([beside, refused], { label: 'test' })).rejects.toMatchObject({ code: 'E104' });
  }
  expect(await ledger.get('meeting', beside.id)).toBeUndefined();
  expect((await ledger.get('itemStep', write.id))?.fields.name).toBe('示例甲');
});
