import { argon2idAsync } from '@noble/hashes/argon2.js';
import * as z from 'zod/mini';
import type { Carrier } from '../carrier';
import type { Ledger, RingRow, RosterRow } from '../ledger';
import { Fault } from '../records/fault';
import { asBytes, type Bytes, fromHex, textOf, toHex, utf8 } from './bytes';
import { LEADS, READS, type SpaceRole } from './compartments';
import { readContext } from './context';
import { giftsFor, keepAct } from './epochs';
import { unwrapKeys } from './key-files';
import { setRecovery } from './people';
import { refresh, rosterAt } from './refresh';
import type { Certificate, RecoveryKey, Roster } from './roster';
import { recoveryKey } from './roster-entry';
import { shortHash, spaceName } from './shapes';
import { jsonOf } from './signed';
import { joinSpace, requestToJoin } from './space';
import { publicHex, random, randomName } from './suite';

/** Fewer characters than this are no passphrase. */
export const PASSPHRASE = 12;

/** Argon2id: 64 MiB, three passes, one lane. About a second on an office computer. */
const COST = { m: 64 * 1024, t: 3, p: 1 } as const;
const VERSION = 1;
const bytes = (least: number, most: number) =>
  z.string().check(z.regex(new RegExp(`^([0-9a-f]{2}){${least},${most}}$`)));

