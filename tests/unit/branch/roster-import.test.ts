import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../lib/branch/roster-columns';
import {
  applyImport,
  type ImportPlan,
  planImport,
  type PlanOptions,
} from '../../../lib/branch/roster-import';
import { leaderOf, wholeRoster } from '../../../lib/branch/terms';
import { create, type Ledger } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const HEAD = [
  '姓名',
  '性别',
  '出生日期',
  '人员类别',
  '党小组',
  '入党日期',
  '转正日期',
  '党内职务',
  '手机号码',
];
const table = (...rows: string[][]) => ({ rows: [HEAD, ...rows] });
const plan = (ledger: Ledger, rows: { rows: string[][] }, options: Partial<PlanOptions> = {}) =>
  planImport(ledger, rows, guessColumns(rows.rows), { today: '2026-11-23', ...options });
const told = (result: ImportPlan) =>
  result.rows.map((row) => [
    row.name,
    row.action,
    row.reason ?? row.issues.map((issue) => issue.code).join(),
  ]);

const roster = table(
  ['陈立夏', '女', '1988-03-12', '正式党员', '第一党小组', '2011-06-25', '2012-06-25', '书记', '10000000001'],
  ['周一鸣', '男', '1990.11', '预备党员', '1组', '2026-05-20', '', '', ''],
  ['何小满', '女', '1992年7月', '入党积极分子', '二组', '', '', '党小组长', ''],
);

describe('a first import', () => {
  it('adds everybody and the groups in one commit, and one undo takes it back', async () => {
    const { ledger } = await openTestLedger();
    const dry = await plan(ledger, roster);
    expect(dry.counts).toEqual({ add: 3, change: 0, same: 0, skip: 0 });
    expect(dry.newGroups.map((group) => group.name)).toEqual(['第一党小组', '第二党小组']);
    expect(await ledger.list('member')).toEqual([]);
    const { n } = await applyImport(ledger, dry);
    const members = await ledger.list('member');
    const groups = await ledger.list('partyGroup');
    const byName = new Map(members.map((member) => [member.fields.name, member]));
    expect(byName.get('陈立夏')?.fields).toMatchObject({
      gender: 'female',
      birth: '1988-03-12',
      category: 'full',
      joinedOn: '2011-06-25',
      fullSince: '2012-06-25',
      posts: ['secretary'],
      phone: '10000000001',
    });
    expect(byName.get('周一鸣')?.fields).toMatchObject({
      birth: '1990-11',
      group: byName.get('陈立夏')?.fields.group,
    });
    const second = groups.find((group) => group.fields.name === '第二党小组');
    expect(leaderOf(second!, await wholeRoster(ledger), '2026-11-24')).toBe(byName.get('何小满')?.id);
    expect((await ledger.recentCommits())[0]?.label).toBe('rosterImport');
    await ledger.undo(n!);
    expect([await ledger.list('member'), await ledger.list('partyGroup')]).toEqual([[], []]);
  });

  it('changes nothing the second time', async () => {
    const { ledger } = await openTestLedger();
    await applyImport(ledger, await plan(ledger, roster));
    const again = await plan(ledger, roster);
    expect(again.counts).toEqual({ add: 0, change: 0, same: 3, skip: 0 });
    expect((await applyImport(ledger, again)).n).toBeUndefined();
  });

  it('adds nobody twice when one dry run is carried out twice', async () => {
    const { ledger } = await openTestLedger();
    const dry = await plan(ledger, roster);
    await applyImport(ledger, dry);
    expect((await applyImport(ledger, dry)).n).toBeUndefined();
    expect([await ledger.count('member'), await ledger.count('partyGroup')]).toEqual([3, 2]);
  });

  it('puts new groups behind those that are there', async () => {
    const { ledger } = await openTestLedger();
    await ledger.commit([create('partyGroup', { name: '骑手组', order: 0 })], { label: 'test' });
    await applyImport(ledger, await plan(ledger, roster));
    const groups = await ledger.list('partyGroup');
    expect(groups.map(({ fields }) => fields.order).sort()).toEqual([0, 1, 2]);
  });

  it('joins groups that exist under another spelling', async () => {
    const { ledger } = await openTestLedger();
    const group = create('partyGroup', { name: '第1小组' });
    await ledger.commit([group], { label: 'test' });
    const dry = await plan(ledger, roster);
    expect(dry.newGroups.map((one) => one.name)).toEqual(['第二党小组']);
    await applyImport(ledger, dry);
    expect(await ledger.linked(group.id, 'member')).toHaveLength(2);
  });

  it('never stores 身份证号 by itself, and keeps it when a person insists', async () => {
    const { ledger } = await openTestLedger();
    const rows = [
      ['姓名', '人员类别', '身份证号'],
      ['陈立夏', '正式党员', '00000019880312000x'],
    ];
    const mapping = guessColumns(rows);
    const without = await planImport(ledger, { rows }, mapping, { today: '2026-11-23' });
    expect(JSON.stringify(without)).not.toContain('19880312000');
    const insisting = {
      ...mapping,
      columns: mapping.columns.map((column) =>
        column.index === 2 ? { ...column, target: 'idNumber' as const } : column,
      ),
    };
    const kept = await planImport(ledger, { rows }, insisting, { today: '2026-11-23' });
    expect(kept.rows[0]?.fields).toMatchObject({ idNumber: '00000019880312000X' });
    expect(kept.rows[0]?.fields.birth).toBeUndefined();
  });
});

