import { type Bytes, join } from '../sync/bytes';
import { suiteOfKey } from '../sync/suite';
import { ENC, unwrap, wrapperTo } from '../sync/wrapping';
import { openX25519 } from './open-x25519';

/** Bytes before what is sealed to a mailbox: the key that HPKE makes for one message. */
export const encOf = (mailbox: CryptoKeyPair): number => ENC[suiteOfKey(mailbox.publicKey)];

/** Seals bytes to a mailbox (public key, hex) for one purpose: HPKE, RFC 9180, base mode. */
export async function sealTo(
  mailbox: string,
  info: Bytes,
  plain: Bytes,
  beside: Bytes = new Uint8Array(),
): Promise<Bytes> {
  const { enc, ct } = await (await wrapperTo(mailbox))(info, plain, beside);
  return join(enc, ct);
}

/** Opens what was sealed; undefined when it was not sealed to this mailbox and purpose, or was changed. */
export async function openFrom(
  mailbox: CryptoKeyPair,
  info: Bytes,
  sealed: Bytes,
  beside: Bytes = new Uint8Array(),
): Promise<Bytes | undefined> {
  try {
    const end = encOf(mailbox);
    const [enc, ct] = [sealed.slice(0, end), sealed.slice(end)];
    if (suiteOfKey(mailbox.privateKey) === 1) return await openX25519(mailbox, { enc, ct, info, beside });
    return await unwrap(mailbox, { enc, ct }, info, beside);
  } catch {
    return undefined;
  }
}
