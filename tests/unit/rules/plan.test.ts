import { describe, expect, it } from 'vitest';
import type { BranchFacts } from '../../../lib/rules/cadence';
import { lifePack } from '../../../lib/rules/packs';
import { dayOfRule, type PlanInput, proposePlan } from '../../../lib/rules/plan';
import { matchPlan, planState, type PlannedFact, typeFrequency } from '../../../lib/rules/plan-match';
import { planPack } from '../../../lib/rules/plan-pack';
import { yearStrip } from '../../../lib/rules/plan-strip';
import { loadWorkCalendar } from '../../../lib/rules/workdays';

const pack = lifePack();
const plan = await planPack();
const calendar = await loadWorkCalendar();
const branch: BranchFacts = {
  form: 'single',
  hasCommittee: true,
  groups: [
    { id: 'g1', name: '示例一组' },
    { id: 'g2', name: '示例二组' },
  ],
  foundedOn: '2020-05-01',
  trackedSince: '2024-01-01',
};
const input = (rest: Partial<PlanInput> = {}): PlanInput => ({
  pack,
  plan,
  branch,
  year: 2026,
  from: '2026-01-01',
  calendar,
  choices: { themeDay: { nth: 3, weekday: 3 }, lectureOnThemeDay: true, appraisalWithOrgLife: true },
  planned: [],
  held: [],
  ...rest,
});
const count = (list: ReturnType<typeof proposePlan>, type: string) =>
  list.filter((item) => (item.types as string[]).includes(type)).length;
const facts = (list: ReturnType<typeof proposePlan>): PlannedFact[] =>
  list.map((item, index) => ({ ...item, id: `p${index}` }));

describe('the year plan', () => {
  it('holds what the rules ask of a branch with committee and groups', () => {
    const list = proposePlan(input());
    expect(count(list, 'themeDay')).toBe(12);
    expect(count(list, 'general')).toBe(4);
    expect(count(list, 'committee')).toBe(12);
    expect(count(list, 'group')).toBe(24);
    expect(count(list, 'lecture')).toBe(4);
    expect(count(list, 'orgLife')).toBe(1);
    expect(count(list, 'appraisal')).toBe(1);
    expect(list.filter((item) => item.task).map((item) => item.task)).toEqual([
      'duesFixing',
      'talks',
      'report',
    ]);
    // One event, several items: lectures ride on themed days, the evaluation on the organizational life meeting.
    expect(
      list.filter((item) => item.types.includes('lecture')).every((item) => item.types.includes('themeDay')),
    ).toBe(true);
    expect(list.find((item) => item.types.includes('appraisal'))?.types).toContain('orgLife');
    expect(list.find((item) => item.types.includes('orgLife'))?.on.slice(5, 7)).toBe('12');
  });

  it('asks no committee meeting without a committee, no group meetings without groups, no assembly of a functional branch', () => {
    const list = proposePlan(
      input({ branch: { ...branch, form: 'functional', hasCommittee: false, groups: [] } }),
    );
    expect(
      count(list, 'committee') + count(list, 'group') + count(list, 'general') + count(list, 'orgLife'),
    ).toBe(0);
    expect(count(list, 'themeDay')).toBe(12);
  });

  it('keeps the themed day to the same weekday and moves it off holidays inside of its month', () => {
    const days = proposePlan(input({ choices: { ...input().choices, themeDay: { nth: 1, weekday: 4 } } }))
      .filter((item) => item.types.includes('themeDay'))
      .map((item) => item.on);
    expect(days[2]).toBe('2026-03-05');
    // 1 January and 1 October 2026 are holidays.
    expect(days[0]).toBe('2026-01-04');
    expect(days[9]).toBe('2026-10-08');
    expect(dayOfRule({ nth: 5, weekday: 1 }, '2026-02-01')).toBe('2026-02-23');
    expect(dayOfRule({ day: 31 }, '2026-02-01')).toBe('2026-02-28');
  });

  it('adds only what lacks: moved items and held activities count, the past is not planned', () => {
    const first = proposePlan(input());
    const moved = facts(first).map((item) =>
      item.types.includes('general') && item.on.startsWith('2026-03') ? { ...item, on: '2026-01-29' } : item,
    );
    expect(proposePlan(input({ planned: moved }))).toEqual([]);
    const rest = proposePlan(
      input({
        from: '2026-11-25',
        held: [
          { id: 'a', types: ['themeDay'], month: '2026-11', ahead: false },
          { id: 'b', types: ['general'], month: '2026-10', ahead: false },
        ],
      }),
    );
    expect(rest.every((item) => item.on >= '2026-11-25')).toBe(true);
    expect(count(rest, 'themeDay')).toBe(1);
    expect(count(rest, 'general')).toBe(0);
    expect(rest.some((item) => item.task === 'duesFixing')).toBe(false);
  });
});

