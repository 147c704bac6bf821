import { type Ledger, readPlaceRow, sharedSpaces } from '../ledger';
import { bring } from './files';
import { clockOffset, exchangeNow, setClockRight } from './run';

/** Milliseconds of quiet after an edit before it is sent. */
export const SEND_AFTER = 30_000;

/** What is needed of the window; tests pass their own. */
export interface Surroundings {
  run(ledger: Ledger): Promise<unknown>;
  onOnline(listener: () => void): () => void;
  later(work: () => void, milliseconds: number): () => void;
}

const WINDOW: Surroundings = {
  run: (ledger) => exchangeNow(ledger),
  onOnline(listener) {
    addEventListener('online', listener);
    return () => removeEventListener('online', listener);
  },
  later(work, milliseconds) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Exchanges as long as a window is open: when it opens, when the network is back, 30 seconds after the last edit of any
 * window, and when another place was chosen. How it went is kept by the run itself. Returns the function that stops it.
 */
export function follow(ledger: Ledger, around: Surroundings = WINDOW): () => void {
  let cancel: (() => void) | undefined;
  ledger.bring = (ref) => bring(ledger, ref);
  let lastEdit: string | undefined;
  let lastPlace: string | undefined;
  const run = (): void => {
    cancel?.();
    cancel = undefined;
    // What went wrong stands on the page of sharing.
    around.run(ledger).catch(() => undefined);
  };
  const stopOnline = around.onOnline(run);
  const stopEdits = ledger.live(
    async () => (await ledger.recentCommits(1)).map(({ from, via }) => (via ? '' : from))[0] ?? '',
    (edit) => {
      const isNew = edit !== '' && lastEdit !== undefined && edit !== lastEdit;
      lastEdit = edit;
      if (!isNew) return;
      cancel?.();
      cancel = around.later(run, SEND_AFTER);
    },
    () => undefined,
  );
  const stopPlace = ledger.live(
    async () => {
      const places: unknown[] = [];
      for (const { space } of await sharedSpaces(ledger)) {
        const place = (await readPlaceRow(ledger, 'place', space)) ?? (await readPlaceRow(ledger, 'place'));
        if (place) places.push([space, place.address, place.sealed?.iv]);
      }
      return places.length ? JSON.stringify(places) : '';
    },
    (place) => {
      if (place && place !== lastPlace) run();
      lastPlace = place;
    },
    () => undefined,
  );
  const stopClock = ledger.live(
    () => clockOffset(ledger),
    (offset) => setClockRight(ledger, offset),
    () => undefined,
  );
  return () => {
    cancel?.();
    ledger.bring = undefined;
    for (const stop of [stopOnline, stopEdits, stopPlace, stopClock]) stop();
  };
}
