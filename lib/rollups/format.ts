import { sha256 } from '@noble/hashes/sha2.js';
import { inflateSync } from 'fflate';
import * as z from 'zod/mini';
import { parsePeriod } from '../rules/periods';
import { type Bytes, deflate, join, textOf, toHex, utf8 } from '../sync/bytes';
import { deviceName, publicKey, spaceName, suite, time } from '../sync/shapes';
import { jsonOf } from '../sync/signed';
import { isSignedBy, NEWEST_SUITE, sign, SIGNATURE, suiteOfKey } from '../sync/suite';
import { body, type Body } from './body';
import { openFrom, sealTo } from './mailbox';

/** Bounds of a file, of its first line, and of what it holds. */
export const LARGEST_REPORT = 64 * 1024;
const LARGEST_LINE = 2_000;
const LARGEST_BODY = 512 * 1024;

/** Compressed reports are filled up to a multiple of so many bytes: a size tells little of what is in it. */
const STEP = 256;

/** The open first line of a report. Whoever keeps the place can read it. */
const header = z.looseObject({
  what: z.literal('rollup'),
  v: z.literal(1),
  suite,
  org: spaceName,
  b: z.string().check(z.regex(/^[0-9a-f]{20}$/)),
  period: z.string().check(z.refine((key) => parsePeriod(key as string) !== undefined)),
  /** Grows with every report of a branch and period: an older one cannot pass for a newer. */
  n: z.int().check(z.gte(1)),
  t: time,
  d: deviceName,
  /** Public key that signed it. Whose it is, is for the committee to know. */
  key: publicKey,
});
export type ReportHeader = z.infer<typeof header>;

/** What the writer of a report says in its first line. */
export type ReportAbout = Pick<ReportHeader, 'org' | 'b' | 'period' | 'n' | 't' | 'd' | 'key'>;

/** A file whose signature fits its own first line; whose key that is, is not said yet. */
export interface SignedReport {
  header: ReportHeader;
  /** Lower-case hex SHA-256 of the file. */
  hash: string;
  line: Bytes;
  sealed: Bytes;
}

const purpose = ({ org, b, period }: Pick<ReportHeader, 'org' | 'b' | 'period'>): Bytes =>
  utf8(`rollup|${org}|${b}|${period}`);

/**
 * Writes a report: `signature(64) | header JSON \n | enc(32 or 65) | AES-256-GCM(deflate-raw(JSON), aad = header)`, sealed to
 * the committee's mailbox with HPKE (RFC 9180, base mode) and signed over all bytes after the signature.
 */
export async function sealReport(
  of: ReportAbout,
  content: Body,
  to: { mailbox: string; signWith: CryptoKey },
): Promise<Bytes> {
  const { org, b, period, n, t, d, key } = of;
  const made = { what: 'rollup', v: 1, suite: suiteOfKey(to.signWith), org, b, period, n, t, d, key };
  const line = utf8(`${JSON.stringify(made)}\n`);
  const packed = await deflate(utf8(JSON.stringify(body.parse(content))));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, packed.length);
  const filled = new Uint8Array(Math.ceil((packed.length + size.length) / STEP) * STEP);
  filled.set(size);
  filled.set(packed, size.length);
  const rest = join(line, await sealTo(to.mailbox, purpose(of), filled, line));
  return join(await sign(to.signWith, rest), rest);
}

/**
 * Reads the open part of a file and checks its signature against the key that it names. `torn`: cut off, changed, or no
 * report at all. `newer`: of a version that this program does not read.
 */
export async function readReport(bytes: Bytes): Promise<SignedReport | 'torn' | 'newer'> {
  if (bytes.length > LARGEST_REPORT) return 'torn';
  const end = bytes.indexOf(10, SIGNATURE);
  if (end < 0 || end > SIGNATURE + LARGEST_LINE) return 'torn';
  const json = jsonOf(textOf(bytes.subarray(SIGNATURE, end)));
  const result = header.safeParse(json);
  if (!result.success) return isNewer(json) ? 'newer' : 'torn';
  const rest = bytes.slice(SIGNATURE);
  if (!(await isSignedBy(result.data.key, bytes.slice(0, SIGNATURE), rest, result.data.suite))) return 'torn';
  const cut = end + 1 - SIGNATURE;
  return {
    header: result.data,
    hash: toHex(sha256(bytes)),
    line: rest.slice(0, cut),
    sealed: rest.slice(cut),
  };
}

function isNewer(json: unknown): boolean {
  const { what, v, suite: of } = (json ?? {}) as { what?: unknown; v?: unknown; suite?: unknown };
  return (
    what === 'rollup' && typeof v === 'number' && (v > 1 || (typeof of === 'number' && of > NEWEST_SUITE))
  );
}

/**
 * Room for what is unpacked, one byte more than a report may be: what is larger fills it to the end. One for all, since
 * a report is text before the next one is unpacked.
 */
let room: Uint8Array | undefined;

/** Unpacks a report in one go: a stream for each of thousands takes longer than all the rest. */
function unpack(packed: Uint8Array): Uint8Array | undefined {
  room ??= new Uint8Array(LARGEST_BODY + 1);
  try {
    const bytes = inflateSync(packed, { out: room });
    return bytes.length > LARGEST_BODY ? undefined : bytes;
  } catch {
    return undefined;
  }
}

/**
 * Opens what is sealed: what it says, and the same as the JSON text in which it came. `sealed`: not to this mailbox, or
 * changed. `shape`: it does not hold what a report holds.
 */
export async function openReport(
  report: SignedReport,
  mailbox: CryptoKeyPair,
): Promise<{ content: Body; text: string } | 'sealed' | 'shape' | 'newer'> {
  const filled = await openFrom(mailbox, purpose(report.header), report.sealed, report.line);
  if (!filled) return 'sealed';
  const size = filled.length >= 4 ? new DataView(filled.buffer, filled.byteOffset).getUint32(0) : 0;
  if (!size || size > filled.length - 4) return 'shape';
  const unpacked = unpack(filled.subarray(4, 4 + size));
  const text = unpacked && textOf(unpacked);
  const json = jsonOf(text);
  const result = body.safeParse(json);
  if (text !== undefined && result.success) return { content: result.data, text };
  return typeof (json as { v?: unknown } | undefined)?.v === 'number' && (json as { v: number }).v > 1
    ? 'newer'
    : 'shape';
}
