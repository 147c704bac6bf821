import { describe, expect, it } from 'vitest';
import { meetingNotice, meetingTitle, placeText } from '../../../lib/life/notice';
import { event } from './support';

describe('notice of an activity', () => {
  it('says what is known, in the order people read it, and how to answer', () => {
    const text = meetingNotice(
      event({
        types: { themeDay: true, lecture: true },
        startsAt: '2026-11-25T15:00',
        endsAt: '2026-11-25T16:30',
        mode: 'hybrid',
        place: '三号会议室',
        host: 'p1',
        agenda: { b: { order: 2, text: '讨论' }, a: { order: 1, text: '学习：关键小事', clip: 'c1' } },
      }),
      { branch: '示例支部', nameOf: (id) => (id === 'p1' ? '陈立夏' : id) },
    );
    expect(text.split('\n').slice(0, -1)).toEqual([
      '【通知】示例支部 党课 · 主题党日',
      '时间：2026 年 11 月 25 日 周三 15:00–16:30',
      '地点：线上 + 三号会议室',
      '参加：全体党员',
      '主持：陈立夏',
      '议程：',
      '1. 学习：关键小事',
      '2. 讨论',
    ]);
  });

  it('leaves out what is not known', () => {
    const text = meetingNotice(event({ types: { other: true }, otherType: '志愿服务' }), {
      branch: '示例支部',
      nameOf: (id) => id,
    });
    expect(text).not.toMatch(/地点|主持|参加|议程/);
    expect(text).toContain('志愿服务');
  });

  it('names an activity by its title, else by its types', () => {
    expect(meetingTitle(event({ title: '走访驿站' }))).toBe('走访驿站');
    expect(meetingTitle(event())).toBe('主题党日');
    expect(placeText({ mode: 'online' })).toBe('线上');
    expect(placeText({ mode: 'inPerson', place: '一楼' })).toBe('一楼');
  });
});
