import type { Json } from '../records/kind';
import { storageFault } from './db';
import type { Ledger } from './ledger';
import { isCompanySpace } from './sync-scope';

/** Where the files of sharing lie, and the way in. Of this profile alone: in no backup. */
export interface PlaceRow {
  /** `place:<space>` where the space of a company has a place of its own. */
  id: 'place' | `place:${string}`;
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
  /** `run:<space>` for the space of a company. */
  id: 'run' | `run:${string}`;
  /** Milliseconds of the start of the last run that came to an end, and of the last that went through. */
  at: number;
  doneAt?: number;
  /** Why it did not go through. */
  fault?: { code: string; params: Record<string, string | number> };
  /** Nothing was sent: nobody has let this device in yet (`true`), or it was removed. */
  outside?: true | 'removed';
  /** The roster at the place holds what only a newer version of the program reads. */
  newer?: true;
  /** Milliseconds that the server's clock is ahead of ours. */
  offset?: number;
}

type Rows = { place: PlaceRow; run: RunRow };

/** The key of what is kept of a space: the branch's when no company space is named. */
export const placeRowId = <I extends keyof Rows>(sort: I, space = ''): I | `${I}:${string}` =>
  isCompanySpace(space) ? `${sort}:${space}` : sort;

/** Reads what is kept of the place, or of the last run, of the branch's space or of a company's. Throws E111, E112. */
export async function readPlaceRow<I extends keyof Rows>(
  ledger: Ledger,
  sort: I,
  space = '',
): Promise<Rows[I] | undefined> {
  try {
    return (await ledger.db.identity.get(placeRowId(sort, space))) as Rows[I] | undefined;
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

/** Forgets it. Throws E110–E112. */
export async function dropPlaceRow(ledger: Ledger, sort: keyof Rows, space: string): Promise<void> {
  try {
    await ledger.db.identity.delete(placeRowId(sort, space));
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
