import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64Url, fromHex, toBase64Url, toHex } from './bytes-text';

/** The public part of a recovery key: lower-case hex of the key that signs and of the one that keys are wrapped to. */
export interface PublicRecovery {
  sign: string;
  kem: string;
}

/** What is wrong with a text that should be the public part of a recovery key. */
export type RecoveryTextFault =
  /** It holds nothing that begins as one does. */
  | 'start'
  /** Of a later version of the program. */
  | 'newer'
  /** Characters that no such text has. */
  | 'letters'
  /** Cut off, or longer than it should be. */
  | 'length'
  /** As long as it should be, and some character is another one. */
  | 'sum';

const START = 'BSK1-';
const SUM = 6;
/** Bytes of a public key: of X25519 and Ed25519, or a point of P-256. */
const KEYS = [32, 65];

/**
 * The public part as one line, for a chat, a slip of paper or the organisation's policy: `BSK1-` and, in base64url, the
 * length of each key in one byte before it (`sign`, then `kem`), then the first six bytes of the SHA-256 of all before
 * them under {@link bound}. There is one text for each key, and nothing in it is secret.
 */
export function recoveryText({ sign, kem }: PublicRecovery): string {
  const body = bodyOf({ sign, kem });
  return START + toBase64Url(concatBytes(body, sumOf(body)));
}

/**
 * Reads {@link recoveryText} out of what somebody pasted. Breaks, blanks and words before it are passed over, and
 * full-width letters are taken for what they stand for; everything after its beginning has to be the text alone.
 */
export function readRecoveryText(text: string): PublicRecovery | { wrong: RecoveryTextFault } {
  const given = text
    .slice(0, 4000)
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '');
  const [, version = '', code = ''] = /BSK(\d{1,3})-(.*)$/s.exec(given) ?? [];
  if (!version) return { wrong: 'start' };
  if (Number(version) > 1) return { wrong: 'newer' };
  if (version !== '1') return { wrong: 'start' };
  if (!/^[\w-]*$/.test(code)) return { wrong: 'letters' };
  const bytes = decoded(code);
  if (!bytes) return { wrong: 'length' };
  const body = bytes.subarray(0, -SUM);
  const [sign, rest] = taken(body);
  const [kem, end] = taken(rest ?? new Uint8Array());
  if (!sign || !kem || end?.length !== 0) {
    // Of the length of a whole one, so that its first byte is what was changed.
    return { wrong: WHOLE.includes(bytes.length) ? 'sum' : 'length' };
  }
  if (toHex(sumOf(body)) !== toHex(bytes.subarray(-SUM))) return { wrong: 'sum' };
  return { sign: toHex(sign), kem: toHex(kem) };
}

const WHOLE = KEYS.flatMap((sign) => KEYS.map((kem) => 2 + sign + kem + SUM));

/**
 * Name of a recovery key in rosters and signed files, made from the key itself: whoever has the public part knows the
 * name, and one name is not given to two keys by mistake.
 */
export function recoveryName(key: PublicRecovery): string {
  const digest = sha256(concatBytes(bound('name'), bodyOf(key)));
  return `rk${Array.from(digest.subarray(0, 6), (byte) => (byte % 36).toString(36)).join('')}`;
}

/** Sixteen digits, in fours, for comparing a recovery key by eye: on paper, on screen, over the telephone. */
export function recoveryFingerprint(key: PublicRecovery): string {
  return inFours(toHex(sha256(concatBytes(bound('print'), bodyOf(key)))).slice(0, 16));
}

/** Hex digits as people read them out. */
export const inFours = (digits: string): string => (digits.match(/.{1,4}/g) ?? []).join(' ');

const bound = (use: string): Uint8Array => utf8ToBytes(`branch-sidebook recovery ${use}|`);
const sumOf = (body: Uint8Array): Uint8Array => sha256(concatBytes(bound('text'), body)).subarray(0, SUM);

function bodyOf({ sign, kem }: PublicRecovery): Uint8Array {
  return concatBytes(...[sign, kem].map(fromHex).flatMap((key) => [Uint8Array.of(key.length), key]));
}

/** A key with its length before it, and what follows; nothing when there is none. */
function taken(bytes: Uint8Array): [Uint8Array, Uint8Array] | [] {
  const length = bytes[0] ?? 0;
  if (!KEYS.includes(length) || bytes.length < 1 + length) return [];
  return [bytes.subarray(1, 1 + length), bytes.subarray(1 + length)];
}

/** Undefined unless it is exactly what is written for these bytes. */
function decoded(text: string): Uint8Array | undefined {
  if (text.length < 8 || text.length > 400) return undefined;
  const bytes = fromBase64Url(text);
  return bytes && toBase64Url(bytes) === text ? bytes : undefined;
}
