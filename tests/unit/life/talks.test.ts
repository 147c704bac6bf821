import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import { readTalkList, talksOf } from '../../../lib/life/talk-list';
import { pairsOfYear, talksByPair, talksCovered } from '../../../lib/life/talk-pairs';
import {
  emptyTalk,
  linkTalks,
  mayReadTalk,
  recordTalks,
  removeTalk,
  saveTalk,
  talkDraftOf,
  talksBefore,
  talksOfYear,
} from '../../../lib/life/talks';
import { rememberTalks, talkFindings } from '../../../lib/life/talk-count';
import { rememberedTalkFindings } from '../../../lib/life/talk-findings';
import { cadenceFindings } from '../../../lib/life/due';
import { createBranch } from '../../../lib/branch/first-run';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { enrol, person } from './support';

const today = '2026-11-25';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec' }));
});

const save = (over: Parameters<typeof emptyTalk>[0] = {}) =>
  saveTalk(ledger, emptyTalk({ on: '2026-11-03', talker: 'a', partner: 'b', ...over }), { today });

describe('one talk', () => {
  it('is stored with what was said, read back into its form, and changed', async () => {
    const { id } = await save({ content: '谈岗位变动', problems: '夜班多', measures: '调班' });
    const record = (await ledger.get('talk', id))!;
    const draft = await talkDraftOf(ledger, record);
    expect(draft).toMatchObject({
      content: '谈岗位变动',
      problems: '夜班多',
      measures: '调班',
      occasion: 'usual',
    });
    await saveTalk(ledger, { ...draft, measures: '' }, { today });
    expect((await ledger.get('talk', id))!.fields).not.toHaveProperty('measures');
  });

  it('keeps a long text whole', async () => {
    const content = '谈心'.repeat(9000);
    const { id } = await save({ content });
    const record = (await ledger.get('talk', id))!;
    expect(typeof record.fields.content).toBe('object');
    expect((await talkDraftOf(ledger, record)).content).toBe(content);
  });

  it.each([
    ['E260', { on: '' }],
    ['E260', { on: '2026-02-30' }],
    ['E264', { on: '2026-11-26' }],
    ['E261', { partner: ' ' }],
    ['E261', { talker: '' }],
    ['E262', { talker: 'b' }],
  ])('says %s about %j and writes nothing', async (code, over) => {
    await expect(save(over)).rejects.toMatchObject({ code });
    expect(await ledger.count('talk')).toBe(0);
  });

  it('shows what was said to the two, to who entered it, and to others only when left open', async () => {
    const { id } = await save({ content: '家里的事' });
    const { fields } = (await ledger.get('talk', id))!;
    expect(['a', 'b', 'sec', 'c', ''].map((me) => mayReadTalk(fields, me))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(mayReadTalk({ ...fields, open: true }, 'c')).toBe(true);
  });

  it('is removed, and that is undone', async () => {
    const { id } = await save();
    const n = await removeTalk(ledger, id);
    expect(await talksOfYear(ledger, '2026')).toEqual([]);
    expect(await pairsOfYear(ledger, '2026')).toEqual([]);
    await ledger.undo(n!);
    expect(await talksOfYear(ledger, '2026')).toHaveLength(1);
    await expect(removeTalk(ledger, 'gone')).rejects.toMatchObject({ code: 'E263' });
  });

  it('is tied to the organizational life meeting that it prepared', async () => {
    const { id } = await save();
    await linkTalks(ledger, [id], 'meeting-1');
    await save({ on: '2026-11-01', meeting: 'meeting-1' });
    expect((await talksBefore(ledger, 'meeting-1')).map((talk) => talk.fields.on)).toEqual([
      '2026-11-01',
      '2026-11-03',
    ]);
    await expect(linkTalks(ledger, ['gone'], 'm')).rejects.toMatchObject({ code: 'E263' });
  });
});

describe('many talks at once', () => {
  it('are one commit and one undo; the same two on the same day are not entered again', async () => {
    await save({ talker: 'b', partner: 'a' });
    const before = (await ledger.recentCommits()).length;
    const lines = ['b', 'c', 'd'].map((partner) => ({ on: '2026-11-03', talker: 'a', partner }));
    const result = await recordTalks(ledger, [...lines, lines[1]!], { today });
    expect(result).toMatchObject({ entered: 2, already: 2 });
    expect((await ledger.recentCommits()).length - before).toBe(1);
    await ledger.undo(result.n!);
    expect(await ledger.count('talk')).toBe(1);
  });

  it('say E261 when there are none, and write none when one of them is wrong', async () => {
    await expect(recordTalks(ledger, [], { today })).rejects.toMatchObject({ code: 'E261' });
    const lines = [
      { on: '2026-11-03', talker: 'a', partner: 'b' },
      { on: '2027-01-01', talker: 'a', partner: 'c' },
    ];
    await expect(recordTalks(ledger, lines, { today })).rejects.toMatchObject({ code: 'E264' });
    expect(await ledger.count('talk')).toBe(0);
  });
});

describe('a pasted list of talks', () => {
  const roster = ['陈立夏', '周一鸣', '马骁', '林知秋'].map((name) => person(name, { name }));
  const read = (text: string) => readTalkList(text, roster, today);
  const short = (text: string) =>
    read(text).lines.map((line) => [line.talker?.name, line.partner.name, line.on, line.content]);

  it('reads pairs with day and words, however they are written', () => {
    expect(
      short(
        [
          '1. 陈立夏—周一鸣 11月3日 谈工作压力',
          '2、陈立夏与马骁 2026.10.8',
          '陈立夏\t林知秋\t2026-09-01\t岗位变动',
          '马骁 -> 林知秋 9/2',
        ].join('\n'),
      ),
    ).toEqual([
      ['陈立夏', '周一鸣', '2026-11-03', '谈工作压力'],
      ['陈立夏', '马骁', '2026-10-08', ''],
      ['陈立夏', '林知秋', '2026-09-01', '岗位变动'],
      ['马骁', '林知秋', '2026-09-02', ''],
    ]);
  });

  it('reads one person with several others, and names alone', () => {
    expect(short('陈立夏：周一鸣、马骁')).toEqual([
      ['陈立夏', '周一鸣', undefined, ''],
      ['陈立夏', '马骁', undefined, ''],
    ]);
    expect(short('周一鸣、马骁\n林知秋')).toEqual([
      [undefined, '周一鸣', undefined, ''],
      [undefined, '马骁', undefined, ''],
      [undefined, '林知秋', undefined, ''],
    ]);
  });

  it('takes a day without a year as the last one before today, and leaves hours alone', () => {
    expect(short('周一鸣 12月20日')).toEqual([[undefined, '周一鸣', '2025-12-20', '']]);
    expect(short('周一鸣 谈了 1.5 小时')[0]?.[2]).toBeUndefined();
    expect(short('周一鸣 2026-02-30')[0]?.[2]).toBeUndefined();
  });

  it('takes the words behind a day for what was talked about, never for another person', () => {
    expect(
      short(
        '马骁—小何 1月5日 谈岗位\n陈立夏—王老师 谈培训\n11月3日 陈立夏—周一鸣 谈值班\n周一鸣、小何 谈值班',
      ),
    ).toEqual([
      ['马骁', '小何', '2026-01-05', '谈岗位'],
      ['陈立夏', '王老师', undefined, '谈培训'],
      ['陈立夏', '周一鸣', '2026-11-03', '谈值班'],
      [undefined, '周一鸣', undefined, '谈值班'],
      [undefined, '小何', undefined, '谈值班'],
    ]);
  });

  it('asks about a name once, however often it occurs, and enters nothing for it before', () => {
    const list = read('陈立夏—小周\n马骁—小周');
    expect(list.doubtful.map((entry) => entry.name)).toEqual(['小周']);
    const form = { on: today, talker: '陈立夏' };
    expect(talksOf(list, {}, form).talks).toEqual([]);
    const settled = talksOf(list, { 小周: { who: '周一鸣', remember: true } }, form);
    expect(settled.talks.map((talk) => [talk.talker, talk.partner])).toEqual([
      ['陈立夏', '周一鸣'],
      ['马骁', '周一鸣'],
    ]);
  });

  it('leaves lines behind that have no second person', () => {
    const list = read('周一鸣');
    expect(talksOf(list, {}, { on: today, talker: '' }).left).toHaveLength(1);
    expect(talksOf(list, {}, { on: today, talker: '周一鸣' }).left).toHaveLength(1);
  });
});

describe('the year of the branch', () => {
  it('is counted from the index, and 今日 says what is open instead of 缺项', async () => {
    await createBranch(
      ledger,
      {
        name: '示例支部',
        company: '示例公司',
        superior: '',
        form: 'single',
        hasCommittee: true,
        groups: [],
        foundedOn: '',
        termStart: '',
        termEnd: '',
        me: { name: '示例书记', category: 'full', posts: ['secretary'] },
        role: 'secretary',
        backupEveryDays: 14,
      },
      '2025-01-01',
    );
    const [secretary] = await ledger.list('member');
    await enrol(
      ledger,
      ['b'],
      ['c'],
      ['old', { exempt: true }],
      ['gone', { leftOn: '2026-03-01' }],
      ['app', { category: 'activist' }],
    );
    await recordTalks(
      ledger,
      [
        { on: '2026-11-03', talker: secretary!.id, partner: 'b' },
        { on: '2026-11-04', talker: 'b', partner: secretary!.id },
      ],
      { today },
    );
    const covered = await talksCovered(ledger, lifePack(), today);
    expect(covered({ from: '2026-01-01', to: '2026-12-31' })).toEqual({ needed: 4, covered: 1 });
    expect(covered({ from: '2025-01-01', to: '2025-12-31' }).covered).toBe(0);
    const finding = (await cadenceFindings(ledger, today)).find(
      (one) => one.rule === 'talk' && one.period === '2026',
    );
    expect(finding).toMatchObject({ state: 'due', open: 3, deadline: '2026-12-31' });

    // 今日 shows the same from what was counted last, and nothing before anything was counted.
    expect(await rememberedTalkFindings(ledger, today)).toEqual([]);
    await rememberTalks(ledger, today);
    expect(await rememberedTalkFindings(ledger, today)).toEqual(await talkFindings(ledger, today));
    expect(
      [...talksByPair(await talksOfYear(ledger, '2026')).values()].map((list) =>
        list.map((talk) => talk.fields.on),
      ),
    ).toEqual([['2026-11-04', '2026-11-03']]);
  });
});
