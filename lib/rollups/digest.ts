import * as z from 'zod/mini';
import type { Carrier } from '../carrier';
import type { Ledger, OwnOrganisationRow, RollupStore } from '../ledger';
import { asBytes, type Bytes, deflate, inflate, join, textOf, utf8 } from '../sync/bytes';
import { deviceName, publicKey, spaceName, suite, time } from '../sync/shapes';
import { sideBySide } from '../sync/side-by-side';
import { jsonOf } from '../sync/signed';
import { isSignedBy, publicHex, sign, SIGNATURE, suiteOfKey } from '../sync/suite';
import { openFrom, sealTo } from './mailbox';
import { digestName, organisationPlace, parseDigestName } from './names';

/** What one device of the committee read of a branch, and under which mark the place had it then. */
const entry = z.object({
  b: z.string().check(z.regex(/^[0-9a-f]{20}$/)),
  mark: z.string().check(z.minLength(1), z.maxLength(300)),
  n: z.int().check(z.gte(1)),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  key: publicKey,
  t: time,
  text: z.string(),
});
export type DigestEntry = z.infer<typeof entry>;

const header = z.looseObject({
  what: z.literal('digest'),
  v: z.literal(1),
  suite,
  org: spaceName,
  period: z.string(),
  /** Device that wrote it, and first digit of the branches in it. */
  d: deviceName,
  x: z.string().check(z.regex(/^[0-9a-f]$/)),
  t: time,
});

/** Bounds of its first line, and of what it unpacks to. */
const LARGEST_LINE = 2_000;
const LARGEST = 64 << 20;
const MOST = 20_000;

const DIGITS = [...'0123456789abcdef'];

/** The part of an organisation's keys that digests need. */
type Keys = Pick<OwnOrganisationRow, 'org' | 'mailbox' | 'sign'>;

const purpose = (name: string): Bytes => utf8(`digest|${name}`);

async function sealDigest(
  own: Keys,
  about: { period: string; d: string; x: string; t: number },
  entries: readonly DigestEntry[],
): Promise<{ name: string; bytes: Bytes }> {
  const name = digestName(own.org, about.period, about.d, about.x);
  const made = { what: 'digest', v: 1, suite: suiteOfKey(own.sign.privateKey), org: own.org, ...about };
  const line = utf8(`${JSON.stringify(made)}\n`);
  const packed = await deflate(utf8(JSON.stringify(entries)));
  const mailbox = await publicHex(own.mailbox.publicKey);
  const rest = join(line, await sealTo(mailbox, purpose(name), packed, line));
  return { name, bytes: join(await sign(own.sign.privateKey, rest), rest) };
}

/** What a digest says; [] when it is not this organisation's own, of this name, or is damaged. */
async function openDigest(own: Keys, name: string, bytes: Bytes): Promise<DigestEntry[]> {
  const end = bytes.indexOf(10, SIGNATURE);
  if (end < 0 || end > SIGNATURE + LARGEST_LINE) return [];
  const read = header.safeParse(jsonOf(textOf(bytes.subarray(SIGNATURE, end))));
  if (!read.success) return [];
  const { org, period, d, x } = read.data;
  if (org !== own.org || digestName(org, period, d, x) !== name) return [];
  const rest = bytes.slice(SIGNATURE);
  const key = await publicHex(own.sign.publicKey);
  if (!(await isSignedBy(key, bytes.slice(0, SIGNATURE), rest, read.data.suite))) return [];
  const cut = end + 1 - SIGNATURE;
  const packed = await openFrom(own.mailbox, purpose(name), rest.slice(cut), rest.slice(0, cut));
  const unpacked = packed && (await inflate(packed, LARGEST));
  const json = jsonOf(unpacked && textOf(unpacked));
  if (!Array.isArray(json) || json.length > MOST) return [];
  return json.flatMap((one) => {
    const line = entry.safeParse(one);
    return line.success && line.data.b.startsWith(x) ? [line.data] : [];
  });
}

/**
 * What other devices of the committee read of branches whose files would otherwise be fetched one by one: by branch, for
 * the mark that the place has now. A digest that cannot be read says nothing. Throws what the carrier throws.
 */
export async function readDigests(
  own: Keys,
  carrier: Carrier,
  period: string,
  wanted: ReadonlyMap<string, { mark?: string | undefined }>,
  options: { signal?: AbortSignal } = {},
): Promise<Map<string, DigestEntry>> {
  const folder = organisationPlace(own.org).digest(period);
  const digits = new Set([...wanted.keys()].map((b) => b.slice(0, 1)));
  const names = (await carrier.list(folder, options)).flatMap((one) => {
    const digit = one.folder ? undefined : parseDigestName(one.name);
    return digit && digits.has(digit) ? [`${folder}/${one.name}`] : [];
  });
  const found = new Map<string, DigestEntry>();
  await sideBySide(names, async (name) => {
    const got = await carrier.get(name, options);
    if (!got || got === 'same') return;
    for (const one of await openDigest(own, name, asBytes(got.bytes))) {
      if (wanted.get(one.b)?.mark === one.mark) found.set(one.b, one);
    }
  });
  return found;
}

/**
 * Writes what this device has read of a period for the committee's other devices: sixteen files that only it writes,
 * signed with the committee's key and sealed to its mailbox. Reports without a mark of the place, and branches whose
 * present file does not count, are left out. Throws what the carrier throws.
 */
export async function writeDigests(
  ledger: Ledger,
  { store, own }: { store: RollupStore; own: Keys },
  carrier: Carrier,
  period: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const rows = (await store.reports(period)).filter(
    ({ got, mark, there, waiting, refused }) => got && mark && there && !waiting && !refused,
  );
  const about = { period, d: ledger.clock.device, t: ledger.clock.wall() };
  for (const x of DIGITS) {
    const mine = rows.filter(({ b }) => b.startsWith(x));
    if (!mine.length) continue;
    const texts = await store.texts(
      period,
      mine.map(({ b }) => b),
    );
    const entries = mine.flatMap(({ b, mark = '', got }, at): DigestEntry[] => {
      const text = texts[at];
      if (!got || !text) return [];
      const { n, hash, key, t } = got;
      return [{ b, mark, n, hash, key, t, text }];
    });
    const { name, bytes } = await sealDigest(own, { ...about, x }, entries);
    await carrier.put(name, bytes, options);
  }
}
