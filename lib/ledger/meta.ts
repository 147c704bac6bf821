import * as z from 'zod/mini';
import type { Json } from '../records/kind';
import { REQUEST_STATES } from '../records/request';
import type { LedgerDb } from './db';

/** What 今日 puts first for the person of this profile. */
export const ROLES = ['member', 'secretary', 'compliance'] as const;
export type Role = (typeof ROLES)[number];

/** What 今日 shows without counting it itself: see `refreshDigest`. */
const digest = z.object({
  /** Civil day and language of the count. */
  day: z.string(),
  language: z.string(),
  /** What is planned and what is due, by day. `step` = a step of a deadline, else an item of the plan. */
  watch: z.array(
    z.object({
      key: z.string(),
      day: z.string(),
      title: z.string(),
      to: z.string(),
      start: z.optional(z.string()),
      step: z.boolean(),
    }),
  ),
  /** Requests that are not closed, with those whose they are. */
  requests: z.optional(
    z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        state: z.enum(REQUEST_STATES),
        day: z.optional(z.string()),
        who: z.array(z.string()),
      }),
    ),
  ),
  /** Rows beyond those of `watch`. */
  more: z.number(),
  /** Study and tasks of the person whom the profile belongs to. `hours` are absent for somebody not on the roster. */
  mine: z.optional(
    z.object({
      member: z.string(),
      toMakeUp: z.number(),
      inCharge: z.number(),
      hours: z.optional(
        z.object({
          norm: z.number(),
          counted: z.number(),
          declared: z.number(),
          beside: z.number(),
          unknown: z.number(),
          recorded: z.boolean(),
          exempt: z.boolean(),
        }),
      ),
    }),
  ),
  /** Numbers of members, never names. */
  dues: z.array(
    z.union([
      z.object({
        kind: z.literal('arrears'),
        level: z.enum(['first', 'second', 'article']),
        count: z.number(),
      }),
      z.object({ kind: z.literal('unfixed'), count: z.number(), year: z.number() }),
    ]),
  ),
});
export type Digest = z.infer<typeof digest>;

/** Small things of this profile that are not records: each key has one shape, checked when read. */
const SHAPES = {
  /** Eight characters in every stamp of this profile. */
  device: z.string(),
  /** The person this profile belongs to, and the role that decides what 今日 shows. */
  me: z.object({ member: z.string(), role: z.enum(ROLES) }),
  /** Number of the company whose checklist was chosen last, where there are several. */
  company: z.string(),
  /** Milliseconds of the last complete backup or open export. */
  lastBackupAt: z.number(),
  /** Days after which 今日 asks for a backup. */
  backupEveryDays: z.number(),
  /** Day from which this ledger is meant to be complete; periods before it are unknown, not missing. */
  trackedSince: z.string(),
  /** Remembered column mappings of roster files, by header signature. */
  columnMaps: z.record(z.string(), z.record(z.string(), z.string())),
  /** By year, what is asked of 谈心谈话 and what was held, as counted last. Can be counted anew at any time. */
  talkCoverage: z.record(z.string(), z.object({ needed: z.number(), covered: z.number() })),
  /** Counted by the worker; can be counted anew at any time. */
  digest,
  language: z.enum(['zh-CN', 'zh-TW', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  textSize: z.enum(['normal', 'large']),
  /** Type of the reader view. */
  reading: z.object({ size: z.number(), serif: z.boolean() }),
  /** Which space the windows of this profile show. Kept in the own space only. */
  space: z.enum(['own', 'sample']),
  /** Dues are rounded to a multiple of so many fen; the pack's own rounding when absent. */
  duesRoundingFen: z.number(),
  /** Filter, sort and columns of the registers in the workbench, by register. */
  registerViews: z.record(z.string(), z.record(z.string(), z.any())),
  /** How the branch writes its notices: chat, format, wording by kind. */
  notices: z.object({
    channel: z.optional(z.string()),
    style: z.optional(z.string()),
    atAll: z.optional(z.boolean()),
    wording: z.optional(z.record(z.string(), z.string())),
  }),
  /** By exhibit, the stamp of the state that this person looked at last. */
  exhibitLooks: z.record(z.string(), z.string()),
  /** By device, the last review that it signed: missed when somebody takes it out of the database. */
  reviewTips: z.record(z.string(), z.object({ n: z.number(), hash: z.string() })),
  /** MiB of others' files that are fetched before anybody opens them. */
  filesAhead: z.number(),
  /** Id of the system into which records were last entered again. */
  reentrySystem: z.string(),
} as const;

export type MetaKey = keyof typeof SHAPES;
export type MetaValue<K extends MetaKey> = z.infer<(typeof SHAPES)[K]>;

/** Reads a meta value; undefined when it was never set or does not have its shape. */
export async function readMeta<K extends MetaKey>(db: LedgerDb, key: K): Promise<MetaValue<K> | undefined> {
  const row = await db.meta.get(key);
  if (!row) return undefined;
  const result = SHAPES[key].safeParse(row.value);
  return result.success ? (result.data as MetaValue<K>) : undefined;
}

/** Writes a meta value. */
export async function writeMeta<K extends MetaKey>(
  db: LedgerDb,
  key: K,
  value: MetaValue<K> | null,
): Promise<void> {
  if (value === null) await db.meta.delete(key);
  else await db.meta.put({ key, value: value as Json });
}
