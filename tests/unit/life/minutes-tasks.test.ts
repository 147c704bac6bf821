import { describe, expect, it } from 'vitest';
import { tasksInMinutes } from '../../../lib/life/minutes-tasks';
import { person } from './support';

const roster = ['白露', '石磊'].map((name) => person(name, { name }));
const read = (minutes: string, on = '2026-11-25') => tasksInMinutes(minutes, roster, on);

describe('tasks in rough minutes', () => {
  it('offers lines that name a decision, a person in charge or a deadline, by their number', () => {
    expect(read('大家学习了材料。\n\n1. 11月底前完成三处休息点巡查，由白露负责\n气氛很好')).toEqual([
      { line: 3, text: '11月底前完成三处休息点巡查，由白露负责', owner: '白露', dueOn: '2026-11-30' },
    ]);
    expect(read('决议：通过年度计划')).toEqual([{ line: 1, text: '通过年度计划' }]);
  });

  it('names nobody when two are named, and no day that does not exist', () => {
    expect(read('由白露、石磊负责 2月30日前完成')).toEqual([
      { line: 1, text: '由白露、石磊负责 2月30日前完成' },
    ]);
  });

  it('reads days in the usual ways, a month gone by as next year’s', () => {
    const due = (text: string) => read(`由石磊负责，${text}前完成`)[0]?.dueOn;
    expect(due('2026.12.05')).toBe('2026-12-05');
    expect(due('12-10')).toBe('2026-12-10');
    expect(due('1月15日')).toBe('2027-01-15');
    expect(due('本月底')).toBe('2026-11-30');
    expect(due('年底')).toBe('2026-12-31');
    expect(due('下次会议')).toBeUndefined();
  });
});
