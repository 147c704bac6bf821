import { type ChangeRow, type Ledger, touchedSince } from '../ledger';
import type { Tending } from './exhibits';

/** Milliseconds of quiet after a change before exhibits are seen to. */
const AFTER = 2000;
/** Milliseconds after which a window that is never idle, or hidden, goes on all the same. */
const AT_LAST = 500;
/** Changes of which each record is looked up; after more of them every item is looked at. */
const MANY = 500;

/**
 * Sees to the exhibits, in one window or worker of the profile at a time; see `tendExhibits`. Answers how many were
 * written, undefined when another one is at it.
 */
export async function tendExhibitsAlone(ledger: Ledger, options?: Tending): Promise<number | undefined> {
  const [{ alone }, { tendExhibits }] = await Promise.all([import('../sync/exchange'), import('./exhibits')]);
  return alone(`exhibits-${ledger.clock.device}`, () => tendExhibits(ledger, options));
}

/** How far a window has seen to the exhibits: the last commit, the last entry of what merges touched. */
interface Seen {
  n: number;
  t: number;
}

/**
 * Sees to the exhibits while a window is open: to all when it opens, and to those concerned whenever something was
 * written or fetched, once it is quiet. It only works while the window is idle: a checklist of thousands of items takes
 * seconds, in which somebody opens the next screen. Returns the function that stops it.
 */
export function followExhibits(
  ledger: Ledger,
  later: (work: () => void) => () => void = (work) => {
    const timer = setTimeout(work, AFTER);
    return () => clearTimeout(timer);
  },
): () => void {
  let cancel: (() => void) | undefined;
  let seen: Seen | undefined;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const rest = async (): Promise<void> => {
    await idle();
    if (stopped) throw new Error('the window shows something else');
  };
  const work = async (): Promise<void> => {
    const { now, only } = await concerned(ledger, seen);
    // Another window that is at it hears of the same commits; this one asks for them again the next time.
    if ((await tendExhibitsAlone(ledger, { only, rest })) !== undefined) seen = now;
  };
  const stop = ledger.live(
    () => ledger.recentCommits(1),
    () => {
      cancel?.();
      cancel = later(() => {
        // One after the other. What could not be written now is written by the job.
        last = last.then(work).catch(() => undefined);
      });
    },
    () => undefined,
  );
  return () => {
    stopped = true;
    cancel?.();
    stop();
  };
}

/** Items whose exhibits may be others since; without `only`, all of them. */
async function concerned(
  ledger: Ledger,
  seen: Seen | undefined,
): Promise<{ now: Seen; only?: ReadonlySet<string> }> {
  const [newest] = await ledger.recentCommits(1);
  const [commits, touched] = await Promise.all([
    seen ? ledger.commitsSince(seen.n) : [],
    touchedSince(ledger, seen?.t ?? 0),
  ]);
  const now = { n: Math.max(seen?.n ?? 0, newest?.n ?? 0, ...commits.map(({ n = 0 }) => n)), t: touched.t };
  const lines = commits.reduce((sum, commit) => sum + commit.lines.length, 0);
  if (!seen || touched.all || lines > MANY) return { now };
  return { now, only: new Set([...touched.items, ...(await itemsOf(ledger, commits))]) };
}

/** Items that some commits wrote, and those that are proved by a record which they wrote. */
async function itemsOf(ledger: Ledger, commits: readonly ChangeRow[]): Promise<string[]> {
  const lines = commits.flatMap((commit) => commit.lines);
  const items = lines.flatMap(({ r, t }) => (t === 'governanceItem' ? [r] : []));
  const records = new Set(
    lines.flatMap(({ r, t }) => (t === 'governanceItem' || t === 'exhibit' ? [] : [r])),
  );
  const proved = await Promise.all([...records].map((record) => ledger.linked(record, 'governanceItem')));
  return [...items, ...proved.flat().map(({ id }) => id)];
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: AT_LAST });
    else setTimeout(resolve);
  });
