import { beforeEach, expect, it } from 'vitest';
import { aliasWrites, chosenMembers, nobodyChosen, toggleChosen } from '../../../lib/branch/chosen-names';
import { create, type Ledger } from '../../../lib/ledger';
import { activitiesToMakeUp, makeUpMany } from '../../../lib/life/make-up';
import type { Meeting } from '../../../lib/records';
import { lifePack } from '../../../lib/rules/packs';
import { declareStudy } from '../../../lib/study/hours/study-logs';
import { openTestLedger } from '../support/ledger';
import { enrol } from './support';

const today = '2026-11-25';
let ledger: Ledger;
let meeting: string;
const held = async (over: Partial<Meeting> = {}): Promise<string> => {
  const write = create('meeting', {
    types: { themeDay: true },
    startsAt: '2026-11-10T15:00',
    endsAt: '2026-11-10T16:30',
    attendance: {
      甲: { state: 'present' },
      乙: { state: 'leave', reason: 'shift' },
      丙: { state: 'absent' },
    },
    ...over,
  });
  await ledger.commit([write], { label: 'x' });
  return write.id;
};
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec' }));
  await enrol(ledger, ['甲'], ['乙'], ['丙'], ['丁']);
  meeting = await held();
});

it('makes up for many in one commit, keeps why they were away, and leaves who was there alone', async () => {
  const before = (await ledger.recentCommits()).length;
  const result = await makeUpMany(ledger, meeting, ['甲', '乙', '丙', '丁', '乙'], '2026-11-20', { today });
  expect(result).toMatchObject({ done: ['乙', '丙', '丁'], left: ['甲'] });
  expect((await ledger.recentCommits()).length - before).toBe(1);
  expect((await ledger.get('meeting', meeting))!.fields.attendance).toEqual({
    甲: { state: 'present' },
    乙: { state: 'leave', reason: 'shift', madeUpOn: '2026-11-20' },
    丙: { state: 'absent', madeUpOn: '2026-11-20' },
    丁: { state: 'makeup', madeUpOn: '2026-11-20' },
  });
  await ledger.undo(result.n!);
  expect((await ledger.get('meeting', meeting))!.fields.attendance).not.toHaveProperty('丁');
});

it('says what is wrong with a code and writes nothing', async () => {
  const run = (id: string, who: string[], on: string) => makeUpMany(ledger, id, who, on, { today });
  await expect(run('gone', ['乙'], today)).rejects.toMatchObject({ code: 'E703' });
  await expect(run(meeting, ['甲'], today)).rejects.toMatchObject({ code: 'E285' });
  await expect(run(meeting, ['乙'], '')).rejects.toMatchObject({ code: 'E286' });
  await expect(run(meeting, ['乙'], '2026-11-09')).rejects.toMatchObject({ code: 'E286' });
  await expect(run(meeting, ['乙'], '2026-11-26')).rejects.toMatchObject({ code: 'E286' });
  expect((await ledger.recentCommits())[0]?.label).toBe('x');
});

it('offers the activities of the last year whose study was missed, with those who missed it', async () => {
  await held({ types: { committee: true }, startsAt: '2026-11-11T15:00' });
  await held({ startsAt: '2025-10-01T15:00' });
  const open = await activitiesToMakeUp(ledger, lifePack(), today);
  expect(open.map((one) => [one.meeting.id, [...one.missed].sort()])).toEqual([
    [meeting, ['丁', '丙', '乙']],
  ]);
  await makeUpMany(ledger, meeting, ['乙', '丙', '丁'], today, { today });
  expect(await activitiesToMakeUp(ledger, lifePack(), today)).toEqual([]);
});

it('a pasted list, an answer and a hand come to one choice; the answer is remembered in the same commit', async () => {
  await enrol(ledger, ['陈立夏'], ['周一鸣']);
  const members = await ledger.list('member');
  let chosen = { ...nobodyChosen(), pasted: '1. 陈立夏\n2. 小周\n3. 小周' };
  expect(chosenMembers(chosen, members)).toMatchObject({ ids: ['陈立夏'] });
  expect(chosenMembers(chosen, members).doubtful.map((entry) => entry.name)).toEqual(['小周']);
  chosen = { ...chosen, answers: { 小周: { who: '周一鸣', remember: true } } };
  chosen = toggleChosen(toggleChosen(chosen, '甲', members), '陈立夏', members);
  expect(chosenMembers(chosen, members).ids).toEqual(['周一鸣', '甲']);
  expect(chosenMembers(toggleChosen(chosen, '陈立夏', members), members).ids).toContain('陈立夏');

  const before = (await ledger.recentCommits()).length;
  const { n } = await declareStudy(
    ledger,
    lifePack(),
    { members: chosenMembers(chosen, members).ids, on: today, form: 'collective', hours: 1, subject: '条例' },
    { confirmed: true, today, also: await aliasWrites(ledger, chosen.answers) },
  );
  expect((await ledger.recentCommits()).length - before).toBe(1);
  expect((await ledger.get('member', '周一鸣'))!.fields.aliases).toEqual(['小周']);
  expect(await ledger.count('studyLog')).toBe(2);
  await ledger.undo(n!);
  expect(await ledger.count('studyLog')).toBe(0);
  expect((await ledger.get('member', '周一鸣'))!.fields.aliases ?? []).toEqual([]);
});
