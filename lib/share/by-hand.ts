import { readBundle, writeBundle } from '../carrier';
import { type Ledger, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { handOver, takeOver } from '../sync';

/** Ending of the files that go by hand. */
export const SHARE_FILE = '.bsshare';

/** One file with all that others have not got yet. Throws E881, E895, E863 (too large), E110–E112. */
export async function exportFile(
  ledger: Ledger,
  options: { all?: boolean } = {},
): Promise<{ blob: Blob; segments: number }> {
  const { files, segments } = await handOver(ledger, options);
  return { blob: await writeBundle(files), segments };
}

export interface Imported {
  /** Segments taken in, and held ones in all. */
  segments: number;
  held: number;
  /** Files inside that were damaged and left out. */
  leftOut: number;
}

/**
 * Takes in a file that somebody exported, in any order and any number of times. Throws E877 (no file of ours), E896
 * (of another branch), E881, E895, E110–E112.
 */
export async function importFile(ledger: Ledger, file: Blob): Promise<Imported> {
  const share = await new SyncStore(ledger).share();
  if (!share) throw new Fault('E881');
  const bundle = await readBundle(file);
  if (!bundle.names.some((name) => name.startsWith(`v1/b/${share.space}/`))) throw new Fault('E896');
  const { segments, held } = await takeOver(ledger, bundle);
  return { segments, held: held.length, leftOut: bundle.leftOut.length };
}
