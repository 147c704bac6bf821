import * as z from 'zod/mini';
import { instant } from '../records/kind';
import { type Accusation, examine, type KnownDevice, type ReadReview, type SignedReview } from './chain';
import { fingerprint, hashOfText, isSigned } from './signature';

/** Name of the format, and its version; packs of another one are not judged. */
export const PACK_FORMAT = 'branch-sidebook-review-pack';
const PACK_VERSION = 1;

/** Files of a pack with a part in its checking. Whatever else lies in it is held against its hash alone. */
export const PACK_FILES = {
  manifest: 'manifest.json',
  /** Hex signature over the bytes of the manifest. */
  signature: 'manifest.sig',
  devices: 'data/devices.json',
  reviews: 'data/reviews.jsonl',
  items: 'data/items.jsonl',
} as const;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const hexKey = z.string().check(z.regex(/^([0-9a-f]{64}|04[0-9a-f]{128})$/));

/** The list of everything in a pack, signed by whoever made it. */
export const packManifest = z.object({
  format: z.literal(PACK_FORMAT),
  v: z.literal(PACK_VERSION),
  company: z.object({ id: z.string(), name: z.string() }),
  made: instant,
  by: z.object({ member: z.string(), name: z.string(), device: z.string(), key: hexKey }),
  /** True when states and names were left out for readers outside: then no state can be held against its hash. */
  reduced: z.boolean(),
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: hash })),
  /** Last review of each device, so that a missing last one is missed. */
  tips: z.record(z.string(), z.object({ n: z.number(), hash })),
});
export type PackManifest = z.infer<typeof packManifest>;

const devices = z.array(
  z.object({ device: z.string(), key: hexKey, member: z.string(), name: z.optional(z.string()) }),
);
export type PackDevice = z.infer<typeof devices>[number];

/** One line of `data/reviews.jsonl`. */
const reviewLine = z.object({
  item: z.string(),
  text: z.string(),
  signature: z.string(),
  device: z.string(),
  /** Absent in a reduced pack. */
  state: z.optional(z.string()),
});

/** One line of `data/items.jsonl`: an item as it stood when the pack was made. */
const itemLine = z.object({
  record: z.string(),
  code: z.string(),
  period: z.string(),
  /** Hash of its state then, and the text of it; absent in a reduced pack. */
  state: hash,
  text: z.optional(z.string()),
  /** How it stood; `signed` says that its last review judged just this state. */
  standing: z.string(),
  /** Hash of the review that counts. */
  review: z.optional(hash),
  /** Files of its evidence: hash, and where they lie in the pack; without a path the file was left out, and why. */
  files: z.array(z.object({ sha256: hash, path: z.optional(z.string()), why: z.optional(z.string()) })),
});
export type PackItem = z.infer<typeof itemLine>;
export type PackReviewLine = z.infer<typeof reviewLine>;

/** How a pack is read, wherever it lies. */
export interface PackReader {
  /** Every file, folders aside. A path that stands twice is given twice. */
  files(): { path: string; size: number }[];
  /** Hex SHA-256 of a file, in pieces: a file may be larger than memory. */
  hash(path: string): Promise<string>;
  /** A small file as bytes. */
  bytes(path: string): Promise<Uint8Array>;
}

/** What does not hold in a pack besides its reviews. */
export type PackProblem =
  | { problem: 'noManifest' | 'otherFormat' | 'badManifest' | 'manifestSignature' | 'makerUnknown' }
  | {
      problem: 'fileMissing' | 'fileChanged' | 'fileUnlisted' | 'fileTwice' | 'unreadable';
      path: string;
    }
  /** Said to be signed, and its last review judged another state, or is not there. */
  | { problem: 'notSigned'; item: string; code: string }
  /** The text of its state is not that of which the hash is given. */
  | { problem: 'itemState'; item: string; code: string }
  /** Said to have no review that counts, and there is one. */
  | { problem: 'hidesReview'; item: string; code: string }
  | { problem: 'evidenceMissing' | 'evidenceOther'; item: string; code: string; path: string };

/** Somebody whose signature stands in a pack. */
export interface Signer {
  device: string;
  key: string;
  fingerprint: string;
  member: string;
  name: string;
  /** Reviews of theirs that hold. */
  reviews: number;
  /** Made the pack. */
  made: boolean;
}

