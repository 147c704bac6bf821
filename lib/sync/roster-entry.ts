import * as z from 'zod/mini';
import type { RosterRow } from '../ledger';
import { asBytes, type Bytes, NAME_HASH, sha256 } from './bytes';
import { SPACE_ROLES } from './compartments';
import { fileName, parseRosterFile } from './names';
import {
  compartment,
  deviceName,
  epochName,
  number,
  ownerName,
  publicKey,
  shortHash,
  spaceName,
  time,
} from './shapes';
import { readSigned, signJson } from './signed';
import { SUITE } from './suite';

/** What the roster says of one device: whose it is, what that person is in the space, and its public keys. */
const certificate = z.looseObject({
  d: deviceName,
  owner: ownerName,
  member: z.string().check(z.minLength(1), z.maxLength(100)),
  role: z.enum(SPACE_ROLES),
  sign: publicKey,
  kem: publicKey,
  /** Names under which the same profile wrote before; their stamps are its own. */
  also: z.array(deviceName).check(z.maxLength(50)),
});
export type Certificate = z.infer<typeof certificate>;

/** What a device says of itself when it asks to be let in. The role is for whoever lets it in to say. */
export const joinRequest = z.omit(certificate, { role: true });
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
  suite: z.literal(SUITE),
  b: spaceName,
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
  recovery: z.optional(recoveryKey),
});
export type Entry = z.infer<typeof entry>;

/** What an entry says beyond who wrote it, when and after what. */
export type Act = Pick<Entry, 'act' | 'device' | 'remove' | 'role' | 'limits' | 'epochs' | 'recovery'>;

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
    suite: SUITE,
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

/** The entries among files, whatever their order: by number, then by hash. What is none is passed over. */
export async function parseEntries(
  space: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
): Promise<ReadEntry[]> {
  const read = new Map<string, ReadEntry>();
  for (const { name, bytes } of files) {
    const file = parseRosterFile(name);
    const found = readSigned(asBytes(bytes), entry);
    if (!file || !found || found.value.b !== space || found.value.n !== file.n) continue;
    if (!(await sha256(asBytes(bytes))).startsWith(file.hash)) continue;
    read.set(file.hash, { ...found, hash: file.hash });
  }
  return [...read.values()].sort((a, b) => a.value.n - b.value.n || (a.hash < b.hash ? -1 : 1));
}
