import { postsOn } from '../branch/terms';
import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import type { Ballot, BallotKind, VoterCount } from '../records/ballot';
import type { AttendanceState } from '../records/meeting';
import { type BallotResult, judgeBallot } from '../rules/ballot';
import { dateOf } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { eligibleVoters } from '../rules/quorum';
import { audienceOf, expectedOf } from './expected';
import { meetingSummary } from './summary';

type DayOf = Pick<Meeting, 'types' | 'group' | 'startsAt' | 'attendance'>;

/**
 * The people of a vote by roster and attendance of the day. A vote of the committee is one of its members; a vote of
 * a group one of its members; any other is one of all who have a vote in the branch.
 */
export function votersOf(
  kind: BallotKind,
  fields: DayOf,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): VoterCount {
  const { expected, attended } = meetingSummary(fields, roster, pack);
  const { eligible } = eligibleVoters(roster, dateOf(fields.startsAt));
  const ids = eligible.filter(within(kind, fields, roster, pack));
  const inState = (state: AttendanceState): number =>
    ids.filter((id) => fields.attendance?.[id]?.state === state).length;
  return {
    expected,
    attended,
    eligible: ids.length,
    present: inState('present'),
    online: inState('online'),
  };
}

function within(
  kind: BallotKind,
  fields: DayOf,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): (id: string) => boolean {
  if (kind === 'committee') {
    const day = dateOf(fields.startsAt);
    const onCommittee = roster.filter((member) =>
      postsOn(member, day).some((post) => pack.study.committeePosts.includes(post)),
    );
    const ids = new Set(onCommittee.map(({ id }) => id));
    return (id) => ids.has(id);
  }
  if (fields.types.general || audienceOf(fields) !== 'part') return () => true;
  // Nobody is left out for being exempt: what is not demanded of them is still open to them.
  const asked = roster.map((member) =>
    member.fields.exempt ? { ...member, fields: { ...member.fields, exempt: undefined } } : member,
  );
  const ids = new Set(expectedOf(fields, asked, pack).map(({ id }) => id));
  return (id) => ids.has(id);
}

/** The kind of vote that an activity usually holds, and how it is held. */
export function usualKind(types: Meeting['types'] | readonly string[]): BallotKind {
  const has = (type: string): boolean =>
    Array.isArray(types) ? types.includes(type) : Boolean((types as Meeting['types'])[type]);
  return has('committee') && !has('general') ? 'committee' : 'ordinary';
}

/** One vote of an activity with what the arithmetic says about it. */
export interface JudgedBallot {
  voters: VoterCount;
  result: BallotResult;
  /** Roster or attendance were changed since the vote was recorded, and would now give other numbers. */
  moved?: VoterCount;
}

/** Judges a vote of an activity; what was counted when it was recorded stands against later changes of the roster. */
export function judgeOf(
  ballot: Ballot,
  fields: DayOf,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): JudgedBallot {
  const today = votersOf(ballot.kind, fields, roster, pack);
  const { counted } = ballot;
  const differs =
    counted !== undefined &&
    (Object.keys(today) as (keyof VoterCount)[]).some((key) => counted[key] !== today[key]);
  return {
    voters: counted ?? today,
    result: judgeBallot(pack, ballot, today, { general: Boolean(fields.types.general) }),
    ...(differs ? { moved: today } : {}),
  };
}

/**
 * Keeps with each vote the people of the day. What was kept before stays, as long as nobody touched day, types, group
 * or attendance: a vote is not counted anew because somebody's standing changed years later.
 */
export function withCounts(
  fields: Meeting,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
  before?: Meeting,
): Meeting {
  if (!fields.ballots) return fields;
  const key = (of: DayOf): string =>
    JSON.stringify([
      dateOf(of.startsAt),
      Object.keys(of.types).sort(),
      of.group,
      Object.entries(of.attendance ?? {}).sort(),
    ]);
  const same = before !== undefined && key(before) === key(fields);
  const ballots = Object.entries(fields.ballots).map(([id, ballot]) => {
    const old = before?.ballots?.[id];
    if (same && old?.counted && old.kind === ballot.kind) return [id, { ...ballot, counted: old.counted }];
    const counted = votersOf(ballot.kind, fields, roster, pack);
    return [id, { ...ballot, counted }];
  });
  return { ...fields, ballots: Object.fromEntries(ballots) };
}
