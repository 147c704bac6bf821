import { describe, expect, it } from 'vitest';
import { audienceOf, expectedOf, gridOf } from '../../../lib/life/expected';
import { meetingSummary, quorumOf } from '../../../lib/life/summary';
import { lifePack } from '../../../lib/rules/packs';
import { event, person } from './support';

const pack = lifePack();
const ids = (members: readonly { id: string }[]): string => members.map(({ id }) => id).join(' ');

describe('应到', () => {
  const roster = [
    person('书记', { posts: ['secretary'] }),
    person('委员', { posts: ['organization'], group: 'g1' }),
    person('组员', { group: 'g1', posts: ['groupLeader'] }),
    person('预备', { category: 'probationary' }),
    person('积极分子', { category: 'activist' }),
    person('后来', { inBranchFrom: '2026-11-19' }),
    person('当天', { inBranchFrom: '2026-11-18' }),
    person('已走', { leftOn: '2026-11-17' }),
    person('明年入党', { category: 'probationary', joinedOn: '2027-01' }),
    person('同月入党', { category: 'probationary', joinedOn: '2026-11' }),
    person('免于要求', { exempt: true }),
  ];

  it('is the full and probationary members of the branch on that day', () => {
    expect(ids(expectedOf(event(), roster, pack))).toBe('书记 委员 组员 预备 当天 同月入党');
    expect(ids(expectedOf(event({ startsAt: '2026-11-17T23:59' }), roster, pack))).toContain('已走');
  });

  it('is the committee for its meetings and the group for its own', () => {
    expect(ids(expectedOf(event({ types: { committee: true } }), roster, pack))).toBe('书记 委员');
    expect(ids(expectedOf(event({ types: { group: true }, group: 'g1' }), roster, pack))).toBe('委员 组员');
  });

  it('follows the narrower form when an organisational life meeting is held in a group or the committee', () => {
    expect(audienceOf(event({ types: { orgLife: true, group: true }, group: 'g1' }))).toBe('part');
    expect(audienceOf(event({ types: { orgLife: true, general: true } }))).toBe('branch');
  });

  it('cannot be known for a free type or a group that is not named: those entered are it', () => {
    const free = event({ types: { other: true }, attendance: { 组员: { state: 'present' } } });
    expect(ids(expectedOf(free, roster, pack))).toBe('组员');
    expect(audienceOf(event({ types: { group: true } }))).toBe('entered');
  });

  it('demands nothing of an exempt member, and counts one who came on both sides', () => {
    const absent = meetingSummary(event({ attendance: { 免于要求: { state: 'leave' } } }), roster, pack);
    expect(absent.expected).toBe(6);
    const came = meetingSummary(event({ attendance: { 免于要求: { state: 'online' } } }), roster, pack);
    expect([came.expected, came.attended]).toEqual([7, 1]);
  });

  it('keeps everybody who was entered in the grid, the expected first', () => {
    const attendance = { 积极分子: { state: 'observer' as const }, 已走: { state: 'present' as const } };
    expect(ids(gridOf(event({ attendance }), roster, pack))).toBe(
      '书记 委员 组员 预备 当天 同月入党 免于要求 积极分子 已走',
    );
  });

  it('does not move a cell of a free activity when somebody is marked', () => {
    const before = ids(gridOf(event({ types: { other: true } }), roster, pack));
    const after = gridOf(
      event({ types: { other: true }, attendance: { 预备: { state: 'present' } } }),
      roster,
      pack,
    );
    expect(ids(after)).toBe(before);
  });
});

describe('counts of an activity', () => {
  const roster = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => person(id));
  const summary = meetingSummary(
    event({
      attendance: {
        a: { state: 'present' },
        b: { state: 'online' },
        c: { state: 'leave', reason: 'trip' },
        d: { state: 'absent', madeUpOn: '2026-11-20' },
        e: { state: 'makeup' },
        f: { state: 'observer' },
        guest: { state: 'present' },
      },
    }),
    roster,
    pack,
  );

  it('adds up: every expected member is in exactly one place', () => {
    const places = Object.values(summary.by).flat();
    expect(places.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(summary.by.unmarked).toEqual(['g', 'h']);
  });

  it('counts 实到 as present and online of the expected; 补课 is not attendance of the day', () => {
    expect(summary.attended).toBe(2);
    expect(summary.by.makeup).toEqual(['d', 'e']);
    expect(summary.beyond).toEqual([{ id: 'guest', mark: 'present' }]);
  });
});

describe('quorum of a membership meeting', () => {
  const roster = [
    ...['a', 'b', 'c', 'd'].map((id) => person(id)),
    person('预备', { category: 'probationary' }),
    person('察看', { standing: 'onProbationWithinParty' }),
  ];
  const held = (present: string[]) =>
    quorumOf(
      event({
        types: { general: true },
        attendance: Object.fromEntries(present.map((id) => [id, { state: 'present' as const }])),
      }),
      roster,
      pack,
    );

  it('counts only those with a vote on both sides', () => {
    expect(held(['a', '预备', '察看'])).toMatchObject({ eligible: 4, present: 1, quorate: false });
    expect(held(['a', 'b', 'c'])).toMatchObject({ quorate: true, yesNeeded: 3 });
  });

  it('says nothing of other meetings', () => {
    expect(quorumOf(event(), roster, pack)).toBeUndefined();
  });
});
