import { describe, expect, it } from 'vitest';
import {
  guessColumns,
  recallColumns,
  rememberColumns,
  type RosterMapping,
  setTarget,
} from '../../../lib/branch/roster-columns';
import { matchHeading } from '../../../lib/branch/roster-targets';
import { openTestLedger } from '../support/ledger';

const targets = (mapping: RosterMapping) =>
  Object.fromEntries(mapping.columns.map((column) => [column.heading || column.index, column.target]));

describe('headings', () => {
  it.each([
    ['公民身份号码', 'idNumber'],
    ['身份证号', 'idNumber'],
    ['出生年月', 'birth'],
    ['党员类别', 'category'],
    ['加入党组织日期', 'joinedOn'],
    ['入党时间', 'joinedOn'],
    ['转为正式党员日期', 'fullSince'],
    ['联系电话', 'phone'],
    ['现居住地', 'address'],
    ['是否失联党员', 'lost'],
    ['外出流向', 'mobileTo'],
    ['姓 名*', 'name'],
    ['出生日期（年月日）', 'birth'],
    ['职务（党内）', 'posts'],
    ['工作单位及职务', 'employer'],
    ['党龄', 'skip'],
    ['隶属党组织', 'skip'],
    ['序号', 'skip'],
  ])('%s', (heading, target) => expect(matchHeading(heading)).toMatchObject({ target, confidence: 'sure' }));

  it('takes similar headings as likely, and other steps for nothing', () => {
    expect(matchHeading('党员手机号码')).toMatchObject({ target: 'phone', confidence: 'likely' });
    expect(matchHeading('申请入党时间')).toBeUndefined();
    expect(matchHeading('积极分子确定时间')).toBeUndefined();
    expect(matchHeading('绩效')).toBeUndefined();
  });
});

describe('finding the table', () => {
  const head = ['序号', '姓名', '性别', '入党日期', '身份证号'];

  it('finds the headings below merged title rows', () => {
    const mapping = guessColumns([
      ['示例党支部党员姓名汇总表'],
      ['填报日期：2026-11'],
      [],
      head,
      ['1', '陈立夏', '女', '2011-06', '000000198803120000'],
    ]);
    expect(mapping).toMatchObject({ headerRow: 3, firstRow: 4 });
    expect(targets(mapping)).toEqual({
      序号: 'skip',
      姓名: 'name',
      性别: 'gender',
      入党日期: 'joinedOn',
      身份证号: 'skip',
    });
    expect(mapping.columns.find((column) => column.heading === '身份证号')?.notKept).toBe('idNumber');
    expect(mapping.columns[1]?.samples).toEqual(['陈立夏']);
  });

  it('joins headings in two levels', () => {
    const mapping = guessColumns([
      ['姓名', '性别', '党员情况', ''],
      ['', '', '入党日期', '转正日期'],
      ['陈立夏', '女', '2011-06', '2012-06'],
    ]);
    expect(mapping.firstRow).toBe(2);
    expect(targets(mapping)).toEqual({
      姓名: 'name',
      性别: 'gender',
      入党日期: 'joinedOn',
      转正日期: 'fullSince',
    });
  });

  it('goes by the values where there are no headings', () => {
    const mapping = guessColumns([
      ['陈立夏', '女', '正式党员', '10000000001'],
      ['周一鸣', '男', '预备党员', '10000000002'],
    ]);
    expect(mapping.headerRow).toBe(-1);
    expect(mapping.columns.map((column) => column.target)).toEqual(['name', 'gender', 'category', 'phone']);
    expect(guessColumns([['姓名'], ['陈立夏']]).firstRow).toBe(1);
  });

  it('leaves out a column of 18 digits whatever it is called', () => {
    const mapping = guessColumns([
      ['姓名', '性别', '证件'],
      ['陈立夏', '女', '000000198803120000'],
    ]);
    expect(mapping.columns[2]).toMatchObject({ target: 'skip', notKept: 'idNumber' });
  });

  it('never gives two columns one target, and lets a person correct it', () => {
    const mapping = guessColumns([
      ['姓名', '联系方式', '手机号码'],
      ['陈立夏', 'a', 'b'],
    ]);
    expect(targets(mapping)).toEqual({ 姓名: 'name', 联系方式: 'phone', 手机号码: 'skip' });
    expect(targets(setTarget(mapping, 2, 'phone'))).toEqual({
      姓名: 'name',
      联系方式: 'skip',
      手机号码: 'phone',
    });
  });
});

describe('remembering', () => {
  it('recalls the choices for the same headings, but asks about 身份证号 anew', async () => {
    const { ledger } = await openTestLedger();
    const rows = [
      ['姓名', '性别', '绩效', '身份证号'],
      ['陈立夏', '女', '甲', '000000198803120000'],
    ];
    const corrected = setTarget(setTarget(guessColumns(rows), 2, 'note'), 3, 'idNumber');
    await rememberColumns(ledger, corrected);
    const again = await recallColumns(ledger, guessColumns(rows));
    expect(targets(again)).toEqual({ 姓名: 'name', 性别: 'gender', 绩效: 'note', 身份证号: 'skip' });
    expect(again.columns[2]?.confidence).toBe('remembered');
    const other = await recallColumns(
      ledger,
      guessColumns([
        ['姓名', '性别', '绩效'],
        ['甲', '女', '乙'],
      ]),
    );
    expect(targets(other)).toMatchObject({ 绩效: 'skip' });
  });
});
