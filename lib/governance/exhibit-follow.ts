import type { Ledger } from '../ledger';

/** Milliseconds of quiet after a change before exhibits are seen to. */
const AFTER = 2000;

/**
 * Sees to the exhibits, in one window or worker of the profile at a time; see `tendExhibits`. Answers how many were
 * written, undefined when another one is at it.
 */
export async function tendExhibitsAlone(
  ledger: Ledger,
  options?: { after?: string; keep?: (item: string) => Promise<void> },
): Promise<number | undefined> {
  const [{ alone }, { tendExhibits }] = await Promise.all([import('../sync/exchange'), import('./exhibits')]);
  return alone(`exhibits-${ledger.clock.device}`, () => tendExhibits(ledger, options));
}

/**
 * Sees to the exhibits while a window is open: when it opens and whenever something was written or fetched, once it is
 * quiet. Returns the function that stops it.
 */
export function followExhibits(
  ledger: Ledger,
  later: (work: () => void) => () => void = (work) => {
    const timer = setTimeout(work, AFTER);
    return () => clearTimeout(timer);
  },
): () => void {
  let cancel: (() => void) | undefined;
  const stop = ledger.live(
    () => ledger.recentCommits(1),
    () => {
      cancel?.();
      // What could not be written now is written by the job.
      cancel = later(() => void tendExhibitsAlone(ledger).catch(() => undefined));
    },
    () => undefined,
  );
  return () => {
    cancel?.();
    stop();
  };
}
