import { beforeAll, describe, expect, it } from 'vitest';
import { matchNameList } from '../../../lib/branch/name-list';
import { loadPinyin } from '../../../lib/branch/name-search';
import type { Rec } from '../../../lib/ledger';

const member = (name: string, aliases?: string[]): Rec<'member'> =>
  ({
    id: `${name}#${aliases?.join() ?? ''}`,
    kind: 'member',
    h: '',
    stamps: {},
    fields: { name, category: 'full', ...(aliases ? { aliases } : {}) },
  }) as Rec<'member'>;

const roster = [
  member('陈立夏'),
  member('周一鸣'),
  member('何小满', ['满哥', 'Mandy']),
  member('林知秋'),
  member('苏合'),
  member('马骁'),
  member('唐果'),
  member('白露'),
  member('王一'),
  member('阿依古丽·示例'),
  member('同名', ['a']),
  member('同名', ['b']),
];
const read = (text: string): string[] =>
  matchNameList(text, roster).entries.map((entry) =>
    [
      entry.member?.fields.name ?? `?${entry.name}`,
      entry.state,
      entry.reason,
      entry.plus === undefined ? undefined : `+${entry.plus}`,
    ]
      .filter(Boolean)
      .join(' '),
  );

describe('a pasted 接龙', () => {
  beforeAll(loadPinyin);

  it('reads a numbered list with remarks and leaves out title and example', () => {
    const list = matchNameList(
      '#接龙\n11月25日主题党日报名\n请接龙\n例 张三 参加\n\n1. 陈立夏\n2. 周一鸣 线上\n3、何小满（请假）\n4️⃣ 林知秋+1\n⑤苏合 出差请假\n6. 马骁，请假，孩子发烧\n7唐果 👍\n(8) 白露 腾讯会议参加',
      roster,
    );
    expect(
      list.entries.map((entry) => [entry.member?.fields.name, entry.state, entry.reason, entry.plus]),
    ).toEqual([
      ['陈立夏', undefined, undefined, undefined],
      ['周一鸣', 'online', undefined, undefined],
      ['何小满', 'leave', undefined, undefined],
      ['林知秋', undefined, undefined, 1],
      ['苏合', 'leave', 'trip', undefined],
      ['马骁', 'leave', 'sick', undefined],
      ['唐果', undefined, undefined, undefined],
      ['白露', 'online', undefined, undefined],
    ]);
    expect(list.ignored).toEqual(['#接龙', '11月25日主题党日报名', '请接龙', '例 张三 参加']);
  });

  it('reads names divided by commas, spaces or nothing but the roster', () => {
    expect(read('陈立夏、周一鸣，何小满;林知秋')).toEqual(['陈立夏', '周一鸣', '何小满', '林知秋']);
    expect(read('陈立夏 周一鸣　何小满')).toEqual(['陈立夏', '周一鸣', '何小满']);
    expect(read('陈立夏周一鸣何小满')).toEqual(['陈立夏', '周一鸣', '何小满']);
    expect(read('苏　合 马 骁')).toEqual(['苏合', '马骁']);
  });

  it('lets a heading speak for the names after it', () => {
    expect(
      read('到会（3人）：陈立夏、周一鸣、唐果\n线上：白露\n请假：苏合（出差）、马骁\n列席：外部嘉宾'),
    ).toEqual([
      '陈立夏 present',
      '周一鸣 present',
      '唐果 present',
      '白露 online',
      '苏合 leave trip',
      '马骁 leave',
      '?外部嘉宾 observer',
    ]);
    expect(read('请假:\n苏合\n马骁 值班')).toEqual(['苏合 leave', '马骁 leave shift']);
  });

  it('reads remarks that stick to the name, and refusals before invitations', () => {
    expect(
      read('1.陈立夏请假\n2.周一鸣线上参加\n3.苏合不能参加\n4.马骁来不了\n5.唐果现场参加\n6.白露补课'),
    ).toEqual(['陈立夏 leave', '周一鸣 online', '苏合 leave', '马骁 leave', '唐果 present', '白露 makeup']);
  });

  it('finds people by alias, behind a department, and as 同志', () => {
    const list = matchNameList('1. 满哥\n2. 华东站-唐果\n3. 白露同志\n4. @陈立夏 到', roster);
    expect(list.entries.map((entry) => [entry.member?.fields.name, entry.alias])).toEqual([
      ['何小满', '满哥'],
      ['唐果', undefined],
      ['白露', undefined],
      ['陈立夏', undefined],
    ]);
  });

  it('does not take part of a longer name for a member, but offers it', () => {
    const [entry] = matchNameList('1. 王一凡', roster).entries;
    expect(entry?.member).toBeUndefined();
    expect(entry?.name).toBe('王一凡');
    expect(entry?.candidates.map((candidate) => candidate.fields.name)).toEqual(['王一']);
  });

  it('asks when the name is doubtful: two of one name, sound alike, one character off, given name, nickname', () => {
    const candidates = (text: string) =>
      matchNameList(text, roster).entries.map((entry) => entry.candidates.map((one) => one.fields.name));
    expect(candidates('1.同名\n2.何晓曼\n3.林知春\n4.立夏\n5.小苏')).toEqual([
      ['同名', '同名'],
      ['何小满'],
      ['林知秋'],
      ['陈立夏'],
      ['苏合'],
    ]);
  });

  it('keeps unknown people with their remarks and never drops a numbered line', () => {
    expect(read('1. 王五+1\n2. 赵六请假\n3. ABC站点骑手代表')).toEqual([
      '?王五 +1',
      '?赵六 leave',
      '?ABC站点骑手代表',
    ]);
    expect(matchNameList('1. 王五', roster).entries[0]?.candidates).toEqual([]);
  });

  it('finds names with a middle dot however it is typed', () => {
    expect(read('1. 阿依古丽•示例 线上')).toEqual(['阿依古丽·示例 online']);
  });

  it('marks a person who appears twice', () => {
    const { entries } = matchNameList('1.陈立夏\n2.周一鸣\n3.陈立夏 请假', roster);
    expect(entries.map((entry) => entry.repeated ?? false)).toEqual([false, false, true]);
  });

  it('gives nothing for nothing', () => {
    expect(matchNameList(' \n ', roster)).toEqual({ entries: [], ignored: [] });
  });
});
