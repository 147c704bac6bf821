import { describe, expect, it } from 'vitest';
import type { Rec } from '../../../lib/ledger';
import { statisticsOf } from '../../../lib/life/register-stats';
import type { Meeting, Member } from '../../../lib/records';
import { lifePack } from '../../../lib/rules/packs';

const rec = <K extends 'meeting' | 'member'>(kind: K, id: string, fields: Rec<K>['fields']): Rec<K> => ({
  id,
  kind,
  fields,
  stamps: {},
  h: id,
  deleted: false,
});
const held = (id: string, type: string, on: string, rest: Partial<Meeting> = {}): Rec<'meeting'> =>
  rec('meeting', id, { types: { [type]: true }, startsAt: `${on}T15:00`, ...rest });
const member = (id: string, fields: Partial<Member> = {}): Rec<'member'> =>
  rec('member', id, { name: id, category: 'full', ...fields });

const roster = [member('a', { posts: ['secretary'] }), member('b'), member('c')];
const branch = {
  form: 'single' as const,
  hasCommittee: true,
  groups: [
    { id: 'g1', name: '示例一组' },
    { id: 'g2', name: '示例二组' },
  ],
  foundedOn: '2020-07-01',
  trackedSince: '2026-01-01',
};
const statistics = (
  meetings: Rec<'meeting'>[],
  by: 'month' | 'quarter' = 'quarter',
  rest: Partial<Parameters<typeof statisticsOf>[0]> = {},
) =>
  statisticsOf({
    year: 2026,
    by,
    meetings,
    roster,
    branch,
    pack: lifePack(),
    today: '2026-11-24',
    ...rest,
  });

describe('三会一课统计', () => {
  it('sets what was held against what the cadence asks, by quarter', () => {
    const table = statistics([
      held('g1', 'general', '2026-02-10'),
      held('t1', 'themeDay', '2026-01-10'),
      held('t2', 'themeDay', '2026-03-10'),
    ]);
    expect(table.rows.map((row) => row.period)).toEqual(['2026Q1', '2026Q2', '2026Q3', '2026Q4']);
    const first = table.rows[0]?.cells;
    expect(first?.general).toMatchObject({ due: 1, held: ['g1'], known: true, state: 'done' });
    expect(first?.themeDay).toMatchObject({ due: 3, held: ['t1', 't2'], state: 'missing' });
    // December is still to come, although nothing is owed at this moment.
    const now = statistics([held('o', 'themeDay', '2026-10-10'), held('n', 'themeDay', '2026-11-10')]);
    expect(now.rows[3]?.cells.themeDay).toMatchObject({ due: 3, state: 'due' });
    // Two groups, a meeting of each in every month.
    expect(first?.group?.due).toBe(6);
    expect(table.rows[1]?.cells.general).toMatchObject({ held: [], known: true, state: 'missing' });
    expect(table.rows[3]?.cells.general).toMatchObject({ state: 'due' });
    expect(table.total.cells.general).toMatchObject({ due: 4, held: ['g1'] });
    expect(table.total.cells.themeDay).toMatchObject({ due: 12 });
  });

  it('puts a norm of a longer period where it belongs, not into every month', () => {
    const table = statistics([held('o', 'orgLife', '2026-11-02')], 'month');
    expect(table.rows).toHaveLength(12);
    expect(table.rows[10]?.cells.orgLife).toMatchObject({ due: undefined, held: ['o'] });
    expect(table.rows[10]?.cells.general?.due).toBeUndefined();
    expect(table.total.cells.orgLife).toMatchObject({ due: 1, held: ['o'], state: 'done' });
  });

  it('says unknown before the ledger begins, and nothing about the future', () => {
    const table = statistics([held('g', 'general', '2026-08-20')], 'quarter', {
      branch: { ...branch, trackedSince: '2026-07-01' },
    });
    expect(table.rows[0]?.cells.general).toMatchObject({ held: [], known: false, why: 'beforeTracking' });
    expect(table.rows[2]?.cells.general).toMatchObject({ held: ['g'], known: true });
    const ahead = statistics([], 'quarter', { today: '2026-05-01' });
    expect(ahead.rows[3]).toMatchObject({ future: true });
    expect(ahead.rows[3]?.cells.general).toMatchObject({ due: 1, held: [], state: undefined });
  });

  it('does not count what is only planned, nor ask of a branch what does not apply to it', () => {
    const table = statistics([held('p', 'themeDay', '2026-11-28')], 'quarter', {
      branch: { ...branch, hasCommittee: false, groups: [] },
    });
    expect(table.rows[3]?.cells.themeDay?.held).toEqual([]);
    expect(table.total.cells.committee).toMatchObject({ due: undefined, why: 'noCommittee' });
    expect(table.total.cells.group).toMatchObject({ due: undefined, why: 'noGroups' });
  });

  it('asks nothing of the time before the branch was founded', () => {
    const table = statistics([], 'quarter', { branch: { ...branch, foundedOn: '2026-05-15' } });
    expect(table.rows[0]?.cells.general?.due).toBeUndefined();
    expect(table.rows[1]?.cells.themeDay?.due).toBe(2);
    expect(table.total.cells.general?.due).toBe(3);
  });

  it('sums attendance over the activities that know it, and names the others', () => {
    const table = statistics([
      held('m1', 'general', '2026-02-10', {
        attendance: { a: { state: 'present' }, b: { state: 'online' }, c: { state: 'absent' } },
      }),
      held('m2', 'themeDay', '2026-02-20', { attendance: { a: { state: 'present' } } }),
      held('m3', 'themeDay', '2026-03-20'),
    ]);
    const attendance = table.rows[0]?.attendance;
    expect(attendance).toMatchObject({
      expected: 6,
      attended: 3,
      rate: 0.5,
      unmarked: 2,
      counted: ['m1', 'm2'],
      unknown: ['m3'],
    });
    expect(table.rows[1]?.attendance).toMatchObject({ expected: undefined, rate: undefined });
  });

  it('counts an event of several types under each of them and its people once', () => {
    const both = rec('meeting', 'x', {
      types: { themeDay: true, lecture: true },
      startsAt: '2026-02-10T15:00',
      attendance: { a: { state: 'present' }, b: { state: 'present' }, c: { state: 'present' } },
    });
    const table = statistics([both]);
    expect(table.rows[0]?.cells.themeDay?.held).toEqual(['x']);
    expect(table.rows[0]?.cells.lecture?.held).toEqual(['x']);
    expect(table.rows[0]?.attendance.expected).toBe(3);
  });
});