describe('a later import', () => {
  const open = async () => {
    const opened = await openTestLedger();
    await applyImport(opened.ledger, await plan(opened.ledger, roster));
    return opened;
  };

  it('shows field by field what would change, and a blank or less exact cell changes nothing', async () => {
    const { ledger } = await open();
    const dry = await plan(
      ledger,
      table(
        ['陈立夏', '', '1988-03', '正式党员', '', '2011-06-25', '', '书记、组织委员', '10000000009'],
        ['周一鸣', '男', '1990-11-05', '预备党员', '2组', '2026-05-20', '', '', ''],
      ),
    );
    const second = (await ledger.list('partyGroup')).find((group) => group.fields.name === '第二党小组');
    expect(dry.rows.map((row) => row.diffs)).toEqual([
      [
        { field: 'phone', before: '10000000001', after: '10000000009' },
        { field: 'posts', before: ['secretary'], after: ['secretary', 'organization'] },
      ],
      [
        { field: 'birth', before: '1990-11', after: '1990-11-05' },
        { field: 'group', before: expect.any(String), after: second?.id },
      ],
    ]);
    const { n } = await applyImport(ledger, dry);
    expect((await plan(ledger, roster)).counts.change).toBe(2);
    await ledger.undo(n!);
    expect((await plan(ledger, roster)).counts).toMatchObject({ same: 3, change: 0 });
  });

  it('asks when the name is known and neither birth nor join date tells', async () => {
    const { ledger } = await open();
    const rows = table(
      ['陈立夏', '女', '', '正式党员', '', '', '', '', '10000000055'],
      ['何小满', '女', '', '', '', '', '', '', ''],
    );
    const dry = await plan(ledger, rows, { category: 'activist' });
    // The second says nothing new about the one 何小满 there is.
    expect(told(dry)).toEqual([
      ['陈立夏', 'skip', 'doubtful'],
      ['何小满', 'same', ''],
    ]);
    const [member] = dry.rows[0]!.candidates;
    expect(member?.fields.birth).toBe('1988-03-12');
    const update = await plan(ledger, rows, {
      decisions: new Map([[2, { do: 'update', member: member!.id }]]),
    });
    expect(update.rows[0]).toMatchObject({
      action: 'change',
      diffs: [{ field: 'phone', after: '10000000055' }],
    });
    const add = await plan(ledger, rows, { decisions: new Map([[2, { do: 'add' }]]) });
    expect(add.rows[0]?.action).toBe('add');
    const skip = await plan(ledger, roster, { decisions: new Map([[2, { do: 'skip' }]]) });
    expect(skip.rows[0]).toMatchObject({ action: 'skip', reason: 'byDecision' });
  });

  it('takes people of one name and different birth for two', async () => {
    const { ledger } = await open();
    expect(
      told(
        await plan(ledger, table(['陈立夏', '男', '1999-01-01', '正式党员', '', '2020-07-01', '', '', ''])),
      ),
    ).toEqual([['陈立夏', 'add', '']]);
  });

  it('asks about a person who was transferred out, and brings back on a word', async () => {
    const { ledger } = await open();
    const record = (await ledger.list('member')).find((member) => member.fields.name === '陈立夏')!;
    const { transferOut } = await import('../../../lib/branch/members');
    await transferOut(ledger, record, { on: '2026-06-30', to: '示例街道党支部' });
    const dry = await plan(ledger, roster);
    expect(dry.rows[0]).toMatchObject({ action: 'skip', reason: 'leftMember' });
    const back = await plan(ledger, roster, {
      decisions: new Map([[2, { do: 'update', member: record.id }]]),
    });
    await applyImport(ledger, back);
    expect((await ledger.get('member', record.id))?.fields.leftOn).toBeUndefined();
  });
});

describe('a file that names a person twice', () => {
  it('changes nothing the second time, although the roster now tells who the first row is', async () => {
    const { ledger } = await openTestLedger();
    const twice = table(
      ['甲', '男', '', '', '', '', '', '书记', '10000000002'],
      ['甲', '男', '', '正式党员', '', '', '', '', '10000000002'],
      ['甲', '男', '', '正式党员', '', '', '', '', ''],
    );
    const first = await plan(ledger, twice);
    expect(told(first)).toEqual([
      ['甲', 'skip', 'noCategory'],
      ['甲', 'add', ''],
      ['甲', 'skip', 'doubtfulInFile'],
    ]);
    await applyImport(ledger, first);
    const second = await plan(ledger, twice);
    expect(told(second)).toEqual([
      ['甲', 'skip', 'duplicateInFile'],
      ['甲', 'same', ''],
      ['甲', 'skip', 'doubtfulInFile'],
    ]);
    expect(second.rows[0]?.sameAsRow).toBe(3);
  });
});

