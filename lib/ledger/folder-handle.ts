import type { Json } from '../records/kind';
import type { Ledger } from './ledger';
import { isCompanySpace } from './sync-scope';

/** Where a folder is kept that the person opened for sharing. It belongs to this profile and is in no backup. */
const KEY = 'folder';

const keyOf = (space = ''): string => (isCompanySpace(space) ? `${KEY}:${space}` : KEY);

/**
 * Keeps the handle of a folder, so that it is found again after the browser was closed; undefined forgets it. A space of
 * a company may have one of its own.
 */
export async function keepFolder(
  ledger: Ledger,
  handle: FileSystemDirectoryHandle | undefined,
  space?: string,
): Promise<void> {
  if (handle) await ledger.db.meta.put({ key: keyOf(space), value: handle as unknown as Json });
  else await ledger.db.meta.delete(keyOf(space));
}

/** The folder that was kept. Whether it may be used now is another question. */
export async function keptFolder(
  ledger: Ledger,
  space?: string,
): Promise<FileSystemDirectoryHandle | undefined> {
  const value = (await ledger.db.meta.get(keyOf(space)))?.value as unknown as
    FileSystemDirectoryHandle | undefined;
  return value?.kind === 'directory' ? value : undefined;
}
