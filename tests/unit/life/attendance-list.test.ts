import { describe, expect, it } from 'vitest';
import { rememberAlias, setAttendanceFromList } from '../../../lib/life/attendance-list';
import { openTestLedger } from '../support/ledger';
import { enrol, person } from './support';

const roster = ['陈立夏', '周一鸣', '何小满', '马骁'].map((name) => person(name, { name }));

describe('setAttendanceFromList', () => {
  it('marks everybody of a pasted list, with the state that the line says', () => {
    const list = setAttendanceFromList('1. 陈立夏\n2. 周一鸣（线上）\n3. 马骁 请假 出差', roster);
    expect(list.marks).toEqual({
      陈立夏: { state: 'present' },
      周一鸣: { state: 'online' },
      马骁: { state: 'leave', reason: 'trip' },
    });
    expect(list.doubtful).toEqual([]);
  });

  it('takes the chosen state for names without a word', () => {
    expect(setAttendanceFromList('陈立夏、周一鸣', roster, 'online').marks).toEqual({
      陈立夏: { state: 'online' },
      周一鸣: { state: 'online' },
    });
  });

  it('marks nobody for a doubtful name, and keeps the question', () => {
    const list = setAttendanceFromList('1. 陈立下\n2. 王不在册', roster);
    expect(list.marks).toEqual({});
    expect(list.doubtful.map((entry) => [entry.name, entry.candidates.map(({ id }) => id)])).toEqual([
      ['陈立下', ['陈立夏']],
      ['王不在册', []],
    ]);
  });

  it('asks once: a remembered name is known the next time', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['陈立夏']);
    await rememberAlias(ledger, '陈立夏', '小陈');
    await rememberAlias(ledger, '陈立夏', '小陈');
    const members = await ledger.list('member');
    expect(members[0]?.fields.aliases).toEqual(['小陈']);
    expect(setAttendanceFromList('小陈', members).marks).toEqual({ 陈立夏: { state: 'present' } });
    await expect(rememberAlias(ledger, 'none', 'x')).rejects.toMatchObject({ code: 'E706' });
  });
});

describe('two people of one name', () => {
  it('are asked about once; the one chosen is marked and shown the next time, and can be changed', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['a', { name: '张伟' }], ['b', { name: '张伟' }], ['c', { name: '白露' }]);
    const read = async (text: string) => setAttendanceFromList(text, await ledger.list('member'));
    const first = await read('1. 张伟\n2. 白露');
    expect(Object.keys(first.marks)).toEqual(['c']);
    expect(first.doubtful.map(({ name, candidates }) => [name, candidates.length])).toEqual([['张伟', 2]]);

    await rememberAlias(ledger, 'b', '张伟');
    const second = await read('1. 张伟 线上');
    expect(second.marks).toEqual({ b: { state: 'online' } });
    expect(second.doubtful).toEqual([]);
    expect(second.remembered.map(({ member, candidates }) => [member?.id, candidates.length])).toEqual([
      ['b', 2],
    ]);

    // Both came: the second line is asked about.
    const both = await read('1. 张伟\n2. 张伟');
    expect(Object.keys(both.marks)).toEqual(['b']);
    expect(both.doubtful).toHaveLength(1);

    // Another choice takes the place of the first.
    await rememberAlias(ledger, 'a', '张伟');
    expect(Object.keys((await read('张伟')).marks)).toEqual(['a']);
    ledger.close();
  });

  it('remembers nobody’s own name where it is clear', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['a', { name: '张伟' }]);
    await rememberAlias(ledger, 'a', '张伟');
    expect((await ledger.get('member', 'a'))?.fields.aliases).toBeUndefined();
    ledger.close();
  });
});

it('says who brings how many along', () => {
  expect(setAttendanceFromList('1. 陈立夏+1\n2. 周一鸣 +2', roster).companions).toEqual([
    { name: '陈立夏', count: 1 },
    { name: '周一鸣', count: 2 },
  ]);
});
