import * as z from 'zod/mini';
import type { OwnOrganisationRow, SealedKeys } from '../ledger';
import { Fault } from '../records/fault';
import { PASSPHRASE } from '../sync';
import { type Bytes, fromHex, textOf, toHex, utf8 } from '../sync/bytes';
import { clean, COST, keyOfPassphrase } from '../sync/passphrase-key';
import { jsonOf } from '../sync/signed';
import { importKeys, isSignedBy, publicHex, random, secretOf, sign } from '../sync/suite';
import { openFrom, sealTo } from './mailbox';

/** Fewer characters than this are no passphrase. */
export { PASSPHRASE };

const hex = (least: number, most: number) =>
  z.string().check(z.regex(new RegExp(`^([0-9a-f]{2}){${least},${most}}$`)));

/** The shape of {@link SealedKeys} in a file. */
export const sealedKeys = z.object({
  kdf: z.object({
    name: z.literal('argon2id'),
    // A file must not be able to ask for more than this program ever writes.
    m: z.literal(COST.m),
    t: z.literal(COST.t),
    p: z.literal(COST.p),
    salt: hex(16, 64),
  }),
  iv: hex(12, 12),
  sealed: hex(32, 2000),
});

/** What of a file nobody may change without the passphrase. */
export interface Head {
  org: string;
  name: string;
  madeAt: number;
  /** Public keys, as hex. */
  mailbox: string;
  sign: string;
}
const bound = ({ org, name, madeAt, mailbox, sign: signs }: Head): Bytes =>
  utf8(JSON.stringify(['committee', 1, org, name, madeAt, mailbox, signs]));

/** Keys of an organisation while they can be read out: between their making, or the opening of a file, and their keeping. */
export type LooseKeys = Pick<OwnOrganisationRow, 'mailbox' | 'sign'>;

/** Throws E904 when a passphrase is too short. */
export function checkCommitteePassphrase(passphrase: string): void {
  if ([...clean(passphrase)].length < PASSPHRASE) throw new Fault('E904', { count: PASSPHRASE });
}

/** Seals the private keys of an organisation under a passphrase; see {@link LooseKeys}. Throws E904. */
export async function sealCommitteeKeys(
  row: Pick<OwnOrganisationRow, 'org' | 'name' | 'madeAt'> & LooseKeys,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<SealedKeys> {
  checkCommitteePassphrase(passphrase);
  const secret = await secretOf({ sign: row.sign, kem: row.mailbox });
  const salt = random(16);
  const iv = random(12);
  const aes = await keyOfPassphrase(passphrase, salt, 'encrypt', onProgress);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bound(await headOf(row)) },
    aes,
    utf8(JSON.stringify(secret)),
  );
  return {
    kdf: { name: 'argon2id', ...COST, salt: toHex(salt) },
    iv: toHex(iv),
    sealed: toHex(new Uint8Array(sealed)),
  };
}

/** What a file says openly of its organisation. */
export const headOf = async (
  row: Pick<OwnOrganisationRow, 'org' | 'name' | 'madeAt' | 'mailbox' | 'sign'>,
): Promise<Head> => ({
  org: row.org,
  name: row.name,
  madeAt: row.madeAt,
  mailbox: await publicHex(row.mailbox.publicKey),
  sign: await publicHex(row.sign.publicKey),
});

/** The same keys, to be used in this browser and not read out any more. */
export async function closed({ mailbox, sign: signs }: LooseKeys): Promise<LooseKeys> {
  const known = { sign: await publicHex(signs.publicKey), kem: await publicHex(mailbox.publicKey) };
  const keys = await importKeys(known, await secretOf({ sign: signs, kem: mailbox }));
  return { mailbox: keys.kem, sign: keys.sign };
}

/**
 * The keys of a file, for use here; `toSeal`: they can still be read out, for a locked ledger. Throws E965 (they do
 * not fit what the file says openly), E966 (another passphrase), E970 (this browser has not their curves).
 */
export async function openCommitteeKeys(
  file: Head & { keys: SealedKeys },
  passphrase: string,
  toSeal: boolean,
  onProgress?: (part: number) => void,
): Promise<LooseKeys> {
  const { kdf, iv, sealed } = file.keys;
  const aes = await keyOfPassphrase(passphrase, fromHex(kdf.salt), 'decrypt', onProgress);
  let plain: ArrayBuffer;
  try {
    const options = { name: 'AES-GCM', iv: fromHex(iv), additionalData: bound(file) };
    plain = await crypto.subtle.decrypt(options, aes, fromHex(sealed));
  } catch {
    throw new Fault('E966');
  }
  const secret = secretShape.safeParse(jsonOf(textOf(new Uint8Array(plain))));
  if (!secret.success) throw new Fault('E965');
  const { sign: signs, kem } = await importKeys(
    { sign: file.sign, kem: file.mailbox },
    secret.data,
    toSeal,
  ).catch((thrown: unknown) => {
    throw thrown instanceof Fault ? thrown : new Fault('E965', {}, { cause: thrown });
  });
  const keys: LooseKeys = { mailbox: kem, sign: signs };
  // What the card says has to be what these keys can do.
  const text = utf8('committee');
  const signed = await isSignedBy(file.sign, await sign(keys.sign.privateKey, text), text);
  const opened = await openFrom(keys.mailbox, text, await sealTo(file.mailbox, text, text));
  if (!signed || !opened) throw new Fault('E965');
  return keys;
}

const secretShape = z.object({ sign: hex(16, 400), kem: hex(16, 400) });
