import type { Json } from '../records/kind';
import type { Ledger } from './ledger';

/** Where a folder is kept that the person opened for sharing. It belongs to this profile and is in no backup. */
const KEY = 'folder';

/** Keeps the handle of a folder, so that it is found again after the browser was closed; undefined forgets it. */
export async function keepFolder(
  ledger: Ledger,
  handle: FileSystemDirectoryHandle | undefined,
): Promise<void> {
  if (handle) await ledger.db.meta.put({ key: KEY, value: handle as unknown as Json });
  else await ledger.db.meta.delete(KEY);
}

/** The folder that was kept. Whether it may be used now is another question. */
export async function keptFolder(ledger: Ledger): Promise<FileSystemDirectoryHandle | undefined> {
  const value = (await ledger.db.meta.get(KEY))?.value as unknown as FileSystemDirectoryHandle | undefined;
  return value?.kind === 'directory' ? value : undefined;
}
