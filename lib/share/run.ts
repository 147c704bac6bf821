import {
  type Ledger,
  placeRowId,
  putPlaceRow,
  readPlaceRow,
  type RunRow,
  sharedSpaces,
  SyncStore,
} from '../ledger';
import { asFault } from '../records/fault';
import { exchange, type Exchange, together } from '../sync';
import { tendFiles } from './files';
import { keptPlace, openPlace } from './place';
import { presetRecovery } from './recovery';
import { CLOCK_OFF } from './status';

/** A clock that is further off than this is not put right: no server may move our stamps by years. */
const FURTHEST = 400 * 24 * 3_600_000;

/**
 * Fetches what others wrote and sends what was written here, once, in every space of this profile or in one (`''` is the
 * branch's), and keeps how it ended in each for every window to see. What goes wrong in one holds up no other. Undefined
 * when there is nothing to run here: no place, files that go by hand, a folder in the worker, or, with `ifFree`, another window is at
 * it. Else what another window does is waited for first: it may have begun before what the caller is to send or to see. Throws what `exchange` and `openCarrier` throw, of the first space in which something went wrong.
 */
export async function exchangeNow(
  ledger: Ledger,
  options: { signal?: AbortSignal; space?: string; ifFree?: boolean } = {},
): Promise<Exchange | undefined> {
  const { signal, space, ifFree = false } = options;
  const spaces = space === undefined ? (await sharedSpaces(ledger)).map((share) => share.space) : [space];
  let all: Exchange | undefined;
  let failed: unknown;
  let isClockSet = false;
  // Without a space the branch's is asked for all the same: the fault says so.
  for (const one of spaces.length ? spaces : ['']) {
    const setClock = (offset: number | undefined): void => {
      // Of several servers the first one is believed, which is the branch's.
      if (!isClockSet) setClockRight(ledger, offset);
      isClockSet ||= offset !== undefined;
    };
    try {
      const done = await exchangeIn(ledger, one, setClock, { signal, wait: !ifFree });
      if (done) all = all ? together(all, done) : done;
    } catch (thrown) {
      signal?.throwIfAborted();
      failed ??= thrown;
    }
  }
  if (failed !== undefined) throw failed;
  return all;
}

async function exchangeIn(
  ledger: Ledger,
  space: string,
  setClock: (offset: number | undefined) => void,
  { signal, wait }: { signal: AbortSignal | undefined; wait: boolean },
): Promise<Exchange | undefined> {
  const place = await keptPlace(ledger, space);
  if (!place || place.address.sort === 'file') return undefined;
  // The right to a folder belongs to a window.
  if (place.address.sort === 'folder' && !('document' in globalThis)) return undefined;
  const at = ledger.clock.wall();
  const before = await readPlaceRow(ledger, 'run', space);
  let offset: number | undefined;
  const kept = (): RunRow => ({
    id: placeRowId('run', space),
    at,
    doneAt: before?.doneAt,
    ...(offset === undefined ? {} : { offset }),
  });
  try {
    const { carrier, remote } = await openPlace(ledger, space);
    try {
      const done = await exchange(ledger, carrier, {
        weak: place.weak,
        signal,
        wait,
        store: new SyncStore(ledger, space),
        recoveryKey: await presetRecovery(),
      });
      offset = remote?.offset;
      const outside = done && outsideOf(done);
      if (done) await tendFiles(ledger, carrier, { signal, space });
      const newer = done?.newer ? { newer: true as const } : {};
      if (done) await putPlaceRow(ledger, { ...kept(), ...outside, ...newer, doneAt: at });
      return done;
    } finally {
      offset = remote?.offset;
      setClock(offset);
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    const { code, params } = asFault(thrown);
    await putPlaceRow(ledger, { ...kept(), fault: { code, params } });
    throw thrown;
  }
}

const outsideOf = ({ pushed }: Exchange): Pick<RunRow, 'outside'> =>
  pushed.state === 'waiting' ? { outside: true } : pushed.state === 'removed' ? { outside: 'removed' } : {};

/** Milliseconds that the clock of a server was ahead at the last exchange: the branch's, else a company's. */
export async function clockOffset(ledger: Ledger): Promise<number | undefined> {
  for (const space of ['', ...(await sharedSpaces(ledger)).map((share) => share.space)]) {
    const run = await readPlaceRow(ledger, 'run', space);
    if (run?.offset !== undefined) return run.offset;
  }
  return undefined;
}

/**
 * Puts the stamps of this window right by the clock of the server, where ours is more than five minutes off: of two
 * changes at the same time the later one stands, and a wrong clock must not decide that. The wall clock itself is left.
 */
export function setClockRight(ledger: Ledger, offset: number | undefined): void {
  if (offset === undefined) return;
  const far = Math.abs(offset);
  ledger.clock.correct(far > CLOCK_OFF && far < FURTHEST ? offset : 0);
}
