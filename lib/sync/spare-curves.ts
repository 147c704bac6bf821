import { Dhkem, HkdfSha256Native, KemId, XCurveDhkemPrimitives } from '@hpke/common';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { type Bytes, fromHex } from './bytes';

/**
 * Ed25519 and X25519 in code of their own, slower than a browser's: loaded where a browser has not got them, so that it
 * can check what others signed and wrap keys to them. It never holds a device's own keys, which are of P-256 there.
 */

/** True when the signature is that of the public key (hex) over the bytes. Never throws. */
export function isSigned(publicKey: string, signature: Bytes, bytes: Bytes): boolean {
  try {
    // Strict, as browsers are: one way to write each point.
    return ed25519.verify(signature, bytes, fromHex(publicKey), { zip215: false });
  } catch {
    return false;
  }
}

class Primitives extends XCurveDhkemPrimitives {
  constructor(kdf: HkdfSha256Native) {
    // The interface says that a random key is waited for; it is awaited either way.
    const utils = { randomSecretKey: async () => x25519.utils.randomSecretKey() };
    super('X25519', 32, { ...x25519, utils }, kdf);
  }
}

/** DHKEM(X25519, HKDF-SHA256) of RFC 9180 for the same HPKE that is used elsewhere. */
export class SpareX25519 extends Dhkem {
  override readonly id = KemId.DhkemX25519HkdfSha256;
  override readonly secretSize = 32;
  override readonly encSize = 32;
  override readonly publicKeySize = 32;
  override readonly privateKeySize = 32;

  constructor() {
    const kdf = new HkdfSha256Native();
    super(KemId.DhkemX25519HkdfSha256, new Primitives(kdf), kdf);
  }
}
