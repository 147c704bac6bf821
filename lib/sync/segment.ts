import { type Bytes, deflate, inflate, join, textOf, utf8 } from './bytes';
import type { RingRow } from '../ledger';
import { COLUMNS, FEW_LINES, packColumns, unpackColumns } from './columns';
import { openLines, readSealed } from './own-lines';
import { type Header, header as headerShape, type WireLine, wireLine } from './shapes';
import { jsonOf } from './signed';
import { derive, isSignedBy, NEWEST_SUITE, random, sign, SIGNATURE } from './suite';

/**
 * At most so many change lines, and about so many characters, go into one segment. Of the 500 that a reader takes so
 * many are written, because what they come to as a rule is less than 64 KiB: Chromium keeps a larger value as a file of
 * its own, which takes several times as long to write, read and change.
 */
export const SEGMENT_LINES = 400;
export const SEGMENT_SIZE = 256 * 1024;
/** A single line may be larger, up to this. */
export const LINE_BYTES = 3 << 20;
/** The same for one that is sealed within the segment, and then longer. */
export const OWN_LINE_BYTES = 1 << 20;

/** What is opened is at most so large: a small file must not fill the memory. */
const INFLATED = 4 << 20;
/** A file larger than this is no segment. */
export const SEGMENT_FILE = INFLATED + (64 << 10);
const HEADER = 1024;
const IV = 12;
/** Steps of the compressed size, so that the size of a file tells little of what is in it. */
const PAD = 1024;
/** The same where what is in it was filled up already. */
const OWN_PAD = 256;
const LENGTH = 4;
const NEWLINE = 10;

/** Why a segment was not opened. Nothing of it was taken. */
export type Refused =
  /** Cut off, damaged, or something else altogether. */
  | 'torn'
  /** A newer version of the program, or other algorithms. */
  | 'newer'
  | 'unknownDevice'
  | 'signature'
  /** Sealed under a key that this device was not given. */
  | 'unknownKey'
  | 'decrypt'
  /** Damaged after decryption, or larger than anything that we write. */
  | 'inflate'
  | 'shape';

export type Opened =
  /** `closed`: hints of what is under keys of members that are not here. */
  | { ok: true; header: Header; lines: WireLine[]; closed?: string[] }
  | { ok: false; reason: Refused; header?: Header };

/**
 * Seals change lines: `signature(64) | header JSON \n | iv(12) | AES-256-GCM(padded deflate-raw(lines))`. The header is
 * bound to what is sealed; the signature covers everything after it. The compressed bytes are preceded by their length
 * and filled up with zeros to a multiple of 1 KiB. A few lines are JSON, one below the other; many stand in columns (see
 * `columns.ts`). What is under keys of members comes as text (see `own-lines.ts`).
 */
export async function sealSegment(
  header: Header,
  lines: readonly WireLine[] | string,
  keys: { sign: CryptoKey; epoch: Uint8Array },
): Promise<Bytes> {
  const head = utf8(`${JSON.stringify(header)}\n`);
  const packed = await deflate(contentOf(lines));
  const step = header.q === 'w' ? OWN_PAD : PAD;
  const plain = new Uint8Array(Math.ceil((LENGTH + packed.length) / step) * step);
  new DataView(plain.buffer).setUint32(0, packed.length);
  plain.set(packed, LENGTH);
  const iv = random(IV);
  const key = await derive(keys.epoch, purpose(header), 'encrypt');
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, plain);
  const body = join(head, iv, new Uint8Array(sealed));
  return join(await sign(keys.sign, body), body);
}

function contentOf(lines: readonly WireLine[] | string): Bytes {
  if (typeof lines === 'string') return utf8(lines);
  if (lines.length >= FEW_LINES) return packColumns(lines);
  return utf8(lines.map((line) => JSON.stringify(line)).join('\n'));
}

const purpose = ({ q, d, s }: Header): string => `${q}|${d}|${s}`;

/**
 * Checks and opens a segment: signature, then key, then content, then every line. It is opened whole or not at all,
 * and nothing in it can make this throw.
 */
