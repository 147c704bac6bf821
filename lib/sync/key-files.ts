import * as z from 'zod/mini';
import type { RingRow, RosterRow } from '../ledger';
import { asBytes, type Bytes, fromHex, join, NAME_HASH, sha256, toHex, utf8 } from './bytes';
import { LEADS } from './compartments';
import { fileName, parseRosterFile } from './names';
import type { Roster } from './roster';
import { epochNumber, epochOrder } from './roster-state';
import { deviceName, epochName, number, sharedSpace, suite, time } from './shapes';
import { readSigned, signJson } from './signed';
import { random, randomName, suiteOfKey } from './suite';
import { unwrap, wrapperTo } from './wrapping';

/** Bytes of an epoch's key. */
const KEY = 32;
const hex = z.string().check(z.regex(/^([0-9a-f]{2}){1,200}$/));
const place = z.string().check(z.regex(/^([rogsw]|p\/[a-z0-9]{1,32})$/));

const keysFile = z.looseObject({
  what: z.literal('keys'),
  v: z.literal(1),
  suite,
  b: sharedSpace,
  n: number,
  by: deviceName,
  t: time,
  /** Each key of a compartment and epoch, wrapped to one device. */
  keys: z
    .array(z.looseObject({ k: epochName, q: place, d: deviceName, enc: hex, ct: hex }))
    .check(z.minLength(1), z.maxLength(5000)),
});

/** Name in the ring of a compartment's key; `p` has one for each person. */
export const ringName = (q: string, owner: string): string => (q === 'p' ? `p/${owner}` : q);

/** A new key of a compartment, in epoch number `n`. */
export const newKey = (q: string, n: number, id: string = randomName(8)): RingRow => ({
  k: `${n}-${id}`,
  q,
  key: random(KEY),
});

/** What the roster says of a key: its hash, which tells nothing of it. */
export const commitment = async ({ k, q, key }: RingRow): Promise<string> =>
  (await sha256(join(utf8(`epoch|${k}|${q}|`), Uint8Array.from(key)))).slice(0, NAME_HASH);

/** The newest key of a person's own compartment. */
export function newest(ring: readonly RingRow[], q: string): RingRow | undefined {
  return ring
    .filter((row) => row.q === q)
    .sort((a, b) => (epochOrder(a.k) < epochOrder(b.k) ? -1 : 1))
    .at(-1);
}

/**
 * The key under which a compartment is written: of the common ones that of the epoch which the roster names, and none
 * until this device has it.
 */
export function keyToWrite(
  { roster, ring }: { roster: Roster; ring: readonly RingRow[] },
  q: string,
  owner: string,
): RingRow | undefined {
  if (q === 'p') return newest(ring, ringName(q, owner));
  const k = roster.current.get(q as 'r')?.k;
  return ring.find((row) => row.q === q && row.k === k);
}

const purpose = (space: string, k: string, q: string, d: string): Bytes => utf8(`${space}|${k}|${q}|${d}`);

/** Keys for one device, or for the recovery key. */
export interface Gift {
  to: { d: string; kem: string };
  rows: readonly RingRow[];
}

/** Wraps keys to devices (HPKE, RFC 9180, base mode) in one signed file. */
export async function wrapKeys(
  space: string,
  gifts: readonly Gift[],
  signer: { device: string; key: CryptoKey },
  now: number,
): Promise<{ name: string; bytes: Bytes }> {
  const keys: z.infer<typeof keysFile>['keys'] = [];
  for (const { to, rows } of gifts) {
    const wrap = await wrapperTo(to.kem);
    for (const { k, q, key } of rows) {
      const { enc, ct } = await wrap(purpose(space, k, q, to.d), Uint8Array.from(key));
      keys.push({ k, q, d: to.d, enc: toHex(enc), ct: toHex(ct) });
    }
  }
  const n = Math.max(...keys.map(({ k }) => epochNumber(k)));
  const bytes = await signJson(signer.key, {
    what: 'keys',
    v: 1,
    suite: suiteOfKey(signer.key),
    b: space,
    n,
    by: signer.device,
    t: now,
    keys,
  });
  return { name: fileName(n, (await sha256(bytes)).slice(0, NAME_HASH)), bytes };
}

/** True when keys can be wrapped to a public key; one that somebody made up may be none. */
export async function canWrapTo(kem: string): Promise<boolean> {
  try {
    await (
      await wrapperTo(kem)
    )(utf8('trial'), new Uint8Array(KEY));
    return true;
  } catch {
    return false;
  }
}

