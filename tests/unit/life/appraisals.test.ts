import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import { appraisalSheet } from '../../../lib/life/appraisal-sheet';
import { readBallots } from '../../../lib/life/appraisal-table';
import {
  appraisalId,
  type AppraisalLine,
  appraisalsOf,
  excellentNote,
  gradeCounts,
  lineOf,
  saveAppraisals,
  unevenBallots,
} from '../../../lib/life/appraisals';
import { KINDS } from '../../../lib/records';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { enrol, person } from './support';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec' }));
  await enrol(ledger, ['甲'], ['乙'], ['丙']);
});
const nameOf = (id: string) => id;
const line = (over: Partial<AppraisalLine> = {}): AppraisalLine => ({ ...lineOf(undefined), ...over });
const votes = (excellent: string, qualified = '', basic = '', unqualified = '') => ({
  votes: { excellent, qualified, basic, unqualified },
});
const save = (lines: Record<string, AppraisalLine>) => saveAppraisals(ledger, '2026', lines, { nameOf });

describe('民主评议 of a year', () => {
  it('is one commit, writes only who was entered, and comes back into its form', async () => {
    const before = (await ledger.recentCommits()).length;
    const result = await save({
      甲: line({
        self: 'qualified',
        ...votes('20', '5', '', '0'),
        grade: 'excellent',
        feedbackOn: '2026-12-30',
      }),
      乙: line({ grade: 'qualified' }),
      丙: line(),
    });
    expect(result.count).toBe(2);
    expect((await ledger.recentCommits()).length - before).toBe(1);
    const stored = await appraisalsOf(ledger, '2026');
    expect(stored.get('甲')!.fields).toMatchObject({
      excellent: 20,
      qualified: 5,
      unqualified: 0,
      grade: 'excellent',
    });
    expect(stored.get('甲')!.fields).not.toHaveProperty('basic');
    expect(lineOf(stored.get('甲'))).toMatchObject({ self: 'qualified', ...votes('20', '5', '', '0') });
    await ledger.undo(result.n!);
    expect((await appraisalsOf(ledger, '2026')).size).toBe(0);
  });

  it('removes what was cleared, and leaves alone what nobody touched', async () => {
    await save({ 甲: line({ grade: 'basic', feedbackOn: '2026-12-30' }) });
    const loaded = lineOf((await appraisalsOf(ledger, '2026')).get('甲'));
    await save({ 甲: { ...loaded, feedbackOn: '' } });
    const { fields } = (await appraisalsOf(ledger, '2026')).get('甲')!;
    expect(fields.grade).toBe('basic');
    expect(fields).not.toHaveProperty('feedbackOn');
    expect((await save({ 甲: lineOf((await appraisalsOf(ledger, '2026')).get('甲')) })).count).toBe(0);
  });

  it('keeps what is entered again after the saving was undone', async () => {
    const { n } = await save({ 甲: line({ grade: 'basic', feedbackOn: '2026-12-30' }) });
    await ledger.undo(n!);
    expect((await appraisalsOf(ledger, '2026')).size).toBe(0);
    expect((await save({ 甲: line({ grade: 'qualified' }) })).count).toBe(1);
    const { fields } = (await appraisalsOf(ledger, '2026')).get('甲')!;
    expect(fields.grade).toBe('qualified');
    expect(fields).not.toHaveProperty('feedbackOn');
  });

  it('lets two people who enter one member meet on one record, and tells the second', async () => {
    expect(appraisalId('甲', '2026')).toBe(appraisalId('甲', '2026'));
    expect(appraisalId('甲', '2026')).not.toBe(appraisalId('甲', '2025'));
    await save({ 甲: line({ grade: 'qualified' }) });
    const second = await save({ 甲: line({ grade: 'excellent' }) });
    expect(second.concurrent).toBe(1);
    expect((await appraisalsOf(ledger, '2026')).size).toBe(1);
  });

  it.each([
    ['E280', { 甲: line(votes('二十')) }],
    ['E280', { 甲: line(votes('-1')) }],
    ['E280', { 甲: line(votes('2.5')) }],
    ['E281', { 甲: line({ feedbackOn: '2026-02-30' }) }],
  ])('says %s and writes nothing', async (code, lines) => {
    await expect(save({ 乙: line({ grade: 'qualified' }), ...lines })).rejects.toMatchObject({ code });
    expect(await ledger.count('appraisal')).toBe(0);
  });

  it('names no grade in its title, so that lists and the trash do not', () => {
    const fields = { member: '甲', year: '2026', grade: 'unqualified' as const, excellent: 1 };
    expect(KINDS.appraisal.title(fields)).toBe('2026');
    expect(KINDS.appraisal.index(fields).links.join()).not.toContain('unqualified');
  });

  it('stands in the table in the order of the roster, unknown as 缺项', async () => {
    await save({ 丙: line({ grade: 'excellent', ...votes('3') }), 甲: line({ grade: 'basic' }) });
    expect((await ledger.list('member')).map(({ id }) => id)).toEqual(['丙', '乙', '甲']);
    const sheet = await appraisalSheet(ledger, { year: '2026', today: '2026-12-31', branch: '示例支部' });
    expect(sheet.rows.map((row) => [row[1], row[3], row[7]])).toEqual([
      ['丙', 3, '优秀'],
      ['乙', '缺项', '缺项'],
      ['甲', '缺项', '基本合格'],
    ]);
  });
});

