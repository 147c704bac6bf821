import { describe, expect, it } from 'vitest';
import { heldOn, overlap, type Appointment } from '../../../lib/company/held';
import { changeBetween, matrixOn, type Post, type Unit } from '../../../lib/company/matrix';

let serial = 0;
const post = (over: Partial<Appointment>): Post => {
  serial += 1;
  const fields = {
    companyId: 'co',
    body: 'board',
    position: '董事',
    person: over.name ?? '示例甲',
    name: '示例甲',
    from: '2024-01-10',
    basis: '示例决议〔2024〕1号',
    ...over,
  } as Appointment;
  return { id: `a${serial}`, fields };
};
const unit = (bodies: Unit['fields']['bodies']): Unit => ({
  id: 'u1',
  fields: { companyId: 'co', name: '示例出行', layer: 'group', bodies },
});
const DAY = '2026-11-26';
const whats = (posts: Post[], units: Unit[] = []) =>
  matrixOn(posts, units, DAY).notes.map(({ what }) => what);

describe('whether a position is held on a day', () => {
  it.each([
    [{ from: '2024-01-10' }, '2024-01-09', 'no'],
    [{ from: '2024-01-10' }, '2024-01-10', 'yes'],
    [{ from: '2024-01', to: '2024-06' }, '2024-01-20', 'maybe'],
    [{ from: '2024-01', to: '2024-06' }, '2024-03-01', 'yes'],
    [{ from: '2024-01', to: '2024-06' }, '2024-06-30', 'maybe'],
    [{ from: '2024', to: '2025' }, '2024-12-30', 'maybe'],
    [{ from: '2024', to: '2025' }, '2026-01-01', 'no'],
    [{}, '2026-01-01', 'maybe'],
    [{ to: '2025-12-31' }, '2026-01-01', 'no'],
  ] as const)('%j on %s: %s', (stay, day, held) => {
    expect(heldOn(stay, day)).toBe(held);
  });

  it('knows an overlap only where it is certain', () => {
    expect(overlap({ from: '2024-01-01', to: '2024-06-30' }, { from: '2024-06-30' })).toBe(true);
    expect(overlap({ from: '2024-01-01', to: '2024-06' }, { from: '2024-06-15' })).toBe(false);
    expect(overlap({}, { from: '2024-01-01' })).toBe(false);
  });
});

