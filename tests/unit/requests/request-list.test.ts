import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rec } from '../../../lib/ledger';
import { readRequestList, requestsFrom } from '../../../lib/requests/request-list';

const TODAY = '2026-11-24';
const person = (id: string, name: string, aliases?: string[]): Rec<'member'> =>
  ({
    id,
    kind: 'member',
    fields: { name, category: 'full', aliases },
    stamps: {},
    h: '',
    deleted: false,
  }) as never;
const MEMBERS = [
  person('z', '周一鸣'),
  person('m', '马骁', ['小马']),
  person('h', '何小满'),
  person('w1', '王伟'),
  person('w2', '王伟'),
];
const FORM = { on: TODAY, channel: 'chat', from: '', owner: '', remindOn: '' };
const read = (text: string, form = FORM, answers = {}) =>
  requestsFrom(readRequestList(text, MEMBERS, TODAY), answers, form);

describe('a pasted list of requests', () => {
  it.each([
    ['周一鸣 11月3日 站点没有热水', { askers: ['z'], on: '2026-11-03', subject: '站点没有热水' }],
    ['1. 周一鸣：站点没有热水', { askers: ['z'], on: TODAY, subject: '站点没有热水' }],
    ['周一鸣、马骁：充电位太少（微信群）', { askers: ['z', 'm'], channel: 'chat', subject: '充电位太少' }],
    [
      '小马和周一鸣 充电位太少（11月5日，电话）',
      { askers: ['m', 'z'], channel: 'phone', on: '2026-11-05', subject: '充电位太少' },
    ],
    [
      '2026-10-08\t周一鸣\t意见箱\t站点没有热水',
      { askers: ['z'], on: '2026-10-08', channel: 'box', subject: '站点没有热水' },
    ],
    ['城东站骑手：夜里没有地方休息', { askers: [], from: '城东站骑手', subject: '夜里没有地方休息' }],
    ['12月30日 周一鸣 去年的事', { askers: ['z'], on: '2025-12-30', subject: '去年的事' }],
    // A day and a name inside of what is asked are part of it.
    [
      '周一鸣：希望 11月30日前修好，马骁也知道',
      { askers: ['z'], on: TODAY, subject: '希望 11月30日前修好，马骁也知道' },
    ],
    ['马骁 建议：增加充电位', { askers: ['m'], subject: '建议：增加充电位' }],
  ])('%s', (line, wanted) => {
    const { requests, left } = read(line);
    expect(left).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject(wanted);
  });

  it('keeps a long line whole under a short subject', () => {
    const text = '站点没有热水，早晚班交接的时候大家都喝不上热水，希望能尽快加一台饮水机';
    expect(read(`周一鸣：${text}`).requests[0]).toMatchObject({ subject: '站点没有热水', ask: text });
  });

  it('does not take the name of somebody who is no member', () => {
    const list = readRequestList('李某某：没有热水', MEMBERS, TODAY);
    expect(list.lines[0]?.stranger).toBe('李某某');
    expect(requestsFrom(list, {}, FORM).requests).toEqual([]);
    const { requests } = requestsFrom(list, {}, { ...FORM, from: '骑手' });
    expect(requests[0]).toMatchObject({ from: '骑手', askers: [], subject: '没有热水' });
    expect(JSON.stringify(requests)).not.toContain('李某某');
  });

  it('asks about a name that two people have, and about one that is nearly right', () => {
    for (const [line, name] of [
      ['王伟：没有热水', '王伟'],
      ['王伟 没有热水', '王伟'],
      ['小何 没有热水', '小何'],
      ['何小曼：没有热水', '何小曼'],
    ] as const) {
      const list = readRequestList(line, MEMBERS, TODAY);
      expect(list.doubtful.map((entry) => entry.name)).toEqual([name]);
      expect(requestsFrom(list, {}, { ...FORM, from: '骑手' }).left).toHaveLength(1);
      const answers = { [name]: { who: 'h', remember: false } };
      expect(requestsFrom(list, answers, FORM).requests[0]).toMatchObject({
        askers: ['h'],
        subject: '没有热水',
      });
    }
  });

  it('shows lines that ask for nothing, and leaves behind those that nobody asks', () => {
    const list = readRequestList('周一鸣 11月3日\n\n没有热水', MEMBERS, TODAY);
    expect(list.ignored).toEqual(['周一鸣 11月3日']);
    expect(requestsFrom(list, {}, FORM).left.map((line) => line.raw)).toEqual(['没有热水']);
  });

  it('loses no line of any text, and never ends up in the future', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('', '1. ', '（2）', '11月3日 ', '12/31 '),
            fc.constantFrom('周一鸣', '马骁、周一鸣：', '王伟 ', '骑手：', '', '\t'),
            fc.string({ maxLength: 40 }).map((text) => text.replace(/[\r\n\u2028\u2029\u0085\v\f]/g, ' ')),
          ),
          { maxLength: 6 },
        ),
        (parts) => {
          const text = parts.map((line) => line.join('')).join('\n');
          const list = readRequestList(text, MEMBERS, TODAY);
          const filled = text.split('\n').filter((line) => line.trim()).length;
          expect(list.lines.length + list.ignored.length).toBe(filled);
          const { requests, left } = requestsFrom(list, {}, FORM);
          expect(requests.length + left.length).toBe(list.lines.length);
          for (const one of requests) {
            expect(one.on <= TODAY).toBe(true);
            expect(one.subject.length).toBeGreaterThan(0);
            expect(one.subject.length).toBeLessThanOrEqual(30);
          }
        },
      ),
    );
  });
});
