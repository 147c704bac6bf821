import * as z from 'zod/mini';
import { Fault } from '../records/fault';
import { type Carrier, type Got, isPlainName, type Listed, listNames, partsOf } from './carrier';
import { sha256 } from './hash';
import { LARGEST } from './http';
import { REFUSED } from './refusals';

/**
 * One file that holds many under their names: a first line that says what it is, a line with the length of the index
 * in bytes, the index (JSON), then the files one after the other in its order.
 */
const MAGIC = 'branch-sidebook bundle 1\n';
const ANY_VERSION = /^branch-sidebook bundle (\d{1,4})\n/;

/** Bounds of what is read: files in one bundle, bytes of the index. */
const MOST_FILES = 100_000;
const LARGEST_INDEX = 24 * 1024 * 1024;

const indexSchema = z.array(
  z.object({
    name: z.string(),
    size: z.number().check(z.int(), z.gte(0)),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    mark: z.optional(z.string().check(z.maxLength(300))),
  }),
);
type IndexLine = z.infer<typeof indexSchema>[number];

export interface Entry {
  name: string;
  bytes: Uint8Array;
  /** The mark that a place gave the file when it was laid into a bundle. */
  mark?: string | undefined;
}

/** Why one file of a bundle was left out. */
export type LeftOut = 'name' | 'tooLarge' | 'twice' | 'cutOff' | 'changed';

export interface Bundle extends Carrier {
  /** Names of the files that are whole, in the order in which they were written. */
  readonly names: readonly string[];
  /** Files that are not, and why. Names are as they stand in the file: to be shown, never used. */
  readonly leftOut: readonly { name: string; why: LeftOut }[];
}

/** Writes files into one that can be sent by chat, mail or stick. */
export async function writeBundle(entries: readonly Entry[]): Promise<Blob> {
  const index: IndexLine[] = [];
  for (const { name, bytes, mark } of entries) {
    partsOf(name);
    if (bytes.length > LARGEST || index.length >= MOST_FILES) {
      throw new Fault(REFUSED.tooLarge, {
        site: 'bundle',
        size: (bytes.length / 1024 / 1024).toFixed(1),
      });
    }
    index.push({ name, size: bytes.length, sha256: await sha256(bytes), ...(mark ? { mark } : {}) });
  }
  const lines = new TextEncoder().encode(`${JSON.stringify(index)}\n`);
  return new Blob([
    MAGIC,
    `${lines.length}\n`,
    lines,
    ...entries.map(({ bytes }) => bytes as Uint8Array<ArrayBuffer>),
  ]);
}

/**
 * Opens a bundle for reading. What is damaged in it is left out and named; the rest can be read. Several may be read
 * in any order, and one of them twice. Throws E877 when it is no bundle, is of a newer version, or nothing of its
 * index can be read.
 */
export async function readBundle(blob: Blob): Promise<Bundle> {
  const head = await blob.slice(0, 64).text();
  if (!head.startsWith(MAGIC)) {
    const version = ANY_VERSION.exec(head)?.[1];
    throw noBundle(version ? 'newer' : 'other');
  }
  const length = /^(\d{1,9})\n/.exec(head.slice(MAGIC.length))?.[1] ?? '';
  const start = MAGIC.length + length.length + 1;
  const size = Number(length);
  if (!length || size > LARGEST_INDEX || start + size > blob.size) throw noBundle('damaged');
  const index = readIndex(await blob.slice(start, start + size).text());
  return new ReadOnly(...(await checked(blob, index, start + size)));
}

/**
 * The files of a bundle that is in memory, with the marks that they had, for readers who check each file themselves:
 * nothing is held against the index but the lengths, and what was cut off is left out. [] when it is no bundle.
 */
export function filesIn(bytes: Uint8Array): Entry[] {
  const text = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
  if (text(0, MAGIC.length) !== MAGIC) return [];
  const end = bytes.indexOf(10, MAGIC.length);
  const length = text(MAGIC.length, end);
  if (end < 0 || !/^\d{1,9}$/.test(length)) return [];
  let at = end + 1 + Number(length);
  let index: IndexLine[];
  try {
    index = readIndex(text(end + 1, at));
  } catch {
    return [];
  }
  return index.flatMap(({ name, size, mark }) => {
    const from = at;
    at += size;
    return isPlainName(name) && at <= bytes.length ? [{ name, bytes: bytes.subarray(from, at), mark }] : [];
  });
}

function readIndex(text: string): IndexLine[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw noBundle('damaged', thrown);
  }
  const index = indexSchema.safeParse(json);
  if (!index.success || index.data.length > MOST_FILES) throw noBundle('damaged', index.error);
  return index.data;
}

const noBundle = (why: 'newer' | 'other' | 'damaged', cause?: unknown): Fault =>
  new Fault(REFUSED.noBundle, { why }, { cause });

/** Holds every file against the index, one after the other, so that only one is in memory. */
async function checked(
  blob: Blob,
  index: readonly IndexLine[],
  start: number,
): Promise<[Map<string, Blob>, { name: string; why: LeftOut }[]]> {
  const whole = new Map<string, Blob>();
  const leftOut: { name: string; why: LeftOut }[] = [];
  let at = start;
  for (const { name, size, sha256: wanted } of index) {
    const part = blob.slice(at, at + size);
    at += size;
    const why = await fault();
    if (why) leftOut.push({ name: name.slice(0, 200), why });
    else whole.set(name, part);

    async function fault(): Promise<LeftOut | undefined> {
      if (!isPlainName(name)) return 'name';
      if (whole.has(name)) return 'twice';
      if (size > LARGEST) return 'tooLarge';
      if (part.size < size) return 'cutOff';
      return (await sha256(new Uint8Array(await part.arrayBuffer()))) === wanted ? undefined : 'changed';
    }
  }
  return [whole, leftOut];
}

class ReadOnly implements Bundle {
  readonly leftOut: readonly { name: string; why: LeftOut }[];
  readonly #files: Map<string, Blob>;

  constructor(files: Map<string, Blob>, leftOut: readonly { name: string; why: LeftOut }[]) {
    this.#files = files;
    this.leftOut = leftOut;
  }

  get names(): readonly string[] {
    return [...this.#files.keys()];
  }

  put(name: string): Promise<never> {
    return Promise.reject(new Fault(REFUSED.readOnly, { name }));
  }

  async get(name: string, options: { unless?: string; signal?: AbortSignal } = {}): Promise<Got> {
    partsOf(name);
    options.signal?.throwIfAborted();
    const file = this.#files.get(name);
    return file && { bytes: new Uint8Array(await file.arrayBuffer()) };
  }

  async list(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    options.signal?.throwIfAborted();
    return listNames(
      [...this.#files].map(([name, { size }]) => ({ name, size })),
      folder,
    );
  }
}
