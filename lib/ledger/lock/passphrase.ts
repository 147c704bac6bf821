import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { argon2idAsync } from '@noble/hashes/argon2.js';
import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '../../records/bytes-text';
import { Fault } from '../../records/fault';
import { KEY } from './sealing';

/** Fewer characters than this are no passphrase. */
export const LOCK_PASSPHRASE = 8;

/** Argon2id: 64 MiB, three passes, one lane. About a second on an office computer. */
export const COST = { m: 64 * 1024, t: 3, p: 1 } as const;
export type Cost = { m: number; t: number; p: number };

const text = z.string().check(z.regex(/^[A-Za-z0-9+/=]{16,200}$/));

/** What is kept of the lock: never the passphrase, and the lock key only under it. */
export const lockShape = z.object({
  v: z.literal(1),
  /**
   * `sealing`: set up, older rows are still being sealed; `on`; `opening`: being taken off, rows are being opened.
   */
  state: z.enum(['sealing', 'on', 'opening']),
  kdf: z.object({ m: z.number(), t: z.number(), p: z.number(), salt: text }),
  /** The lock key under the passphrase. */
  box: text,
  /** Wrong passphrases in a row, and until when (milliseconds) none is tried. */
  fails: z.number(),
  until: z.number(),
  /** Minutes without use after which it locks by itself; 0 = only when the browser closes. */
  minutes: z.number(),
});
export type LockValue = z.infer<typeof lockShape>;

const NONCE = 24;
const utf8 = new TextEncoder();

/** Same text however it was typed: full-width letters, and spaces at the ends, make no difference. */
const clean = (passphrase: string): string => passphrase.normalize('NFKC').trim();

/** Throws E943 when a passphrase is too short. */
export function checkPassphrase(passphrase: string): void {
  if ([...clean(passphrase)].length < LOCK_PASSPHRASE) throw new Fault('E943', { count: LOCK_PASSPHRASE });
}

const derive = (
  passphrase: string,
  salt: Uint8Array,
  { m, t, p }: Cost,
  onProgress?: (part: number) => void,
): Promise<Uint8Array> =>
  argon2idAsync(utf8.encode(clean(passphrase)), salt, {
    m,
    t,
    p,
    dkLen: KEY,
    maxmem: 2 ** 28,
    ...(onProgress ? { onProgress } : {}),
  });

/** Wraps a lock key under a passphrase with a salt of its own. */
export async function wrap(
  lockKey: Uint8Array,
  passphrase: string,
  onProgress?: (part: number) => void,
  cost: Cost = COST,
): Promise<Pick<LockValue, 'kdf' | 'box'>> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const under = await derive(passphrase, salt, cost, onProgress);
  const sealed = xchacha20poly1305(under, nonce).encrypt(lockKey);
  const box = new Uint8Array(NONCE + sealed.length);
  box.set(nonce);
  box.set(sealed, NONCE);
  return { kdf: { ...cost, salt: toBase64(salt) }, box: toBase64(box) };
}

/** The lock key; undefined when the passphrase is another. */
export async function unwrap(
  { kdf, box }: Pick<LockValue, 'kdf' | 'box'>,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<Uint8Array | undefined> {
  const under = await derive(passphrase, fromBase64(kdf.salt), kdf, onProgress);
  const bytes = fromBase64(box);
  try {
    return xchacha20poly1305(under, bytes.subarray(0, NONCE)).decrypt(bytes.subarray(NONCE));
  } catch {
    return undefined;
  }
}

/** Wrong passphrases that cost no waiting. */
const FREE = 3;
const SECOND = 1000;
const LONGEST = 15 * 60 * SECOND;

/** Milliseconds to wait after so many wrong passphrases in a row: 5 s, then twice as long each time, at most 15 minutes. */
export const waitAfter = (fails: number): number =>
  fails < FREE ? 0 : Math.min(5 * SECOND * 2 ** Math.min(fails - FREE, 20), LONGEST);
