import * as z from 'zod/mini';
import { asFault, Fault } from '../records/fault';
import { recoveryName } from '../records/recovery-key';
import { type Bytes, fromHex, textOf, toHex, utf8 } from './bytes';
import { clean, COST, keyOfPassphrase } from './passphrase-key';
import type { RecoveryKey } from './roster';
import { recoveryKey } from './roster-entry';
import { time } from './shapes';
import { jsonOf } from './signed';
import { importKeys, isSignedBy, makePortableKeys, publicHex, random, secretOf, sign } from './suite';

/** Fewer characters than this are no passphrase. */
export const PASSPHRASE = 12;
/** Most characters of the words that say whose a recovery file is. */
export const RECOVERY_LABEL = 60;

const WHAT = 'branch-sidebook-recovery';
/** Larger files are none of ours. */
const MOST = 20_000;
const bytes = (least: number, most: number) =>
  z.string().check(z.regex(new RegExp(`^([0-9a-f]{2}){${least},${most}}$`)));

const recoveryFile = z.looseObject({
  what: z.literal(WHAT),
  v: z.literal(2),
  key: recoveryKey,
  /** Whose it is, as whoever made it wrote; and when. */
  label: z.string().check(z.maxLength(RECOVERY_LABEL)),
  made: time,
  kdf: z.looseObject({
    name: z.literal('argon2id'),
    // A file must not be able to ask for more than this program ever writes.
    m: z.literal(COST.m),
    t: z.literal(COST.t),
    p: z.literal(COST.p),
    salt: bytes(16, 64),
  }),
  iv: bytes(12, 12),
  sealed: bytes(32, 2000),
});
type RecoveryFile = z.infer<typeof recoveryFile>;

/** What a recovery file says without its passphrase. Only opening the file proves any of it. */
export type RecoveryCover = Pick<RecoveryFile, 'key' | 'label' | 'made'>;

/** A recovery file that was opened. The private keys cannot be read out again. */
export interface OpenedRecovery extends RecoveryCover {
  sign: CryptoKey;
  kem: CryptoKeyPair;
}

/**
 * Makes a recovery key and the file that holds it under a passphrase. It is bound to no space: it opens each in whose
 * roster its public part is entered. Nothing is kept here. Throws E904 (the passphrase is too short).
 *
 * @param about `label`: whose it is; `now`: milliseconds
 */
export async function makeRecoveryFile(
  passphrase: string,
  about: { label: string; now: number },
  onProgress?: (part: number) => void,
): Promise<{ text: string; key: RecoveryKey }> {
  if (clean(passphrase).length < PASSPHRASE) throw new Fault('E904', { count: PASSPHRASE });
  const keys = await makePortableKeys();
  const secret = await secretOf(keys);
  const pair = { sign: await publicHex(keys.sign.publicKey), kem: await publicHex(keys.kem.publicKey) };
  const key = { d: recoveryName(pair), ...pair };
  const salt = random(16);
  const iv = random(12);
  const kdf = { name: 'argon2id' as const, ...COST, salt: toHex(salt) };
  const label = about.label.trim().slice(0, RECOVERY_LABEL);
  const head = { what: WHAT, v: 2, label, made: about.now, key, kdf } as const;
  const aes = await keyOfPassphrase(passphrase, salt, 'encrypt', onProgress);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bound(head) },
    aes,
    utf8(JSON.stringify(secret)),
  );
  const file: RecoveryFile = { ...head, iv: toHex(iv), sealed: toHex(new Uint8Array(sealed)) };
  return { text: `${JSON.stringify(file, undefined, 1)}\n`, key };
}

/** What of the file nobody may change without the passphrase. */
const bound = ({ v, key, label, made }: Pick<RecoveryFile, 'v' | 'key' | 'label' | 'made'>): Bytes =>
  utf8(JSON.stringify(['recovery', v, key.d, key.sign, key.kem, label, made]));

/**
 * Reads what a recovery file says of itself. Throws E905 (it is none, or damaged, or of a newer version), E951 (of the
 * sort that was for one space alone).
 */
export function readRecoveryFile(content: Uint8Array): RecoveryCover {
  return parsed(content);
}

function parsed(content: Uint8Array): RecoveryFile {
  const value = content.length > MOST ? undefined : jsonOf(textOf(content));
  const read = recoveryFile.safeParse(value);
  if (read.success) {
    const { d, sign: signs, kem } = read.data.key;
    if (d === recoveryName({ sign: signs, kem })) return read.data;
  }
  const { what, v } = (typeof value === 'object' && value ? value : {}) as Record<string, unknown>;
  throw new Fault(what === WHAT && v === 1 ? 'E951' : 'E905');
}

/**
 * Opens a recovery file. Throws E905 and E951 as {@link readRecoveryFile}, E906 (the passphrase is not that of the
 * file), E970 (its keys are of a sort that this browser cannot use).
 */
export async function openRecovery(
  content: Uint8Array,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<OpenedRecovery> {
  const file = parsed(content);
  const aes = await keyOfPassphrase(passphrase, fromHex(file.kdf.salt), 'decrypt', onProgress);
  let plain: ArrayBuffer;
  try {
    const options = { name: 'AES-GCM', iv: fromHex(file.iv), additionalData: bound(file) };
    plain = await crypto.subtle.decrypt(options, aes, fromHex(file.sealed));
  } catch {
    throw new Fault('E906');
  }
  const { key, label, made } = file;
  try {
    const secret = secretShape.parse(jsonOf(textOf(new Uint8Array(plain))));
    const keys = await importKeys(key, secret);
    // What the file gives out as its public part has to be that of the key in it.
    const proof = utf8('recovery');
    const signature = await sign(keys.sign.privateKey, proof);
    if (!(await isSignedBy(key.sign, signature, proof))) throw new Error('sign');
    return { key, label, made, sign: keys.sign.privateKey, kem: keys.kem };
  } catch (thrown) {
    if (asFault(thrown).code === 'E970') throw thrown;
    throw new Fault('E905', {}, { cause: thrown });
  }
}

const secretShape = z.object({ sign: bytes(16, 200), kem: bytes(16, 200) });
