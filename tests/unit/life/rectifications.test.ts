import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { removeMeeting } from '../../../lib/life/meetings';
import { rectificationPaper } from '../../../lib/life/rectification-paper';
import {
  completeRectification,
  dropRectification,
  emptyRectification,
  rectificationDraftOf,
  rectificationsOf,
  removeRectification,
  reopenRectification,
  reviewRectification,
  saveRectification,
} from '../../../lib/life/rectifications';
import { recordTalks } from '../../../lib/life/talks';
import { todayView } from '../../../lib/life/today';
import { everythingDue } from '../../../lib/plan/watch';
import { openTestLedger } from '../support/ledger';
import { enrol } from './support';

const today = '2026-11-25';
let ledger: Ledger;
let meeting: string;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec' }));
  await enrol(ledger, ['甲'], ['乙']);
  const write = create('meeting', {
    types: { orgLife: true },
    startsAt: '2026-11-10T14:00',
    host: '甲',
    priorStudy: '学习党章',
    criticism: '逐人发言',
  });
  await ledger.commit([write], { label: 'x' });
  meeting = write.id;
});
const add = (over: Parameters<typeof emptyRectification>[0]) =>
  saveRectification(ledger, meeting, emptyRectification(over));
const list = async () => (await rectificationsOf(ledger, meeting)).map(({ fields }) => fields);
const only = async () => (await rectificationsOf(ledger, meeting))[0]!;

describe('整改清单', () => {
  it('takes several problems at once, one record each, in one commit', async () => {
    const before = (await ledger.recentCommits()).length;
    const result = await add({
      problem: '1. 会议记录不及时\n\n2、走访少\n- 学习不深',
      measure: '月底前补齐',
      owner: '甲',
      dueOn: '2026-12-01',
    });
    expect(result.count).toBe(3);
    expect((await ledger.recentCommits()).length - before).toBe(1);
    expect(
      (await list()).map((fields) => [fields.problem, fields.owner, fields.dueOn, fields.state]),
    ).toEqual([
      ['会议记录不及时', '甲', '2026-12-01', 'open'],
      ['走访少', '甲', '2026-12-01', 'open'],
      ['学习不深', '甲', '2026-12-01', 'open'],
    ]);
    await ledger.undo(result.n!);
    expect(await list()).toEqual([]);
  });

  it('lists the branch first, then person by person', async () => {
    await add({ problem: '一', subject: '乙' });
    await add({ problem: '二' });
    await add({ problem: '三', subject: '甲' });
    await add({ problem: '四', subject: '乙' });
    expect((await list()).map((fields) => fields.problem)).toEqual(['二', '一', '四', '三']);
  });

  it('is in 今日 and on the badge when due, and no longer once checked off', async () => {
    await add({ problem: '走访少', dueOn: '2026-11-24' });
    await add({ problem: '以后的事', dueOn: '2026-12-31' });
    const before = (await everythingDue(ledger, today)).count;
    const view = await todayView(ledger, today, Date.parse('2026-11-25T02:00:00Z'));
    expect(view.rectifications.map(({ fields }) => fields.problem)).toEqual(['走访少']);
    const id = view.rectifications[0]!.id;
    await completeRectification(ledger, id, { on: '2026-11-25', result: ' 已走访三处 ' });
    expect((await everythingDue(ledger, today)).count).toBe(before - 1);
    expect((await ledger.get('rectification', id))!.fields).toMatchObject({
      state: 'done',
      doneOn: '2026-11-25',
      result: '已走访三处',
    });
    await reviewRectification(ledger, id, { on: '2026-12-20', review: '没有反弹' });
    await reopenRectification(ledger, id);
    expect((await ledger.get('rectification', id))!.fields).toMatchObject({
      state: 'open',
      reviewedOn: '2026-12-20',
    });
    expect((await ledger.get('rectification', id))!.fields).not.toHaveProperty('result');
  });

  it('keeps what another window changed while a line was edited, and reports it', async () => {
    await add({ problem: '走访少', owner: '甲' });
    const draft = rectificationDraftOf(await only());
    await saveRectification(ledger, meeting, { ...draft, owner: '乙' });
    await saveRectification(ledger, meeting, { ...draft, measure: '每月一次' });
    expect((await only()).fields).toMatchObject({ owner: '乙', measure: '每月一次' });
  });

  it('says what is wrong with a code and writes nothing', async () => {
    await expect(add({ problem: ' \n1. \n' })).rejects.toMatchObject({ code: 'E270' });
    await expect(completeRectification(ledger, 'gone', { on: today, result: '' })).rejects.toMatchObject({
      code: 'E271',
    });
    await expect(removeRectification(ledger, 'gone')).rejects.toMatchObject({ code: 'E271' });
    await add({ problem: '走访少' });
    const { id } = await only();
    expect(() => completeRectification(ledger, id, { on: '', result: '' })).toThrow(
      expect.objectContaining({ code: 'E272' }),
    );
    expect(() => dropRectification(ledger, id, { on: '2026-13-01', result: '' })).toThrow();
    expect(() => reviewRectification(ledger, id, { on: '', review: '' })).toThrow();
    expect((await only()).fields.state).toBe('open');
  });

  it('goes to the trash with its meeting, and comes back with it', async () => {
    await add({ problem: '走访少', dueOn: '2026-11-24' });
    const n = await removeMeeting(ledger, meeting);
    expect(await ledger.countDue(today)).toBe(0);
    await ledger.undo(n!);
    expect(await ledger.countDue(today)).toBe(1);
  });
});

describe('整改清单 on paper', () => {
  it('holds the three phases and every line, with open fields named as open', async () => {
    await recordTalks(
      ledger,
      [{ on: '2026-11-03', talker: '甲', partner: '乙', content: '私下的话', occasion: 'orgLife', meeting }],
      { today },
    );
    await add({ problem: '走访少', measure: '每月一次', owner: '甲', dueOn: '2026-12-01' });
    await add({ problem: '记录慢', subject: '乙' });
    const paper = await rectificationPaper(ledger, meeting, { today });
    const text = JSON.stringify(paper);
    for (const words of [
      '学习党章',
      '逐人发言',
      '2026-11-03 示例甲—示例乙'.replaceAll('示例', ''),
      '每月一次',
      '待明确',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('私下的话');
    const table = paper.sections.at(-1)!;
    expect(table.kind === 'table' && table.rows.map((row) => row[2])).toEqual(['走访少', '记录慢']);
  });

  it("of one person holds nobody else's lines and no talks", async () => {
    await add({ problem: '走访少', subject: '甲' });
    await add({ problem: '记录慢', subject: '乙' });
    await add({ problem: '支部的事' });
    const mine = JSON.stringify(await rectificationPaper(ledger, meeting, { today, subject: '乙' }));
    expect(mine).toContain('记录慢');
    expect(mine).not.toContain('走访少');
    expect(mine).not.toContain('支部的事');
    expect(mine).not.toContain('逐人发言');
    const ours = await rectificationPaper(ledger, meeting, { today, subject: '' });
    const last = ours.sections.at(-1)!;
    expect(last.kind === 'table' && last.rows.map((row) => row[2])).toEqual(['支部的事']);
    await expect(rectificationPaper(ledger, 'gone', { today })).rejects.toMatchObject({ code: 'E703' });
  });
});
