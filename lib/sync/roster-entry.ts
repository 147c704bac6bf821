import * as z from 'zod/mini';
import type { RosterRow } from '../ledger';
import { asBytes, type Bytes, NAME_HASH, sameBytes, sha256, textOf } from './bytes';
import { SPACE_ROLES } from './compartments';
import { fileName, parseRosterFile } from './names';
import { isWrappable } from './points';
import {
  compartment,
  deviceName,
  epochName,
  number,
  ownerName,
  publicKey,
  shortHash,
  sharedSpace,
  suite,
  time,
} from './shapes';
import { jsonOf, readSigned, signJson } from './signed';
import { NEWEST_SUITE, SIGNATURE, suiteOf, suiteOfKey } from './suite';

/** What the roster says of one device: whose it is, what that person is in the space, and its public keys. */
const told = z.looseObject({
  d: deviceName,
  owner: ownerName,
  member: z.string().check(z.minLength(1), z.maxLength(100)),
  role: z.enum(SPACE_ROLES),
  sign: publicKey,
  kem: publicKey,
  /** Names under which the same profile wrote before; their stamps are its own. */
  also: z.array(deviceName).check(z.maxLength(50)),
});
/** A device is of one suite, both its keys are, and keys can be wrapped to it. */
const ofOneSuite = z.refine<{ sign: string; kem: string }>(
  ({ sign, kem }) => suiteOf(sign) === suiteOf(kem) && isWrappable(kem),
);
const certificate = told.check(ofOneSuite);
export type Certificate = z.infer<typeof certificate>;

/** What a device says of itself when it asks to be let in. The role is for whoever lets it in to say. */
export const joinRequest = z.omit(told, { role: true }).check(ofOneSuite);
export type JoinRequest = z.infer<typeof joinRequest>;

/** A key pair that no device holds: it lies in a file under a passphrase, for the day when every leader is lost. */
export const recoveryKey = z.looseObject({ d: deviceName, sign: publicKey, kem: publicKey });
export type RecoveryKey = z.infer<typeof recoveryKey>;

/** The last segment of a chain that is accepted: number, and the hash as it stands in its name. */
const end = z.tuple([number, shortHash]);

/** By device and compartment, the last accepted segment. A compartment that is not named is accepted from nobody. */
const limits = z.record(deviceName, z.partialRecord(compartment, end));
export type Limits = z.infer<typeof limits>;

/** A new epoch of a compartment: its name, and what its key must hash to, so that nobody can hand out another. */
const epoch = z.looseObject({ k: epochName, c: shortHash });

const entry = z.looseObject({
  what: z.literal('roster'),
  v: z.literal(1),
  suite,
  b: sharedSpace,
  n: number,
  /** Hashes of the entries before it: all that nobody had followed yet, so that two branches come together again. */
  p: z.array(shortHash).check(z.maxLength(50)),
  /** Device that signed it, or the recovery key. */
  by: deviceName,
  t: time,
  act: z.enum(['found', 'device', 'remove', 'role', 'limit', 'recovery', 'epoch']),
  device: z.optional(certificate),
  /** Devices that are no longer let in, and persons with all that they have. */
  remove: z.optional(
    z.looseObject({
      devices: z.array(deviceName).check(z.maxLength(200)),
      owners: z.array(ownerName).check(z.maxLength(50)),
    }),
  ),
  role: z.optional(z.looseObject({ owner: ownerName, role: z.enum(SPACE_ROLES) })),
  limits: z.optional(limits),
  epochs: z.optional(z.partialRecord(compartment, epoch)),
  recovery: z.optional(recoveryKey.check(z.refine(({ kem }) => isWrappable(kem)))),
  /** True when it is the organisation's policy that names the recovery key. */
  policy: z.optional(z.boolean()),
});
export type Entry = z.infer<typeof entry>;

/** What an entry says beyond who wrote it, when and after what. */
export type Act = Pick<
  Entry,
  'act' | 'device' | 'remove' | 'role' | 'limits' | 'epochs' | 'recovery' | 'policy'
>;

/** Writes an entry after all that the roster holds. */
export async function writeEntry(
  space: string,
  roster: { tips: readonly string[]; next: number } | undefined,
  signer: { device: string; key: CryptoKey },
  act: Act,
  now: number,
): Promise<{ name: string; bytes: Bytes; hash: string }> {
  const value: Entry = {
    what: 'roster',
    v: 1,
    suite: suiteOfKey(signer.key),
    b: space,
    n: roster?.next ?? 1,
    p: [...(roster?.tips ?? [])],
    by: signer.device,
    t: now,
    ...act,
  };
  const bytes = await signJson(signer.key, value);
  const hash = (await sha256(bytes)).slice(0, NAME_HASH);
  return { name: fileName(value.n, hash), bytes, hash };
}

/** An entry that was read, before its signature is checked. */
export interface ReadEntry {
  value: Entry;
  hash: string;
  signedBy(key: string): Promise<boolean>;
}

/** Entries that were read, with their bytes, by space and name: each is looked into once. */
const entries = new Map<string, ReadEntry & { bytes: Uint8Array }>();
const REMEMBERED = 2000;

/** The entries among files, whatever their order: by number, then by hash. What is none is passed over. */
export async function parseEntries(
  space: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
): Promise<ReadEntry[]> {
  const read = new Map<string, ReadEntry>();
  for (const file of files) {
    const found = await parseEntry(space, file);
    if (found) read.set(found.hash, found);
  }
  return [...read.values()].sort((a, b) => a.value.n - b.value.n || (a.hash < b.hash ? -1 : 1));
}

/**
 * True when a file is an entry that a newer version of the program wrote, or of algorithms that this one has not got: it
 * and what follows it is not known here before the program is renewed.
 */
export function isNewerEntry(space: string, { name, bytes }: Pick<RosterRow, 'name' | 'bytes'>): boolean {
  const file = parseRosterFile(name);
  if (!file || entries.has(`${space} ${file.n} ${file.hash}`)) return false;
  const value = jsonOf(textOf(bytes.subarray(SIGNATURE))) as
    Partial<Record<string, unknown>> | null | undefined;
  if (value?.what !== 'roster' || value.b !== space) return false;
  const isAfter = (version: unknown, known: number): boolean =>
    typeof version === 'number' && version > known;
  const { sign } = (value.device ?? {}) as { sign?: unknown };
  const isOther = typeof sign === 'string' && /^[0-9a-f]{64,400}$/.test(sign) && !suiteOf(sign);
  return isAfter(value.v, 1) || isAfter(value.suite, NEWEST_SUITE) || isOther;
}

async function parseEntry(
  space: string,
  { name, bytes }: Pick<RosterRow, 'name' | 'bytes'>,
): Promise<ReadEntry | undefined> {
  const file = parseRosterFile(name);
  if (!file) return undefined;
  const key = `${space} ${file.n} ${file.hash}`;
  const here = entries.get(key);
  if (here && sameBytes(here.bytes, bytes)) return here;
  const found = readSigned(asBytes(bytes), entry);
  if (!found || found.value.b !== space || found.value.n !== file.n) return undefined;
  if (!(await sha256(asBytes(bytes))).startsWith(file.hash)) return undefined;
  if (entries.size >= REMEMBERED) entries.clear();
  const made = { ...found, hash: file.hash, bytes };
  entries.set(key, made);
  return made;
}