describe('the usual share of 优秀', () => {
  const pack = lifePack();
  it.each([
    [9, 28, false, 9],
    [10, 28, true, 9],
    [10, 30, false, 10],
    [1, 2, true, 0],
    [0, 0, false, 0],
  ])('%i of %i: over %s, at most %i', (excellent, of, over, most) => {
    expect(excellentNote(pack, excellent, of)).toEqual({ over, most });
  });
  it('is second-hand and says so', () => expect(pack.appraisal.confidence).toBe('secondHand'));
  it('is taken from counts, without who has which grade', () => {
    expect(gradeCounts([line({ grade: 'excellent' }), line({ grade: 'basic' }), line()])).toEqual({
      excellent: 1,
      qualified: 0,
      basic: 1,
      unqualified: 0,
      graded: 2,
    });
  });
});

it('ballots that do not add up like those of the others are named', () => {
  expect(
    unevenBallots({
      甲: line(votes('20', '5')),
      乙: line(votes('25')),
      丙: line(votes('20', '4')),
      丁: line(),
    }),
  ).toEqual({ usual: 25, members: ['丙'] });
  expect(unevenBallots({ 甲: line() })).toEqual({ usual: undefined, members: [] });
});

describe('a pasted count of ballots', () => {
  const roster = ['周一鸣', '马骁', '林知秋'].map((name) => person(name, { name }));
  const read = (text: string) => {
    const table = readBallots(text, roster);
    return { ...table, rows: table.rows.map((row) => [row.who.member?.id ?? row.who.name, row.votes]) };
  };
  it('follows the header, in whatever order the grades stand', () => {
    const { rows, ignored } = read(
      '序号\t姓名\t合格\t优秀\t不合格\t基本合格\n1\t周一鸣\t5\t20\t0\t1\n2\t马骁\t6票\t19\t\t\n合计\t\t11\t39\t0\t1',
    );
    expect(rows).toEqual([
      ['周一鸣', { qualified: 5, excellent: 20, unqualified: 0, basic: 1 }],
      ['马骁', { qualified: 6, excellent: 19 }],
    ]);
    expect(ignored).toHaveLength(1);
  });
  it('reads lines without a header, and with the grades beside the numbers', () => {
    expect(read('1. 周一鸣 20 5 1 0\n马骁，19，6').rows).toEqual([
      ['周一鸣', { excellent: 20, qualified: 5, basic: 1, unqualified: 0 }],
      ['马骁', { excellent: 19, qualified: 6 }],
    ]);
    expect(read('林知秋 优秀18票 合格：7 基本合格 1').rows).toEqual([
      ['林知秋', { excellent: 18, qualified: 7, basic: 1 }],
    ]);
  });
  it('guesses nobody and drops nothing in silence', () => {
    const { rows, doubtful, ignored } = read('小周 1 2 3 4\n周一鸣\n计票人 监票人');
    expect(rows[0]?.[0]).toBe('小周');
    expect(doubtful.map((entry) => entry.name)).toEqual(['小周']);
    expect(ignored).toEqual(['周一鸣', '计票人 监票人']);
  });
});
