import * as z from 'zod/mini';

/** By which rule a vote is counted: ordinary, 接收预备党员, 转正, 选举, and a vote inside the committee. */
export const BALLOT_KINDS = ['ordinary', 'admission', 'conversion', 'election', 'committee'] as const;
export type BallotKind = (typeof BALLOT_KINDS)[number];

/** 无记名投票, 举手表决, 口头表决. */
export const BALLOT_METHODS = ['secret', 'hands', 'voice'] as const;

const count = z.optional(z.number());

/** People of the day of a vote. 应到 (all) and 应到 (有表决权) are kept apart. */
export const voterCount = z.object({
  /** 应到 and 实到 of the activity, voters or not. */
  expected: z.number(),
  attended: z.number(),
  /** Those with a vote, and of them those in the room and online. */
  eligible: z.number(),
  present: z.number(),
  online: z.number(),
});
export type VoterCount = z.infer<typeof voterCount>;

/** 表决: one vote of an activity. Counts only; nobody's vote is ever kept with a name. */
export const ballot = z.object({
  order: z.number(),
  kind: z.enum(BALLOT_KINDS),
  /** What was voted on. */
  text: z.string(),
  /** Item of the agenda, or resolution of the activity, that it belongs to. */
  item: z.optional(z.string()),
  resolution: z.optional(z.string()),
  method: z.optional(z.enum(BALLOT_METHODS)),
  yes: count,
  no: count,
  abstain: count,
  invalid: count,
  /** Written opinions of absent full members, handed in before the meeting. */
  written: count,
  /** Election: people left out of the expected number, and why. */
  leftOut: count,
  /** Election: those on the ballot with their votes, and the number to be elected. */
  candidates: z.optional(z.array(z.object({ name: z.string(), yes: count }))),
  seats: count,
  /** Election of committee members, with more candidates than seats (差额). */
  contested: z.optional(z.literal(true)),
  /** What was announced at the meeting. */
  declared: z.optional(z.enum(['passed', 'failed'])),
  /** Numbers that a person entered instead of those of the roster, and why they differ. */
  eligible: count,
  present: count,
  online: count,
  reason: z.optional(z.string()),
  /** The people of the day as roster and attendance gave them when the vote was recorded. */
  counted: z.optional(voterCount),
  /** First and last line of the rough notes that it was read from. */
  source: z.optional(z.tuple([z.number(), z.number()])),
});
export type Ballot = z.infer<typeof ballot>;
