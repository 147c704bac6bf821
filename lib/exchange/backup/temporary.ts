import type { ZipTarget } from './zip';

const FOLDER = 'handed-over';

/** A zip on disk that is nobody's file yet. */
export interface Temporary extends ZipTarget {
  /** Removes it; the blob can be read no more. */
  remove(): Promise<void>;
}

const lockName = (name: string): string => `temporary-${name}`;

/**
 * Opens a temporary file of this profile to write a large zip into; undefined where the browser has none, and the zip is
 * collected in a blob. `name` is to be new. What a window left behind that was closed meanwhile is removed first.
 */
export async function openTemporary(name: string): Promise<Temporary | undefined> {
  const storage = (globalThis.navigator as Navigator | undefined)?.storage;
  if (typeof storage?.getDirectory !== 'function') return undefined;
  try {
    const folder = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    await sweep(folder);
    const free = await hold(name);
    const file = await folder.getFileHandle(name, { create: true });
    const writable = await file.createWritable();
    return {
      writable: throughPieces(writable),
      blob: () => file.getFile(),
      remove: async () => {
        await writable.abort().catch(() => undefined);
        await folder.removeEntry(name).catch(() => undefined);
        free();
      },
    };
  } catch {
    // No room of that kind here, such as in a private window: the other way does.
    return undefined;
  }
}

/** Bytes that are handed to the file at a time: each handing over is a message to another process. */
const PIECE = 1 << 20;

/**
 * Writes to a file in large pieces. The file's own stream stays free, so that it can be given up whatever its writer is
 * at: a file that somebody writes cannot be removed.
 */
function throughPieces(file: FileSystemWritableFileStream): WritableStream<Uint8Array> {
  let held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const hand = async (): Promise<void> => {
    const [first] = held;
    const piece = held.length === 1 && first ? first : new Blob(held);
    held = [];
    size = 0;
    await file.write(piece);
  };
  return new WritableStream({
    write: async (chunk) => {
      held.push(chunk as Uint8Array<ArrayBuffer>);
      size += chunk.byteLength;
      if (size >= PIECE) await hand();
    },
    close: async () => {
      if (size) await hand();
      await file.close();
    },
    abort: (reason) => file.abort(reason),
  });
}

/** Removes what windows left behind that were closed while they wrote. Never throws. */
export async function sweepTemporary(): Promise<void> {
  try {
    await sweep(await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER));
  } catch {
    // No room of that kind here, or nothing was ever written.
  }
}

/** Removes the files that no open window holds. */
async function sweep(folder: FileSystemDirectoryHandle): Promise<void> {
  const names: string[] = [];
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
  for (const name of names)
    await navigator.locks.request(lockName(name), { ifAvailable: true }, async (lock) => {
      if (lock) await folder.removeEntry(name).catch(() => undefined);
    });
}

/** Says that this window uses a file, until it is let go or the window is closed. */
function hold(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(lockName(name), () => new Promise<void>((free) => resolve(free))).catch(reject);
  });
}
