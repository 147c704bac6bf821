// @alone Whether names are found by pinyin depends on what was loaded before.
import { describe, expect, it } from 'vitest';
import { loadPinyin } from '../../../lib/branch/name-search';
import { matrixOn, type Post, type Unit } from '../../../lib/company/matrix';
import { matrixSheet } from '../../../lib/company/matrix-sheet';
import { byLayer, narrowMatrix, narrowPosts } from '../../../lib/company/narrow';
import { postsSheet } from '../../../lib/company/posts-sheet';

const DAY = '2026-11-27';
const unit = (id: string, layer: Unit['fields']['layer'], bodies: Unit['fields']['bodies'] = {}): Unit => ({
  id,
  fields: { companyId: 'c', name: `示例${id}`, layer, bodies },
});
const units = [
  unit('g', 'group'),
  unit('s', 'subsidiary', { board: { exists: true, seats: 2 } }),
  unit('t', 'station'),
];
const post = (id: string, name: string, fields: Partial<Post['fields']>): Post => ({
  id,
  fields: {
    companyId: 'c',
    person: name,
    name,
    body: 'board',
    position: '董事',
    unit: 'g',
    from: '2024-01-01',
    basis: '示例决议',
    ...fields,
  },
});
const posts = [
  post('1', '曾小曼', { body: 'branchCommittee', position: '书记', termEnd: '2027-01-01' }),
  post('2', '曾小曼', { unit: 's', termEnd: '2025-01-01' }),
  post('3', '示例乙', { unit: 't', body: 'management', position: '站长', basis: undefined }),
  post('4', '示例丙', { unit: undefined, position: '监事', body: 'supervisors', to: '2025-06-30' }),
];
const ids = (asked: Parameters<typeof narrowPosts>[2]): string[] =>
  narrowPosts(posts, units, asked, DAY).map(({ id }) => id);

describe('the matrix, narrowed', () => {
  it('shows those who sit in a layer with all that they hold, and the findings of that layer alone', () => {
    const whole = matrixOn(posts, units, DAY);
    const one = narrowMatrix(whole, { layer: 'subsidiary' }, units);
    expect(one.people.map(({ name }) => name)).toEqual(['曾小曼']);
    // Both sides are kept: a narrowed view must not say that somebody stands on one side only.
    expect(one.people[0]).toMatchObject({ both: true });
    expect([...(one.people[0]?.cells.keys() ?? [])]).toEqual(['branchCommittee', 'board']);
    expect(one.rows.map(({ unit: at, body }) => [at?.id, body])).toEqual([['s', 'board']]);
    expect(one.notes.map(({ what }) => what)).toEqual(['lapsed', 'noDeclaration', 'vacant']);
    const board = narrowMatrix(whole, { body: 'management' }, units);
    expect(board.people.map(({ name }) => name)).toEqual(['示例乙']);
    expect(board.notes.map(({ what }) => what)).toEqual(['noBasis']);
    expect(narrowMatrix(whole, {}, units)).toBe(whole);
  });

  it('names each person once, under the uppermost layer or the one asked for, on screen as in Excel', () => {
    const { people } = matrixOn(posts, units, DAY);
    const names = (asked?: 'subsidiary') =>
      byLayer(people, units, asked).map(({ layer, people: own }) => [layer, own.map(({ name }) => name)]);
    expect(names()).toEqual([
      ['group', ['曾小曼']],
      ['station', ['示例乙']],
    ]);
    expect(names('subsidiary')[0]).toEqual(['subsidiary', ['曾小曼']]);
    const matrix = matrixOn(posts, units, DAY);
    const sheet = matrixSheet(matrix, { company: '示例公司', units });
    expect(sheet.rows.map((row) => row.slice(1, 3))).toEqual([
      ['集团（总部）', '曾小曼'],
      ['站点', '示例乙'],
    ]);
    const narrow = { layer: 'station' } as const;
    const part = matrixSheet(narrowMatrix(matrix, narrow, units), { company: '示例公司', units, narrow });
    expect(part.subtitle).toContain('站点');
    expect(part.rows.map((row) => row[1])).toEqual(['示例乙']);
  });
});

describe('the list of appointments, narrowed', () => {
  it('by term, basis, both sides, layer and body', () => {
    expect(ids({ term: 'running' })).toEqual(['1']);
    expect(ids({ term: 'lapsed' })).toEqual(['2']);
    expect(ids({ term: 'unknown' })).toEqual(['3']);
    expect(ids({ term: 'over' })).toEqual(['4']);
    expect(ids({ noBasis: true })).toEqual(['3']);
    expect(ids({ both: true })).toEqual(['1', '2']);
    expect(ids({ layer: 'whole' })).toEqual(['4']);
    expect(ids({ both: true, body: 'board' })).toEqual(['2']);
  });

  it('by characters of what is entered, and by pinyin of the name', async () => {
    expect(ids({ text: '站长' })).toEqual(['3']);
    expect(ids({ text: 'zxm' })).toEqual([]);
    await loadPinyin();
    expect(ids({ text: 'zengxm' })).toEqual(['1', '2']);
    const asked = { text: 'zxm', term: 'lapsed' } as const;
    const sheet = postsSheet(narrowPosts(posts, units, asked, DAY), {
      company: '示例公司',
      units,
      asked,
      today: DAY,
    });
    expect(sheet.rows).toHaveLength(1);
    expect(sheet.subtitle?.[2]).toBe('任期已满仍在任 · zxm');
  });
});
