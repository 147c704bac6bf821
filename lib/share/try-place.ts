import { findStyle, FolderCarrier, s3Address, type Trial, tryOut } from '../carrier';
import { keepFolder, type Ledger, newId, SyncStore } from '../ledger';
import { asFault } from '../records/fault';
import { foundSpace } from '../sync';
import { type Credentials, keepPlace, type PlaceAddress, remoteCarrier, s3Settings } from './place';

/** Milliseconds after which a trial is given up: somebody stands before it and waits. */
const PATIENCE = 60_000;

export interface TriedPlace {
  /** The address as it has to be written: style and region are found out. */
  address: PlaceAddress;
  /** Undefined where nothing is tried: files that go by hand. */
  trial: Trial | undefined;
  /** Whether the place may be used. A weak one may. */
  usable: boolean;
}

/** The addresses that the browser has to allow before a place can be tried. Throws E864, E869. */
export function sitesOf(address: PlaceAddress): string[] {
  if (address.sort === 'webdav') return [new URL(address.address).href];
  if (address.sort !== 's3') return [];
  const { address: endpoint, bucket } = address;
  return (['path', 'host'] as const).map(
    (style) => s3Address({ endpoint, bucket, style, accessKey: '', secretKey: '' }).href,
  );
}

/** Tries a place before it is kept. What goes wrong is in the answer. */
export async function tryPlace(
  address: PlaceAddress,
  way: { credentials?: Credentials; folder?: FileSystemDirectoryHandle },
  signal: AbortSignal = AbortSignal.timeout(PATIENCE),
): Promise<TriedPlace> {
  if (address.sort === 'file') return { address, trial: undefined, usable: true };
  try {
    const options = { id: newId(), signal };
    if (address.sort === 'folder') {
      if (!way.folder) return { address, trial: undefined, usable: false };
      return judged(address, await tryOut(new FolderCarrier(way.folder), options));
    }
    const given = way.credentials ?? { user: '', password: '' };
    let found = address;
    if (found.sort === 's3') {
      const { style = 'path', region = '' } = await findStyle(s3Settings(found, given), { signal });
      found = { ...found, style, region };
    }
    return judged(found, await tryOut(remoteCarrier(found, given), options));
  } catch (thrown) {
    return judged(address, { refused: asFault(thrown), weak: true });
  }
}

const judged = (address: PlaceAddress, trial: Trial): TriedPlace => ({
  address,
  trial,
  usable: !trial.refused && trial.readsBack !== false,
});

/**
 * Keeps a place that was tried, of the branch's space or of a company's, and founds the branch's with a short name where
 * this profile is in none. Throws what `keepPlace` and
 * `foundSpace` throw; then nothing is kept of the place.
 */
export async function usePlace(
  ledger: Ledger,
  tried: TriedPlace,
  way: { owner?: string; credentials?: Credentials; folder?: FileSystemDirectoryHandle; space?: string },
): Promise<void> {
  if (way.owner !== undefined && !(await new SyncStore(ledger).share())) await foundSpace(ledger, way.owner);
  if (tried.address.sort === 'folder' && way.folder) await keepFolder(ledger, way.folder, way.space);
  const found = { weak: tried.trial?.weak ?? false };
  await keepPlace(ledger, tried.address, way.credentials, found, way.space);
}