describe('rows that need a look', () => {
  it('keeps back impossible dates and unknown status, warns of the unlikely, passes over footers', async () => {
    const { ledger } = await openTestLedger();
    const dry = await plan(
      ledger,
      table(
        ['甲', '男', '1990-02-30', '正式党员', '', '', '', '', ''],
        ['乙', '男', '2030-01-01', '正式党员', '', '', '', '', ''],
        ['丙', '男', '1990-01-01', '群众', '', '', '', '', ''],
        ['丁', '男', '1990-01-01', '', '', '', '', '', ''],
        ['戊', '男', '1990-01-01', '正式党员', '', '2012-01-01', '2011-01-01', '', ''],
        ['己', '男', '2000-06-01', '正式党员', '', '2017-05-01', '2018-05-01', '', ''],
        ['庚', '男', '2000-06', '正式党员', '', '2018年6月', '', '', ''],
        ['', '男', '1990-01-01', '正式党员', '', '', '', '', ''],
        ['辛', '不详', '去年', '预备党员', '无', '2021.1', '—', '工会主席', ''],
        ['', '', '', '', '', '', '', '', ''],
        ['合计', '8人'],
        ['填表人：某某', '', '', '审核：某某'],
      ),
    );
    expect(told(dry)).toEqual([
      ['甲', 'skip', 'impossibleDate'],
      ['乙', 'skip', 'birthInFuture'],
      ['丙', 'skip', 'unknownCategory'],
      ['丁', 'skip', 'noCategory'],
      ['戊', 'skip', 'fullBeforeJoining'],
      ['己', 'add', 'joinedBefore18'],
      ['庚', 'add', ''],
      ['', 'skip', 'noName'],
      ['辛', 'add', 'unknownPost,unreadDate,octoberOrJanuary'],
      ['合计', 'skip', 'notPerson'],
      ['填表人：某某', 'skip', 'notPerson'],
    ]);
    expect(dry.rows[0]?.issues[0]).toMatchObject({ field: 'birth', text: '1990-02-30' });
    expect(dry.rows.map((row) => row.row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13]);
  });

  it('takes a person at their word, without the date that cannot be', async () => {
    const { ledger } = await openTestLedger();
    const rows = table(
      ['甲', '男', '1990-02-30', '正式党员', '', '', '', '', ''],
      ['丙', '', '', '群众', '', '', '', '', ''],
    );
    const decisions = new Map([
      [2, { do: 'add' as const }],
      [3, { do: 'add' as const, category: 'applicant' as const }],
    ]);
    await applyImport(ledger, await plan(ledger, rows, { decisions }));
    const members = await ledger.list('member');
    expect(
      members.map((member) => [member.fields.name, member.fields.category, member.fields.birth]).sort(),
    ).toEqual([
      ['丙', 'applicant', undefined],
      ['甲', 'full', undefined],
    ]);
  });

  it('finds the same person twice in the file', async () => {
    const { ledger } = await openTestLedger();
    const dry = await plan(
      ledger,
      table(
        ['甲', '', '1990-01-01', '正式党员', '', '', '', '', ''],
        ['甲', '', '1990-01', '正式党员', '', '', '', '', '10000000003'],
        ['甲', '', '1985-01-01', '正式党员', '', '', '', '', ''],
        ['乙', '', '', '正式党员', '', '', '', '', ''],
        ['乙', '', '', '正式党员', '', '', '', '', ''],
      ),
    );
    expect(told(dry)).toEqual([
      ['甲', 'add', ''],
      ['甲', 'skip', 'duplicateInFile'],
      ['甲', 'add', ''],
      ['乙', 'add', ''],
      ['乙', 'skip', 'doubtfulInFile'],
    ]);
    expect(dry.rows[1]?.sameAsRow).toBe(2);
  });

  it('says that a column of names is needed', async () => {
    const { ledger } = await openTestLedger();
    const rows = {
      rows: [
        ['性别', '民族'],
        ['男', '汉族'],
      ],
    };
    await expect(
      planImport(ledger, rows, guessColumns(rows.rows), { today: '2026-11-23' }),
    ).rejects.toMatchObject({ code: 'E221' });
  });
});

describe('20,000 rows', () => {
  const many = table(
    ...Array.from({ length: 20_000 }, (_, i) => [
      `示例${i}`,
      '女',
      '1990-01-01',
      '正式党员',
      `${(i % 30) + 1}组`,
      '2015-06-30',
      '',
      '',
      '',
    ]),
  );

  it('are planned with progress and give way to the page', async () => {
    const { ledger } = await openTestLedger();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const progress: number[] = [];
    const dry = await plan(ledger, many, { onProgress: (done) => progress.push(done) });
    clearInterval(timer);
    expect(dry.counts.add).toBe(20_000);
    expect(dry.newGroups).toHaveLength(30);
    expect(progress.length).toBeGreaterThan(30);
    expect(turns).toBeGreaterThan(10);
  });

  it('can be cancelled', async () => {
    const { ledger } = await openTestLedger();
    const stop = new AbortController();
    await expect(
      plan(ledger, many, { signal: stop.signal, onProgress: () => stop.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
