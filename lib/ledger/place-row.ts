import type { Json } from '../records/kind';
import { storageFault } from './db';
import type { Ledger } from './ledger';

/** Where the files of sharing lie, and the way in. Of this profile alone: in no backup. */
export interface PlaceRow {
  id: 'place';
  /** The address, without any credential. */
  address: Json;
  /** What a trial found out about it. */
  found: { weak: boolean };
  /** Key that opens `sealed`; it can be used, never read out. */
  key?: CryptoKey;
  /** Credentials under `key`, AES-GCM. */
  sealed?: { iv: Uint8Array; bytes: Uint8Array };
}

/** How the last exchange with the place ended. */
export interface RunRow {
  id: 'run';
  /** Milliseconds of the start of the last run that came to an end, and of the last that went through. */
  at: number;
  doneAt?: number;
  /** Why it did not go through. */
  fault?: { code: string; params: Record<string, string | number> };
  /** True when nobody has let this device in: nothing was sent. */
  outside?: true;
  /** Milliseconds that the server's clock is ahead of ours. */
  offset?: number;
}

type Rows = { place: PlaceRow; run: RunRow };

/** Reads what is kept of the place, or of the last run. Throws E111, E112. */
export async function readPlaceRow<I extends keyof Rows>(
  ledger: Ledger,
  id: I,
): Promise<Rows[I] | undefined> {
  try {
    return (await ledger.db.identity.get(id)) as Rows[I] | undefined;
  } catch (thrown) {
    throw storageFault(thrown);
  }
}

/** Keeps it in place of what was kept before. Throws E110–E112. */
export async function putPlaceRow(ledger: Ledger, row: PlaceRow | RunRow): Promise<void> {
  try {
    await ledger.db.identity.put(row);
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
