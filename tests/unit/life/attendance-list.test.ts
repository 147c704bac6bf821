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
