import { describe, expect, it } from 'vitest';
import { kindOfPaste } from '../../../lib/life/loose-paste';
import type { Rec } from '../../../lib/ledger';

const members = ['陈立夏', '周一鸣', '马骁', '白露', '石磊'].map(
  (name) => ({ id: name, kind: 'member', fields: { name, category: 'full' } }) as unknown as Rec<'member'>,
);
const kind = (...lines: string[]) => kindOfPaste(lines.join('\n'), members);

describe('kindOfPaste', () => {
  it('sees a list of people, whatever its form', () => {
    expect(
      kind('#接龙', '11月主题党日，明天15:00，三号会议室，收到请接龙', '1. 陈立夏', '2. 周一鸣', '3. 马骁'),
    ).toBe('list');
    expect(kind('陈立夏、周一鸣、马骁、白露、石磊')).toBe('list');
    expect(kind('1. 陈立夏 线上', '2. 马骁 请假 出差', '3. 王不在册')).toBe('list');
    expect(kind('到会：陈立夏、白露', '请假：马骁（值班）')).toBe('list');
  });

  it('sees notes where people say something or nobody is named', () => {
    expect(kind('白露：示例路的休息点关门太早，夜里没有地方充电。', '石磊：先试一个月再看效果怎么样。')).toBe(
      'notes',
    );
    expect(kind('会议决定：三处休息点延长开放，由石磊负责，下周五前落实', '赞成３票，反对0票')).toBe('notes');
    expect(kind('讨论了两件事', '都通过了')).toBe('notes');
  });

  it('leaves a word or two alone', () => {
    expect(kind('三号会议室')).toBeUndefined();
    expect(kind('')).toBeUndefined();
    expect(kind('陈立夏')).toBeUndefined();
  });
});
