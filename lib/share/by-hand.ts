import { readBundle, writeBundle } from '../carrier';
import { type Amount, type Ledger, sharedSpaces } from '../ledger';
import { Fault } from '../records/fault';
import { handOver, place, type Preset, takeOver, toHand } from '../sync';

/** Ending of the files that go by hand. */
export const SHARE_FILE = '.bsshare';

/**
 * One file with all of one space that others there have not got yet; of files kept with records so many bytes as `most`
 * says. `recoveryKey`: the one that the organisation has set goes into force with it. Throws E881, E895, E863 (too
 * large), E110–E112.
 */
export async function exportFile(
  ledger: Ledger,
  options: { all?: boolean; most?: number; space?: string } & Preset = {},
): Promise<{ blob: Blob; segments: number; blobs: Amount; left: Amount }> {
  const { files, ...said } = await handOver(ledger, options);
  return { blob: await writeBundle(files), ...said };
}

/** Files and long texts that would go along with the next exported file. Throws as {@link exportFile}. */
export const waitingByHand = (ledger: Ledger, space?: string): Promise<Amount> => toHand(ledger, space);

export interface Imported {
  /** Segments taken in, and held ones in all. */
  segments: number;
  held: number;
  /** Files and long texts that came. */
  blobs: number;
  /** Files inside that were damaged and left out. */
  leftOut: number;
}

/**
 * Takes in a file that somebody exported, in any order and any number of times, of whichever of this profile's spaces it
 * is. Throws E877 (no file of ours), E896 (of another branch or company), E881, E895, E110–E112.
 */
export async function importFile(ledger: Ledger, file: Blob): Promise<Imported> {
  const shares = await sharedSpaces(ledger);
  if (!shares.length) throw new Fault('E881');
  const bundle = await readBundle(file);
  const named = shares.filter(({ space }) =>
    bundle.names.some((name) => name.startsWith(`${place(space).base}/`)),
  );
  if (!named.length) throw new Fault('E896');
  const all: Imported = { segments: 0, held: 0, blobs: 0, leftOut: bundle.leftOut.length };
  for (const { space } of named) {
    const { segments, held, blobs } = await takeOver(ledger, bundle, space);
    all.segments += segments;
    all.held += held.length;
    all.blobs += blobs;
  }
  return all;
}
