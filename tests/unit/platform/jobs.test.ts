import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { afterFailure, dueJobs, JOB_EVERY, jobList, nextWake, setupJobs } =
  await import('../../../lib/platform/jobs');
type JobHandlers = import('../../../lib/platform/jobs').JobHandlers;

const NOON = Date.parse('2026-11-23T04:00:00Z');
const MINUTE = 60_000;
let now = NOON;
let ran: string[] = [];

const handlers = (patch: Partial<JobHandlers> = {}): JobHandlers => ({
  badge: async () => void ran.push('badge'),
  daily: async () => void ran.push('daily'),
  orphans: async () => void ran.push('orphans'),
  exhibits: async () => void ran.push('exhibits'),
  share: async () => void ran.push('share'),
  ...patch,
});
/** A worker that starts; resolves when its first round is through. */
const boot = async (patch: Partial<JobHandlers> = {}): Promise<() => Promise<void>> => {
  const run = setupJobs({ handlers: handlers(patch), ready: async () => ({ wall: () => now }) });
  await run();
  return run;
};
const alarms = (): number[] =>
  fake.calls.filter(([name]) => name === 'alarms.create').map((call) => (call[2] as { when: number }).when);

beforeEach(() => {
  fake = fakeBrowser();
  now = NOON;
  ran = [];
});

it('runs everything at the first start and then each at its own pace', async () => {
  const run = await boot();
  expect(ran).toEqual(['badge', 'daily', 'orphans', 'exhibits', 'share']);
  ran = [];
  await run();
  expect(ran).toEqual([]);
  now = NOON + JOB_EVERY.badge;
  await run();
  expect(ran).toEqual(['badge', 'share']);
});

it('keeps one alarm, for the next thing that is due', async () => {
  await boot();
  expect(new Set(fake.calls.filter(([name]) => name === 'alarms.create').map((call) => call[1])).size).toBe(
    1,
  );
  expect(alarms().at(-1)).toBe(NOON + JOB_EVERY.share);
});

it('sets the alarm again at installation and at the start of the browser, which may have dropped it', async () => {
  await boot();
  for (const event of [fake.api.runtime.onInstalled, fake.api.runtime.onStartup]) {
    const before = alarms().length;
    event.emit();
    await vi.waitFor(() => expect(alarms().length).toBeGreaterThan(before));
  }
});

it('goes on where a killed worker stopped', async () => {
  // The first worker is killed after its second step: its promise never settles again.
  const done: number[] = [];
  const steps =
    (killAfter: number): JobHandlers['orphans'] =>
    async ({ state, keep }) => {
      for (let step = Number(state ?? 0) + 1; step <= 4; step += 1) {
        done.push(step);
        await keep(step);
        if (step === killAfter) await new Promise(() => undefined);
      }
    };
  void setupJobs({
    handlers: handlers({ orphans: steps(2) }),
    ready: async () => ({ wall: () => now }),
  });
  await vi.waitFor(async () => expect((await jobList.get())?.orphans).toMatchObject({ state: 2 }));
  expect(alarms().at(-1)).toBeLessThanOrEqual(NOON + MINUTE);

  await boot({ orphans: steps(0) });
  expect(done).toEqual([1, 2, 3, 4]);
  expect((await jobList.get())?.orphans).toEqual({ at: NOON + JOB_EVERY.orphans });
});

it('tries a failed job again later, from where it had got to, and lets the others run', async () => {
  await boot({
    badge: async ({ keep }) => {
      await keep('half');
      throw new Fault('E110');
    },
  });
  expect(ran).toEqual(['daily', 'orphans', 'exhibits', 'share']);
  expect((await jobList.get())?.badge).toEqual({
    at: NOON + MINUTE,
    failures: 1,
    fault: 'E110',
    state: 'half',
  });
});

it('opens the ledger anew for every run: one failure does not stop the jobs for ever', async () => {
  let opened = 0;
  const run = setupJobs({
    handlers: handlers(),
    ready: async () => {
      opened += 1;
      if (opened === 1) throw new Fault('E120');
      return { wall: () => now };
    },
  });
  await run();
  // The run at the start failed; the one that was asked for went through.
  expect(ran).toEqual(['badge', 'daily', 'orphans', 'exhibits', 'share']);
});

it('a worker that cannot open the ledger is woken again to try', async () => {
  const run = setupJobs({ handlers: handlers(), ready: () => Promise.reject(new Fault('E120')) });
  await run();
  expect(ran).toEqual([]);
  const last = fake.calls.findLast(([name]) => name === 'alarms.create');
  expect(last?.[2]).toEqual({ delayInMinutes: 5 });
});

it('waits longer after each failure, but never more than six hours', () => {
  let entry = { at: 0 };
  const waits = Array.from({ length: 12 }, () => {
    entry = afterFailure(entry, 'E100', 0);
    return entry.at / MINUTE;
  });
  expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
  expect(waits.at(-1)).toBe(360);
});

it('takes a broken-off job first', () => {
  const list = { badge: { at: 0 }, orphans: { at: NOON * 2, running: true as const } };
  expect(dueJobs(list, NOON)).toEqual(['orphans', 'badge']);
  expect(nextWake({ badge: { at: NOON } }, NOON)).toBe(NOON + 30_000);
});

it('starts over when the list in storage is damaged', async () => {
  fake.api.storage.local.values.jobs = { badge: 'broken' };
  await boot();
  expect(ran).toEqual(['badge', 'daily', 'orphans', 'exhibits', 'share']);
});
