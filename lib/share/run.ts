import { type Ledger, putPlaceRow, readPlaceRow, type RunRow } from '../ledger';
import { asFault } from '../records/fault';
import { exchange, type Exchange } from '../sync';
import { keptPlace, openPlace } from './place';
import { CLOCK_OFF } from './status';

/** A clock that is further off than this is not put right: no server may move our stamps by years. */
const FURTHEST = 400 * 24 * 3_600_000;

/**
 * Fetches what others wrote and sends what was written here, once, and keeps how it ended for every window to see.
 * Undefined when there is nothing to run here: no place, files that go by hand, a folder in the worker, or another
 * window is at it. Throws what `exchange` and `openCarrier` throw.
 */
export async function exchangeNow(
  ledger: Ledger,
  options: { signal?: AbortSignal } = {},
): Promise<Exchange | undefined> {
  const place = await keptPlace(ledger);
  if (!place || place.address.sort === 'file') return undefined;
  // The right to a folder belongs to a window.
  if (place.address.sort === 'folder' && !('document' in globalThis)) return undefined;
  const at = ledger.clock.wall();
  const before = await readPlaceRow(ledger, 'run');
  let offset: number | undefined;
  const kept = (): RunRow => ({
    id: 'run',
    at,
    doneAt: before?.doneAt,
    ...(offset === undefined ? {} : { offset }),
  });
  try {
    const { carrier, remote } = await openPlace(ledger);
    try {
      const done = await exchange(ledger, carrier, { weak: place.weak, signal: options.signal });
      offset = remote?.offset;
      const outside = done?.pushed.state === 'waiting' ? { outside: true as const } : {};
      if (done) await putPlaceRow(ledger, { ...kept(), ...outside, doneAt: at });
      return done;
    } finally {
      offset = remote?.offset;
      setClockRight(ledger, offset);
    }
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const { code, params } = asFault(thrown);
    await putPlaceRow(ledger, { ...kept(), fault: { code, params } });
    throw thrown;
  }
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
