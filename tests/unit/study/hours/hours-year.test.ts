import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec } from '../../../../lib/ledger';
import type { Meeting, StudyLog } from '../../../../lib/records';
import { myItems } from '../../../../lib/life/my-items';
import { lifePack } from '../../../../lib/rules/packs';
import { branchYear, type HoursGap, memberYear } from '../../../../lib/study/hours/hours-year';
import { countedText, gapText, hoursLines } from '../../../../lib/study/hours/hours-words';
import {
  confirmStudy,
  declareAgain,
  declareStudy,
  returnStudy,
  waitingStudy,
  withdrawStudy,
} from '../../../../lib/study/hours/study-logs';
import { waitingLines } from '../../../../lib/study/hours/waiting';
import { enrol } from '../../life/support';
import { openTestLedger } from '../../support/ledger';

const pack = lifePack();
const TODAY = '2026-11-25';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec', now: `${TODAY}T02:00:00Z` }));
});

const put = async (...writes: ReturnType<typeof create>[]) => ledger.commit(writes, { label: 'x' });
const meeting = (over: Partial<Meeting> = {}) =>
  create('meeting', {
    types: { themeDay: true },
    startsAt: '2026-11-10T15:00',
    endsAt: '2026-11-10T16:30',
    attendance: { 甲: { state: 'present' } },
    ...over,
  });
const log = (over: Partial<StudyLog> = {}) =>
  create('studyLog', {
    member: '甲',
    on: '2026-11-11',
    form: 'training',
    subject: '网络课',
    hours: 4,
    state: 'confirmed',
    ...over,
  });
const clip = () =>
  create('clip', { title: '十分钟议事', url: 'https://news.example/a', coverage: 'article' });
const yearOf = async (id: string, year = 2026, today = TODAY) => {
  const found = await memberYear(ledger, id, { year, today });
  if (!found) throw new Error(`${id} is not on the roster`);
  return found;
};
const declare = (over: object, confirmed = false) =>
  declareStudy(
    ledger,
    pack,
    { members: ['甲'], on: '2026-11-10', form: 'collective', hours: 1, ...over },
    { confirmed, today: TODAY },
  );

describe("a member's year", () => {
  it('says how part of a year, mobility, an exemption and a post bear on it, and works nothing out', async () => {
    await enrol(
      ledger,
      ['甲', { inBranchFrom: '2026-05-20' }],
      ['乙', { leftOn: '2026-06-30' }],
      ['丙', { category: 'probationary', joinedOn: '2026-03-01' }],
      ['丁', { mobile: true }],
      ['戊', { exempt: true }],
      ['己', { category: 'activist' }],
      ['庚', { inBranchFrom: '2019-01-01', joinedOn: '2015' }],
    );
    await put(...['甲', '乙', '丙', '丁', '戊', '庚'].map((member) => log({ member })));
    const { lines } = await branchYear(ledger, { year: 2026, today: TODAY });
    const said = lines.map(({ member, remarks, gap, hours }) => [
      member.id,
      remarks.map(({ kind }) => kind).join(),
      gap.kind,
      hours.norm.value,
    ]);
    expect(said).toHaveLength(6);
    expect(said).toEqual(
      expect.arrayContaining([
        ['甲', 'came', 'partYear', 32],
        ['乙', 'left', 'partYear', 32],
        ['丙', 'admitted', 'partYear', 32],
        ['丁', 'mobile', 'short', 32],
        ['戊', 'exempt', 'exempt', 32],
        ['庚', '', 'short', 32],
      ]),
    );
    // An activist has no norm, and is told so on the own page.
    expect((await yearOf('己')).gap).toEqual({ kind: 'notMember' });
    // Who left in June is not in the next year, who came in May not in the year before.
    const others = async (year: number) =>
      (await branchYear(ledger, { year, today: TODAY })).lines.map(({ member }) => member.id);
    expect(new Set(await others(2025))).toEqual(new Set(['乙', '丁', '戊', '庚']));
  });

  it('is unknown and not 0 where the ledger holds nothing, and where hours of an activity are missing', async () => {
    await enrol(ledger, ['甲'], ['乙'], ['丙']);
    await put(
      meeting({ endsAt: undefined }),
      meeting({ attendance: { 丙: { state: 'absent' } }, startsAt: '2026-10-10T15:00' }),
    );
    const texts = async (id: string) => {
      const { hours, gap } = await yearOf(id);
      return [countedText(hours), gapText(gap)];
    };
    expect(await texts('甲')).toEqual(['缺项', '至多还差 32 学时：有 1 次活动学时缺项']);
    expect(await texts('乙')).toEqual(['缺项', '还没有学习记录，无从比较']);
    // Away from what was held: that is known.
    expect(await texts('丙')).toEqual([0, '还差 32 学时']);
  });

  it('says in words what is short, with what waits beside it', async () => {
    await enrol(ledger, ['甲']);
    await put(log(), log({ hours: 3, state: 'declared', subject: '又一课' }));
    expect((await yearOf('甲')).gap).toEqual<HoursGap>({ kind: 'short', hours: 28, waiting: 3 });
    await put(log({ hours: 28, subject: '集训' }));
    expect((await yearOf('甲')).gap).toEqual({ kind: 'reached' });
  });

  it('shows earlier years by their own records and norm', async () => {
    await enrol(ledger, ['甲']);
    await put(meeting({ startsAt: '2025-12-20T15:00', endsAt: '2025-12-20T16:30' }), log());
    expect((await yearOf('甲', 2025)).hours).toMatchObject({ counted: 2, year: 2025 });
    expect((await yearOf('甲', 2024)).hours).toMatchObject({ counted: 0, recorded: false });
  });

  it('counts an absence of December made up by study in January once, in the year of the activity', async () => {
    await enrol(ledger, ['甲']);
    const held = meeting({
      startsAt: '2025-12-20T15:00',
      endsAt: '2025-12-20T16:30',
      attendance: { 甲: { state: 'leave', reason: 'shift', madeUpOn: '2026-01-05' } },
    });
    await put(held, log({ on: '2026-01-05', meeting: held.id, form: 'collective', subject: undefined }));
    expect((await yearOf('甲', 2025)).hours.counted).toBe(2);
    const now = await yearOf('甲', 2026);
    expect(now.hours).toMatchObject({ counted: 0, declared: 0 });
    const [line] = await hoursLines(ledger, now.hours.entries, now);
    expect(line).toMatchObject({ standing: '不重复计', why: '与“主题党日”是同一次学习，只计一次' });
  });

  it('is the same figure on 我的事项 and on the page', async () => {
    await enrol(ledger, ['甲']);
    const text = clip();
    await put(text, meeting({ agenda: { a: { order: 0, text: '学习', clip: text.id } }, attendance: {} }));
    await declare({ clip: text.id }, true);
    const items = await myItems(ledger, '甲', { today: TODAY });
    expect(items.hours).toEqual((await yearOf('甲')).hours);
  });
});