const recoveryFile = z.looseObject({
  what: z.literal('branch-sidebook-recovery'),
  v: z.literal(VERSION),
  space: spaceName,
  root: shortHash,
  key: recoveryKey,
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

/** A recovery file that was opened. The private keys cannot be read out again. */
export interface OpenedRecovery {
  space: string;
  root: string;
  key: RecoveryKey;
  sign: CryptoKey;
  kem: CryptoKeyPair;
}

/**
 * Makes a recovery key and the file that holds it under a passphrase. Nothing is kept here, and nobody knows of the key
 * before {@link enterRecovery}. Throws E881, E900, E904 (the passphrase is too short).
 */
export async function makeRecoveryFile(
  ledger: Ledger,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<{ text: string; key: RecoveryKey }> {
  const { me, share } = await readContext(ledger);
  if (!me || !LEADS.includes(me.role)) throw new Fault('E900');
  if (clean(passphrase).length < PASSPHRASE) throw new Fault('E904', { count: PASSPHRASE });
  const { subtle } = crypto;
  const sign = (await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair;
  const kem = (await subtle.generateKey({ name: 'X25519' }, true, ['deriveBits'])) as CryptoKeyPair;
  const pkcs8 = async (key: CryptoKey): Promise<string> =>
    toHex(new Uint8Array(await subtle.exportKey('pkcs8', key)));
  const secret = { sign: await pkcs8(sign.privateKey), kem: await pkcs8(kem.privateKey) };
  const key = {
    d: `rk${randomName(6)}`,
    sign: await publicHex(sign.publicKey),
    kem: await publicHex(kem.publicKey),
  };
  const salt = random(16);
  const iv = random(12);
  const kdf = { name: 'argon2id' as const, ...COST, salt: toHex(salt) };
  const head = {
    what: 'branch-sidebook-recovery' as const,
    v: 1 as const,
    space: share.space,
    root: share.root,
    key,
    kdf,
  };
  const aes = await derived(passphrase, salt, 'encrypt', onProgress);
  const sealed = await subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bound(head) },
    aes,
    utf8(JSON.stringify(secret)),
  );
  const file: RecoveryFile = { ...head, iv: toHex(iv), sealed: toHex(new Uint8Array(sealed)) };
  return { text: `${JSON.stringify(file, undefined, 1)}\n`, key };
}

/** Same text however it was typed: full-width letters, and spaces at the ends, make no difference. */
const clean = (passphrase: string): string => passphrase.normalize('NFKC').trim();

/** What of the file nobody may change without the passphrase. */
const bound = ({ v, space, root, key }: Pick<RecoveryFile, 'v' | 'space' | 'root' | 'key'>): Bytes =>
  utf8(['recovery', v, space, root, key.d, key.sign, key.kem].join('|'));

async function derived(
  passphrase: string,
  salt: Uint8Array,
  use: 'encrypt' | 'decrypt',
  onProgress?: (part: number) => void,
): Promise<CryptoKey> {
  const raw = await argon2idAsync(utf8(clean(passphrase)), salt, {
    ...COST,
    dkLen: 32,
    maxmem: 2 ** 28,
    ...(onProgress ? { onProgress } : {}),
  });
  return crypto.subtle.importKey('raw', asBytes(raw), { name: 'AES-GCM' }, false, [use]);
}

/**
 * Opens a recovery file. Throws E905 (it is none, or damaged, or of a newer version), E906 (the passphrase is not that
 * of the file).
 */
export async function openRecovery(
  content: Uint8Array,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<OpenedRecovery> {
  const read = recoveryFile.safeParse(content.length > 20_000 ? undefined : jsonOf(textOf(content)));
  if (!read.success) throw new Fault('E905');
  const file = read.data;
  const aes = await derived(passphrase, fromHex(file.kdf.salt), 'decrypt', onProgress);
  let plain: ArrayBuffer;
  try {
    const options = { name: 'AES-GCM', iv: fromHex(file.iv), additionalData: bound(file) };
    plain = await crypto.subtle.decrypt(options, aes, fromHex(file.sealed));
  } catch {
    throw new Fault('E906');
  }
  try {
    const secret = secretShape.parse(jsonOf(textOf(new Uint8Array(plain))));
    const { subtle } = crypto;
    const sign = await subtle.importKey('pkcs8', fromHex(secret.sign), { name: 'Ed25519' }, false, ['sign']);
    const privateKey = await subtle.importKey('pkcs8', fromHex(secret.kem), { name: 'X25519' }, false, [
      'deriveBits',
    ]);
    const publicKey = await subtle.importKey('raw', fromHex(file.key.kem), { name: 'X25519' }, true, []);
    const { space, root, key } = file;
    return { space, root, key, sign, kem: { privateKey, publicKey } };
  } catch (thrown) {
    throw new Fault('E905', {}, { cause: thrown });
  }
}

const secretShape = z.object({ sign: bytes(16, 200), kem: bytes(16, 200) });

/**
 * Puts a recovery key into force in this person's space, after its file was opened: that it was saved and the
 * passphrase is known is then certain. Throws E881, E900, E907 (it belongs to another space).
 */
export async function enterRecovery(ledger: Ledger, opened: OpenedRecovery): Promise<'entered' | 'inForce'> {
  const { share, roster } = await readContext(ledger);
  if (opened.space !== share.space || opened.root !== share.root) throw new Fault('E907');
  if (roster.recovery?.d === opened.key.d) return 'inForce';
  await setRecovery(ledger, opened.key);
  return 'entered';
}

/** Somebody of a space that is being recovered, as whom the new device may go on. */
export interface Recoverable {
  owner: string;
  member: string;
  role: SpaceRole;
}

/**
 * The people of a recovery key's space, as the entries at the place say; leaders first. Throws E908 (the key is not the
 * one in force there, or nothing of the space is there), and what the carrier throws.
 */
export async function recoverablePeople(carrier: Carrier, opened: OpenedRecovery): Promise<Recoverable[]> {
  const roster = await rosterAt(carrier, opened);
  if (roster.recovery?.d !== opened.key.d) throw new Fault('E908');
  const people = new Map<string, Recoverable>();
  for (const { owner, member, role } of roster.devices.values()) people.set(owner, { owner, member, role });
  const rank = ({ role }: Recoverable): number => (LEADS.includes(role) ? 0 : 1);
  return [...people.values()].sort((a, b) => rank(a) - rank(b) || (a.owner < b.owner ? -1 : 1));
}

/**
 * Makes this device the secretary's, with a recovery key: when all who lead are lost. The profile enters the space as
 * `owner`, certified by the recovery key, and gets the common keys of all epochs. What was one person's alone stays
 * closed. Throws E880, E882, E883, E908, and what the carrier throws; nothing is entered at the place before the next
 * push.
 */
export async function recoverSpace(
  ledger: Ledger,
  carrier: Carrier,
  opened: OpenedRecovery,
  owner: string,
): Promise<void> {
  const people = await recoverablePeople(carrier, opened);
  const person = people.find((one) => one.owner === owner);
  if (!person || person.member !== ledger.me?.member) throw new Fault('E882');
  const request = await requestToJoin(ledger, owner);
  await joinSpace(ledger, { space: opened.space, root: opened.root }, owner);
  const context = await refresh(await readContext(ledger), carrier, {});
  const { roster, store, share } = context;
  const files = (await store.rosterFiles()).filter(({ sort }) => sort === 'keys');
  const rows = await keysOf(share.space, files, roster, opened);
  const device: Certificate = { ...request, role: 'secretary' };
  const signer = { device: opened.key.d, key: opened.sign };
  const gifts = giftsFor([device], undefined, rows);
  const own = rows.filter(({ q }) => (READS.secretary as readonly string[]).includes(q));
  await keepAct(context, signer, { act: 'device', device }, { rows: own, gifts });
}

async function keysOf(
  space: string,
  files: readonly RosterRow[],
  roster: Roster,
  { key, kem }: OpenedRecovery,
): Promise<RingRow[]> {
  const found = new Map<string, RingRow>();
  for (const file of files) {
    const rows = await unwrapKeys(space, file, roster, { device: key.d, owner: '', kem });
    for (const row of rows ?? []) found.set(`${row.k} ${row.q}`, row);
  }
  return [...found.values()];
}
