import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textForChat } from '../../../lib/notice/format';
import { nextNotice } from '../../../lib/notice/sent';
import { NOTICE_VALUES, noticeValues, type NoticeValues, usualWording } from '../../../lib/notice/values';
import { fillWording, learnWording } from '../../../lib/notice/wording';
import { lifePack } from '../../../lib/rules/packs';
import { event, person } from '../life/support';

const names: Record<string, string> = { p1: '陈立夏', p2: '周一鸣', p3: '马骁' };
const roster = Object.keys(names).map((id) => person(id));
const about = {
  branch: '示例支部',
  roster,
  pack: lifePack(),
  nameOf: (id: string) => names[id] ?? id,
};
const planned = event({
  types: { themeDay: true, lecture: true },
  startsAt: '2026-11-25T15:00',
  endsAt: '2026-11-25T16:30',
  mode: 'hybrid',
  place: '三号会议室',
  host: 'p1',
  agenda: { b: { order: 2, text: '讨论' }, a: { order: 1, text: '学习：关键小事', clip: 'c1' } },
  attendance: { p2: { state: 'leave', reason: 'sick' } },
});
const values = noticeValues({ fields: planned, ...about });

describe('the text of a notice', () => {
  it('says what is known, in the order people read it, and how to answer', () => {
    const text = fillWording(usualWording('upcoming'), values);
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
    expect(text).toMatch(/请接龙回复：.*$/);
  });

  it('leaves out what is not known, and a heading with nothing under it', () => {
    const bare = noticeValues({ fields: event({ types: { other: true }, otherType: '志愿服务' }), ...about });
    const text = fillWording(usualWording('upcoming'), bare);
    expect(text).not.toMatch(/地点|主持|参加|议程|类型/);
    expect(text).toContain('志愿服务');
    expect(fillWording(usualWording('thanks'), bare)).not.toMatch(/应到|议定事项/);
  });

  it('reminds those who have not answered, and nobody else', () => {
    const text = fillWording(usualWording('reminder'), values);
    expect(text).toContain('还没有收到回复：陈立夏、马骁');
    expect(text).not.toContain('周一鸣');
  });

  it('reports the result with its numbers and decisions, and never why somebody was on leave', () => {
    const held = event({
      ...planned,
      attendance: {
        p1: { state: 'present' },
        p2: { state: 'leave', reason: 'sick' },
        p3: { state: 'online' },
      },
    });
    const resolutions = [
      {
        id: 'r1',
        kind: 'resolution' as const,
        fields: {
          meeting: 'm1',
          text: '巡查三处休息点',
          owner: 'p3',
          dueOn: '2026-12-10',
          state: 'open' as const,
        },
        stamps: {},
        h: '',
        deleted: false,
      },
    ];
    const text = fillWording(usualWording('thanks'), noticeValues({ fields: held, ...about, resolutions }));
    expect(text).toContain('应到 3 人，实到 2 人。');
    expect(text).toContain('1. 巡查三处休息点（马骁、2026-12-10）');
    expect(text).not.toMatch(/病|请假/);
  });

  it('is the one that is wanted now', () => {
    const sent = [{ kind: 'upcoming' as const }];
    expect(nextNotice({ planned: true, sent: [], unanswered: 5 })).toBe('upcoming');
    expect(nextNotice({ planned: true, sent, unanswered: 5 })).toBe('reminder');
    expect(nextNotice({ planned: true, sent, unanswered: 0 })).toBe('upcoming');
    expect(nextNotice({ planned: false, sent, unanswered: 5 })).toBe('thanks');
  });
});

describe('the wording of a branch', () => {
  const wording = usualWording('upcoming');
  const next = noticeValues({
    fields: event({ startsAt: '2026-12-09T10:00', place: '一楼大厅', host: 'p3', lecturer: 'p2' }),
    ...about,
  });

  it('is learnt from an edited text, with the values of the day as places', () => {
    const text = fillWording(wording, values)
      .replace('【通知】示例支部', '各位同志好！示例支部定于2026 年 11 月 25 日 周三 15:00–16:30举行')
      .replace(/^主持：.*$/m, '由陈立夏同志主持，请带好笔记本。')
      .replace(/请接龙回复.*/, '收到请回复。');
    const learnt = learnWording(text, wording, values);
    const again = fillWording(learnt, next);
    expect(fillWording(learnt, values)).toBe(text);
    expect(again).toContain('各位同志好！示例支部定于2026 年 12 月 9 日 周三 10:00举行 主题党日');
    expect(again).toContain('由马骁同志主持，请带好笔记本。');
    expect(again.endsWith('收到请回复。')).toBe(true);
    // The lecturer was not known then; the line for it is still there.
    expect(again).toContain('主讲：周一鸣');
  });

  it('forgets a line that was taken out', () => {
    const text = fillWording(wording, values).replace(/^参加：.*\n/m, '');
    expect(fillWording(learnWording(text, wording, values), next)).not.toContain('参加');
  });

  it('never remembers an item of the agenda as words of its own', () => {
    const text = fillWording(wording, values).replace('2. 讨论', '2. 讨论，每人三分钟');
    const learnt = learnWording(text, wording, values);
    expect(learnt).toContain('{agenda}');
    expect(learnt).not.toContain('关键小事');
  });

  it('is what it was when nothing was edited, whatever the values', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'示例甲乙丙丁一二三，：'),
      minLength: 2,
      maxLength: 6,
    });
    const anyValues = fc
      .tuple(...NOTICE_VALUES.map(() => fc.option(word, { nil: '' })))
      .map((list) => Object.fromEntries(NOTICE_VALUES.map((name, i) => [name, list[i]])) as NoticeValues);
    fc.assert(
      fc.property(anyValues, fc.constantFrom('upcoming', 'reminder', 'thanks'), (some, kind) => {
        const usual = usualWording(kind as 'upcoming');
        const text = fillWording(usual, some);
        expect(fillWording(learnWording(text, usual, some), some)).toBe(text);
      }),
    );
  });
});

describe('the format of each chat', () => {
  const text = '【通知】示例支部 主题党日\n时间：15:00\n议程：\n1. 学习\n   https://example.org/a';

  it('stays as it is in plain text, with the words for everybody before it', () => {
    expect(textForChat(text, { channel: 'wechat', style: 'plain', atAll: false })).toBe(text);
    expect(textForChat(text, { channel: 'wechat', style: 'markdown', atAll: true })).toBe(`@所有人\n${text}`);
  });

  it('has a heading and bold labels in Markdown, and leaves addresses alone', () => {
    expect(textForChat(text, { channel: 'wecom', style: 'markdown', atAll: false })).toBe(
      '### 【通知】示例支部 主题党日\n**时间：**15:00\n议程：\n1. 学习\n   https://example.org/a',
    );
    expect(textForChat(text, { channel: 'feishu', style: 'markdown', atAll: false })).toMatch(
      /^\*\*【通知】示例支部 主题党日\*\*\n/,
    );
  });

  it('ends lines for 钉钉, which would join them', () => {
    const lines = textForChat(text, { channel: 'dingtalk', style: 'markdown', atAll: false });
    expect(lines).toContain('**时间：**15:00  \n议程：  \n');
  });
});
