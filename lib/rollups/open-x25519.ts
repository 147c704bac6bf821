import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, join, utf8 } from '../sync/bytes';

/** RFC 9180 § 7: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const KEM_ID = join(utf8('KEM'), Uint8Array.of(0, 0x20));
const SUITE_ID = join(utf8('HPKE'), Uint8Array.of(0, 0x20, 0, 1, 0, 2));
const VERSION = utf8('HPKE-v1');
const NOTHING = new Uint8Array();
const BASE_MODE = Uint8Array.of(0);
const KEY = 32;
const NONCE = 12;

const labeledExtract = (id: Uint8Array, label: string, ikm: Uint8Array, salt?: Uint8Array): Uint8Array =>
  extract(sha256, join(VERSION, id, utf8(label), ikm), salt ?? NOTHING);

const labeledExpand = (id: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, size: number) =>
  Uint8Array.from(
    expand(sha256, prk, join(Uint8Array.of(size >> 8, size & 255), VERSION, id, utf8(label), info), size),
  );

const PSK_ID_HASH = /* @__PURE__ */ (() => labeledExtract(SUITE_ID, 'psk_id_hash', NOTHING))();

/** Public keys of mailboxes as bytes, so that thousands of messages to one read it out once. */
const raw = new WeakMap<CryptoKey, Promise<Bytes>>();
const bytesOf = (key: CryptoKey): Promise<Bytes> => {
  let bytes = raw.get(key);
  if (!bytes) {
    bytes = crypto.subtle.exportKey('raw', key).then((buffer) => new Uint8Array(buffer));
    raw.set(key, bytes);
  }
  return bytes;
};

/**
 * Opens one message of HPKE in base mode (RFC 9180), the first and only one of its context. The library takes more than
 * twenty steps through the browser's threads for each message, most of them for hashes of some dozens of bytes; a
 * committee opens ten thousand in a row. Here the hashes are counted in place, and four steps remain. Throws when it was
 * not sealed to this key and purpose, or was changed.
 */
export async function openX25519(
  { privateKey, publicKey }: CryptoKeyPair,
  message: { enc: Bytes; ct: Bytes; info: Bytes; beside: Bytes },
): Promise<Bytes> {
  const { subtle } = crypto;
  const { enc, ct, info, beside } = message;
  const theirs = await subtle.importKey('raw', enc, { name: 'X25519' }, false, []);
  // Refuses what would give a secret of noughts.
  const dh = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, privateKey, 256));
  const prk = labeledExtract(KEM_ID, 'eae_prk', dh);
  const context = join(enc, await bytesOf(publicKey));
  const shared = labeledExpand(KEM_ID, prk, 'shared_secret', context, KEY);
  const schedule = join(BASE_MODE, PSK_ID_HASH, labeledExtract(SUITE_ID, 'info_hash', info));
  const secret = labeledExtract(SUITE_ID, 'secret', NOTHING, shared);
  const key = labeledExpand(SUITE_ID, secret, 'key', schedule, KEY);
  const iv = labeledExpand(SUITE_ID, secret, 'base_nonce', schedule, NONCE);
  const aes = await subtle.importKey('raw', key, { name: 'AES-GCM' }, false, ['decrypt']);
  return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: beside }, aes, ct));
}
