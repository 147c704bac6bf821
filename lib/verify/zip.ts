import { sha256 } from '@noble/hashes/sha2.js';
import { Inflate } from 'fflate';
import { toHex } from '../records/bytes-text';
import type { PackReader } from './pack';

/** Why a file is not read as a pack at all. */
export type ZipReason =
  'notZip' | 'cut' | 'damaged' | 'unsafeName' | 'tooMuch' | 'tooMany' | 'encrypted' | 'unsupported';

/** Thrown for a zip that is not read; `path` names the entry, where it is about one. */
export class ZipProblem extends Error {
  constructor(
    readonly reason: ZipReason,
    readonly path = '',
  ) {
    super(path ? `${reason}: ${path}` : reason);
  }
}

/** What a zip is read from: a blob, or a file that stands in for one. */
export interface ZipBytes {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

interface Entry {
  path: string;
  /** Bytes of the name as they stand in the directory. */
  name: Uint8Array;
  method: number;
  packed: number;
  size: number;
  /** Where its local header begins. */
  at: number;
}

const MOST_ENTRIES = 200_000;
const MOST_DIRECTORY = 128 * 1024 * 1024;
/** A file that is read whole. */
const MOST_WHOLE = 512 * 1024 * 1024;
/** What unpacks to far more than it is, and is large, is made to fill a disk. */
const MOST_RATIO = 200;
const RATIO_FREE = 64 * 1024 * 1024;
/** Bytes read at a time, and bytes unpacked at a time: 64 KiB unpack to 66 MB at worst. */
const PIECE = 1024 * 1024;
const STEP = 64 * 1024;
/** No UTF-8: a file that cannot be unpacked is unreadable, and nothing in it is taken for said. */
const UNREADABLE = Uint8Array.of(0xff);

/**
 * Opens a zip as a pack. Only its directory is read; files are read in pieces when they are asked for, so that a pack
 * may be larger than memory. Anything that two programs could read in two ways is refused: bytes before or between,
 * names that differ, entries that overlap. Throws {@link ZipProblem}.
 */
export async function openPackZip(blob: ZipBytes): Promise<PackReader> {
  const entries = await readDirectory(blob);
  const byPath = new Map<string, Entry>();
  for (const entry of entries) if (!byPath.has(entry.path)) byPath.set(entry.path, entry);
  const entryAt = (path: string): Entry => {
    const entry = byPath.get(path);
    if (!entry) throw new ZipProblem('damaged', path);
    return entry;
  };
  return {
    files: () => entries.map(({ path, size }) => ({ path, size })),
    hash: async (path) => {
      const hash = sha256.create();
      const isWhole = await unpack(blob, entryAt(path), (bytes) => hash.update(bytes));
      return isWhole ? toHex(hash.digest()) : '';
    },
    bytes: async (path) => {
      const entry = entryAt(path);
      if (entry.size > MOST_WHOLE) throw new ZipProblem('tooMuch', path);
      const all = new Uint8Array(entry.size);
      let at = 0;
      const isWhole = await unpack(blob, entry, (bytes) => {
        all.set(bytes, at);
        at += bytes.length;
      });
      return isWhole ? all : UNREADABLE;
    },
  };
}

async function slice(blob: ZipBytes, from: number, to: number): Promise<DataView> {
  if (from < 0 || to > blob.size || from > to) throw new ZipProblem('damaged');
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** A number of 64 bits; beyond what a number holds exactly nothing is real. */
function large(view: DataView, at: number): number {
  const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  if (!Number.isSafeInteger(value)) throw new ZipProblem('damaged');
  return value;
}

interface Directory {
  at: number;
  size: number;
  count: number;
}

async function findDirectory(blob: ZipBytes): Promise<Directory> {
  const from = Math.max(0, blob.size - 65_557);
  const tail = await slice(blob, from, blob.size);
  let end = tail.byteLength - 22;
  for (; end >= 0; end -= 1)
    if (
      tail.getUint32(end, true) === 0x06054b50 &&
      end + 22 + tail.getUint16(end + 20, true) === tail.byteLength
    )
      break;
  if (end < 0) {
    const start = blob.size >= 4 ? (await slice(blob, 0, 4)).getUint32(0, true) : 0;
    throw new ZipProblem(start === 0x04034b50 ? 'cut' : 'notZip');
  }
  let directory: Directory = {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    at: tail.getUint32(end + 16, true),
  };
  let edge = from + end;
  if (end >= 20 && tail.getUint32(end - 20, true) === 0x07064b50) {
    const at = large(tail, end - 12);
    const record = await slice(blob, at, Math.min(at + 56, blob.size));
    if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) throw new ZipProblem('damaged');
    directory = { count: large(record, 32), size: large(record, 40), at: large(record, 48) };
    edge = at;
  }
  if (directory.count > MOST_ENTRIES || directory.size > MOST_DIRECTORY) throw new ZipProblem('tooMany');
  if (directory.at + directory.size !== edge) throw new ZipProblem('damaged');
  return directory;
}

async function readDirectory(blob: ZipBytes): Promise<Entry[]> {
  const directory = await findDirectory(blob);
  const view = await slice(blob, directory.at, directory.at + directory.size);
  const all: Entry[] = [];
  let at = 0;
  while (all.length < directory.count) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw new ZipProblem('damaged');
    const [names, extras, comments] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + names + extras + comments;
    if (next > view.byteLength) throw new ZipProblem('damaged');
    all.push(readEntry(view, at, names, extras));
    at = next;
  }
  if (at !== view.byteLength) throw new ZipProblem('damaged');
  examineLayout(all, directory.at, blob.size);
  return all.filter(({ path }) => !path.endsWith('/'));
}

