import { fromBase64Url, toBase64Url } from '../records/bytes-text';
import { asBytes, type Bytes, join, NAME_HASH, sha256, toHex, utf8 } from './bytes';
import type { JoinRequest } from './roster';
import { derive, random } from './suite';

/** Bytes of an invitation's secret, of what both sides add to the code, and of the hashes in the link. */
export const SECRET = 16;
const NONCE_INFO = 'branch-sidebook invitation commitment 1';
const IV = 12;

/** Larger messages are none of ours. */
const MOST = 64 * 1024;

/** Name of the files of an invitation: it tells nothing of the secret. */
export const inviteName = async (secret: Uint8Array): Promise<string> =>
  (await sha256(join(utf8('branch-sidebook invitation name 1\n'), secret))).slice(0, NAME_HASH);

/** Stands for the keys of a device and whose it says they are, in 128 bits of base64url. */
export const keysHash = ({ d, owner, member, sign, kem, also }: JoinRequest): Promise<string> =>
  short('branch-sidebook keys 1', [d, owner, member, sign, kem, also]);

/**
 * What the inviter binds herself to in the invitation, before anybody asked: her keys, and a random number that she
 * tells only after she got the request. Whoever sends a request of his own therefore has to choose his keys without
 * knowing which code they will give.
 */
export const commitment = (
  nonce: Uint8Array,
  inviter: string,
  space: string,
  root: string,
): Promise<string> => short(NONCE_INFO, [toHex(nonce), inviter, space, root]);

/** Everything that the six digits are worked out from. */
export interface CodeParts {
  space: string;
  root: string;
  /** {@link keysHash} of both sides. */
  inviter: string;
  joiner: string;
  /** What the inviter tells after the request: her random number in hex, or six digits that she reads out. */
  told: string;
  /** The joiner's random number in hex; part of the request. */
  nonce: string;
}

/** The six digits that both sides compare. */
export async function codeOf({ space, root, inviter, joiner, told, nonce }: CodeParts): Promise<string> {
  const hash = await sha256(
    utf8(JSON.stringify(['branch-sidebook code 1', space, root, inviter, joiner, told, nonce])),
  );
  // 48 bits: the digits are even to one part in 280 million.
  return String(Number.parseInt(hash.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
}

/** Six random digits, to be read out. */
export function sixDigits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, '0');
}

/** What the two sides send each other is under a key that only who holds the invitation can work out. */
export type Purpose = 'request' | 'answer';

/** Seals a message of an invitation: `iv | AES-256-GCM`. */
export async function sealMessage(secret: Uint8Array, purpose: Purpose, message: Bytes): Promise<Bytes> {
  const iv = random(IV);
  const key = await derive(secret, info(purpose), 'encrypt');
  return join(iv, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, message)));
}

/** Opens one; undefined when it is of another invitation, or damaged. */
export async function openMessage(
  secret: Uint8Array,
  purpose: Purpose,
  bytes: Uint8Array,
): Promise<Bytes | undefined> {
  if (bytes.length <= IV || bytes.length > MOST) return undefined;
  const own = asBytes(bytes);
  const key = await derive(secret, info(purpose), 'decrypt');
  const plain = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv: own.slice(0, IV) }, key, own.slice(IV))
    .catch(() => undefined);
  return plain && new Uint8Array(plain);
}

const info = (purpose: Purpose): string => `branch-sidebook invitation ${purpose} 1`;

async function short(what: string, values: readonly unknown[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', utf8(JSON.stringify([what, ...values])));
  return toBase64Url(new Uint8Array(bytes).slice(0, SECRET));
}

/** Bytes of a secret written in base64url; undefined when it is not of the length. */
export function secretOf(text: string): Bytes | undefined {
  const bytes = fromBase64Url(text);
  return bytes?.length === SECRET ? bytes : undefined;
}
