import type { Member } from '../records';
import type { LifePack, Share, VoteKind, VoteRule } from './pack';

/** Why a person of the roster has no vote; each has the locale key `rules.noVote.<reason>`. */
export type NoVoteReason = 'notFull' | 'onProbationWithinParty' | 'suspended' | 'notInBranch';

export interface Eligibility {
  /** Ids of those who may vote: full members, less 留党察看 and suspended. */
  eligible: string[];
  others: { id: string; why: NoVoteReason }[];
}

/**
 * Who may vote on a day. Keeps 应到 (everyone expected) and 应到 (有表决权) apart: this is the second. Members whose
 * membership is suspended and members on probation within the Party (留党察看) have no vote.
 */
export function eligibleVoters(
  roster: readonly {
    id: string;
    fields: Pick<Member, 'category' | 'standing' | 'inBranchFrom' | 'leftOn' | 'joinedOn' | 'fullSince'>;
  }[],
  on: string,
): Eligibility {
  const result: Eligibility = { eligible: [], others: [] };
  for (const { id, fields } of roster) {
    const why = noVote(fields, on);
    if (why) result.others.push({ id, why });
    else result.eligible.push(id);
  }
  return result;
}

function noVote(
  member: Pick<Member, 'category' | 'standing' | 'inBranchFrom' | 'leftOn' | 'joinedOn' | 'fullSince'>,
  on: string,
): NoVoteReason | undefined {
  if ((member.inBranchFrom && member.inBranchFrom > on) || (member.leftOn && member.leftOn < on)) {
    return 'notInBranch';
  }
  // A date known only to the month or year is compared as far as it is known.
  const isLater = (date: string | undefined): boolean =>
    date !== undefined && date > on.slice(0, date.length);
  if (member.category !== 'full' || isLater(member.fullSince) || isLater(member.joinedOn)) return 'notFull';
  if (member.standing === 'onProbationWithinParty') return 'onProbationWithinParty';
  return member.standing === 'suspended' ? 'suspended' : undefined;
}

export interface VoteInput {
  /** 应到会有表决权 (elections: 有选举权) members. */
  eligible: number;
  /** Of them, present in the room. */
  present: number;
  /** Of them, present online. */
  online?: number;
  /** Written opinions of absent members with a vote, handed in before the meeting. */
  written?: number;
  /** Votes in favour, for one proposal or one candidate. Absent = not voted yet. */
  yes?: number;
  /**
   * Elections: members left out of the expected number with the superior's consent and the meeting's decision
   * (unable to express their will, abroad for over half a year, …).
   */
  leftOut?: number;
}

/** What a person should look at; each has the locale key `rules.vote.<notice>`. */
export type VoteNotice =
  'quorumAtEquality' | 'passAtEquality' | 'onlineNotCounted' | 'writtenNotCounted' | 'impossible';

export interface VoteResult {
  rule: VoteRule;
  /** Denominator of the quorum, after those left out. */
  eligible: number;
  /** Those who count as present. */
  present: number;
  /** Smallest number present with which a vote may be held. */
  presentNeeded: number;
  quorate: boolean;
  /** Smallest number of votes that passes. */
  yesNeeded: number;
  /** Undefined while `yes` is not given. A vote without quorum does not pass. */
  passed?: boolean;
  notices: VoteNotice[];
}

/** True when `count` is the share of `whole` that is asked for. Integers only. */
export const reaches = (count: number, share: Share, whole: number): boolean => {
  const [numerator, denominator] = share.of;
  return share.strict ? count * denominator > whole * numerator : count * denominator >= whole * numerator;
};
/** True when `count` is exactly the share, where 以上 and 超过 part. */
export const atEquality = (count: number, share: Share, whole: number): boolean =>
  whole > 0 && count * share.of[1] === whole * share.of[0];

/** Smallest whole number that reaches a share of `whole`. */
export function smallestReaching(share: Share, whole: number): number {
  const [numerator, denominator] = share.of;
  return share.strict
    ? Math.floor((whole * numerator) / denominator) + 1
    : Math.ceil((whole * numerator) / denominator);
}

/**
 * Judges a vote by the rule of the pack for its kind. Integer arithmetic only; the result is a notice for people
 * and stops nothing. Numbers that cannot be (more present than eligible, more votes than voters) give `impossible`.
 */
export function judgeVote(pack: LifePack, kind: VoteKind, input: VoteInput): VoteResult {
  const rule = pack.votes[kind];
  const notices: VoteNotice[] = [];
  const online = input.online ?? 0;
  const written = input.written ?? 0;
  const eligible = input.eligible - (kind === 'election' ? (input.leftOut ?? 0) : 0);
  const present = input.present + (rule.onlineCounts ? online : 0);
  if (online > 0 && !rule.onlineCounts) notices.push('onlineNotCounted');
  if (written > 0 && !rule.writtenCounts) notices.push('writtenNotCounted');

  const quorate = eligible > 0 && reaches(present, rule.quorum, eligible);
  if (atEquality(present, rule.quorum, eligible)) notices.push('quorumAtEquality');

  const whole = rule.passOf === 'eligible' ? eligible : present;
  const votes = present + (rule.writtenCounts ? written : 0);
  if (input.present + online + written > eligible || (input.yes ?? 0) > votes || eligible < 0)
    notices.push('impossible');
  let passed: boolean | undefined;
  if (input.yes !== undefined) {
    passed = quorate && reaches(input.yes, rule.pass, whole);
    if (atEquality(input.yes, rule.pass, whole)) notices.push('passAtEquality');
  }
  return {
    rule,
    eligible,
    present,
    presentNeeded: smallestReaching(rule.quorum, eligible),
    quorate,
    yesNeeded: smallestReaching(rule.pass, whole),
    passed,
    notices,
  };
}
