import type { Carrier } from '../carrier';
import { Fault } from '../records/fault';
import { type Bytes, sameBytes } from './bytes';

export interface TransferOptions {
  /** The place may show half a file or lose one: everything put there is read back. */
  weak?: boolean;
  /** It is no place but a file that somebody brought: it says nothing of ours, and may be older than another one. */
  byHand?: boolean;
  signal?: AbortSignal;
}

/**
 * Puts a file whose name tells its content. What stands there already is looked at: it may be what an earlier attempt
 * left behind, cut off.
 */
export async function putOnce(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  options: TransferOptions,
): Promise<void> {
  const { signal } = options;
  if ((await carrier.put(name, bytes, { create: true, signal })) === 'exists') {
    const there = await carrier.get(name, { signal });
    if (there && there !== 'same' && sameBytes(there.bytes, bytes)) return;
    await putOver(carrier, name, bytes, options);
  } else if (options.weak) await isThere(carrier, name, bytes, options);
}

/** Puts a file in place of whatever stands there. */
export async function putOver(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  options: TransferOptions,
): Promise<void> {
  await carrier.put(name, bytes, { signal: options.signal });
  if (options.weak) await isThere(carrier, name, bytes, options);
}

/** Reads a file back from a weak place. Throws E884 when it is not what was put. */
async function isThere(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  { signal }: TransferOptions,
): Promise<void> {
  const there = await carrier.get(name, { signal });
  if (!there || there === 'same' || !sameBytes(there.bytes, bytes)) {
    throw new Fault('E884', {}, { transient: true });
  }
}