/**
 * The keys that a file gives to a device, or to the holder of the recovery key. Undefined when the file is not whole or
 * its signer is not known (yet). A common key counts when it is the one that the roster announced, whoever sent it; a
 * person's own from that person's devices alone.
 */
export async function unwrapKeys(
  space: string,
  file: Pick<RosterRow, 'name' | 'bytes'>,
  roster: Roster,
  me: { device: string; owner: string; kem: CryptoKeyPair },
): Promise<RingRow[] | undefined> {
  const read = await readKeysFile(space, file);
  const signer = read && signerOf(roster, read.value.by);
  if (!signer || !(await read.signedBy(signer.sign))) return undefined;
  const rows: RingRow[] = [];
  for (const { k, q, d, enc, ct } of read.value.keys) {
    if (d !== me.device) continue;
    const isOwn = q === `p/${me.owner}` && signer.owner === me.owner;
    const epoch = roster.epochs.get(`${k} ${q}`);
    if (q.startsWith('p/') ? !isOwn : !epoch) continue;
    try {
      const wrapped = { enc: fromHex(enc), ct: fromHex(ct) };
      const row = { k, q, key: await unwrap(me.kem, wrapped, purpose(space, k, q, d)) };
      if (row.key.length === KEY && (!epoch || (await commitment(row)) === epoch.c)) rows.push(row);
    } catch {
      // Wrapped to another key of this name, or damaged by its signer: it gives nothing.
    }
  }
  return rows;
}

const signerOf = (
  roster: Roster,
  by: string,
): { sign: string; owner?: string; leads: boolean } | undefined => {
  const device = roster.devices.get(by);
  if (!device) {
    const recovery = roster.recoveries.get(by);
    return recovery && { sign: recovery.sign, leads: true };
  }
  const roles = [device.role, ...(roster.terms.get(by) ?? []).map(({ role }) => role)];
  return { sign: device.sign, owner: device.owner, leads: roles.some((role) => LEADS.includes(role)) };
};

/** Who was given which keys, as the signed files say: devices by `<epoch> <compartment>`. */
export type Given = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads {@link Given} from files that were checked when they came. */
export async function readGiven(
  space: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
  roster: Roster,
): Promise<Given> {
  const given = new Map<string, Set<string>>();
  for (const file of files) {
    const { by, keys } = await wrapsIn(space, file);
    if (!signerOf(roster, by)?.leads) continue;
    for (const { k, q, d } of keys) {
      const name = `${k} ${q}`;
      given.set(name, (given.get(name) ?? new Set()).add(d));
    }
  }
  return given;
}

/** True when a person holds the key of an epoch: somebody gave it to one of their devices, or they made it. */
export function holds(
  roster: Roster,
  given: Given,
  owner: string,
  { k, q }: { k: string; q: string },
): boolean {
  if (roster.epochs.get(`${k} ${q}`)?.owner === owner) return true;
  return [...(given.get(`${k} ${q}`) ?? [])].some((d) => roster.devices.get(d)?.owner === owner);
}

interface Wraps {
  by: string;
  keys: readonly { k: string; q: string; d: string }[];
}

/** What files wrap, by name: a name tells the content. */
const wraps = new Map<string, Wraps>();
const REMEMBERED = 2000;

async function wrapsIn(space: string, file: Pick<RosterRow, 'name' | 'bytes'>): Promise<Wraps> {
  const here = wraps.get(file.name);
  if (here) return here;
  const value = (await readKeysFile(space, file))?.value;
  const found = {
    by: value?.by ?? '',
    keys: value?.keys.map(({ k, q, d }) => ({ k, q, d })) ?? [],
  };
  if (wraps.size >= REMEMBERED) wraps.clear();
  if (value) wraps.set(file.name, found);
  return found;
}

async function readKeysFile(space: string, { name, bytes }: Pick<RosterRow, 'name' | 'bytes'>) {
  const file = parseRosterFile(name);
  const own = asBytes(bytes);
  const read = readSigned(own, keysFile);
  if (!file || !read || read.value.b !== space || read.value.n !== file.n) return undefined;
  return (await sha256(own)).startsWith(file.hash) ? read : undefined;
}

/** Which keys (`<epoch> <compartment> <device>`) these files wrap; with `by`, those of devices that a roster knows. */
export async function wrappedIn(
  space: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
  by?: Roster,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of files) {
    const told = await wrapsIn(space, file);
    if (by && !signerOf(by, told.by)) continue;
    for (const { k, q, d } of told.keys) found.add(`${k} ${q} ${d}`);
  }
  return found;
}