/** What holds of a pack and what does not. It holds when both lists are empty. */
export interface PackVerdict {
  manifest?: PackManifest;
  problems: PackProblem[];
  accusations: Accusation[];
  signers: Signer[];
  /** By device, the name of whoever it belongs to by the table of the pack. */
  owners: Map<string, string>;
  reviews: ReadReview[];
  items: PackItem[];
}

export const holds = ({ problems, accusations }: PackVerdict): boolean =>
  !problems.length && !accusations.length;

/** Options of {@link verifyPack}. */
export interface VerifyOptions {
  /** Called after each file with the bytes that were hashed so far, and of how many. */
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

/**
 * Recomputes everything that a pack says of itself: the manifest's signature, every file's hash, every review's
 * signature, state and place in its chain, and that each item stands as its reviews say. Throws only what the reader or
 * the signal throws.
 */
export async function verifyPack(reader: PackReader, options: VerifyOptions = {}): Promise<PackVerdict> {
  const verdict: PackVerdict = {
    problems: [],
    accusations: [],
    signers: [],
    owners: new Map(),
    reviews: [],
    items: [],
  };
  const manifest = await readManifest(reader, verdict);
  if (!manifest) return verdict;
  verdict.manifest = manifest;
  await examineFiles(reader, manifest, verdict, options);
  const known = (await jsonOf(reader, PACK_FILES.devices, devices, verdict)) ?? [];
  const byDevice = new Map<string, KnownDevice>(known.map(({ device, ...one }) => [device, one]));
  const maker = byDevice.get(manifest.by.device);
  if (!maker || maker.key !== manifest.by.key || maker.member !== manifest.by.member)
    verdict.problems.push({ problem: 'makerUnknown' });
  const lines = await linesOf(reader, PACK_FILES.reviews, reviewLine, verdict);
  const examined = examine(lines, byDevice, manifest.tips, { mayLackState: manifest.reduced });
  verdict.accusations = examined.accusations;
  verdict.reviews = examined.good;
  verdict.items = await linesOf(reader, PACK_FILES.items, itemLine, verdict);
  examineItems(verdict, manifest, lines);
  verdict.signers = signersOf(known, manifest, examined.good);
  for (const { device, name, member } of known) verdict.owners.set(device, name || member.slice(0, 8));
  return verdict;
}

async function readManifest(reader: PackReader, verdict: PackVerdict): Promise<PackManifest | undefined> {
  const paths = new Set(reader.files().map(({ path }) => path));
  if (!paths.has(PACK_FILES.manifest)) {
    verdict.problems.push({ problem: 'noManifest' });
    return undefined;
  }
  const bytes = await reader.bytes(PACK_FILES.manifest);
  const value = parse(decode(bytes));
  const said = value as { format?: unknown; v?: unknown } | null | undefined;
  if (said?.format !== PACK_FORMAT || said.v !== PACK_VERSION) {
    verdict.problems.push({ problem: value === undefined ? 'badManifest' : 'otherFormat' });
    return undefined;
  }
  const result = packManifest.safeParse(value);
  if (!result.success) {
    verdict.problems.push({ problem: 'badManifest' });
    return undefined;
  }
  const signature = paths.has(PACK_FILES.signature)
    ? (decode(await reader.bytes(PACK_FILES.signature)) ?? '').trim()
    : '';
  if (!isSigned(result.data.by.key, signature, bytes))
    verdict.problems.push({ problem: 'manifestSignature' });
  return result.data;
}

async function examineFiles(
  reader: PackReader,
  manifest: PackManifest,
  verdict: PackVerdict,
  { onProgress, signal }: VerifyOptions,
): Promise<void> {
  const here = new Map<string, number>();
  for (const { path, size } of reader.files()) {
    if (here.has(path)) verdict.problems.push({ problem: 'fileTwice', path });
    here.set(path, size);
  }
  const listed = new Set<string>();
  const total = manifest.files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { path, size, sha256 } of manifest.files) {
    signal?.throwIfAborted();
    if (listed.has(path)) verdict.problems.push({ problem: 'fileTwice', path });
    listed.add(path);
    if (!here.has(path)) verdict.problems.push({ problem: 'fileMissing', path });
    else if (here.get(path) !== size || (await reader.hash(path)) !== sha256)
      verdict.problems.push({ problem: 'fileChanged', path });
    done += size;
    onProgress?.(done, total);
  }
  for (const path of here.keys())
    if (!listed.has(path) && path !== PACK_FILES.manifest && path !== PACK_FILES.signature)
      verdict.problems.push({ problem: 'fileUnlisted', path });
}

