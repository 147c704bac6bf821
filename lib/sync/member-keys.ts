import * as z from 'zod/mini';
import type { RingRow, RosterRow, Stamp } from '../ledger';
import { asBytes, type Bytes, fromHex, join, NAME_HASH, sha256, textOf, toHex, utf8 } from './bytes';
import { isCommittee } from './compartments';
import { fileName, parseRosterFile } from './names';
import { type Certificate, type Roster } from './roster';
import { epochNumber } from './roster-state';
import { deviceName, epochName, spaceName, stamp, suite, time } from './shapes';
import { jsonOf, readSigned, signJson } from './signed';
import { derive, random, randomName, suiteOfKey } from './suite';
import { unwrap, wrapperTo } from './wrapping';

const KEY = 32;
const IV = 12;
const hex = z.string().check(z.regex(/^([0-9a-f]{2}){1,1000}$/));
const ringName = z.string().check(z.regex(/^[mc]\/.{1,200}$/));

const ownFile = z.looseObject({
  what: z.literal('own'),
  v: z.literal(1),
  suite,
  b: spaceName,
  by: deviceName,
  t: time,
  k: epochName,
  h: stamp,
  w: epochName,
  o: epochName,
  /** The key and whose it is, sealed under the committee's key of epoch `o`. */
  c: z.optional(hex),
  /** The key, wrapped to devices of the member. */
  to: z.array(z.looseObject({ d: deviceName, enc: hex, ct: hex })).check(z.maxLength(200)),
});
type OwnFile = z.infer<typeof ownFile>;

const sealedKey = z.looseObject({ q: ringName, key: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

/** A key of a member, with when it was made and for which epochs. */
export type MemberKey = RingRow & { h: Stamp; w: string; o: string };

export const isMemberKey = (row: RingRow): row is MemberKey =>
  /^[mc]\//.test(row.q) && row.h !== undefined && row.w !== undefined && row.o !== undefined;

/** The member whose key it is. */
export const memberOf = ({ q }: Pick<RingRow, 'q'>): string => q.slice(2);

/** A new key: `m/<member>` or `c/<member>`. */
export const newMemberKey = (q: string, { w, o }: { w: string; o: string }, h: Stamp): MemberKey => ({
  k: `${epochNumber(w)}-${randomName(8)}`,
  q,
  key: random(KEY),
  h,
  w,
  o,
});

type Bound = Pick<MemberKey, 'k' | 'h' | 'w' | 'o'>;
const bound = (space: string, { k, h, w, o }: Bound): string => `own|${space}|${k}|${h}|${w}|${o}`;

/**
 * Writes the file of one key: for the committee under its own key where `committee` is given, and wrapped to devices of
 * the member (HPKE, RFC 9180, base mode).
 */
export async function writeMemberKey(
  space: string,
  row: MemberKey,
  for_: { committee?: Uint8Array; devices: readonly Pick<Certificate, 'd' | 'kem'>[] },
  signer: { device: string; key: CryptoKey },
  now: number,
): Promise<{ name: string; bytes: Bytes }> {
  const info = bound(space, row);
  const to: OwnFile['to'] = [];
  for (const { d, kem } of for_.devices) {
    const { enc, ct } = await (await wrapperTo(kem))(utf8(`${info}|${d}`), Uint8Array.from(row.key));
    to.push({ d, enc: toHex(enc), ct: toHex(ct) });
  }
  const { k, h, w, o } = row;
  const value: OwnFile = {
    what: 'own',
    v: 1,
    suite: suiteOfKey(signer.key),
    b: space,
    by: signer.device,
    t: now,
    k,
    h,
    w,
    o,
    ...(for_.committee ? { c: await sealKey(for_.committee, info, row) } : {}),
    to,
  };
  const bytes = await signJson(signer.key, value);
  return { name: fileName(epochNumber(k), (await sha256(bytes)).slice(0, NAME_HASH)), bytes };
}

async function sealKey(epoch: Uint8Array, info: string, { q, key }: RingRow): Promise<string> {
  const iv = random(IV);
  const own = await derive(epoch, info, 'encrypt');
  const plain = utf8(JSON.stringify({ q, key: toHex(Uint8Array.from(key)) }));
  return toHex(join(iv, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, own, plain))));
}

