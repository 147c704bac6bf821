import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec } from '../../../../lib/ledger';
import type { Meeting } from '../../../../lib/records';
import { memberHours } from '../../../../lib/rules/hours';
import { lifePack } from '../../../../lib/rules/packs';
import { agendaCandidates, putOnAgenda, usedIn } from '../../../../lib/study/clip/agenda';
import { confirmedText, hoursLines } from '../../../../lib/study/hours/hours-words';
import { memberYear } from '../../../../lib/study/hours/hours-year';
import { othersToConfirm } from '../../../../lib/study/hours/waiting';
import {
  confirmStudy,
  declareStudy,
  returnStudy,
  type StudyDeclaration,
  waitingStudy,
} from '../../../../lib/study/hours/study-logs';
import { openTestLedger } from '../../support/ledger';

const pack = lifePack();
const today = '2026-11-23';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec' }));
});

const declare = (over: Partial<StudyDeclaration>, confirmed = false) =>
  declareStudy(
    ledger,
    pack,
    { members: ['a'], on: '2026-11-20', form: 'self', hours: 1, subject: '条例', ...over },
    { confirmed, today },
  );
const logs = (): Promise<Rec<'studyLog'>[]> => ledger.list('studyLog');

const meeting = async (over: Partial<Meeting> = {}): Promise<Rec<'meeting'>> => {
  const write = create('meeting', {
    types: { themeDay: true },
    startsAt: '2026-11-20T15:00',
    endsAt: '2026-11-20T16:30',
    ...over,
  });
  await ledger.commit([write], { label: 'x' });
  return (await ledger.get('meeting', write.id)) as Rec<'meeting'>;
};
const clip = async (): Promise<Rec<'clip'>> => {
  const write = create('clip', { title: '十分钟议事', url: 'https://news.example/a', coverage: 'article' });
  await ledger.commit([write], { label: 'x' });
  return (await ledger.get('clip', write.id)) as Rec<'clip'>;
};
const hoursOf = async (memberId: string) =>
  memberHours({
    pack,
    memberId,
    member: {},
    year: 2026,
    meetings: await ledger.list('meeting'),
    studyLogs: await logs(),
  });

describe('declareStudy', () => {
  it('enters for many in one commit and waits for a person', async () => {
    const before = (await ledger.recentCommits()).length;
    await declare({ members: ['a', 'b', 'c', 'b'] });
    expect((await ledger.recentCommits()).length - before).toBe(1);
    expect(await waitingStudy(ledger)).toHaveLength(3);
  });

  it('stands confirmed, under her name, when the secretary enters it for others', async () => {
    await declare({ members: ['a', 'b'] }, true);
    for (const log of await logs()) {
      expect(log.fields).toMatchObject({ state: 'confirmed', decidedBy: 'sec', decidedOn: today });
    }
  });

  it('turns minutes into credit hours by the rule pack and keeps the minutes', async () => {
    const perHour = pack.thresholds.minutesPerCreditHour.value;
    await declare({ hours: undefined, minutes: perHour * 2 });
    expect((await logs())[0]?.fields).toMatchObject({ hours: 2, minutes: perHour * 2 });
  });

  it('does not enter the same study of the same day twice, but again after it was returned', async () => {
    await declare({ members: ['a'] });
    expect((await declare({ members: ['a', 'b'] })).already).toEqual(['a']);
    expect(await logs()).toHaveLength(2);
    const [mine] = await waitingStudy(ledger);
    await returnStudy(ledger, mine as Rec<'studyLog'>, '没有写页码', today);
    expect((await declare({ members: [mine?.fields.member ?? ''] })).already).toEqual([]);
  });

  it.each([
    ['E320', { members: [] }],
    ['E321', { hours: undefined }],
    ['E321', { hours: -1 }],
    ['E321', { hours: 201 }],
    ['E322', { on: '' }],
    ['E323', { subject: ' ' }],
  ])('says %s about %j and writes nothing', async (code, over) => {
    await expect(declare(over)).rejects.toMatchObject({ code });
    expect(await logs()).toHaveLength(0);
  });

  it('ties collective study of a clip to the activity that studied it, so that it counts once', async () => {
    const material = await clip();
    const day = await meeting({ attendance: { a: { state: 'present' }, b: { state: 'absent' } } });
    await putOnAgenda(ledger, material, day, '学习');
    await declare(
      { members: ['a', 'b'], form: 'collective', clip: material.id, subject: undefined, hours: 2 },
      true,
    );
    const attended = await hoursOf('a');
    expect(attended.counted).toBe(2);
    expect(attended.entries.map((entry) => entry.standing).sort()).toEqual(['counted', 'twice']);
    expect((await hoursOf('b')).entries.map((entry) => entry.kind)).toEqual(['studyLog']);
    const again = await declare({
      members: ['a'],
      form: 'collective',
      clip: material.id,
      subject: undefined,
    });
    expect(again.already).toEqual(['a']);
  });

  it('leaves self-study of the same material beside the norm', async () => {
    const material = await clip();
    await putOnAgenda(ledger, material, await meeting({ attendance: { a: { state: 'online' } } }), '学习');
    await declare({ clip: material.id, subject: undefined, hours: 1 });
    const hours = await hoursOf('a');
    expect([hours.counted, hours.beside]).toEqual([2, 1]);
  });
});