describe('the branch’s own frequency', () => {
  const monthly = { ...branch, frequencies: { lecture: { every: 'M' as const, since: '2026-09-10' } } };

  it('is what the plan is filled by', () => {
    expect(count(proposePlan(input({ branch: monthly, from: '2026-10-01' })), 'lecture')).toBe(3);
    expect(count(proposePlan(input({ branch, from: '2026-10-01' })), 'lecture')).toBe(1);
    const later = { ...input({ branch: monthly, year: 2027, from: '2027-01-01' }) };
    expect(count(proposePlan(later), 'lecture')).toBe(12);
  });

  it('decides whether an activity of another month satisfies an item', () => {
    const items: PlannedFact[] = [
      { id: 'q', on: '2026-05-20', types: ['lecture'] },
      { id: 'm', on: '2026-11-20', types: ['lecture'] },
    ];
    const held = ['2026-04', '2026-10'].map((month) => ({
      id: month,
      types: ['lecture' as const],
      month,
      ahead: false,
    }));
    const found = matchPlan(items, held, typeFrequency(pack, monthly));
    expect(found.get('q')?.get('lecture')).toBe('2026-04');
    expect(found.get('m')?.get('lecture')).toBeUndefined();
  });

  it('judges each month of the strip by what was in force then', () => {
    const cells = (of: BranchFacts) =>
      yearStrip({
        pack,
        branch: of,
        year: 2026,
        today: '2026-11-25',
        planned: [],
        held: [{ id: 'l', types: ['lecture'], month: '2026-10', ahead: false }],
      })
        .find(({ rule }) => rule.id === 'lecture')
        ?.cells.map(({ state }) => state);
    const byQuarter = ['none', 'none', 'missing', 'none', 'none', 'missing', 'none', 'none'];
    expect(cells(branch)).toEqual([...byQuarter, 'missing', 'done', 'none', 'none']);
    expect(cells(monthly)).toEqual([...byQuarter, 'missing', 'done', 'due', 'open']);
    const back = {
      lecture: { since: '2026-11-02', earlier: [{ every: 'M' as const, since: '2026-09-10' }] },
    };
    expect(cells({ ...branch, frequencies: back })).toEqual([
      ...byQuarter,
      'missing',
      'done',
      'none',
      'none',
    ]);
  });
});

