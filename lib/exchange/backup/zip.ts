import {
  BlobReader,
  ERR_UNSAFE_FILENAME,
  type FileEntry,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { BackupSink, BackupSource } from '../../ledger';
import { Fault } from '../../records/fault';
import { startsAsZip } from './sniff';

/** Our pages forbid workers from blobs; the browser's own compression streams need none. */
const INLINE = { useWebWorkers: false, useCompressionStream: true } as const;

/** More entries than any branch has files. */
const MOST_ENTRIES = 200_000;
/** Text of records packs to a twentieth or so. What packs far better and is big is made to fill a disk. */
const MOST_RATIO = 200;
const RATIO_FREE = 64 * 1024 * 1024;

/** A zip being written. Nothing of it stands in memory whole: the browser keeps large blobs on disk. */
export interface ZipBackup {
  sink: BackupSink;
  /** Ends the zip and gives its bytes. */
  finish(): Promise<Blob>;
  /** Gives up. */
  abort(reason: unknown): Promise<void>;
}

/** Where a zip is written, and its bytes once it is whole. */
export interface ZipTarget {
  writable: WritableStream<Uint8Array>;
  blob(): Promise<Blob>;
}

function collected(): ZipTarget {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const blob = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
  // The reason of a failure comes from the writing side.
  blob.catch(() => undefined);
  return { writable, blob: async () => new Blob([await blob], { type: 'application/zip' }) };
}

/** Starts a zip whose entries carry the time `asOf` (milliseconds); in a blob, unless another target is given. */
export function startZip(asOf: number, { writable, blob }: ZipTarget = collected()): ZipBackup {
  const zip = new ZipWriter(writable, { ...INLINE, lastModDate: new Date(asOf), extendedTimestamp: false });
  return {
    sink: {
      write: async ({ name, packed }, bytes) => {
        await zip.add(name, bytes, { level: packed ? 0 : 6 });
      },
    },
    finish: async () => {
      await zip.close();
      return blob();
    },
    abort: (reason) => writable.abort(reason).catch(() => undefined),
  };
}

/**
 * Opens a zip as a backup. Reads only its directory; entries are read when asked for.
 *
 * Throws E502 (cut short), E503 (damaged), E504 (no backup), E506 (would unpack to too much), E507 (a name that
 * points outside).
 */
export async function openZip(blob: Blob): Promise<BackupSource> {
  const entries = await readDirectory(blob);
  if (entries.length > MOST_ENTRIES) throw new Fault('E506', { file: 'zip' });
  const files = new Map<string, FileEntry>();
  let total = 0;
  for (const entry of entries) {
    checkName(entry.filename);
    if (entry.directory) continue;
    if (entry.encrypted || files.has(entry.filename))
      throw new Fault('E503', { file: shown(entry.filename) });
    if (isBomb(entry.uncompressedSize, entry.compressedSize)) {
      throw new Fault('E506', { file: shown(entry.filename) });
    }
    total += entry.uncompressedSize;
    files.set(entry.filename, entry);
  }
  if (isBomb(total, blob.size)) throw new Fault('E506', { file: 'zip' });
  if (!files.has('manifest.json')) throw new Fault('E504');
  return {
    names: new Set(files.keys()),
    open: async (name) => {
      const entry = files.get(name);
      if (!entry) throw new Fault('E503', { file: shown(name) });
      return bytesOf(entry);
    },
  };
}

async function readDirectory(blob: Blob) {
  try {
    return await new ZipReader(new BlobReader(blob), INLINE).getEntries();
  } catch (thrown) {
    const { message, filename } = thrown as { message?: string; filename?: string };
    if (message === ERR_UNSAFE_FILENAME) throw new Fault('E507', { name: shown(filename ?? '') });
    throw new Fault((await startsAsZip(blob)) ? 'E502' : 'E504', {}, { cause: thrown });
  }
}

const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > RATIO_FREE && unpacked > packed * MOST_RATIO;

/** Refuses names that would lead out of a folder when somebody unpacks the zip. */
function checkName(name: string): void {
  const parts = name.split(/[\\/]/);
  const unsafe = name.includes('\\') || name.startsWith('/') || /^[a-z]:/i.test(name) || parts.includes('..');
  if (unsafe || name.includes('\0')) throw new Fault('E507', { name: shown(name) });
}

const shown = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);

/** The unpacked bytes of an entry, never more of them than the directory says. */
function bytesOf(entry: FileEntry): ReadableStream<Uint8Array> {
  const file = shown(entry.filename);
  const damaged = (thrown: unknown) =>
    thrown instanceof Fault ? thrown : new Fault('E503', { file }, { cause: thrown });
  let size = 0;
  const through = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      size += chunk.byteLength;
      if (size > entry.uncompressedSize) throw new Fault('E506', { file });
      controller.enqueue(chunk);
    },
  });
  const writer = through.writable.getWriter();
  const target = new WritableStream<Uint8Array>({
    write: (chunk) => writer.write(chunk),
    close: () => writer.close(),
    abort: (reason) => writer.abort(damaged(reason)),
  });
  entry
    .getData(target, { ...INLINE, checkSignature: true, checkOverlappingEntry: true })
    .catch((thrown: unknown) => writer.abort(damaged(thrown)))
    // The reader of the stream is told; nobody else waits for this.
    .catch(() => undefined);
  return through.readable;
}
