import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../lib/branch/roster-columns';
import { readCategory, readGender, readPosts, readStanding } from '../../../lib/branch/roster-values';
import { writeWorkbook } from '../../../lib/exchange/sheet-write';
import type { Rec } from '../../../lib/ledger';
import { rosterSheet } from '../../../lib/life/register-roster';
import { MEMBER_CATEGORIES, PARTY_POSTS, STANDINGS } from '../../../lib/records/member';
import type { Member } from '../../../lib/records';

const rec = (id: string, fields: Partial<Member>): Rec<'member'> => ({
  id,
  kind: 'member',
  fields: { name: id, category: 'full', ...fields },
  stamps: {},
  h: '',
  deleted: false,
});
const QUERY = { today: '2026-11-24', now: 0 };

const members = [
  rec('示例甲', {
    gender: 'female',
    birth: '1990-05',
    joinedOn: '2015-07-01',
    posts: ['secretary', 'organization'],
    phone: '+8613800000000',
    standing: 'normal',
    idNumber: '110101199003070000',
    mobile: false,
  }),
  rec('示例乙', { category: 'probationary', note: '=1+1' }),
  rec('示例丙', { leftOn: '2026-01-31' }),
];

describe('党员名册 as a file', () => {
  it('is read back by our own import, every heading recognised', async () => {
    const blob = await writeWorkbook([rosterSheet(members, undefined, [], QUERY)], QUERY);
    const book = await readXlsx(new Uint8Array(await blob.arrayBuffer()));
    const rows = (book.sheets[0]?.rows ?? []).map((row) =>
      row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))),
    );
    const mapping = guessColumns(rows);
    const targets = mapping.columns.map((column) => column.target);
    expect(mapping.columns.every((column) => column.confidence === 'sure')).toBe(true);
    expect(targets).toEqual([
      'name',
      'gender',
      'birth',
      'category',
      'joinedOn',
      'standing',
      'posts',
      'phone',
      'mobile',
      'note',
    ]);
    expect(rows[mapping.firstRow]?.slice(0, 5)).toEqual([
      '示例甲',
      '女',
      '1990-05',
      '正式党员',
      '2015-07-01',
    ]);
  });

  it('writes words that the import understands for every value', () => {
    const sheet = rosterSheet(
      [
        ...MEMBER_CATEGORIES.map((category) => rec(category, { category })),
        ...STANDINGS.map((standing) => rec(standing, { standing })),
        ...PARTY_POSTS.map((post) => rec(post, { posts: [post] })),
        rec('m', { gender: 'male' }),
      ],
      undefined,
      [],
      QUERY,
    );
    const column = (header: string) => {
      const at = sheet.columns.findIndex((candidate) => candidate.header === header);
      return sheet.rows.map((row) => String(row[at] ?? ''));
    };
    expect(
      column('人员类别')
        .slice(0, 5)
        .map((text) => readCategory(text).value),
    ).toEqual([...MEMBER_CATEGORIES]);
    expect(
      column('党籍状态')
        .slice(5, 9)
        .map((text) => readStanding(text).value),
    ).toEqual([...STANDINGS]);
    expect(
      column('党内职务')
        .slice(9, 16)
        .flatMap((text) => readPosts(text).value),
    ).toEqual([...PARTY_POSTS]);
    expect(readGender(column('性别').at(-1) ?? '').value).toBe('male');
  });

  it('leaves out who left, and 公民身份号码 unless it was asked for', () => {
    const text = (query: Parameters<typeof rosterSheet>[3]) =>
      JSON.stringify(rosterSheet(members, undefined, [], query));
    expect(text(QUERY)).not.toContain('示例丙');
    expect(text(QUERY)).not.toContain('110101');
    expect(text({ ...QUERY, presentOnly: false })).toContain('示例丙');
    expect(text({ ...QUERY, withIdNumber: true })).toContain('110101199003070000');
  });
});
