import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Json } from '../records/kind';
import { asFault } from '../records/fault';
import { storedItem } from './storage';

/** Work that the worker does by itself. */
export const JOB_KINDS = ['badge', 'daily', 'orphans', 'exhibits', 'share'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Alarms below half a minute are not kept by browsers. */
const SOONEST = MINUTE / 2;

/** Milliseconds between two runs of a kind of job. */
export const JOB_EVERY: Record<JobKind, number> = {
  badge: HOUR,
  daily: 24 * HOUR,
  orphans: 7 * 24 * HOUR,
  share: 15 * MINUTE,
  exhibits: 6 * HOUR,
};

const entry = z.object({
  /** When it is to run next, in milliseconds since the epoch. */
  at: z.number(),
  /** Set from the start of a run to its end: a run that finds it set was broken off and is taken up again. */
  running: z.optional(z.literal(true)),
  /** Where the run has got to, in the job's own terms. */
  state: z.optional(z.json()),
  failures: z.optional(z.number()),
  /** Code of the last failure. */
  fault: z.optional(z.string()),
});
export type JobEntry = z.infer<typeof entry>;
export type JobList = Partial<Record<JobKind, JobEntry>>;

/** The job list. It is the truth about what is to be done; the alarm only wakes the worker. */
export const jobList = storedItem('local', 'jobs', z.partialRecord(z.enum(JOB_KINDS), entry));

const ALARM = 'jobs';
/** Minutes until the worker tries again to open a ledger that it could not open. */
const RETRY_MINUTES = 5;

/** Completes a list with the kinds that it lacks; those run at once. */
export function withAllJobs(list: JobList, now: number): Record<JobKind, JobEntry> {
  return Object.fromEntries(JOB_KINDS.map((kind) => [kind, list[kind] ?? { at: now }])) as Record<
    JobKind,
    JobEntry
  >;
}

/** Kinds that are to run now, those that were broken off first. */
export function dueJobs(list: JobList, now: number): JobKind[] {
  const due = JOB_KINDS.filter((kind) => list[kind] && (list[kind].running || list[kind].at <= now));
  return due.sort((a, b) => Number(list[b]?.running ?? 0) - Number(list[a]?.running ?? 0));
}

/** When the worker has to wake next. */
export function nextWake(list: JobList, now: number): number {
  const times = Object.values(list).map(({ at, running }) => (running ? now : at));
  return Math.max(now + SOONEST, Math.min(...times, now + HOUR));
}

/** The entry after a run that ended well. */
export const afterSuccess = (kind: JobKind, now: number): JobEntry => ({ at: now + JOB_EVERY[kind] });

/** The entry after a run that failed: again in 1, 2, 4 … minutes, at most 6 hours, from where it had got to. */
export function afterFailure(entryBefore: JobEntry, code: string, now: number): JobEntry {
  const failures = (entryBefore.failures ?? 0) + 1;
  const wait = Math.min(MINUTE * 2 ** Math.min(failures - 1, 12), 6 * HOUR);
  const { state } = entryBefore;
  return { at: now + wait, failures, fault: code, ...(state === undefined ? {} : { state }) };
}

export interface JobContext {
  /** What the run that was broken off kept last; undefined at a fresh start. */
  state: Json | undefined;
  /** Keeps where the run has got to. The worker may be killed at any time: keep after each step. */
  keep(state: Json): Promise<void>;
}

export type JobHandlers = Record<JobKind, (context: JobContext) => Promise<void>>;

export interface JobsOptions {
  handlers: JobHandlers;
  /**
   * Resolves to the clock when the worker can work. Asked anew for every run, so that a ledger that could not be
   * opened once is tried again.
   */
  ready: () => Promise<{ wall(): number }>;
}

/**
 * Runs the job list on one alarm. Armed at every start of the worker, at installation and at the start of the
 * browser, because browsers may drop alarms at updates. A job whose run was broken off goes on from the state
 * it kept. Returns the function that runs what is due now.
 */
export function setupJobs({ handlers, ready }: JobsOptions): () => Promise<void> {
  let queue: Promise<void> = Promise.resolve();

  const put = async (kind: JobKind, next: JobEntry): Promise<void> =>
    jobList.set({ ...(await jobList.get()), [kind]: next });

  const runOne = async (kind: JobKind, before: JobEntry, wall: () => number): Promise<void> => {
    let current: JobEntry = { ...before, running: true };
    await put(kind, current);
    const keep = async (state: Json): Promise<void> => {
      current = { ...current, state };
      await put(kind, current);
    };
    try {
      await handlers[kind]({ state: before.state, keep });
      await put(kind, afterSuccess(kind, wall()));
    } catch (thrown) {
      await put(kind, afterFailure(current, asFault(thrown).code, wall()));
    }
  };

  const runDue = async (): Promise<void> => {
    const clock = await ready().catch(async (thrown: unknown) => {
      // Without the ledger there is no clock to tell when the next job is due; the alarm counts by itself.
      await browser.alarms.create(ALARM, { delayInMinutes: RETRY_MINUTES });
      throw thrown;
    });
    const list = withAllJobs((await jobList.get()) ?? {}, clock.wall());
    const due = dueJobs(list, clock.wall());
    // Armed before the work: when the worker is killed in it, this wakes the next one.
    if (due.length > 0) await arm({ ...list, ...running(due, list) }, clock.wall());
    for (const kind of due) await runOne(kind, list[kind], () => clock.wall());
    await arm((await jobList.get()) ?? list, clock.wall());
  };

  const run = (): Promise<void> => (queue = queue.then(runDue).catch(() => undefined));

  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) void run();
  });
  browser.runtime.onInstalled.addListener(() => void run());
  browser.runtime.onStartup.addListener(() => void run());
  void run();
  return run;
}

const running = (kinds: readonly JobKind[], list: Record<JobKind, JobEntry>): JobList =>
  Object.fromEntries(kinds.map((kind) => [kind, { ...list[kind], running: true as const }]));

async function arm(list: JobList, now: number): Promise<void> {
  await browser.alarms.create(ALARM, { when: nextWake(list, now) });
}
