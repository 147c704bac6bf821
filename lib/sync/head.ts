import * as z from 'zod/mini';
import { type Bytes } from './bytes';
import { isTailName } from './names';
import {
  compartment,
  deviceName,
  hash,
  number,
  ownerName,
  shortHash,
  sharedSpace,
  suite,
  time,
} from './shapes';
import { readSigned, signJson } from './signed';

/** So many names stand in a head: whoever is not further behind needs no listing. */
export const TAIL = 8;

const chainHead = z.looseObject({
  s: number,
  h: hash,
  /** The last names below the chain's folder, oldest first. */
  tail: z.array(z.string().check(z.refine(isTailName))).check(z.minLength(1), z.maxLength(TAIL)),
});

const head = z.looseObject({
  what: z.literal('head'),
  v: z.literal(1),
  suite,
  b: sharedSpace,
  owner: ownerName,
  d: deviceName,
  /** Number of this head; the next one's is greater. */
  n: number,
  q: z.partialRecord(compartment, chainHead),
  /** By chain and compartment, number and first eight digits of the hash of the last segment that was seen. */
  seen: z.record(
    z.string(),
    z.partialRecord(compartment, z.tuple([number, z.string().check(z.regex(/^[0-9a-f]{8}$/))])),
  ),
  /** State of the roster, and the newest epoch, so that readers know whether there is something to fetch. */
  ro: shortHash,
  k: z.string(),
  /** By chain and compartment, numbers that are missing at the place: their writer sends them again. */
  lack: z.optional(
    z.record(z.string(), z.partialRecord(compartment, z.array(number).check(z.maxLength(50)))),
  ),
  /** First pieces of files that were looked for and are not at the place: whoever has them puts them there again. */
  want: z.optional(z.array(shortHash).check(z.maxLength(64))),
  /** Keys (`<epoch> <compartment>`) under which something is sealed that is here and was not given to this device. */
  needs: z.optional(
    z.array(z.string().check(z.regex(/^\d{1,8}-[0-9a-z]{1,16} [rogsw]$/))).check(z.maxLength(64)),
  ),
  /** Number of the last entry of the roster that the device knew. */
  rn: z.optional(number),
  /** So many files of members' keys the person has written: who knows of fewer has some to fetch. */
  own: z.optional(z.int().check(z.nonnegative())),
  /** True when one of the committee has not got every key: whoever has the files looks whether they are there. */
  closed: z.optional(z.boolean()),
  /** When it was written, as the device claims, in milliseconds. */
  t: time,
});

/** The signed manifest of one device: where each of its chains ends, and what it has seen of the others. */
export type Head = z.infer<typeof head>;

/** Signs a head. */
export const sealHead = (value: Head, key: CryptoKey): Promise<Bytes> => signJson(key, value);

/** The head in a file; undefined when it is torn, of another device, or not signed by that device. */
export async function openHead(
  bytes: Bytes,
  expected: { space: string; owner: string; device: string; publicKey: string },
): Promise<Head | undefined> {
  const read = readSigned(bytes, head);
  if (!read) return undefined;
  const { value } = read;
  if (value.b !== expected.space || value.owner !== expected.owner || value.d !== expected.device) {
    return undefined;
  }
  return (await read.signedBy(expected.publicKey)) ? value : undefined;
}

/** True when a head stands further back than one seen before: somebody put an old one there. */
export const isOlder = (
  value: Pick<Head, 'n' | 'q'>,
  before: { n: number; q: Record<string, { s: number }> },
): boolean =>
  value.n < before.n ||
  Object.entries(before.q).some(([q, end]) => (value.q[q as keyof Head['q']]?.s ?? 0) < end.s);