describe('the two-way appointment matrix', () => {
  it('tells who stands on both sides, and which way they entered', () => {
    const people = matrixOn(
      [
        post({ name: '示例甲', body: 'branchCommittee', position: '书记', from: '2020-05-01' }),
        post({ name: '示例甲', body: 'management', position: '副总经理', from: '2023-02' }),
        post({ name: '示例乙', body: 'board', position: '董事', from: '2019-01-01' }),
        post({ name: '示例乙', body: 'branchCommittee', position: '委员', from: '2024-06-01' }),
        post({ name: '示例丙', body: 'branchCommittee', position: '委员', from: '2024' }),
        post({ name: '示例丙', body: 'management', position: '总监', from: '2024-03-01' }),
        post({ name: '示例丁', body: 'board', position: '董事' }),
        post({ name: '示例戊', body: 'branchCommittee', position: '委员', from: '2026-11' }),
        post({ name: '示例戊', body: 'management', position: '总监', from: '2026-01-01' }),
      ],
      [],
      DAY,
    ).people.map(({ name, both, maybeBoth, direction }) => [name, both, maybeBoth, direction]);
    expect(people).toEqual([
      ['示例丙', true, false, 'unknown'],
      ['示例甲', true, false, 'partyFirst'],
      ['示例乙', true, false, 'governingFirst'],
      ['示例戊', false, true, 'governingFirst'],
      ['示例丁', false, false, undefined],
    ]);
  });

  it('counts a new term after an old one as the same stay', () => {
    const terms = [
      post({ body: 'branchCommittee', position: '书记', from: '2018-05-01', to: '2021-05-10' }),
      post({ body: 'branchCommittee', position: '书记', from: '2021-06-01', to: '2024-06-01' }),
      post({ body: 'branchCommittee', position: '书记', from: '2024-06-20' }),
      post({ body: 'board', position: '董事', from: '2020-01-01' }),
    ];
    expect(matrixOn(terms, [], DAY).people[0]?.direction).toBe('partyFirst');
    const broken = terms.filter((_, index) => index !== 1);
    expect(matrixOn(broken, [], DAY).people[0]?.direction).toBe('governingFirst');
    const unknown = [
      ...terms.slice(1),
      post({ body: 'branchCommittee', position: '书记', from: undefined, to: '2021-05' }),
    ];
    expect(matrixOn(unknown, [], DAY).people[0]?.direction).toBe('unknown');
  });

  it('names lapsed terms, missing documents and days, doubles, overlaps and one person in both first posts', () => {
    expect(whats([post({ termEnd: '2026-11-25' })])).toEqual(['lapsed']);
    expect(whats([post({ termEnd: DAY })])).toEqual([]);
    expect(whats([post({ basis: undefined })])).toEqual(['noBasis']);
    expect(whats([post({ from: undefined })])).toEqual(['noStart']);
    expect(whats([post({}), post({ from: '2025-01-01' })])).toEqual(['overlap']);
    const chair = { position: '董事长' };
    expect(whats([post({ ...chair, name: '示例甲' }), post({ ...chair, name: '示例乙' })])).toEqual([
      'double',
    ]);
    expect(whats([post({ name: '示例甲' }), post({ name: '示例乙' })])).toEqual([]);
    const one = [
      post({ ...chair, conflictOn: '2026-01-05' }),
      post({ body: 'branchCommittee', position: '书记' }),
    ];
    expect(whats(one)).toEqual(['oneHand']);
    expect(whats([post({}), post({ body: 'branchCommittee', position: '委员' })])).toEqual(['noDeclaration']);
  });

  it('counts vacancies of what is known, and says nothing of what is not', () => {
    const held = [post({ unit: 'u1' })];
    expect(matrixOn(held, [unit({ board: { seats: 3 } })], DAY).notes).toMatchObject([
      { what: 'vacant', free: 2 },
    ]);
    expect(whats(held, [unit({ supervisors: { exists: true } })])).toEqual(['vacant']);
    expect(whats(held, [unit({ supervisors: {} })])).toEqual([]);
    expect(whats(held, [unit({ supervisors: { exists: false, seats: 3 } })])).toEqual([]);
    const rows = matrixOn(held, [unit({ supervisors: {} })], DAY).rows;
    expect(rows.map(({ body, exists }) => [body, exists])).toEqual([
      ['board', true],
      ['supervisors', undefined],
    ]);
  });

  it('counts Party members of a body only where it is known', () => {
    const rows = matrixOn(
      [
        post({ name: '示例甲', party: 'yes' }),
        post({ name: '示例乙', party: 'no' }),
        post({ name: '示例丙' }),
        post({ name: '示例丁' }),
        post({ name: '示例丁', body: 'branchCommittee', position: '委员' }),
      ],
      [],
      DAY,
    ).rows;
    const board = rows.find(({ body }) => body === 'board');
    expect(board).toMatchObject({ party: { yes: 2, no: 1, unknown: 1 }, crossed: ['示例丁'] });
  });

  it('compares two days', () => {
    const posts = [
      post({ name: '示例甲', body: 'branchCommittee', position: '委员' }),
      post({ name: '示例甲', from: '2026-03-01' }),
      post({ name: '示例乙', to: '2026-02-28' }),
      post({ name: '示例丙', from: '2026' }),
    ];
    const change = changeBetween(posts, matrixOn(posts, [], '2025-12-31'), matrixOn(posts, [], DAY));
    expect(change.begun.map(({ fields }) => fields.name)).toEqual(['示例甲']);
    expect(change.ended.map(({ fields }) => fields.name)).toEqual(['示例乙']);
    expect(change).toMatchObject({ nowBoth: ['示例甲'], noLongerBoth: [] });
  });
});
