import { Fault } from '../records/fault';
import { type Bytes, fromHex, join, toHex } from './bytes';

/**
 * The set of algorithms of a device, for life. 1: Ed25519 signatures, X25519 for wrapping keys. 2: ECDSA P-256 with
 * SHA-256, ECDH P-256, for browsers without those curves. Both: AES-256-GCM, HKDF-SHA256. Every file names that of its
 * signer, so that others (SM2/3/4) can come. A public key tells by its form which suite it is of, so whatever holds a
 * key (an entry of the roster, a fingerprint, the six digits) holds the suite as well.
 */
export type Suite = 1 | 2;

/** Newest suite that this program knows. */
export const NEWEST_SUITE = 2;

/** Length of a signature in bytes, in every suite. */
export const SIGNATURE = 64;

/** Keys of one device. Private ones cannot be read out. */
export interface DeviceKeys {
  suite: Suite;
  sign: CryptoKeyPair;
  kem: CryptoKeyPair;
}

const ALGORITHMS = {
  1: { sign: { name: 'Ed25519' }, kem: { name: 'X25519' } },
  2: { sign: { name: 'ECDSA', namedCurve: 'P-256' }, kem: { name: 'ECDH', namedCurve: 'P-256' } },
} as const;
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The suite of a public key (hex): 32 bytes are of 1, an uncompressed point of 2. Undefined: none that is known. */
export function suiteOf(publicKey: string): Suite | undefined {
  if (/^[0-9a-f]{64}$/.test(publicKey)) return 1;
  return /^04[0-9a-f]{128}$/.test(publicKey) ? 2 : undefined;
}

/** The suite of a key of this browser. */
export const suiteOfKey = ({ algorithm: { name } }: Pick<CryptoKey, 'algorithm'>): Suite =>
  name === 'ECDSA' || name === 'ECDH' ? 2 : 1;

/**
 * Makes the keys of a device, and with it finds out which this browser can: of suite 1, else of suite 2. `toSeal`: they
 * are for a locked ledger, which keeps them sealed and hands them out as what cannot be read. Throws E880 when it can
 * neither.
 */
export async function makeDeviceKeys(
  subtle: SubtleCrypto = crypto.subtle,
  toSeal = false,
): Promise<DeviceKeys> {
  try {
    return await makeKeys(1, toSeal, subtle).catch(() => makeKeys(2, toSeal, subtle));
  } catch (thrown) {
    throw new Fault('E880', {}, { cause: thrown });
  }
}

/** Makes keys of a suite and tries each once. Throws what the browser throws when it cannot. */
async function makeKeys(suite: Suite, toSeal: boolean, subtle: SubtleCrypto): Promise<DeviceKeys> {
  const of = ALGORITHMS[suite];
  const signing = (await subtle.generateKey(of.sign, toSeal, ['sign', 'verify'])) as CryptoKeyPair;
  const kem = (await subtle.generateKey(of.kem, toSeal, ['deriveBits'])) as CryptoKeyPair;
  const text = new Uint8Array([1]);
  const how = suite === 1 ? 'Ed25519' : ECDSA;
  const signature = await subtle.sign(how, signing.privateKey, text);
  if (!(await subtle.verify(how, signing.publicKey, signature, text))) throw new Error('verify');
  await subtle.deriveBits({ name: of.kem.name, public: kem.publicKey }, kem.privateKey, 256);
  return { suite, sign: signing, kem };
}

/** Private keys as they stand in a file under a passphrase: PKCS #8, as hex. */
export interface SecretKeys {
  sign: string;
  kem: string;
}

/**
 * Makes keys that some other browser will open one day, whichever that is: of suite 2, which all can use. They can be
 * read out for the file that holds them.
 */
export const makePortableKeys = (): Promise<DeviceKeys> => makeKeys(2, true, crypto.subtle);

/** Private keys to be put into a file. Throws for those that cannot be read out. */
export async function secretOf(keys: Pick<DeviceKeys, 'sign' | 'kem'>): Promise<SecretKeys> {
  const pkcs8 = async ({ privateKey }: CryptoKeyPair): Promise<string> =>
    toHex(new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)));
  return { sign: await pkcs8(keys.sign), kem: await pkcs8(keys.kem) };
}

/**
 * Keys out of a file, to be used here and not read out again unless `toSeal`. Throws E970 when this browser cannot use
 * keys of their suite, and whatever it throws when they are damaged.
 */
