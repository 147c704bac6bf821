import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import type { AttendanceEntry, AttendanceState } from '../records/meeting';
import { dateOf } from '../rules/calendar';
import { packAt } from '../rules/editions';
import type { LifePack } from '../rules/pack';
import { eligibleVoters, judgeVote, type VoteResult } from '../rules/quorum';
import { expectedOf } from './expected';

/** A state, or 未记: a person of whom nothing was entered is not absent. */
export type Mark = AttendanceState | 'unmarked';

/** The mark of an entry: an absence made up since reads as 补课. */
export const markOf = (entry: AttendanceEntry | undefined): Mark =>
  !entry ? 'unmarked' : entry.madeUpOn ? 'makeup' : entry.state;

/** Counts of one activity with the people behind every number. */
export interface MeetingSummary {
  /** 应到. */
  expected: number;
  /** 实到 = 到会 + 线上, of those expected. 补课 is not attendance of the day and stands beside it. */
  attended: number;
  /**
   * Member ids of those expected, by mark. They add up: 应到 = 到会 + 线上 + 请假 + 缺席 + 补课 + 列席 + 未记.
   */
  by: Record<Mark, string[]>;
  /** Member ids with an entry who are not expected, by mark. In no sum above. */
  beyond: { id: string; mark: AttendanceState }[];
}

/** Counts the attendance of an activity against the roster of its day. `roster` holds also those who left. */
export function meetingSummary(
  fields: Pick<Meeting, 'types' | 'group' | 'startsAt' | 'attendance'>,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): MeetingSummary {
  const by: MeetingSummary['by'] = {
    present: [],
    online: [],
    leave: [],
    absent: [],
    makeup: [],
    observer: [],
    unmarked: [],
  };
  const expected = expectedOf(fields, roster, pack);
  const ids = new Set<string>();
  for (const { id } of expected) {
    ids.add(id);
    by[markOf(fields.attendance?.[id])].push(id);
  }
  const beyond = Object.entries(fields.attendance ?? {})
    .filter(([id]) => !ids.has(id))
    .map(([id, entry]) => ({ id, mark: markOf(entry) as AttendanceState }));
  return { expected: expected.length, attended: by.present.length + by.online.length, by, beyond };
}

/**
 * Whether the membership meeting can vote, by the pack's ordinary rule: members with a vote on that day against
 * those of them who are present (online as the pack says). Undefined when it is not a membership meeting.
 */
export function quorumOf(
  fields: Pick<Meeting, 'types' | 'startsAt' | 'attendance'>,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): VoteResult | undefined {
  if (!fields.types.general) return undefined;
  const { eligible } = eligibleVoters(roster, dateOf(fields.startsAt));
  const inState = (state: AttendanceState): number =>
    eligible.filter((id) => fields.attendance?.[id]?.state === state).length;
  return judgeVote(packAt(pack, dateOf(fields.startsAt)), 'ordinary', {
    eligible: eligible.length,
    present: inState('present'),
    online: inState('online'),
  });
}
