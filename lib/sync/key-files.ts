import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import * as z from 'zod/mini';
import type { RingRow, RosterRow } from '../ledger';
import { asBytes, type Bytes, fromHex, NAME_HASH, sha256, toHex, utf8 } from './bytes';
import { LEADS } from './compartments';
import { fileName, parseFile } from './names';
import type { Certificate, Roster } from './roster';
import { deviceName, epochName, number, spaceName, time } from './shapes';
import { readSigned, signJson } from './signed';
import { random, randomName, SUITE } from './suite';

/** Bytes of an epoch's key. */
const KEY = 32;
const hex = z.string().check(z.regex(/^([0-9a-f]{2}){1,200}$/));
const place = z.string().check(z.regex(/^([rogs]|p\/[a-z0-9]{1,32})$/));

const keysFile = z.looseObject({
  what: z.literal('keys'),
  v: z.literal(1),
  suite: z.literal(SUITE),
  b: spaceName,
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

/** Number of an epoch. */
export const epochNumber = (k: string): number => Number.parseInt(k, 10);

/** A new key of a compartment, in epoch number `n`. */
export const newKey = (q: string, n: number, id: string = randomName(8)): RingRow => ({
  k: `${n}-${id}`,
  q,
  key: random(KEY),
});

/** The key under which a compartment is written now: that of the newest epoch. */
export function newest(ring: readonly RingRow[], q: string): RingRow | undefined {
  const order = (row: RingRow): string => `${String(epochNumber(row.k)).padStart(8, '0')}${row.k}`;
  return ring
    .filter((row) => row.q === q)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .at(-1);
}

const suite = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

const purpose = (space: string, k: string, q: string, d: string): Bytes => utf8(`${space}|${k}|${q}|${d}`);

/** Wraps keys to devices (HPKE, RFC 9180, base mode) in one signed file. */
export async function wrapKeys(
  space: string,
  gifts: readonly { to: Certificate; rows: readonly RingRow[] }[],
  signer: { device: string; key: CryptoKey },
  now: number,
): Promise<{ name: string; bytes: Bytes }> {
  const hpke = suite();
  const keys: z.infer<typeof keysFile>['keys'] = [];
  for (const { to, rows } of gifts) {
    const recipientPublicKey = await hpke.kem.importKey('raw', fromHex(to.kem).buffer, true);
    for (const { k, q, key } of rows) {
      const info = purpose(space, k, q, to.d);
      const { enc, ct } = await hpke.seal({ recipientPublicKey, info }, Uint8Array.from(key));
      keys.push({ k, q, d: to.d, enc: toHex(new Uint8Array(enc)), ct: toHex(new Uint8Array(ct)) });
    }
  }
  const n = Math.max(...keys.map(({ k }) => epochNumber(k)));
  const bytes = await signJson(signer.key, {
    what: 'keys',
    v: 1,
    suite: SUITE,
    b: space,
    n,
    by: signer.device,
    t: now,
    keys,
  });
  return { name: fileName(n, (await sha256(bytes)).slice(0, NAME_HASH)), bytes };
}

/**
 * The keys that a file gives to a device. Undefined when the file is not whole or its signer is not known (yet).
 * Common keys count from secretary and deputy, and from another device of the same person, who thereby could deceive
 * nobody else; a person's own from that person's devices alone.
 */
export async function unwrapKeys(
  space: string,
  file: Pick<RosterRow, 'name' | 'bytes'>,
  roster: Roster,
  me: { device: string; owner: string; kem: CryptoKeyPair },
): Promise<RingRow[] | undefined> {
  const read = await readKeysFile(space, file);
  const signer = read && roster.devices.get(read.value.by);
  if (!signer || !(await read.signedBy(signer.sign))) return undefined;
  const hpke = suite();
  const rows: RingRow[] = [];
  for (const { k, q, d, enc, ct } of read.value.keys) {
    if (d !== me.device) continue;
    const isOwn = signer.owner === me.owner;
    if (q.startsWith('p/') ? !isOwn || q !== `p/${me.owner}` : !isOwn && !LEADS.includes(signer.role))
      continue;
    try {
      const context = { recipientKey: me.kem, enc: fromHex(enc), info: purpose(space, k, q, d) };
      const key = new Uint8Array(await hpke.open(context, fromHex(ct)));
      if (key.length === KEY) rows.push({ k, q, key });
    } catch {
      // Wrapped to another key of this name, or damaged by its signer: it gives nothing.
    }
  }
  return rows;
}

async function readKeysFile(space: string, { name, bytes }: Pick<RosterRow, 'name' | 'bytes'>) {
  const file = parseFile(name.slice(name.lastIndexOf('/') + 1));
  const own = asBytes(bytes);
  const read = readSigned(own, keysFile);
  if (!file || !read || read.value.b !== space || read.value.n !== file.n) return undefined;
  return (await sha256(own)).startsWith(file.hash) ? read : undefined;
}

/** Which keys (`<epoch> <compartment> <device>`) these files wrap. */
export async function wrappedIn(
  space: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of files) {
    for (const { k, q, d } of (await readKeysFile(space, file))?.value.keys ?? [])
      found.add(`${k} ${q} ${d}`);
  }
  return found;
}