describe('what satisfies an item', () => {
  const frequency = typeFrequency(pack, branch);
  const held = (id: string, types: PlannedFact['types'], month: string, ahead = false, group?: string) => ({
    id,
    types,
    month,
    ahead,
    group,
  });

  it('is one event for several items, and an activity that nobody linked', () => {
    const items: PlannedFact[] = [
      { id: 'x', on: '2026-12-18', types: ['orgLife'] },
      { id: 'y', on: '2026-12-22', types: ['appraisal'] },
      { id: 'z', on: '2026-11-18', types: ['themeDay', 'lecture'] },
    ];
    const found = matchPlan(
      items,
      [held('m', ['orgLife', 'appraisal'], '2026-12'), held('t', ['themeDay'], '2026-11')],
      frequency,
    );
    const state = (id: string) =>
      planState(
        items.find((item) => item.id === id) as PlannedFact,
        found.get(id),
        () => false,
        '2026-12-30',
      );
    expect(state('x')).toBe('done');
    expect(state('y')).toBe('done');
    expect(state('z')).toBe('late');
  });

  it('is used once: two lectures of a quarter need two activities', () => {
    const items: PlannedFact[] = [
      { id: 'x', on: '2026-10-14', types: ['lecture'] },
      { id: 'y', on: '2026-12-16', types: ['lecture'] },
    ];
    const one = matchPlan(items, [held('l', ['lecture'], '2026-11')], frequency);
    expect([one.get('x')?.size, one.get('y')?.size]).toEqual([1, 0]);
    const own = matchPlan(
      [{ ...items[0]! }, { ...items[1]!, meeting: 'l' }],
      [held('l', ['lecture'], '2026-11')],
      frequency,
    );
    expect([own.get('x')?.size, own.get('y')?.size]).toEqual([0, 1]);
  });

  it('is of the right Party group', () => {
    const items: PlannedFact[] = [{ id: 'x', on: '2026-11-10', types: ['group'], group: 'g1' }];
    expect(matchPlan(items, [held('m', ['group'], '2026-11', false, 'g2')], frequency).get('x')?.size).toBe(
      0,
    );
    expect(matchPlan(items, [held('m', ['group'], '2026-11', false, 'g1')], frequency).get('x')?.size).toBe(
      1,
    );
  });
});

describe('the strip of twelve months', () => {
  const strip = (rest: Partial<Parameters<typeof yearStrip>[0]> = {}) =>
    yearStrip({ pack, branch, year: 2026, today: '2026-11-25', planned: [], held: [], ...rest });
  const row = (rows: ReturnType<typeof strip>, id: string, group?: string) =>
    rows.find((one) => one.rule.id === id && one.group?.id === group)?.cells.map((cell) => cell.state);

  it('says what is held, planned, past its day, lacking, or not asked', () => {
    const rows = strip({
      held: [
        { id: 'a', types: ['themeDay'], month: '2026-10', ahead: false },
        { id: 'b', types: ['general'], month: '2026-02', ahead: false },
        { id: 'c', types: ['committee'], month: '2026-12', ahead: true },
      ],
      planned: [
        { id: 'p', on: '2026-11-18', types: ['themeDay'] },
        { id: 'q', on: '2026-12-16', types: ['themeDay'] },
        { id: 'r', on: '2026-12-21', types: ['general'] },
      ],
    });
    expect(row(rows, 'themeDay')?.slice(8)).toEqual(['missing', 'done', 'late', 'planned']);
    expect(row(rows, 'general')).toEqual([
      'none',
      'done',
      'none',
      'none',
      'none',
      'missing',
      'none',
      'none',
      'missing',
      'none',
      'none',
      'planned',
    ]);
    expect(row(rows, 'committee')?.slice(10)).toEqual(['due', 'planned']);
    expect(row(rows, 'group', 'g1')?.[0]).toBe('missing');
  });

  it('leaves unknown what the ledger cannot know, and marks what does not concern the branch', () => {
    const rows = strip({
      branch: { ...branch, trackedSince: '2026-06-15', hasCommittee: false, groups: [] },
    });
    expect(row(rows, 'themeDay')?.slice(0, 7)).toEqual([...Array(6).fill('unknown'), 'missing']);
    expect(row(rows, 'committee')).toEqual(Array(12).fill('notApplicable'));
    expect(rows.find((one) => one.rule.id === 'group')?.why).toBe('noGroups');
  });

  it('counts the evaluation of January for the year before when that one lacked it', () => {
    const held = [{ id: 'e', types: ['appraisal' as const], month: '2026-01', ahead: false }];
    const old = strip({ year: 2025, held }).find((one) => one.rule.id === 'appraisal')?.cells[11];
    expect(old).toMatchObject({ state: 'done', afterPeriod: true, held: ['e'] });
    const cells = strip({ held }).find((one) => one.rule.id === 'appraisal')?.cells;
    expect(cells?.[0]).toMatchObject({ state: 'done', forLastYear: true });
    expect(cells?.[11]?.state).toBe('due');
  });
});
