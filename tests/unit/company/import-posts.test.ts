import { describe, expect, it } from 'vitest';
import { companyPosts, type KnownPerson, knownPeople } from '../../../lib/company/appointments';
import { type ChosenLine, effectOf, readPosts, takePosts } from '../../../lib/company/import/posts';
import { create, type Ledger } from '../../../lib/ledger';
import { parsePasted } from '../../../lib/exchange/sheet-read';
import { openTestLedger } from '../support/ledger';

const person = (id: string, name: string): KnownPerson => ({ person: id, name, member: true, positions: [] });
const units = [{ id: 'u1', fields: { companyId: 'c1', name: '示例物流有限公司', layer: 'group' as const } }];
const people = [person('m1', '示例甲'), person('m2', '示例乙'), person('m3', '示例乙')];

const TABLE = [
  ['示例物流有限公司任职一览'],
  ['单位', '姓名', '机构', '职务', '任职日期', '任职止', '任期届满', '产生方式', '依据'],
  [
    '示例物流有限公司',
    '示例甲',
    '党委',
    '书记',
    '2024年3月',
    '至今',
    '2029-03-01',
    '选举',
    '示例〔2024〕1号',
  ],
  ['', '示例乙', '董事会', '董事', '2023', '', '', '委派', ''],
  ['另一家示例公司', '示例丁', '', '副总经理', '2025-02-30', '', '', '', ''],
  ['', '示例丁', '示例中心', '主任', '2025', '', '', '', ''],
  ['', '示例丁', '', '总经理', '2025.05', '2024.01', '', '', ''],
  ['', '示例丁', '监事会', '监事', '2025-05', '', '', '摇号', ''],
  ['', '', '', '', '', '', '', '', ''],
];

const read = () => readPosts(TABLE, { units, people });

describe('a table of appointments', () => {
  it('is read line by line: unit of the line above, body by the column or the position, days known in part', () => {
    const lines = read();
    expect(lines.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(lines[0]?.fields).toMatchObject({
      unit: 'u1',
      body: 'partyCommittee',
      position: '书记',
      from: '2024-03',
      to: undefined,
      termEnd: '2029-03-01',
      how: 'elected',
      basis: '示例〔2024〕1号',
    });
    expect(lines[1]?.fields).toMatchObject({ unit: 'u1', body: 'board', from: '2023', how: 'appointed' });
    expect(lines[1]?.people.map(({ person: id }) => id)).toEqual(['m2', 'm3']);
  });

  it('says of each line that cannot be read why, and keeps the others', () => {
    const lines = read();
    expect(lines.slice(2, 5).map(({ fault }) => fault?.code)).toEqual(['E992', 'E443', 'E991']);
    expect(lines[5]?.fault).toBeUndefined();
    expect(lines[5]?.doubts).toEqual(['另一家示例公司', '摇号']);
    expect(() => readPosts([['姓名', '电话']], { units, people })).toThrow(/E442/);
    expect(() => readPosts([], { units, people })).toThrow(/E442/);
  });

  it('comes as pasted cells as well, and a formula in it is a text', async () => {
    const { sheets } = await parsePasted('姓名\t职务\n=1+1\t董事\n示例戊\t支部书记');
    const lines = readPosts(sheets[0]?.rows ?? [], { units: [], people });
    expect(lines.map(({ name, fields }) => [name, fields?.body])).toEqual([
      ['=1+1', 'board'],
      ['示例戊', 'branch'],
    ]);
  });
});

describe('taking a table over', () => {
  const chosen = (known: readonly KnownPerson[]): ChosenLine[] =>
    readPosts(TABLE, { units, people: known }).map((line) => ({
      line,
      person: line.row === 4 ? 'm3' : (line.people[0]?.person ?? ''),
    }));
  const take = async (ledger: Ledger) => {
    const { posts } = await companyPosts(ledger, 'c1');
    const others = knownPeople([], posts).filter(
      ({ person: id }) => !people.some((one) => one.person === id),
    );
    await takePosts(ledger, 'c1', chosen([...people, ...others]), posts);
    return (await companyPosts(ledger, 'c1')).posts;
  };

  it('enters what is new once, and nothing the second time', async () => {
    const { ledger } = await openTestLedger();
    const posts = await take(ledger);
    const told = posts.map(({ fields: { name, person: id, position } }) => [
      name,
      name === '示例丁' || id,
      position,
    ]);
    expect(told.sort((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ['示例丁', true, '监事'],
      ['示例乙', 'm3', '董事'],
      ['示例甲', 'm1', '书记'],
    ]);
    const again = await take(ledger);
    expect(again.map(({ id, h }) => [id, h])).toEqual(posts.map(({ id, h }) => [id, h]));
  });

  it('holds strangers of one name for one person, and writes a doubled line once', async () => {
    const { ledger } = await openTestLedger();
    const lines = readPosts(
      [
        ['姓名', '职务', '任职起'],
        ['示例己', '董事', '2024'],
        ['示例己', '董事', '2024'],
        ['示例己', '工会主席', '2025'],
      ],
      { units: [], people },
    );
    await takePosts(
      ledger,
      'c1',
      lines.map((line) => ({ line, person: '' })),
      [],
    );
    const { posts } = await companyPosts(ledger, 'c1');
    expect(posts.map(({ fields }) => fields.position).sort()).toEqual(['工会主席', '董事']);
    expect(new Set(posts.map(({ fields }) => fields.person)).size).toBe(1);
  });

  it('changes what the table says anew, and leaves what it says nothing of', async () => {
    const { ledger } = await openTestLedger();
    await ledger.commit(
      [
        create(
          'appointment',
          {
            companyId: 'c1',
            unit: 'u1',
            body: 'partyCommittee',
            position: '书记',
            person: 'm1',
            name: '示例甲',
            from: '2024-03',
            note: '示例备注',
            conflict: '无',
          },
          'p1',
        ),
      ],
      { label: 'test' },
    );
    const { posts } = await companyPosts(ledger, 'c1');
    const [line] = read();
    const effect = line && effectOf(line, 'm1', posts);
    expect(effect).toMatchObject({ what: 'changed', changed: ['termEnd', 'how', 'basis'] });
    await takePosts(ledger, 'c1', chosen(people).slice(0, 1), posts);
    expect((await ledger.get('appointment', 'p1'))?.fields).toMatchObject({
      note: '示例备注',
      conflict: '无',
      termEnd: '2029-03-01',
      how: 'elected',
    });
  });
});
