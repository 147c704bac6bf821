import { argon2idAsync } from '@noble/hashes/argon2.js';
import { asBytes, utf8 } from './bytes';

/** Argon2id: 64 MiB, three passes, one lane. About a second on an office computer. */
export const COST = { m: 65_536, t: 3, p: 1 } as const;

/** Same text however it was typed: full-width letters, and spaces at the ends, make no difference. */
export const clean = (passphrase: string): string => passphrase.normalize('NFKC').trim();

/**
 * The AES-GCM key of a file that holds keys under a passphrase: of recovery, of a committee.
 *
 * @param onProgress is told the part that is done, from 0 to 1
 */
export async function keyOfPassphrase(
  passphrase: string,
  salt: Uint8Array,
  use: 'encrypt' | 'decrypt',
  onProgress?: (part: number) => void,
): Promise<CryptoKey> {
  const raw = await argon2idAsync(utf8(clean(passphrase)), salt, {
    ...COST,
    dkLen: 32,
    maxmem: 2 ** 28,
    ...(onProgress ? { onProgress } : {}),
  });
  return crypto.subtle.importKey('raw', asBytes(raw), { name: 'AES-GCM' }, false, [use]);
}
