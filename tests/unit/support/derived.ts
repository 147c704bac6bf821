// By its place, as the name of the package leads here.
import { type ArgonOpts, argon2idAsync as argon2id } from '../../../node_modules/@noble/hashes/argon2.js';

const known = new Map<string, Uint8Array>();

/**
 * In the place of Argon2id, whose keys cost a second each, as they are to. The same passphrase with the same salt and
 * cost makes the same key: a process of the tests works it out once and gives copies from then on.
 */
export async function argon2idAsync(
  passphrase: Uint8Array,
  salt: Uint8Array,
  options: ArgonOpts,
): Promise<Uint8Array> {
  const { t, m, p, version, key, personalization, dkLen } = options;
  const name = JSON.stringify([[...passphrase], [...salt], t, m, p, version, key, personalization, dkLen]);
  const before = known.get(name);
  if (before) options.onProgress?.(1);
  const derived = before ?? (await argon2id(passphrase, salt, options));
  known.set(name, derived);
  return derived.slice();
}
