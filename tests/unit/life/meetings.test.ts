import { describe, expect, it } from 'vitest';
import { change } from '../../../lib/ledger';
import { draftOf, fieldsOf, previewOf, resolutionsOf } from '../../../lib/life/draft';
import {
  addClipToAgenda,
  markMadeUp,
  recordMeeting,
  removeMeeting,
  setAttendance,
} from '../../../lib/life/meetings';
import { openTestLedger } from '../support/ledger';
import { enrol, form } from './support';

const line = (id: string, text: string, over: object = {}) => ({ id, text, owner: '', dueOn: '', ...over });

describe('recordMeeting', () => {
  it('stores the activity and its resolutions in one commit and removes the draft', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['甲'], ['乙']);
    await ledger.drafts.put({ id: 'meeting:new', form: 'meeting', title: '', route: '/life/new', data: {} });
    const before = (await ledger.recentCommits()).length;
    const draft = form({
      place: ' 三号会议室 ',
      agenda: [
        { id: 'i1', text: '学习：把关键小事办好', clip: 'clip-1' },
        { id: 'i2', text: '   ' },
      ],
      attendance: { 甲: { state: 'present' }, 乙: { state: 'leave', reason: 'trip' } },
      resolutions: [line('r1', '三处休息点巡查', { owner: '乙', dueOn: '2026-11-30' }), line('r2', '')],
    });
    const result = await recordMeeting(ledger, draft, { draftId: 'meeting:new' });
    expect((await ledger.recentCommits()).length).toBe(before + 1);
    expect(await ledger.drafts.get('meeting:new')).toBeUndefined();
    const stored = await ledger.get('meeting', result.id);
    expect(stored?.fields).toMatchObject({
      startsAt: '2026-11-18T15:00',
      place: '三号会议室',
      agenda: { i1: { order: 1, text: '学习：把关键小事办好', clip: 'clip-1' } },
    });
    expect(Object.keys(stored?.fields.agenda ?? {})).toEqual(['i1']);
    expect(await resolutionsOf(ledger, result.id)).toMatchObject([
      { fields: { text: '三处休息点巡查', owner: '乙', dueOn: '2026-11-30', state: 'open' } },
    ]);
    expect(await ledger.linked('clip-1', 'meeting')).toHaveLength(1);
    expect(result.warnings.map(({ code }) => code)).toContain('missing');
  });

  it('reports what differs when one new form is saved in two windows', async () => {
    const { ledger } = await openTestLedger();
    const draft = form({ place: '一楼', resolutions: [line('r1', '三处休息点巡查', { owner: '乙' })] });
    await recordMeeting(ledger, draft);
    const other = { ...draft, place: '二楼', resolutions: [line('r1', '三处休息点巡查', { owner: '甲' })] };
    const { concurrent } = await recordMeeting(ledger, other);
    expect(concurrent.map(({ field, lost }) => [field, lost])).toEqual([
      ['place', '一楼'],
      ['owner', '乙'],
    ]);
    expect(await ledger.conflicts()).toHaveLength(2);
    // The same form saved twice is no conflict.
    expect(await recordMeeting(ledger, other)).toMatchObject({ n: undefined, concurrent: [] });
  });

  it('refuses only what cannot be placed: no date, no start, no type', async () => {
    const { ledger } = await openTestLedger();
    await expect(recordMeeting(ledger, form({ date: '' }))).rejects.toMatchObject({ code: 'E701' });
    await expect(recordMeeting(ledger, form({ date: '2026-02-30' }))).rejects.toMatchObject({ code: 'E701' });
    await expect(recordMeeting(ledger, form({ start: '' }))).rejects.toMatchObject({ code: 'E701' });
    await expect(recordMeeting(ledger, form({ types: [] }))).rejects.toMatchObject({ code: 'E702' });
    expect(await ledger.list('meeting')).toEqual([]);
  });

  it('makes one record when the same form is saved twice', async () => {
    const { ledger } = await openTestLedger();
    const draft = form({ place: '一楼' });
    await recordMeeting(ledger, draft);
    await recordMeeting(ledger, draft);
    expect(await ledger.list('meeting')).toHaveLength(1);
  });

  it('keeps one event with several types and a free one', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(
      ledger,
      form({ types: ['lecture', 'themeDay', 'other'], otherType: '志愿服务', lecturer: '甲' }),
    );
    const stored = await ledger.get('meeting', id);
    expect(stored?.fields.types).toEqual({ lecture: true, themeDay: true, other: true });
    expect(stored?.fields).toMatchObject({ otherType: '志愿服务', lecturer: '甲' });
    expect(await ledger.linked('meeting:lecture:2026-11')).toHaveLength(1);
  });
});