function readEntry(view: DataView, at: number, names: number, extras: number): Entry {
  const name = bytesOf(view).subarray(at + 46, at + 46 + names);
  const path = safeName(name);
  if (view.getUint16(at + 8, true) & 1) throw new ZipProblem('encrypted', path);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw new ZipProblem('unsupported', path);
  let [packed, size, start] = [20, 24, 42].map((offset) => view.getUint32(at + offset, true)) as [
    number,
    number,
    number,
  ];
  const end = at + 46 + names + extras;
  for (let extra = at + 46 + names; extra + 4 <= end;) {
    const length = view.getUint16(extra + 2, true);
    if (extra + 4 + length > end) throw new ZipProblem('damaged', path);
    if (view.getUint16(extra, true) === 1) {
      let field = extra + 4;
      const wide = (value: number): number => {
        if (value !== 0xffffffff) return value;
        if (field + 8 > extra + 4 + length) throw new ZipProblem('damaged', path);
        field += 8;
        return large(view, field - 8);
      };
      [size, packed, start] = [wide(size), wide(packed), wide(start)];
    }
    extra += 4 + length;
  }
  if (size > RATIO_FREE && size > packed * MOST_RATIO) throw new ZipProblem('tooMuch', path);
  if (method === 0 && size !== packed) throw new ZipProblem('damaged', path);
  return { path, name, method, packed, size, at: start };
}

/** Refuses names that lead out of a folder when somebody unpacks the zip, and such as no program shows as they are. */
function safeName(name: Uint8Array): string {
  let path: string;
  try {
    path = new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    throw new ZipProblem('unsafeName', '?');
  }
  const isUnsafe =
    path === '' ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    /[\\\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(path) ||
    path.split('/').some((part) => part === '..' || part === '.');
  // eslint-disable-next-line no-control-regex -- shown on a screen
  if (isUnsafe)
    throw new ZipProblem('unsafeName', path.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u2069]/g, '?'));
  return path;
}

/** Entries lie one after the other before the directory, and none in another. */
function examineLayout(entries: readonly Entry[], end: number, whole: number): void {
  const sorted = [...entries].sort((a, b) => a.at - b.at);
  let total = 0;
  sorted.forEach(({ at, packed, size, path, name }, index) => {
    const next = sorted[index + 1]?.at ?? end;
    if (at + 30 + name.length + packed > next) throw new ZipProblem('damaged', path);
    total += size;
  });
  if (sorted.length && sorted[0]?.at !== 0) throw new ZipProblem('damaged');
  if (total > RATIO_FREE && total > whole * MOST_RATIO) throw new ZipProblem('tooMuch');
}

/** Unpacks an entry piece by piece; false when its bytes are not those that the directory promises. */
async function unpack(blob: ZipBytes, entry: Entry, take: (bytes: Uint8Array) => void): Promise<boolean> {
  const { at, packed, size, method, name } = entry;
  const header = await slice(blob, at, at + 30 + name.length);
  const isOurs = header.getUint32(0, true) === 0x04034b50 && header.getUint16(26, true) === name.length;
  const written = bytesOf(header).subarray(30);
  if (!isOurs || name.some((byte, index) => byte !== written[index])) return false;
  const start = at + 30 + name.length + header.getUint16(28, true);
  if (start + packed > blob.size) return false;
  let count = 0;
  const counted = (bytes: Uint8Array): void => {
    count += bytes.length;
    if (count > size) throw new ZipProblem('tooMuch', entry.path);
    take(bytes);
  };
  const inflate = method === 8 ? new Inflate(counted) : undefined;
  try {
    for (let from = start; from < start + packed; from += PIECE) {
      const to = Math.min(from + PIECE, start + packed);
      const piece = bytesOf(await slice(blob, from, to));
      if (!inflate) counted(piece);
      else
        for (let step = 0; step < piece.length; step += STEP)
          inflate.push(
            piece.subarray(step, step + STEP),
            to === start + packed && step + STEP >= piece.length,
          );
    }
  } catch {
    // What cannot be unpacked, or is more than was promised, is not what was signed.
    return false;
  }
  return count === size;
}
