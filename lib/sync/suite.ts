import { Fault } from '../records/fault';
import { type Bytes, fromHex, toHex } from './bytes';

/**
 * The set of algorithms that a file was made with. 1: Ed25519 signatures, X25519 for wrapping keys, AES-256-GCM,
 * HKDF-SHA256. Every file names its own, so that others (P-256 for browsers without these curves, SM2/3/4) can come.
 */
export const SUITE = 1;

/** Length of a signature in bytes. */
export const SIGNATURE = 64;

/** Keys of one device. Private ones cannot be read out. */
export interface DeviceKeys {
  sign: CryptoKeyPair;
  kem: CryptoKeyPair;
}

/** Makes the keys of a device, and with it finds out whether this browser can. Throws E880 when it cannot. */
export async function makeDeviceKeys(subtle: SubtleCrypto = crypto.subtle): Promise<DeviceKeys> {
  try {
    const sign = (await subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])) as CryptoKeyPair;
    const kem = (await subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])) as CryptoKeyPair;
    const text = new Uint8Array([1]);
    const signature = await subtle.sign('Ed25519', sign.privateKey, text);
    if (!(await subtle.verify('Ed25519', sign.publicKey, signature, text))) throw new Error('verify');
    await subtle.deriveBits({ name: 'X25519', public: kem.publicKey }, kem.privateKey, 256);
    return { sign, kem };
  } catch (thrown) {
    throw new Fault('E880', {}, { cause: thrown });
  }
}

/** A public key as lower-case hex. */
export const publicHex = async (key: CryptoKey): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.exportKey('raw', key)));

export const sign = async (key: CryptoKey, bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes));

const imported = new Map<string, Promise<CryptoKey | undefined>>();

/** True when the signature is that of the public key (hex) over the bytes. Never throws. */
export async function isSignedBy(publicKey: string, signature: Bytes, bytes: Bytes): Promise<boolean> {
  let key = imported.get(publicKey);
  if (!key) {
    key = crypto.subtle
      .importKey('raw', fromHex(publicKey), { name: 'Ed25519' }, true, ['verify'])
      .catch(() => undefined);
    imported.set(publicKey, key);
  }
  const known = await key;
  return known !== undefined && (await crypto.subtle.verify('Ed25519', known, signature, bytes));
}

/** The AES key of one purpose, from the key of an epoch. */
export async function derive(
  epochKey: Uint8Array,
  info: string,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', Uint8Array.from(epochKey), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );
}

export const random = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size));

/** Random lower-case letters and digits, for names. */
export const randomName = (size: number): string =>
  Array.from(random(size), (byte) => (byte % 36).toString(36)).join('');