function examineItems(verdict: PackVerdict, manifest: PackManifest, lines: readonly SignedReview[]): void {
  const files = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const byHash = new Map(verdict.reviews.map((review) => [review.hash, review]));
  const last = lastByItem(verdict.reviews);
  for (const item of verdict.items) {
    const { record, code, standing, state, review } = item;
    const signed = review === undefined ? undefined : byHash.get(review);
    const isSignedNow = signed?.content.item === record && signed.content.state === state;
    if (standing === 'signed' && !(isSignedNow && last.get(record) === review))
      verdict.problems.push({ problem: 'notSigned', item: record, code });
    else if (review !== undefined && last.get(record) !== review)
      verdict.problems.push({ problem: 'notSigned', item: record, code });
    if (item.text !== undefined && hashOfText(item.text) !== state)
      verdict.problems.push({ problem: 'itemState', item: record, code });
    if (review === undefined && last.get(record) !== undefined)
      verdict.problems.push({ problem: 'hidesReview', item: record, code });
    for (const { sha256, path } of item.files) {
      if (path === undefined) continue;
      const listed = files.get(path);
      if (listed === undefined)
        verdict.problems.push({ problem: 'evidenceMissing', item: record, code, path });
      else if (listed !== sha256)
        verdict.problems.push({ problem: 'evidenceOther', item: record, code, path });
    }
  }
  const known = new Set(verdict.items.map(({ record }) => record));
  for (const { item } of lines)
    if (!known.has(item)) {
      known.add(item);
      verdict.problems.push({ problem: 'hidesReview', item, code: '' });
    }
}

/**
 * By item, the hash of the review that counts, undefined when that was taken back: the last line of the file that no
 * other review of the item was made on. Clocks decide nothing, and no line can be moved behind its successor.
 */
function lastByItem(reviews: readonly ReadReview[]): Map<string, string | undefined> {
  const followed = new Set(reviews.map(({ content }) => content.before));
  const last = new Map<string, string | undefined>();
  for (const { hash: own, content } of reviews)
    if (!followed.has(own)) last.set(content.item, content.act === 'review' ? own : undefined);
  return last;
}

function signersOf(
  known: readonly PackDevice[],
  manifest: PackManifest,
  good: readonly ReadReview[],
): Signer[] {
  const count = new Map<string, number>();
  for (const { content } of good) count.set(content.device, (count.get(content.device) ?? 0) + 1);
  const nameOf = new Map(good.map(({ content }) => [content.device, content.reviewer.name]));
  return known
    .filter(({ device }) => count.has(device) || device === manifest.by.device)
    .map(({ device, key, member, name }) => ({
      device,
      key,
      fingerprint: fingerprint(key),
      member,
      name: nameOf.get(device) ?? name ?? (device === manifest.by.device ? manifest.by.name : ''),
      reviews: count.get(device) ?? 0,
      made: device === manifest.by.device,
    }));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

async function textAt(reader: PackReader, path: string, verdict: PackVerdict): Promise<string | undefined> {
  const isHere = reader.files().some((file) => file.path === path);
  const text = isHere ? decode(await reader.bytes(path)) : undefined;
  if (text === undefined) verdict.problems.push({ problem: 'unreadable', path });
  return text;
}

async function jsonOf<T>(
  reader: PackReader,
  path: string,
  shape: z.ZodMiniType<T>,
  verdict: PackVerdict,
): Promise<T | undefined> {
  const text = await textAt(reader, path, verdict);
  const result = shape.safeParse(parse(text));
  if (!result.success && text !== undefined) verdict.problems.push({ problem: 'unreadable', path });
  return result.success ? result.data : undefined;
}

/** The lines of a file of JSON lines. One that does not fit is named once for the file. */
async function linesOf<T>(
  reader: PackReader,
  path: string,
  shape: z.ZodMiniType<T>,
  verdict: PackVerdict,
): Promise<T[]> {
  const text = await textAt(reader, path, verdict);
  const results = (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => shape.safeParse(parse(line)));
  if (results.some(({ success }) => !success)) verdict.problems.push({ problem: 'unreadable', path });
  return results.flatMap((result) => (result.success ? [result.data] : []));
}
