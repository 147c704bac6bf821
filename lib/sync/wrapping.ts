import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, fromHex } from './bytes';
import { has, spare, type Suite, suiteOf, suiteOfKey } from './suite';

/** What HPKE makes of one message: its own public key, and the sealed bytes. */
export interface Wrapped {
  enc: Bytes;
  ct: Bytes;
}

/** Bytes of `enc` of a suite. */
export const ENC: Record<Suite, number> = { 1: 32, 2: 65 };

async function hpkeOf(suite: Suite): Promise<CipherSuite> {
  const kem =
    suite === 2
      ? new DhkemP256HkdfSha256()
      : (await has('X25519'))
        ? new DhkemX25519HkdfSha256()
        : new (await spare()).SpareX25519();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/**
 * Wraps to a public key (hex) of either suite: HPKE, RFC 9180, base mode. The answer wraps as often as is needed.
 * Throws what the key deserves when it is none, and E971.
 */
export async function wrapperTo(
  kem: string,
): Promise<(info: Bytes, plain: Bytes, beside?: Bytes) => Promise<Wrapped>> {
  const suite = suiteOf(kem);
  if (!suite) throw new Error('key of no suite');
  const hpke = await hpkeOf(suite);
  const recipientPublicKey = await hpke.kem.importKey('raw', fromHex(kem).buffer, true);
  return async (info, plain, beside) => {
    const { enc, ct } = await hpke.seal({ recipientPublicKey, info }, plain, beside);
    return { enc: new Uint8Array(enc), ct: new Uint8Array(ct) };
  };
}

/** Opens what was wrapped to a pair of this browser. Throws when it was not, or was changed. */
export async function unwrap(
  pair: CryptoKeyPair,
  { enc, ct }: Wrapped,
  info: Bytes,
  beside?: Bytes,
): Promise<Bytes> {
  const hpke = await hpkeOf(suiteOfKey(pair.privateKey));
  return new Uint8Array(await hpke.open({ recipientKey: pair, enc, info }, ct, beside));
}
