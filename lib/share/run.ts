import { type Ledger, putPlaceRow, readPlaceRow, type RunRow } from '../ledger';
import { asFault } from '../records/fault';
import { exchange, type Exchange } from '../sync';
import { keptPlace, openCarrier } from './place';

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
  const kept: RunRow = { id: 'run', at, doneAt: before?.doneAt };
  try {
    const carrier = await openCarrier(ledger);
    const done = await exchange(ledger, carrier, { weak: place.weak, signal: options.signal });
    if (done) await putPlaceRow(ledger, { ...kept, doneAt: at });
    return done;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const { code, params } = asFault(thrown);
    await putPlaceRow(ledger, { ...kept, fault: { code, params } });
    throw thrown;
  }
}
