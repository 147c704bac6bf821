import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec } from '../../../../lib/ledger';
import { passesFilter } from '../../../../lib/study/clip/clip-filter';
import {
  type Studied,
  studiedClips,
  studiedOf,
  studiedPage,
  studiedText,
} from '../../../../lib/study/clip/branch-studied';
import {
  addTag,
  allTags,
  cleanTag,
  removeTag,
  renameTag,
  setEducation,
} from '../../../../lib/study/clip/tags';
import { openTestLedger } from '../../support/ledger';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});
const clip = async (id: string): Promise<Rec<'clip'>> => (await ledger.get('clip', id)) as Rec<'clip'>;
const newClip = async (id: string, tags: string[] = []) => {
  await ledger.commit(
    [
      create(
        'clip',
        {
          title: id,
          url: `https://news.example/${id}`,
          coverage: 'article',
          enteredAt: '2026-11-03T01:00:00.000Z',
          tags: Object.fromEntries(tags.map((tag) => [tag, true as const])),
        },
        id,
      ),
    ],
    { label: 'clipSave' },
  );
};

describe('tags', () => {
  it.each([
    [' ＃骑手 服务 ', '骑手 服务'],
    ['#学习', '学习'],
    ['党建/学习', '党建／学习'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(cleanTag(typed)).toBe(kept);
  });

  it.each(['', ' # ', '长'.repeat(21)])('%j is refused with its code', (typed) => {
    expect(() => cleanTag(typed)).toThrow(expect.objectContaining({ code: 'E340' }));
  });

  it('are offered by how often they are used', async () => {
    await newClip('a', ['学习', '骑手']);
    await newClip('b', ['骑手']);
    await addTag(ledger, await clip('b'), '安全');
    expect(await allTags(ledger)).toEqual([
      { tag: '骑手', count: 2 },
      { tag: '学习', count: 1 },
      { tag: '安全', count: 1 },
    ]);
    await removeTag(ledger, await clip('b'), '安全');
    expect((await allTags(ledger)).map(({ tag }) => tag)).toEqual(['骑手', '学习']);
  });

  it('two become one over all clips in one commit, which can be undone', async () => {
    await newClip('a', ['骑手', '小哥']);
    await newClip('b', ['小哥']);
    const { n, count } = await renameTag(ledger, '小哥', '骑手');
    expect(count).toBe(2);
    expect(await allTags(ledger)).toEqual([{ tag: '骑手', count: 2 }]);
    await ledger.undo(n as number);
    expect(Object.keys((await clip('a')).fields.tags ?? {}).sort()).toEqual(['小哥', '骑手']);
    expect(Object.keys((await clip('b')).fields.tags ?? {})).toEqual(['小哥']);
  });

  it('an empty name takes a tag off everywhere, its own name changes nothing', async () => {
    await newClip('a', ['旧']);
    expect((await renameTag(ledger, '旧', '旧')).count).toBe(0);
    expect((await renameTag(ledger, '旧', ' ')).count).toBe(1);
    expect(await allTags(ledger)).toEqual([]);
  });
});

describe('the filter of the study page', () => {
  it('answers tag, education, month and whether it was studied', async () => {
    await newClip('a', ['骑手']);
    await setEducation(ledger, await clip('a'), 'theory', true);
    const a = await clip('a');
    const learned = new Set(['a']);
    expect(
      passesFilter(a, { tag: '骑手', education: 'theory', month: '2026-11', learned: 'yes' }, learned),
    ).toBe(true);
    for (const filter of [
      { tag: '别的' },
      { education: 'skills' as const },
      { month: '2026-10' },
      { learned: 'no' as const },
    ]) {
      expect(passesFilter(a, filter, learned)).toBe(false);
    }
    await setEducation(ledger, await clip('a'), 'theory', false);
    expect((await clip('a')).fields.education).toBeUndefined();
  });
});

describe('what the branch has studied', () => {
  it('is what was on the agenda of an activity with people there, or was declared and not returned', async () => {
    await newClip('a');
    await newClip('b');
    await newClip('c');
    await ledger.commit(
      [
        create(
          'meeting',
          {
            types: { themeDay: true },
            startsAt: '2026-11-06T15:00',
            agenda: { i: { order: 0, text: '学习', clip: 'a' } },
            attendance: { m1: { state: 'present' }, m2: { state: 'online' }, m3: { state: 'leave' } },
          },
          'held',
        ),
        create('meeting', {
          types: { themeDay: true },
          startsAt: '2026-12-06T15:00',
          agenda: { i: { order: 0, text: '学习', clip: 'b' }, j: { order: 1, text: '学习', clip: 'a' } },
        }),
        create('studyLog', {
          member: 'm4',
          on: '2026-11-07',
          form: 'self',
          clip: 'a',
          hours: 1,
          state: 'declared',
        }),
        create('studyLog', {
          member: 'm5',
          on: '2026-11-07',
          form: 'self',
          clip: 'c',
          hours: 1,
          state: 'returned',
        }),
      ],
      { label: 'clipSave' },
    );
    const studied = await studiedOf(ledger, 'a');
    expect(studied.activities).toEqual([{ id: 'held', startsAt: '2026-11-06T15:00', types: ['themeDay'] }]);
    expect(studied.people.sort()).toEqual(['m1', 'm2', 'm4']);
    expect([...(await studiedClips(ledger))]).toEqual(['a']);
  });
});

describe('a page that is met again', () => {
  it('is known by its address without tracking, and says when and by how many it was studied', async () => {
    await newClip('a');
    const address = 'https://news.example/a?utm_source=x#top';
    expect(studiedText((await studiedPage(ledger, address))?.studied as Studied)).toBe('');
    const item = { order: 0, text: '学习', clip: 'a' };
    const there = { m1: { state: 'present' as const }, m2: { state: 'online' as const } };
    await ledger.commit(
      [
        create('meeting', {
          types: { themeDay: true },
          startsAt: '2026-11-06T15:00',
          agenda: { i: item },
          attendance: there,
        }),
        create('meeting', {
          types: { themeDay: true },
          startsAt: '2026-10-09T15:00',
          agenda: { i: item },
          attendance: there,
        }),
      ],
      { label: 'clipSave' },
    );
    expect(studiedText((await studiedPage(ledger, address))?.studied as Studied)).toBe(
      '本支部已学：2026 年 11 月 6 日、2026 年 10 月 9 日 的活动，共 2 人',
    );
    expect(await studiedPage(ledger, 'https://news.example/other')).toBeUndefined();
  });
});
