// @alone: pinyin tables stay loaded once somebody has asked for them.
import { describe, expect, it } from 'vitest';
import { loadPinyin } from '../../../lib/branch/name-search';
import { arrangeRows, filterRows, filterWords, searchTexts } from '../../../lib/registers/arrange';
import type { Register } from '../../../lib/registers/register';
import { readView, withView } from '../../../lib/registers/view';

interface Line {
  id: string;
  name: string;
  day: string;
  count: number | '缺项';
  group: string;
}

const register: Register<Line, string> = {
  key: 'test',
  title: 'exchange.register',
  time: 'none',
  read: async () => ({ rows: [], context: '' }),
  columns: [
    { key: 'name', header: 'exchange.roster.name', width: 10, usual: true, value: ({ name }) => name },
    {
      key: 'day',
      header: 'exchange.col.date',
      width: 12,
      kind: 'date',
      usual: true,
      value: ({ day }) => day,
    },
    {
      key: 'count',
      header: 'exchange.col.attended',
      width: 6,
      kind: 'integer',
      value: ({ count }) => count,
      total: 'sum',
    },
    {
      key: 'group',
      header: 'exchange.col.group',
      width: 10,
      groups: true,
      filter: true,
      value: ({ group }) => group,
    },
  ],
  id: ({ id }) => id,
  names: ({ name }) => [name],
  sort: { key: 'day', descending: true },
  empty: { title: 'papers.grid.empty', hint: 'papers.grid.empty' },
};
const columns = register.columns as Exclude<typeof register.columns, (context: string) => unknown>;

const line = (id: string, over: Partial<Line> = {}): Line => ({
  id,
  name: `示例${id}`,
  day: '2026-01-01',
  count: 1,
  group: '',
  ...over,
});
const rows: Line[] = [
  line('1', { name: '曾晓楠', day: '2026-03-02', count: 9, group: '骑手党小组' }),
  line('2', { name: '陈立夏', day: '2026-10-01', count: 10, group: '研发党小组' }),
  line('3', { name: '单丹', day: '2026-03-01', count: '缺项', group: '骑手党小组' }),
  line('4', { name: '阿依', day: '2025-12-31', count: 2 }),
];
const ids = (list: readonly Line[]): string => list.map(({ id }) => id).join('');
const find = (text: string, choices: Record<string, string[]> = {}): string =>
  ids(filterRows(register, { rows, context: '' }, { text, choices }, searchTexts(register, '')));
const order = (key: string, descending = false, group = ''): string =>
  ids(arrangeRows(register, rows, '', { sort: { key, descending }, group }).rows);

describe('a filter', () => {
  it('finds lines that hold every word, in any column', () => {
    expect(find('')).toBe('1234');
    expect(find('骑手')).toBe('13');
    expect(find('骑手 2026-03-01')).toBe('3');
    expect(find('没有这个')).toBe('');
  });

  it('finds a name by pinyin and initials once the tables are there, and nothing before', async () => {
    expect(find('zengxn')).toBe('');
    await loadPinyin();
    expect(find('zengxn')).toBe('1');
    expect(find('zxn 骑手')).toBe('1');
    // 单 as a surname.
    expect(find('shand')).toBe('3');
  });

  it('keeps lines with one of the chosen values of every filter, an empty cell being a value', () => {
    expect(find('', { group: ['骑手党小组'] })).toBe('13');
    expect(find('', { group: ['骑手党小组', '研发党小组'] })).toBe('123');
    expect(find('', { group: ['（空）'] })).toBe('4');
    expect(find('单丹', { group: ['骑手党小组'] })).toBe('3');
    expect(find('', { group: [] })).toBe('1234');
  });

  it('is said in words', () => {
    const words = (text: string, choices: Record<string, string[]>) =>
      filterWords(register, { rows, context: '' }, { text, choices });
    expect(words('', {})).toBe('');
    expect(words(' 单丹 ', { group: ['骑手党小组', '研发党小组'] })).toBe('骑手党小组/研发党小组、单丹');
  });
});

describe('the order', () => {
  it('puts numbers by size, names by pinyin, days by time, and unknowns before everything known', () => {
    expect(order('count')).toBe('3412');
    expect(order('count', true)).toBe('2143');
    // A surname of a rare reading stands where its common one does: 曾 as ceng, 单 as dan.
    expect(order('name')).toBe('4123');
    expect(order('day')).toBe('4312');
  });

  it('keeps lines of a group together, sorted within', () => {
    expect(order('day', true, 'group')).toBe('1324');
    const { groupOf } = arrangeRows(register, rows, '', { sort: undefined, group: 'group' });
    expect(rows.map((row) => groupOf?.(row))).toEqual(['骑手党小组', '研发党小组', '骑手党小组', '缺项']);
  });

  it('leaves the lines as they are for a column that is not there any more', () => {
    expect(order('gone')).toBe('1234');
  });

  it('of fifty thousand lines is there at once', () => {
    const many = Array.from({ length: 50_000 }, (_, at) =>
      line(String(at), {
        name: rows[at % 4]!.name,
        day: `20${10 + (at % 17)}-0${1 + (at % 9)}-11`,
        count: at % 97,
      }),
    );
    const textOf = searchTexts(register, '');
    const kept = filterRows(register, { rows: many, context: '' }, { text: '曾晓楠', choices: {} }, textOf);
    const sorted = arrangeRows(register, many, '', {
      sort: { key: 'name', descending: true },
      group: 'group',
    }).rows;
    expect(kept).toHaveLength(12_500);
    expect(sorted).toHaveLength(50_000);
    expect(sorted[0]!.name).toBe('单丹');
  });
});

describe('what is remembered of a register', () => {
  it('is columns in their order, sort and group, the first column always there and first', () => {
    const view = readView(undefined, register, columns);
    expect(view).toMatchObject({ columns: ['name', 'day'], sort: register.sort, group: '' });
    const next = { ...view, columns: ['name', 'count', 'day'], sort: { key: 'count', descending: true } };
    const stored = withView({ other: { columns: ['x'] } }, register, { ...next, group: 'group' });
    expect(stored.other).toEqual({ columns: ['x'] });
    expect(readView(stored, register, columns)).toMatchObject({ ...next, group: 'group' });
    expect(readView({ test: { columns: ['day'] } }, register, columns).columns).toEqual(['name', 'day']);
  });

  it('that is damaged or names what is gone falls back to the usual', () => {
    const bad = { test: { columns: ['gone', 3, 'day', 'day'], sort: { key: 7 }, group: 'count' } };
    expect(readView(bad as never, register, columns)).toMatchObject({
      columns: ['name', 'day'],
      sort: register.sort,
      group: '',
    });
  });
});
