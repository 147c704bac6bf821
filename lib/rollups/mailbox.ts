import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, fromHex, join } from '../sync/bytes';

/** Bytes of the key that HPKE makes for one message; they stand before what is sealed. */
export const ENC = 32;

let made: CipherSuite | undefined;
const suite = (): CipherSuite =>
  (made ??= new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  }));

/** Seals bytes to a mailbox (public key, hex) for one purpose: HPKE, RFC 9180, base mode. */
export async function sealTo(
  mailbox: string,
  info: Bytes,
  plain: Bytes,
  beside: Bytes = new Uint8Array(),
): Promise<Bytes> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.importKey('raw', fromHex(mailbox).buffer, true);
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info }, plain, beside);
  return join(new Uint8Array(enc), new Uint8Array(ct));
}

/** Opens what was sealed; undefined when it was not sealed to this mailbox and purpose, or was changed. */
export async function openFrom(
  mailbox: CryptoKeyPair,
  info: Bytes,
  sealed: Bytes,
  beside: Bytes = new Uint8Array(),
): Promise<Bytes | undefined> {
  try {
    const context = { recipientKey: mailbox, enc: sealed.slice(0, ENC), info };
    return new Uint8Array(await suite().open(context, sealed.slice(ENC), beside));
  } catch {
    return undefined;
  }
}
