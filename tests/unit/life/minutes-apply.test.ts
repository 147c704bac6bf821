import { describe, expect, it } from 'vitest';
import { seenOf } from '../../../lib/ledger';
import { draftOf, type MeetingDraft } from '../../../lib/life/draft';
import { recordMeeting } from '../../../lib/life/meetings';
import {
  applyReading,
  noChoices,
  questionsOf,
  type ReadingChoices,
  sourceOf,
} from '../../../lib/life/minutes-apply';
import { readMinutes } from '../../../lib/life/minutes-read';
import { containment } from '../../../lib/life/minutes-text';
import { openTestLedger } from '../support/ledger';
import { enrol, form, person } from './support';

const members = ['白露', '石磊'].map((name) => person(name, { name }));
const NOTES =
  '地点：天台\n请假：石磊（出差）\n发言人 1 00:01\n休息点关门太早\n会议决定延长开放时间，由白露负责，月底前完成\n表决：赞成5票，反对0票，弃权0票';

function apply(value: MeetingDraft, notes = NOTES, over: Partial<ReadingChoices> = {}): MeetingDraft {
  const reading = readMinutes(notes, { members, on: value.date });
  return applyReading(
    value,
    reading,
    { ...noChoices(), ...over },
    { notes, nameOf: (id) => id, join: (speaker, text) => `${speaker}：${text}`, open: [] },
  );
}

describe('a reading taken over', () => {
  it('becomes minutes, resolutions, votes, facts and attendance, and keeps the notes', () => {
    const next = apply(form({ types: ['committee'] }));
    expect(next.minutes).toBe('发言人 1：休息点关门太早');
    expect(next.roughNotes).toBe(NOTES);
    expect(next.place).toBe('天台');
    expect(next.attendance).toEqual({ 石磊: { state: 'leave', reason: 'trip' } });
    expect(next.resolutions.map(({ text, owner, dueOn, source }) => [text, owner, dueOn, source])).toEqual([
      ['延长开放时间', '白露', '2026-11-30', [5, 5]],
    ]);
    expect(next.ballots).toMatchObject([
      { kind: 'committee', yes: 5, no: 0, abstain: 0, source: [6, 6], resolution: next.resolutions[0]?.id },
    ]);
  });

  it('enters nothing twice when it is taken over again', () => {
    const once = apply(form());
    const twice = apply(once);
    expect(twice.minutes).toBe(once.minutes);
    expect(twice.resolutions).toHaveLength(1);
    expect(twice.ballots).toHaveLength(1);
  });

  it('replaces notes that were typed into the minutes, and adds to minutes that were written', () => {
    expect(apply(form({ minutes: NOTES })).minutes).toBe('发言人 1：休息点关门太早');
    expect(apply(form({ minutes: '书记通报上月情况' })).minutes).toBe(
      '书记通报上月情况\n发言人 1：休息点关门太早',
    );
  });

  it('leaves out what was turned down, but loses no sentence', () => {
    const reading = readMinutes(NOTES, { members, on: '2026-11-18' });
    const decision = reading.proposals.find(({ kind }) => kind === 'resolution')?.id ?? '';
    const next = apply(form(), NOTES, { taken: { [decision]: false } });
    expect(next.resolutions).toEqual([]);
    expect(next.minutes).toBe('发言人 1：休息点关门太早会议决定延长开放时间，由白露负责，月底前完成');
  });

  it('names speakers as a person says who they are', () => {
    expect(questionsOf(readMinutes(NOTES, { members, on: '2026-11-18' })).map(({ name }) => name)).toEqual([
      '发言人 1',
    ]);
    expect(apply(form(), NOTES, { people: { '发言人 1': '白露' } }).minutes).toBe('白露：休息点关门太早');
  });

  it('is stored with its sources, and read back', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['白露'], ['石磊']);
    const { id } = await recordMeeting(ledger, apply(form()));
    const meeting = await ledger.get('meeting', id);
    if (!meeting) throw new Error('no meeting');
    const line = '发言人 1：休息点关门太早';
    expect(sourceOf(line, meeting.fields, NOTES, containment)).toEqual({ lines: [4, 4], rewritten: false });
    // Rewritten by hand: the nearest line of the notes, and said to be so.
    expect(sourceOf('有人说休息点关门太早', meeting.fields, NOTES, containment)).toEqual({
      lines: [4, 4],
      rewritten: true,
    });
    expect(sourceOf('完全另外的一句话', meeting.fields, NOTES, containment)).toBeUndefined();
    const again = await draftOf(ledger, meeting);
    expect(again.roughNotes).toBe(NOTES);
    expect(again.resolutions[0]?.source).toEqual([5, 5]);
    const [resolution] = await ledger.linked(id, 'resolution');
    expect(resolution?.fields).toMatchObject({ text: '延长开放时间', owner: '白露', source: [5, 5] });
    ledger.close();
  });

  it('keeps an hour of transcript beside the record', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['白露']);
    const notes = `白露 00:01\n${'我们继续讨论休息点的问题。'.repeat(3000)}`;
    const { id } = await recordMeeting(ledger, apply(form(), notes));
    const meeting = await ledger.get('meeting', id);
    expect(typeof meeting?.fields.roughNotes).toBe('object');
    expect(await ledger.text(meeting?.fields.roughNotes)).toBe(notes);
    ledger.close();
  });
});

it('checks an earlier resolution off in the meeting that reports it', async () => {
  const { ledger } = await openTestLedger();
  await enrol(ledger, ['白露']);
  const first = await recordMeeting(
    ledger,
    form({ resolutions: [{ id: 'r1', text: '完成三处休息点巡查', owner: '白露', dueOn: '2026-11-30' }] }),
  );
  const open = await ledger.linked('resolution:open', 'resolution');
  const notes = '三处休息点巡查已经完成了';
  const value = form({ date: '2026-12-02' });
  const reading = readMinutes(notes, {
    members,
    on: value.date,
    open: open.map(({ id, fields }) => ({ id, text: fields.text })),
  });
  const next = applyReading(value, reading, noChoices(), {
    notes,
    nameOf: (id) => id,
    join: (speaker, text) => speaker + text,
    open,
  });
  expect(Object.keys(next.checkOffs)).toEqual(['r1']);
  const second = await recordMeeting(ledger, {
    ...next,
    checkOffs: { r1: { note: '三处都去过', base: seenOf(open[0] as never) } },
  });
  const done = await ledger.get('resolution', 'r1');
  expect(done?.fields).toMatchObject({
    state: 'done',
    doneOn: '2026-12-02',
    doneIn: second.id,
    doneNote: '三处都去过',
    meeting: first.id,
  });
  // One undo takes back the meeting and the check mark.
  await ledger.undo(second.n ?? 0);
  expect((await ledger.get('resolution', 'r1'))?.fields).toMatchObject({ state: 'open' });
  ledger.close();
});