describe('editing an activity', () => {
  const start = async () => {
    const { ledger, time } = await openTestLedger();
    await enrol(ledger, ['甲'], ['乙']);
    const { id } = await recordMeeting(
      ledger,
      form({ place: '一楼', minutes: '第一稿', resolutions: [line('r1', '巡查'), line('r2', '整改')] }),
    );
    const load = async () => draftOf(ledger, (await ledger.get('meeting', id))!);
    return { ledger, time, id, load };
  };

  it('writes nothing when nothing was touched, and keeps the time of the first entry', async () => {
    const { ledger, time, id, load } = await start();
    const before = (await ledger.get('meeting', id))!;
    time.now += 30 * 86_400_000;
    const result = await recordMeeting(ledger, await load());
    expect(result.n).toBeUndefined();
    await recordMeeting(ledger, { ...(await load()), place: '二楼' });
    const after = (await ledger.get('meeting', id))!;
    expect(after.fields.enteredAt).toBe(before.fields.enteredAt);
    expect(after.fields.place).toBe('二楼');
  });

  it('changes, adds and removes resolutions, and leaves their state alone', async () => {
    const { ledger, id, load } = await start();
    const draft = await load();
    const done = (await ledger.get('resolution', 'r2'))!;
    await ledger.commit([change(done, { state: 'done', doneOn: '2026-11-20' })], { label: 'test' });
    draft.resolutions = [line('r3', '公示'), { ...draft.resolutions[1]!, text: '整改到位' }];
    await recordMeeting(ledger, draft);
    expect((await resolutionsOf(ledger, id)).map(({ fields }) => [fields.text, fields.state])).toEqual([
      ['公示', 'open'],
      ['整改到位', 'done'],
    ]);
    expect((await ledger.find('r1'))?.deleted).toBe(true);
  });

  it('lets two windows mark different members and edit different fields without a conflict', async () => {
    const { ledger, id, load } = await start();
    const [first, second] = [await load(), await load()];
    await recordMeeting(ledger, { ...first, attendance: { 甲: { state: 'present' } }, place: '三楼' });
    const result = await recordMeeting(ledger, {
      ...second,
      attendance: { 乙: { state: 'online' } },
      host: '乙',
    });
    expect(result.concurrent).toEqual([]);
    expect((await ledger.get('meeting', id))?.fields).toMatchObject({
      place: '三楼',
      host: '乙',
      attendance: { 甲: { state: 'present' }, 乙: { state: 'online' } },
    });
  });

  it('never overwrites another window silently: the value that gave way is reported and kept', async () => {
    const { ledger, id, load } = await start();
    const [first, second] = [await load(), await load()];
    await recordMeeting(ledger, { ...first, place: '三楼' });
    // A draft is JSON: what it saw survives the panel being closed.
    const revived = JSON.parse(JSON.stringify({ ...second, place: '四楼' }));
    const result = await recordMeeting(ledger, revived);
    expect(result.concurrent).toMatchObject([{ field: 'place', lost: '三楼' }]);
    expect((await ledger.get('meeting', id))?.fields.place).toBe('四楼');
    expect(await ledger.conflicts(id)).toMatchObject([{ f: 'place', v: '三楼' }]);
  });

  it('does not write long minutes again that were only looked at', async () => {
    const { ledger, id, load } = await start();
    const long = '会议发言要点。'.repeat(4000);
    await recordMeeting(ledger, { ...(await load()), minutes: long });
    const again = await load();
    expect(again.minutes).toBe(long);
    expect((await recordMeeting(ledger, again)).n).toBeUndefined();
    await recordMeeting(ledger, { ...again, minutes: `${long}补充一句。` });
    expect((await load()).minutes).toContain('补充一句');
    expect((await ledger.historyOf(id, 'minutes')).length).toBeGreaterThan(1);
  });
});

describe('deeds on a stored activity', () => {
  it('deletes it with its resolutions and brings both back with one undo', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(ledger, form({ resolutions: [line('r1', '巡查')] }));
    const n = await removeMeeting(ledger, id);
    expect(await ledger.list('meeting')).toEqual([]);
    expect(await ledger.linked('resolution:open')).toEqual([]);
    await ledger.undo(n!);
    expect(await ledger.get('meeting', id)).toBeDefined();
    expect(await ledger.linked('resolution:open')).toHaveLength(1);
    await expect(removeMeeting(ledger, 'none')).rejects.toMatchObject({ code: 'E703' });
  });

  it('notes a make-up without forgetting the absence and its reason', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(
      ledger,
      form({ attendance: { 甲: { state: 'leave', reason: 'sick' }, 乙: { state: 'present' } } }),
    );
    await markMadeUp(ledger, id, '甲', '2026-11-22');
    expect((await ledger.get('meeting', id))?.fields.attendance?.甲).toEqual({
      state: 'leave',
      reason: 'sick',
      madeUpOn: '2026-11-22',
    });
    await expect(markMadeUp(ledger, id, '乙', '2026-11-22')).rejects.toMatchObject({ code: 'E704' });
    await expect(markMadeUp(ledger, id, '丙', '2026-11-22')).rejects.toMatchObject({ code: 'E704' });
  });

  it('takes a mark away again: 未记 is not 缺席', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(ledger, form({ attendance: { 甲: { state: 'absent' } } }));
    await setAttendance(ledger, id, { 甲: null, 乙: { state: 'present' } });
    expect((await ledger.get('meeting', id))?.fields.attendance).toEqual({ 乙: { state: 'present' } });
  });

  it('puts a clip on the agenda once, at its end', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(ledger, form({ agenda: [{ id: 'i1', text: '讨论' }] }));
    expect(await addClipToAgenda(ledger, id, { id: 'i2', clip: 'c1', text: '学习' })).toBeDefined();
    expect(await addClipToAgenda(ledger, id, { id: 'i3', clip: 'c1', text: '学习' })).toBeUndefined();
    expect((await ledger.get('meeting', id))?.fields.agenda).toEqual({
      i1: { order: 1, text: '讨论' },
      i2: { order: 2, text: '学习', clip: 'c1' },
    });
  });
});

describe('the form while it is filled in', () => {
  it('can be previewed as soon as there is a date', () => {
    expect(previewOf(form({ date: '' }))).toBeUndefined();
    expect(previewOf(form({ start: '', types: [] }))?.startsAt).toBe('2026-11-18T00:00');
  });

  it('leaves unknown things out instead of storing empty ones', () => {
    expect(Object.entries(fieldsOf(form())).filter(([, value]) => value !== undefined)).toEqual([
      ['types', { themeDay: true }],
      ['startsAt', '2026-11-18T15:00'],
    ]);
    expect(fieldsOf(form({ creditHours: '0' })).creditHours).toBe(0);
    expect(fieldsOf(form({ creditHours: '两个' })).creditHours).toBeUndefined();
  });
});