describe('one study', () => {
  it('is found to be one where the activity is entered, or given the text, after the declaration', async () => {
    await enrol(ledger, ['甲']);
    const text = clip();
    await put(text);
    await declare({ clip: text.id }, true);
    await put(meeting({ agenda: { a: { order: 0, text: '学习', clip: text.id } } }));
    const { hours } = await yearOf('甲');
    expect(hours.counted).toBe(2);
    expect(hours.entries.map(({ standing }) => standing).sort()).toEqual(['counted', 'twice']);
  });

  it('is confirmed, not entered again, when the secretary enters what the member declared', async () => {
    await declare({ subject: '网络课', form: 'training' });
    const result = await declare({ subject: '网络课', form: 'collective', hours: 2 }, true);
    expect(result).toMatchObject({ already: ['甲'], settled: ['甲'] });
    const logs = await ledger.list('studyLog');
    expect(logs).toHaveLength(1);
    expect(logs[0]?.fields).toMatchObject({ state: 'confirmed', hours: 2, decidedBy: 'sec' });
  });

  it('counts once where two people entered it on two computers', async () => {
    await enrol(ledger, ['甲']);
    await put(
      log({ state: 'declared' }),
      log({ form: 'collective' }),
      log({ form: 'self' }),
      log({ form: 'self' }),
    );
    expect((await yearOf('甲')).hours).toMatchObject({ counted: 4, declared: 0, beside: 4 });
  });

  it('tells who confirms that an activity of the day, or of another, studied the same', async () => {
    await enrol(ledger, ['甲']);
    const text = clip();
    const other = create('clip', { title: '另一篇', url: 'https://news.example/b', coverage: 'article' });
    const agenda = {
      a: { order: 0, text: '学习', clip: text.id },
      b: { order: 1, text: '学习', clip: other.id },
    };
    await put(text, other, meeting({ agenda }));
    await declare({ clip: text.id });
    await declare({ clip: other.id, on: '2026-11-12' });
    const lines = await waitingLines(ledger);
    expect(lines.map(({ title, beside }) => [title, beside?.includes('不另计')])).toEqual([
      ['十分钟议事', true],
      ['另一篇', false],
    ]);
  });
});

describe('a declaration that was returned', () => {
  it('is declared again as the same record, and can be taken back until it is confirmed', async () => {
    await declare({ subject: '网络课' });
    const [first] = (await waitingStudy(ledger)) as [Rec<'studyLog'>];
    await returnStudy(ledger, first, '请写明课程', TODAY);
    await declareAgain(ledger, pack, first.id, {
      on: '2026-11-09',
      form: 'training',
      minutes: 90,
      subject: '课',
    });
    const [again] = (await waitingStudy(ledger)) as [Rec<'studyLog'>];
    expect(again).toMatchObject({ id: first.id, fields: { on: '2026-11-09', hours: 2, minutes: 90 } });
    expect(again.fields.returnReason).toBeUndefined();
    await expect(
      declareAgain(ledger, pack, first.id, { on: '2026-11-09', form: 'self', hours: 1, subject: '课' }),
    ).rejects.toMatchObject({ code: 'E350' });
    await withdrawStudy(ledger, first.id);
    expect(await waitingStudy(ledger)).toEqual([]);
    expect((await ledger.trash()).map(({ id }) => id)).toEqual([first.id]);
  });

  it('cannot be taken back once it counts', async () => {
    await declare({ subject: '网络课' });
    const logs = await waitingStudy(ledger);
    await confirmStudy(ledger, logs, TODAY);
    await expect(withdrawStudy(ledger, logs[0]?.id ?? '')).rejects.toMatchObject({ code: 'E351' });
  });
});
