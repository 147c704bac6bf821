import { describe, expect, it } from 'vitest';
import {
  groupKey,
  groupName,
  readCategory,
  readDate,
  readGender,
  readPhone,
  readPosts,
  readStanding,
  readYesNo,
} from '../../../lib/branch/roster-values';

describe('dates as text', () => {
  it.each([
    ['2021-07-01', '2021-07-01'],
    ['2021.7.1', '2021-07-01'],
    ['2021/7/1', '2021-07-01'],
    ['2021年7月1日', '2021-07-01'],
    ['２０２１．７．１', '2021-07-01'],
    ['2021 年 7 月 1 日', '2021-07-01'],
    ['2021-07-01 00:00:00', '2021-07-01'],
    ['2021-07-01T00:00:00.000Z', '2021-07-01'],
    ['20210701', '2021-07-01'],
    ['44378', '2021-07-01'],
    ['44378.5', '2021-07-01'],
    ['2021年7月', '2021-07'],
    ['2021.07', '2021-07'],
    ['2021-07', '2021-07'],
    ['202107', '2021-07'],
    ['2021-07-00', '2021-07'],
    ['1921年', '1921'],
    ['1921', '1921'],
    ['二〇二一年七月一日', '2021-07-01'],
    ['二〇二〇年十二月三十一日', '2020-12-31'],
    ['二〇二〇年十月', '2020-10'],
    ['13/7/2021', '2021-07-13'],
    ['7/13/2021', '2021-07-13'],
  ])('%s', (text, value) => expect(readDate(text)).toEqual({ value }));

  it.each(['', '无', '—', '-', '/', ' 暂无 ', '待定', '0'])('nothing: %s', (text) =>
    expect(readDate(text)).toEqual({}),
  );

  it.each([
    ['2021-02-30', 'impossible'],
    ['2021-13-01', 'impossible'],
    ['20210230', 'impossible'],
    ['1821年', 'impossible'],
    ['去年七月', 'unread'],
    ['98.7.1', 'unread'],
    ['99999', 'unread'],
    ['7/1/2021', 'ambiguous'],
  ])('%s is %s', (text, problem) => expect(readDate(text)).toEqual({ problem }));

  it('says that 2021.1 may be an October whose zero was dropped', () => {
    expect(readDate('2021.1')).toEqual({ value: '2021-01', problem: 'octoberOrJanuary' });
    expect(readDate('2021.10')).toEqual({ value: '2021-10' });
  });
});

describe('words', () => {
  it.each([
    ['正式党员', 'full'],
    ['正式', 'full'],
    ['中共党员', 'full'],
    ['党 员', 'full'],
    ['预备党员', 'probationary'],
    ['中共预备党员', 'probationary'],
    ['预备', 'probationary'],
    ['发展对象', 'candidate'],
    ['入党积极分子', 'activist'],
    ['积极分子', 'activist'],
    ['入党申请人', 'applicant'],
    ['申请入党人', 'applicant'],
  ])('人员类别 %s', (text, value) => expect(readCategory(text)).toEqual({ value }));

  it('does not guess a category', () => {
    expect(readCategory('群众')).toEqual({ unknown: true });
    expect(readCategory('共青团员')).toEqual({ unknown: true });
    expect(readCategory('无')).toEqual({});
  });

  it('reads gender, yes and no, standing, telephone', () => {
    expect([readGender('男'), readGender('女性'), readGender('F'), readGender('其他')]).toEqual([
      { value: 'male' },
      { value: 'female' },
      { value: 'female' },
      { unknown: true },
    ]);
    expect(['是', '√', 'TRUE', '否', '无', '×', '', '也许'].map(readYesNo)).toEqual([
      { value: true },
      { value: true },
      { value: true },
      { value: false },
      { value: false },
      { value: false },
      {},
      { unknown: true },
    ]);
    expect(['正常', '失联党员', '停止党籍', '留党察看一年', '已转出', ''].map(readStanding)).toEqual([
      { value: 'normal' },
      { value: 'outOfContact' },
      { value: 'suspended' },
      { value: 'onProbationWithinParty' },
      { unknown: true },
      {},
    ]);
    expect(readPhone('100 0000-0002')).toEqual({ value: '10000000002' });
    expect(readPhone('分机 8001')).toEqual({ value: '分机 8001' });
  });

  it('reads several posts from one cell and tells what it does not know', () => {
    expect(readPosts('党支部书记').value).toEqual(['secretary']);
    expect(readPosts('副书记兼组织委员').value).toEqual(['deputySecretary', 'organization']);
    expect(readPosts('纪检委员、党小组长').value).toEqual(['discipline', 'groupLeader']);
    expect(readPosts('第一党小组组长').value).toEqual(['groupLeader']);
    expect(readPosts('宣传委员，青年委员').value).toEqual(['publicity', 'committeeMember']);
    expect(readPosts('无')).toEqual({ others: [] });
    expect(readPosts('党委委员、书记')).toEqual({ value: ['secretary'], others: ['党委委员'] });
  });

  it('knows one group under its several names', () => {
    for (const name of ['1', '一组', '第一组', '第1党小组', '第一党小组', '一'])
      expect(groupKey(name)).toBe('一');
    expect(groupKey('骑手小组')).toBe('骑手');
    expect(groupName('1')).toBe('第一党小组');
    expect(groupName('骑手 党小组')).toBe('骑手 党小组');
  });
});