export async function openSegment(
  bytes: Bytes,
  known: {
    /** Public signing key of a device, as hex. */
    device(header: Header): string | undefined;
    /** Key of the header's compartment and epoch. */
    epoch(header: Header): Uint8Array | undefined;
    /** Keys of members that may open something in it, and the person who wrote it. */
    own?(header: Header): { keys: readonly RingRow[]; by: string };
  },
): Promise<Opened> {
  const read = readHeader(bytes);
  if (!read) return { ok: false, reason: 'torn' };
  if ('newer' in read) return { ok: false, reason: 'newer' };
  const { header, end } = read;
  const refuse = (reason: Refused): Opened => ({ ok: false, reason, header });
  const publicKey = known.device(header);
  if (!publicKey) return refuse('unknownDevice');
  const body = bytes.slice(SIGNATURE);
  if (!(await isSignedBy(publicKey, bytes.slice(0, SIGNATURE), body, header.suite)))
    return refuse('signature');
  const epoch = known.epoch(header);
  if (!epoch) return refuse('unknownKey');
  const plain = await decrypt(epoch, header, body, end - SIGNATURE);
  if (!plain) return refuse('decrypt');
  const size = plain.length >= LENGTH ? new DataView(plain.buffer).getUint32(0) : Infinity;
  if (size > plain.length - LENGTH) return refuse('inflate');
  const content = await inflate(plain.slice(LENGTH, LENGTH + size), INFLATED);
  if (!content) return refuse('inflate');
  if (header.q !== 'w' && content[0] === COLUMNS) {
    const many = unpackColumns(content, header.n);
    return many ? { ok: true, header, lines: many } : refuse('shape');
  }
  const text = textOf(content);
  if (text === undefined) return refuse('inflate');
  if (header.q === 'w') return (await readOwn(text, header, known.own?.(header))) ?? refuse('shape');
  const lines = readLines(text, header.n);
  return lines ? { ok: true, header, lines } : refuse('shape');
}

/** What of a segment with lines of members is open here; undefined when it has not the shape. */
async function readOwn(
  text: string,
  header: Header,
  { keys, by }: { keys: readonly RingRow[]; by: string } = { keys: [], by: '' },
): Promise<Opened | undefined> {
  const sealed = readSealed(text, header.n);
  if (!sealed) return undefined;
  const { lines: parts, closed } = await openLines(sealed, { d: header.d, s: header.s, by }, keys);
  const lines = parts && (parts.length ? readLines(parts.join('\n'), parts.length) : []);
  return lines && { ok: true, header, lines, closed };
}

function readHeader(bytes: Bytes): { header: Header; end: number } | { newer: true } | undefined {
  const end = bytes.indexOf(NEWLINE, SIGNATURE);
  if (end < 0 || end > SIGNATURE + HEADER || bytes.length > SEGMENT_FILE) return undefined;
  const value = jsonOf(textOf(bytes.subarray(SIGNATURE, end)));
  const result = headerShape.safeParse(value);
  if (result.success) return { header: result.data, end: end + 1 };
  const other = value as { v?: unknown; suite?: unknown } | null | undefined;
  const isAfter = (version: unknown, known: number): boolean =>
    typeof version === 'number' && version > known;
  return isAfter(other?.v, 1) || isAfter(other?.suite, NEWEST_SUITE) ? { newer: true } : undefined;
}

async function decrypt(
  epoch: Uint8Array,
  header: Header,
  body: Bytes,
  headEnd: number,
): Promise<Bytes | undefined> {
  try {
    const key = await derive(epoch, purpose(header), 'decrypt');
    const iv = body.slice(headEnd, headEnd + IV);
    const options = { name: 'AES-GCM', iv, additionalData: body.slice(0, headEnd) };
    return new Uint8Array(await crypto.subtle.decrypt(options, key, body.slice(headEnd + IV)));
  } catch {
    return undefined;
  }
}

/** True when an object in a line has a key of that name; a text that says so is a text like another. */
function namesPrototype(part: string): boolean {
  if (!part.includes('"__proto__"')) return false;
  let found = false;
  JSON.parse(part, (key, value: unknown) => {
    found ||= key === '__proto__';
    return value;
  });
  return found;
}

function readLines(text: string, count: number): WireLine[] | undefined {
  const parts = text.split('\n');
  if (parts.length !== count) return undefined;
  const lines: WireLine[] = [];
  for (const part of parts) {
    const result = wireLine.safeParse(jsonOf(part));
    // A field called like a member of every object would be mistaken for one.
    if (!result.success || Object.getOwnPropertyNames(result.data.f).some((name) => name in {}))
      return undefined;
    if (namesPrototype(part)) return undefined;
    lines.push(result.data);
  }
  return lines;
}
