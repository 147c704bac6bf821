import { describe, expect, it } from 'vitest';
import { lifePack } from '../../../lib/rules/packs';
import { pairKey, relationOf, talkCoverage, type TalkPair, type TalkPerson } from '../../../lib/rules/talks';
import { evaluateCadence, type CadenceInput } from '../../../lib/rules/cadence';

const pack = lifePack();
const people: TalkPerson[] = [
  { id: 'sec', committee: true },
  { id: 'org', committee: true },
  { id: 'pub', committee: true },
  { id: 'a', committee: false },
  { id: 'b', committee: false },
  { id: 'old', committee: false, exempt: true },
];
const cover = (talks: TalkPair[], of = people) =>
  Object.fromEntries(talkCoverage(pack, of, talks).map((one) => [one.relation, one]));

describe('谈心谈话 of a year', () => {
  it('asks for every pair of committee members, and of every member a talk with the committee and with a member', () => {
    expect(cover([])).toMatchObject({
      committee: { needed: 3, covered: 0 },
      committeeMember: { needed: 2, covered: 0 },
      members: { needed: 2, covered: 0 },
    });
  });

  it('covers a pair in whichever order it is written, and one talk covers both members', () => {
    const found = cover([
      ['org', 'sec'],
      ['a', 'pub'],
      ['b', 'a'],
    ]);
    expect(found.committee).toMatchObject({
      covered: 1,
      open: [
        ['sec', 'pub'],
        ['org', 'pub'],
      ],
    });
    expect(found.committeeMember).toMatchObject({ covered: 1, open: [['b']] });
    expect(found.members).toMatchObject({ covered: 2, open: [] });
  });

  it('asks nothing of an exempt member, and counts a talk with one for the other', () => {
    expect(cover([['old', 'a']]).members).toMatchObject({ needed: 2, covered: 1, open: [['b']] });
  });

  it('counts talks with people outside of the branch for nothing', () => {
    expect(cover([['sec', '示例来访者']]).committee?.covered).toBe(0);
    const map = new Map(people.map((person) => [person.id, person]));
    expect(relationOf(map, ['sec', '示例来访者'])).toBeUndefined();
    expect(relationOf(map, ['a', 'a'])).toBeUndefined();
    expect(relationOf(map, ['a', 'sec'])).toBe('committeeMember');
    expect(pairKey('b', 'a')).toBe(pairKey('a', 'b'));
  });

  it('asks for nothing that nobody could do: one member alone, no committee', () => {
    expect(talkCoverage(pack, [{ id: 'a', committee: false }], []).map((one) => one.needed)).toEqual([
      0, 0, 0,
    ]);
    expect(
      talkCoverage(
        pack,
        [
          { id: 'a', committee: false },
          { id: 'b', committee: false },
        ],
        [],
      ).map((one) => one.needed),
    ).toEqual([0, 0, 2]);
  });

  it('says in the pack where the norm comes from, and how sure that is', () => {
    expect(pack.talks.confidence).toBe('secondHand');
    expect(pack.talks.basis.map((cited) => cited.source)).toContain('branch');
  });
});

describe('谈心谈话 as a cadence', () => {
  const run = (
    today: string,
    covered: (year: string) => number,
    over: Partial<CadenceInput['branch']> = {},
  ) =>
    evaluateCadence({
      pack,
      branch: { form: 'single', hasCommittee: true, groups: [], trackedSince: '2025-01-01', ...over },
      activities: [],
      today,
      covered: { talk: ({ from }) => ({ needed: 5, covered: covered(from.slice(0, 4)) }) },
    })
      .filter((finding) => finding.rule === 'talk')
      .map(({ period, state, open, why }) => ({ period, state, open, why }));

  it('is 待办 until the last day of the year and 缺 only after it', () => {
    expect(run('2026-12-31', (year) => (year === '2026' ? 3 : 5))).toEqual([
      { period: '2025', state: 'done', open: 0, why: undefined },
      { period: '2026', state: 'due', open: 2, why: undefined },
    ]);
    expect(run('2027-01-01', (year) => (year === '2026' ? 3 : 0))[0]).toMatchObject({
      period: '2026',
      state: 'missing',
    });
  });

  it('is 缺项 for a year that the ledger does not know whole', () => {
    expect(run('2027-01-01', () => 0, { trackedSince: '2026-03-01' })[0]).toMatchObject({
      state: 'unknown',
      why: 'beforeTracking',
    });
  });

  it('does not apply where there is nobody to talk to', () => {
    const found = evaluateCadence({
      pack,
      branch: { form: 'single', hasCommittee: false, groups: [] },
      activities: [],
      today: '2026-11-25',
      covered: { talk: () => ({ needed: 0, covered: 0 }) },
    }).filter((finding) => finding.rule === 'talk');
    expect(found.map(({ state, why }) => [state, why])).toEqual([
      ['notApplicable', 'nobody'],
      ['notApplicable', 'nobody'],
    ]);
  });
});
