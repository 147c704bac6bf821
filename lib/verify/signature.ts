import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '../records/bytes-text';

const encoder = new TextEncoder();

/** Lower-case hex SHA-256 of a text in UTF-8. */
export const hashOfText = (text: string): string => toHex(sha256(encoder.encode(text)));

/** Lower-case hex SHA-256 of bytes. */
const hashOfBytes = (bytes: Uint8Array): string => toHex(sha256(bytes));

const SIGNATURE = /^[0-9a-f]{128}$/;

/**
 * True when `signature` (hex) is that of the public key (hex) over a text: Ed25519 for keys of 32 bytes, ECDSA P-256 with
 * SHA-256 for uncompressed points. Of the two signatures of P-256 that fit, the one with the smaller half counts alone.
 * Needs nothing of the browser, because the one in which a pack is opened may know neither curve. Never throws.
 */
export function isSigned(publicKey: string, signature: string, text: string | Uint8Array): boolean {
  if (!SIGNATURE.test(signature)) return false;
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  try {
    if (/^[0-9a-f]{64}$/.test(publicKey))
      // Strict, as RFC 8032 has it: no key of small order, no second encoding of a point.
      return ed25519.verify(fromHex(signature), bytes, fromHex(publicKey), { zip215: false });
    if (/^04[0-9a-f]{128}$/.test(publicKey))
      return p256.verify(fromHex(signature), bytes, fromHex(publicKey), { prehash: true, lowS: true });
  } catch {
    return false;
  }
  return false;
}

/** Fingerprint of a public key as people compare it: eight groups of four, from the SHA-256 of the key. */
export const fingerprint = (publicKey: string): string =>
  (hashOfBytes(fromHex(publicKey)).slice(0, 32).match(/.{4}/g) ?? []).join(' ');
