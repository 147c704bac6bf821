/** Beside the standard: what Chromium adds to handles, absent from those of the browser's private folders. */
interface Askable {
  queryPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
}

/** Whether we may read and write a folder now. */
export async function folderState(handle: FileSystemDirectoryHandle): Promise<PermissionState> {
  return (await (handle as Askable).queryPermission?.({ mode: 'readwrite' })) ?? 'granted';
}

/** Asks for a folder again that was opened earlier. Has to be the first statement of a click handler. */
export async function askFolder(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return ((await (handle as Askable).requestPermission?.({ mode: 'readwrite' })) ?? 'granted') === 'granted';
}

/** Whether this browser can open folders for a page (Chrome and Edge can). */
export const canPickFolder = (): boolean => 'showDirectoryPicker' in globalThis;

/**
 * Lets the person choose a folder; undefined when none was chosen. Has to be the first statement of a click handler,
 * where {@link canPickFolder} is true.
 */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  const pick = (
    globalThis as { showDirectoryPicker?: (options: object) => Promise<FileSystemDirectoryHandle> }
  ).showDirectoryPicker;
  try {
    return await pick?.({ id: 'branch-sidebook', mode: 'readwrite' });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return undefined;
    throw thrown;
  }
}
