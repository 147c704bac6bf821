import * as z from 'zod/mini';
import { type RosterRow } from '../ledger';
import { asBytes, type Bytes, NAME_HASH, sha256, utf8 } from './bytes';
import { LEADS, SPACE_ROLES, type SpaceRole } from './compartments';
import { fileName, parseFile } from './names';
import { deviceName, number, ownerName, publicKey, shortHash, spaceName, time } from './shapes';
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

const entry = z.looseObject({
  what: z.literal('roster'),
  v: z.literal(1),
  suite: z.literal(SUITE),
  b: spaceName,
  n: number,
  /** Hashes of the entries before it: all that nobody had followed yet, so that two branches come together again. */
  p: z.array(shortHash).check(z.maxLength(50)),
  /** Device that signed it. */
  by: deviceName,
  t: time,
  act: z.enum(['found', 'device']),
  device: certificate,
});
type Entry = z.infer<typeof entry>;

/** Who belongs to a space, as the signed entries say. */
export interface Roster {
  devices: ReadonlyMap<string, Certificate>;
  /** Hashes of every entry that counts, and of those that none follows. */
  hashes: ReadonlySet<string>;
  tips: readonly string[];
  /** Names the state of the roster in segments and heads. */
  ro: string;
  /** Number of the next entry. */
  next: number;
}

/** Writes an entry after all that the roster holds. */
export async function writeEntry(
  space: string,
  roster: Pick<Roster, 'tips' | 'next'> | undefined,
  signer: { device: string; key: CryptoKey },
  device: Certificate,
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
    act: roster ? 'device' : 'found',
    device,
  };
  const bytes = await signJson(signer.key, value);
  const hash = (await sha256(bytes)).slice(0, NAME_HASH);
  return { name: fileName(value.n, hash), bytes, hash };
}

/**
 * Reads the roster from its entries, in whatever order they came. It begins with the one founding entry `root`; every
 * other entry counts when all before it do and its signer may say so: secretary and deputy certify anybody, a device
 * certifies another of the same person. What does not count is passed over.
 */
export async function readRoster(
  space: string,
  root: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
): Promise<Roster> {
  const devices = new Map<string, Certificate>();
  const hashes = new Set<string>();
  const tips = new Set<string>();
  let last = 0;
  for (const { value, hash, signedBy } of await parseAll(space, files)) {
    const { device, by, p, n, act } = value;
    const isRoot = hash === root;
    if (isRoot ? act !== 'found' || by !== device.d || p.length > 0 : act !== 'device' || !p.length) continue;
    if (!p.every((parent) => hashes.has(parent))) continue;
    const signer = isRoot ? device : devices.get(by);
    if (!signer || (!isRoot && !mayCertify(signer, device, devices))) continue;
    if (!(await signedBy(signer.sign))) continue;
    hashes.add(hash);
    tips.add(hash);
    for (const parent of p) tips.delete(parent);
    last = Math.max(last, n);
    // A device is certified once: the same name is never given other keys.
    if (!devices.has(device.d)) devices.set(device.d, device);
  }
  const ends = [...tips].sort();
  return { devices, hashes, tips: ends, ro: await stateName(ends), next: last + 1 };
}

async function parseAll(space: string, files: readonly Pick<RosterRow, 'name' | 'bytes'>[]) {
  const read: { value: Entry; hash: string; signedBy(key: string): Promise<boolean> }[] = [];
  for (const { name, bytes } of files) {
    const file = parseFile(name.slice(name.lastIndexOf('/') + 1));
    const found = readSigned(asBytes(bytes), entry);
    if (!file || !found || found.value.b !== space || found.value.n !== file.n) continue;
    if (!(await sha256(asBytes(bytes))).startsWith(file.hash)) continue;
    read.push({ ...found, hash: file.hash });
  }
  return read.sort((a, b) => a.value.n - b.value.n || (a.hash < b.hash ? -1 : 1));
}

function mayCertify(
  signer: Certificate,
  device: Certificate,
  devices: ReadonlyMap<string, Certificate>,
): boolean {
  // A short name stands for one person for ever.
  for (const other of devices.values()) {
    if (other.owner === device.owner && other.member !== device.member) return false;
  }
  if (LEADS.includes(signer.role)) return true;
  return signer.owner === device.owner && signer.member === device.member && signer.role === device.role;
}

const stateName = async (tips: readonly string[]): Promise<string> =>
  tips.length === 1 ? (tips[0] as string) : (await sha256(utf8(tips.join(',')))).slice(0, NAME_HASH);

/** True when a device may send values under a stamp of device `of`: its own, or one of the same person's. */
export function writesFor(roster: Roster, signer: Certificate, of: string): boolean {
  if (of === signer.d) return true;
  const other = roster.devices.get(of);
  return other ? other.owner === signer.owner : signer.also.includes(of);
}

/** True for who may send on what others wrote: what an older profile or a backup held. */
export const vouches = (role: SpaceRole): boolean => LEADS.includes(role);