export async function importKeys(
  publicKeys: { sign: string; kem: string },
  secret: SecretKeys,
  toSeal = false,
): Promise<DeviceKeys> {
  const suite = suiteOf(publicKeys.sign);
  if (!suite || suiteOf(publicKeys.kem) !== suite) throw new Error('keys of no suite');
  if (suite === 1 && !((await has('Ed25519')) && (await has('X25519')))) throw new Fault('E970');
  const of = ALGORITHMS[suite];
  const pair = async (
    algorithm: (typeof of)['sign' | 'kem'],
    [known, pkcs8]: [string, string],
    [publicUses, privateUses]: [KeyUsage[], KeyUsage[]],
  ): Promise<CryptoKeyPair> => ({
    publicKey: await crypto.subtle.importKey('raw', fromHex(known), algorithm, true, publicUses),
    privateKey: await crypto.subtle.importKey('pkcs8', fromHex(pkcs8), algorithm, toSeal, privateUses),
  });
  return {
    suite,
    sign: await pair(of.sign, [publicKeys.sign, secret.sign], [['verify'], ['sign']]),
    kem: await pair(of.kem, [publicKeys.kem, secret.kem], [[], ['deriveBits']]),
  };
}

/** A public key as lower-case hex. */
export const publicHex = async (key: CryptoKey): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.exportKey('raw', key)));

export async function sign(key: CryptoKey, bytes: Bytes): Promise<Bytes> {
  if (suiteOfKey(key) === 1) return new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes));
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA, key, bytes));
  const s = secondHalf(signature);
  if (s <= ORDER / 2n) return signature;
  return join(signature.subarray(0, 32), fromHex((ORDER - s).toString(16).padStart(64, '0')));
}

/** Order of P-256. With `s` of a signature `ORDER - s` fits as well, and anybody can work that out. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const secondHalf = (signature: Uint8Array): bigint => BigInt(`0x${toHex(signature.subarray(32))}`);

const imported = new Map<string, Promise<CryptoKey | undefined>>();

/**
 * True when the signature is that of the public key (hex) over the bytes, made as the suite of the key says; `suite` is
 * what the file says of itself, and has to agree. Of two signatures of P-256 that fit, the one that we write counts
 * alone: nobody can make another file with the same content. Throws E971 alone, when a browser without the curve cannot
 * load what checks in its place: that is no answer.
 */
export async function isSignedBy(
  publicKey: string,
  signature: Bytes,
  bytes: Bytes,
  suite?: unknown,
): Promise<boolean> {
  const own = suiteOf(publicKey);
  if (!own || signature.length !== SIGNATURE || (suite !== undefined && suite !== own)) return false;
  if (own === 1 && !(await has('Ed25519'))) return (await spare()).isSigned(publicKey, signature, bytes);
  if (own === 2 && secondHalf(signature) > ORDER / 2n) return false;
  let key = imported.get(publicKey);
  if (!key) {
    key = crypto.subtle
      .importKey('raw', fromHex(publicKey), ALGORITHMS[own].sign, true, ['verify'])
      .catch(() => undefined);
    imported.set(publicKey, key);
  }
  const known = await key;
  const how = own === 1 ? 'Ed25519' : ECDSA;
  return known !== undefined && (await crypto.subtle.verify(how, known, signature, bytes));
}

type Curve = 'Ed25519' | 'X25519';
const found = new WeakMap<SubtleCrypto, Map<Curve, Promise<boolean>>>();

/** The base point of Ed25519, and that of X25519: public keys like others. */
const POINTS: Record<Curve, string> = { Ed25519: `58${'66'.repeat(31)}`, X25519: `09${'00'.repeat(31)}` };

/** Whether this browser has a curve. It is asked once. */
export function has(curve: Curve): Promise<boolean> {
  const { subtle } = crypto;
  const here = found.get(subtle) ?? new Map<Curve, Promise<boolean>>();
  found.set(subtle, here);
  let answer = here.get(curve);
  if (!answer) {
    const uses: KeyUsage[] = curve === 'Ed25519' ? ['verify'] : [];
    answer = subtle.importKey('raw', fromHex(POINTS[curve]), { name: curve }, true, uses).then(
      () => true,
      () => false,
    );
    here.set(curve, answer);
  }
  return answer;
}

/** The same curves in the program's own code, for browsers that lack them. Throws E971 when it cannot be loaded. */
export async function spare(): Promise<typeof import('./spare-curves')> {
  try {
    return await import('./spare-curves');
  } catch (thrown) {
    throw new Fault('E971', {}, { cause: thrown });
  }
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
