import type { Ballot, VoterCount } from '../records/ballot';
import type { Citation, Confidence, LifePack, PackText } from './pack';
import { atEquality, judgeVote, reaches, smallestReaching, type VoteNotice } from './quorum';

/** What a person should look at; each has the locale key `rules.vote.<notice>`. */
export type BallotNotice =
  | VoteNotice
  /** Announced otherwise than the numbers say. */
  | 'declaredAgainst'
  /** The votes add up to less than those who could vote. */
  | 'votesMissing'
  /** Numbers were entered instead of those of the roster, without a reason. */
  | 'reasonMissing'
  /** The rule is one of the membership meeting, and this activity is none. */
  | 'notGeneral'
  /** The pack says nothing on when a vote of this kind passes. */
  | 'noPassRule'
  /** 差额: fewer candidates than the pack asks for, or exactly as many. */
  | 'marginTooSmall'
  | 'marginAtEquality'
  /** More or fewer candidates have the votes than are to be elected. */
  | 'moreThanSeats'
  | 'fewerThanSeats';

/** A rule with its source, as it is shown beside a result. */
export interface BallotRule {
  title: PackText;
  wording: PackText;
  basis: Citation[];
  confidence: Confidence;
}

export interface CandidateResult {
  name: string;
  yes?: number;
  /** More than the share that the pack asks for; undefined while the votes are not known. */
  reached?: boolean;
}

/** What the arithmetic says about one vote. It stops nothing. */
export interface BallotResult {
  /** Undefined when the pack has no rule for this kind of vote. */
  rule?: BallotRule;
  /** 应到会有表决权 (elections: 有选举权), less those left out. */
  eligible: number;
  /** Of them, those who count as present. */
  present: number;
  presentNeeded?: number;
  quorate?: boolean;
  /** Smallest number of votes that passes, or wins. */
  yesNeeded?: number;
  /** Undefined while the votes in favour are not known, and for elections. */
  passed?: boolean;
  candidates: CandidateResult[];
  /** What was announced contradicts the numbers. */
  against: boolean;
  notices: BallotNotice[];
}

/** The people that a vote is counted with: those a person entered, else those kept with it, else those of today. */
export function votersUsed(ballot: Ballot, today: VoterCount): VoterCount {
  const base = ballot.counted ?? today;
  return {
    ...base,
    eligible: ballot.eligible ?? base.eligible,
    present: ballot.present ?? base.present,
    online: ballot.online ?? base.online,
  };
}

/**
 * Judges one vote against the pack. Ordinary votes, admission and conversion pass by a share of those entitled to
 * vote (应到会有表决权); candidates of an election win by a share of those present.
 */
export function judgeBallot(
  pack: LifePack,
  ballot: Ballot,
  voters: VoterCount,
  options: { general: boolean },
): BallotResult {
  const { eligible, present, online } = votersUsed(ballot, voters);
  const counted = ballot.counted ?? voters;
  const extra: BallotNotice[] = [];
  const changed = (['eligible', 'present', 'online'] as const).some(
    (field) => ballot[field] !== undefined && ballot[field] !== counted[field],
  );
  if ((changed || (ballot.leftOut ?? 0) > 0) && !ballot.reason?.trim()) extra.push('reasonMissing');
  if (ballot.kind === 'committee') return judgeCommittee(pack, ballot, { eligible, present, online }, extra);
  if (!options.general) extra.push('notGeneral');
  const election = ballot.kind === 'election';
  const vote = judgeVote(pack, ballot.kind, {
    eligible,
    present,
    online,
    written: ballot.written,
    yes: election ? undefined : ballot.yes,
    leftOut: ballot.leftOut,
  });
  const votes = vote.present + (vote.rule.writtenCounts ? (ballot.written ?? 0) : 0);
  const notices: BallotNotice[] = [...vote.notices];
  const add = (notice: BallotNotice, when = true): void => {
    if (when && !notices.includes(notice)) notices.push(notice);
  };
  const sum = sumOf(ballot);
  if (!election) {
    add('impossible', sum.total > votes);
    add('votesMissing', sum.complete && sum.total < votes);
  }
  const candidates = election ? judgeCandidates(pack, ballot, vote, votes, add) : [];
  const passed = election ? undefined : vote.passed;
  const against =
    passed === undefined
      ? // Without votes the quorum alone may speak against what was announced.
        !vote.quorate && ballot.declared === 'passed' && (present > 0 || online > 0)
      : ballot.declared !== undefined && (ballot.declared === 'passed') !== passed;
  if (against) notices.unshift('declaredAgainst');
  return {
    rule: vote.rule,
    eligible: vote.eligible,
    present: vote.present,
    presentNeeded: vote.presentNeeded,
    quorate: vote.quorate,
    yesNeeded: vote.yesNeeded,
    passed,
    candidates,
    against,
    notices: [...notices, ...extra],
  };
}