describe('a declaration', () => {
  it('counts once a person has confirmed it', async () => {
    await declare({ form: 'training', hours: 4 });
    expect(await hoursOf('a')).toMatchObject({ counted: 0, declared: 4 });
    await confirmStudy(ledger, await waitingStudy(ledger), today);
    expect(await hoursOf('a')).toMatchObject({ counted: 4, declared: 0 });
    expect((await logs())[0]?.fields).toMatchObject({ decidedBy: 'sec', decidedOn: today });
  });

  it('is returned only with a reason', async () => {
    await declare({ form: 'training' });
    const [log] = (await waitingStudy(ledger)) as [Rec<'studyLog'>];
    await expect(returnStudy(ledger, log, ' ', today)).rejects.toMatchObject({ code: 'E324' });
    await returnStudy(ledger, log, '不是培训', today);
    expect((await logs())[0]?.fields).toMatchObject({ state: 'returned', returnReason: '不是培训' });
    expect(await waitingStudy(ledger)).toHaveLength(0);
  });
});

describe('the agenda', () => {
  it('takes a clip as its last item, once', async () => {
    const material = await clip();
    const day = await meeting({ agenda: { x: { order: 1, text: '讨论' } } });
    await putOnAgenda(ledger, material, day, '学习：十分钟议事');
    const stored = (await ledger.get('meeting', day.id)) as Rec<'meeting'>;
    expect(Object.values(stored.fields.agenda ?? {})).toContainEqual({
      order: 2,
      text: '学习：十分钟议事',
      clip: material.id,
    });
    expect((await putOnAgenda(ledger, material, stored, '学习')).n).toBeUndefined();
    expect((await usedIn(ledger, material.id)).map(({ id }) => id)).toEqual([day.id]);
  });

  it('offers the activities to come, nearest first, then the last ones', async () => {
    const at = (startsAt: string) => meeting({ startsAt, endsAt: undefined });
    const [later, next, now, last] = [
      await at('2026-12-20T09:00'),
      await at('2026-11-25T15:00'),
      await at('2026-11-23T09:00'),
      await at('2026-11-20T15:00'),
    ];
    await at('2026-10-01T15:00');
    await at('2027-11-25T15:00');
    expect((await agendaCandidates(ledger, today)).map(({ id }) => id)).toEqual([
      now.id,
      next.id,
      later.id,
      last.id,
    ]);
  });
});

describe('whose confirmation it is', () => {
  const member = (id: string, name: string, post?: 'secretary' | 'organization') =>
    create('member', { name, category: 'full', ...(post ? { posts: [post] } : {}) }, id);
  beforeEach(() =>
    ledger.commit(
      [member('sec', '示例甲', 'secretary'), member('org', '示例乙', 'organization'), member('a', '示例丙')],
      { label: 'x' },
    ),
  );
  const words = async (id: string): Promise<string[]> => {
    const year = await memberYear(ledger, id, { year: 2026, today });
    if (!year) return [];
    const lines = await hoursLines(ledger, year.hours.entries, year);
    return lines.map((line) => confirmedText(line, (by) => ({ sec: '示例甲', org: '示例乙' })[by] ?? ''));
  };

  it('is said of every declaration: her own, another person’s, nobody’s yet', async () => {
    await declare({ members: ['sec', 'a'] });
    expect(await words('sec')).toEqual(['']);
    await confirmStudy(ledger, await waitingStudy(ledger), today);
    expect(await words('sec')).toEqual(['本人确认']);
    expect(await words('a')).toEqual(['由示例甲确认']);
  });

  it('is asked of another committee member first, never of oneself or of a plain member', async () => {
    expect(await othersToConfirm(ledger, today)).toEqual(['示例乙']);
  });
});