/**
 * The key in a file, as far as this device may have it: as one of the committee, or as a device of the member. `unknown`
 * when the file is not whole or its signer not known (yet); undefined when it is whole and gives this device nothing.
 */
export async function readMemberKey(
  space: string,
  file: Pick<RosterRow, 'name' | 'bytes'>,
  roster: Roster,
  me: { device: string; owner: string; member: string; kem: CryptoKeyPair; ring: readonly RingRow[] },
): Promise<MemberKey | 'unknown' | undefined> {
  const read = await readFile(space, file);
  const signer = read && roster.devices.get(read.value.by);
  if (!signer) return 'unknown';
  const { value } = read;
  const wrap = value.to.find(({ d }) => d === me.device);
  const epoch = value.c ? me.ring.find(({ k, q }) => q === 'o' && k === value.o) : undefined;
  if (!wrap && !epoch) return undefined;
  if (!(await read.signedBy(signer.sign))) return 'unknown';
  const roles = [signer.role, ...(roster.terms.get(signer.d) ?? []).map(({ role }) => role)];
  const { k, h, w, o } = value;
  const base = { k, h, w, o };
  const info = bound(space, value);
  if (epoch && roles.some(isCommittee)) {
    const found = await openKey(epoch.key, info, value.c as string);
    if (found) return { ...base, ...found };
  }
  if (!wrap || !(roles.some(isCommittee) || signer.owner === me.owner)) return undefined;
  try {
    const wrapped = { enc: fromHex(wrap.enc), ct: fromHex(wrap.ct) };
    const key = await unwrap(me.kem, wrapped, utf8(`${info}|${wrap.d}`));
    return key.length === KEY ? { ...base, q: `m/${me.member}`, key } : undefined;
  } catch {
    // Wrapped to another key of this name, or damaged by its signer: it gives nothing.
    return undefined;
  }
}

async function openKey(
  epoch: Uint8Array,
  info: string,
  sealed: string,
): Promise<Pick<RingRow, 'q' | 'key'> | undefined> {
  try {
    const bytes = fromHex(sealed);
    const key = await derive(epoch, info, 'decrypt');
    const options = { name: 'AES-GCM', iv: bytes.slice(0, IV) };
    const plain = new Uint8Array(await crypto.subtle.decrypt(options, key, bytes.slice(IV)));
    const found = sealedKey.safeParse(jsonOf(textOf(plain)));
    return found.success ? { q: found.data.q, key: fromHex(found.data.key) } : undefined;
  } catch {
    return undefined;
  }
}

/** What a file says of itself without any key: which key it holds, by whom, and for which devices. */
export async function toldBy(
  space: string,
  file: Pick<RosterRow, 'name' | 'bytes'>,
): Promise<(Pick<OwnFile, 'k' | 'by' | 'h'> & { devices: string[] }) | undefined> {
  const value = (await readFile(space, file))?.value;
  return value && { k: value.k, by: value.by, h: value.h, devices: value.to.map(({ d }) => d) };
}

async function readFile(space: string, { name, bytes }: Pick<RosterRow, 'name' | 'bytes'>) {
  const file = parseRosterFile(name);
  const own = asBytes(bytes);
  const read = readSigned(own, ownFile);
  if (!file || !read || read.value.b !== space) return undefined;
  return (await sha256(own)).startsWith(file.hash) ? read : undefined;
}

/** What stands in the place of a key that was destroyed. */
const GONE = utf8('erased\n');

/** The file that takes the place of a destroyed key's. */
export const gone = (): Bytes => GONE.slice();
export const isGone = (bytes: Uint8Array): boolean =>
  bytes.length === GONE.length && bytes.every((byte, index) => byte === GONE[index]);