/** Votes that were entered; `complete` when those in favour, against and abstaining are all known. */
function sumOf(ballot: Ballot): { total: number; complete: boolean } {
  const { yes, no, abstain, invalid } = ballot;
  return {
    total: (yes ?? 0) + (no ?? 0) + (abstain ?? 0) + (invalid ?? 0),
    complete: yes !== undefined && no !== undefined && abstain !== undefined,
  };
}

function judgeCandidates(
  pack: LifePack,
  ballot: Ballot,
  vote: ReturnType<typeof judgeVote>,
  votes: number,
  add: (notice: BallotNotice, when?: boolean) => void,
): CandidateResult[] {
  const { rule, present, quorate } = vote;
  const candidates = (ballot.candidates ?? []).filter(({ name }) => name.trim());
  const results = candidates.map(({ name, yes }): CandidateResult => ({
    name,
    yes,
    reached: yes === undefined ? undefined : quorate && reaches(yes, rule.pass, present),
  }));
  add(
    'impossible',
    candidates.some(({ yes }) => (yes ?? 0) > votes),
  );
  add(
    'passAtEquality',
    candidates.some(({ yes }) => yes !== undefined && atEquality(yes, rule.pass, present)),
  );
  const seats = ballot.seats ?? 0;
  const { margin } = pack.votes.election;
  if (ballot.contested && margin && seats > 0 && candidates.length) {
    const more = candidates.length - seats;
    add('marginAtEquality', atEquality(more, margin, seats));
    add('marginTooSmall', !reaches(more, margin, seats));
  }
  if (seats > 0 && results.length && results.every(({ yes }) => yes !== undefined)) {
    const reached = results.filter((result) => result.reached).length;
    add('moreThanSeats', reached > seats);
    add('fewerThanSeats', reached < seats);
  }
  return results;
}

/** A vote inside the committee: the pack knows when it may be held, and not when it passes. */
function judgeCommittee(
  pack: LifePack,
  ballot: Ballot,
  voters: { eligible: number; present: number; online: number },
  extra: BallotNotice[],
): BallotResult {
  const rule = pack.committeeQuorum;
  const { eligible } = voters;
  const present = voters.present + (rule && !rule.onlineCounts ? 0 : voters.online);
  const notices: BallotNotice[] = [];
  if (rule && !rule.onlineCounts && voters.online > 0) notices.push('onlineNotCounted');
  const sum = sumOf(ballot);
  if (voters.present + voters.online > eligible || sum.total > present) notices.push('impossible');
  else if (sum.complete && sum.total < present) notices.push('votesMissing');
  const quorate = rule && eligible > 0 && reaches(present, rule.quorum, eligible);
  if (rule && atEquality(present, rule.quorum, eligible)) notices.push('quorumAtEquality');
  const against = quorate === false && ballot.declared === 'passed';
  if (against) notices.unshift('declaredAgainst');
  notices.push('noPassRule');
  return {
    rule,
    eligible,
    present,
    presentNeeded: rule && smallestReaching(rule.quorum, eligible),
    quorate,
    passed: undefined,
    candidates: [],
    against,
    notices: [...notices, ...extra],
  };
}
