import { deflateSync, inflateSync } from 'fflate';
import type { RingRow } from '../ledger';
import { stampTime } from '../ledger';
import { fromBase64, toBase64 } from '../records/bytes-text';
import { asBytes, type Bytes, join, textOf, toHex, utf8 } from './bytes';
import type { WireLine } from './shapes';
import { derive, random } from './suite';

/**
 * Lines under keys of members, within a segment that everybody can open from outside. The text of such a segment is a
 * line with a random salt and then one for each member concerned: a hint by which holders of the key find it, and the
 * member's change lines, packed, padded and sealed (AES-256-GCM). All of it base64.
 */
export interface SealedLines {
  salt: string;
  /** Beginning of the stamp of its first line: about the minute, which the head of the device tells as well. */
  since: string;
  groups: readonly string[];
}

/** Where a group stands, and what both sides know without being told; it goes into the dictionary of the packing. */
export interface Place {
  /** Device and number of the segment. */
  d: string;
  s: number;
  /** Record of the person whose device it is. */
  by: string;
}

const SALT = 12;
const HINT = 4;
const TAG = 16;
const SINCE = 6;
/** The least size of a group, and steps as a part of the size: it tells little of what is in it. */
const LEAST = 64;
const PART = 8;
/** What is opened is at most so large. */
const INFLATED = 4 << 20;
/** Text of a sealed group, at most: more than anything that we write. */
const GROUP = 4 << 20;
const FIRST = /^([A-Za-z0-9+/]{16})([0-9a-z]{6})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Seals lines under the keys of those whom they concern; one group for each key. */
export async function sealLines(
  place: Place,
  groups: readonly { key: RingRow; lines: readonly WireLine[] }[],
): Promise<string> {
  const salt = random(SALT);
  const since = groups[0]?.lines[0]?.h.slice(0, SINCE) ?? '';
  const sealed: string[] = [];
  for (const { key, lines } of groups) {
    const plain = pad(pack(lines, { ...place, since, person: personOf(key) }));
    const cipher = await crypto.subtle.encrypt(
      params(key, place),
      await derive(key.key, purpose(salt, since, place), 'encrypt'),
      plain,
    );
    sealed.push(toBase64(join(await hintBytes(key.key, place), new Uint8Array(cipher))));
  }
  return [toBase64(salt) + since, ...sealed].join('\n');
}

/** The groups in the text of a segment; undefined when it is not what {@link sealLines} writes. */
export function readSealed(text: string, count: number): SealedLines | undefined {
  const [first = '', ...groups] = text.split('\n');
  const [, salt = '', since = ''] = FIRST.exec(first) ?? [];
  if (groups.length !== count || !salt) return undefined;
  const isGroup = (group: string): boolean =>
    group.length > ((HINT + TAG) / 3) * 4 &&
    group.length <= GROUP &&
    group.length % 4 === 0 &&
    BASE64.test(group);
  return groups.every(isGroup) ? { salt, since, groups } : undefined;
}

/** What of a segment is open to a holder of these keys. */
export interface OpenLines {
  /** JSON of the lines, still to be checked; undefined when a group was sealed and is not what we write. */
  lines: string[] | undefined;
  /** Hints of the groups that none of the keys opens. */
  closed: string[];
}

/** Opens the groups of a segment that the keys open. Nothing in them can make this throw. */
export async function openLines(
  { salt, since, groups }: SealedLines,
  place: Place,
  keys: readonly RingRow[],
): Promise<OpenLines> {
  const byHint = new Map<string, RingRow[]>();
  for (const key of keys) {
    const hint = await hintOf(key.key, place);
    byHint.set(hint, [...(byHint.get(hint) ?? []), key]);
  }
  const lines: string[] = [];
  const closed: string[] = [];
  let isWhole = true;
  for (const group of groups) {
    const bytes = fromBase64(group);
    const hint = toHex(bytes.subarray(0, HINT));
    let plain: Bytes | undefined;
    for (const key of byHint.get(hint) ?? []) {
      plain = await decrypt(key, purpose(fromBase64(salt), since, place), place, bytes.slice(HINT));
      if (!plain) continue;
      const found = unpack(plain, { ...place, since, person: personOf(key) });
      if (found) lines.push(...found);
      else isWhole = false;
      break;
    }
    if (!plain) closed.push(hint);
  }
  return { lines: isWhole ? lines : undefined, closed };
}

/** The hint of the holders of a key in one segment; in another it is another. */
export async function hintOf(key: Uint8Array, place: Pick<Place, 'd' | 's'>): Promise<string> {
  return toHex(await hintBytes(key, place));
}

async function hintBytes(key: Uint8Array, { d, s }: Pick<Place, 'd' | 's'>): Promise<Bytes> {
  const hash = { name: 'HMAC', hash: 'SHA-256' };
  const own = await crypto.subtle.importKey('raw', Uint8Array.from(key), hash, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', own, utf8(`hint|${d}|${s}`))).slice(0, HINT);
}

const purpose = (salt: Uint8Array, since: string, { d, s }: Place): string =>
  `own|${toBase64(salt)}${since}|${d}|${s}`;

/** Each key is derived for one group alone, from a random salt: the counter may stand still. */
const params = ({ k, q }: RingRow, { d, s }: Place): AesGcmParams => ({
  name: 'AES-GCM',
  iv: new Uint8Array(12),
  additionalData: utf8(`${d}|${s}|${k}|${q}`),
});

async function decrypt(key: RingRow, info: string, place: Place, cipher: Bytes): Promise<Bytes | undefined> {
  try {
    const own = await derive(key.key, info, 'decrypt');
    return new Uint8Array(await crypto.subtle.decrypt(params(key, place), own, cipher));
  } catch {
    return undefined;
  }
}

const personOf = ({ q }: RingRow): string => q.slice(q.indexOf('/') + 1);

/** What lines mostly are made of: a single one is then not much longer than one among many. */
const DICTIONARY =
  '"content":"problems":"occasion":"orgLife""usual""talker":"partner":"measures":"feedbackOn":"grade":"qualified"' +
  '"excellent":"basic":"unqualified":"self":"stage":"steps/application":{"on":"mentors/":{"person":"from":"until":' +
  '"direction":"out""since":"region":"organization":"certificate":"liaison":"contacts/":"scope":"general""sensitive"' +
  '"form":"written""electronic""oral""givenOn":"withdrawnOn":"attendance/":{"state":"leave""absent","reason":"sick"' +
  '"work""care""other"null"gender":"male""female","ethnicity":"birth":"19education":"degree":' +
  '"joinedOn":"20fullSince":"20standing":"normal""job":"employer":"phone":"1address":"nativePlace":"' +
  'household":"stratum":"sponsors":"mobile":true"mobileTo":"exempt":"leftTo":"note":"_del":true' +
  '"meeting","talk","appraisal","developmentCase","floatingRecord","consent","member","duesBase",{"year":20' +
  'steps/01":{"fen":00,"way":"monthly","annualSalary""irregular""retired""token""farmer","band":"base":"relief":' +
  '"reason":"approver":"attachments/":{"sha256":"size":"type":"image/jpeg""application/pdf""name":"role":"scan"' +
  ',1,0,"duesStep""duesBase""memberSave""import","proxy":"handler":"cash""bank""system""other""mobile"';

interface Known extends Place {
  since: string;
  person: string;
}

/** The words, and last what a line of dues of this member would say now. */
function dictionary({ d, by, since, person }: Known): Bytes {
  const month = new Date(parseInt(since.padEnd(9, '0'), 36)).toISOString().slice(0, 7);
  return shorten(
    `${DICTIONARY}["${person}","member","${since}000-00000-${d}","${by}",{},{"enteredAt":1,"month":"${month}-01","on":` +
      `","duesRecord","${since}000-00000-${d}","${by}",{},{"enteredAt":1,"enteredBy":"${by}","member":"${person}",` +
      `"month":"${month}","paid":00,"on":"${month}-0","method":"mobile","handler":"${by}"},1,0,"duesPay"]\n["`,
  );
}

/** Packs lines: by position, without what others of them say already, and compressed. */
function pack(lines: readonly WireLine[], known: Known): Bytes {
  const text = lines
    .map(({ r, t, h, by, b, f, sv, c, l, u }) => {
      const { enteredAt, ...rest } = f;
      const fields =
        enteredAt === undefined ? f : { enteredAt: enteredAt === instantOf(h) ? 1 : enteredAt, ...rest };
      return JSON.stringify([r, t, h, by, b, fields, sv, shortStamp(c, h), l, ...(u ? [u] : [])]);
    })
    .join('\n');
  const bytes = shorten(text);
  const packed = deflateSync(bytes, { level: 9, dictionary: dictionary(known) });
  // Room for it: the power of two that holds it.
  return join(Uint8Array.of(Math.ceil(Math.log2(bytes.length))), packed);
}

/** Undoes {@link pack}; undefined when it is not what that wrote. */
function unpack(padded: Bytes, known: Known): string[] | undefined {
  const end = padded.lastIndexOf(0x80);
  const size = 2 ** (padded[0] ?? Infinity);
  if (end < 1 || size > INFLATED || padded.subarray(end + 1).some(Boolean)) return undefined;
  try {
    const out = new Uint8Array(size);
    const bytes = inflateSync(padded.subarray(1, end), { out, dictionary: dictionary(known) });
    const text = lengthen(asBytes(bytes));
    return text === undefined ? undefined : text.split('\n').map(lineText);
  } catch {
    return undefined;
  }
}

/** One line as it was before it was packed. Throws when it is none. */
function lineText(text: string): string {
  const [r, t, h, by, b, f, sv, c, l, u] = JSON.parse(text) as [
    ...[string, string, string, string, unknown, Record<string, unknown> | null, number, unknown, string],
    string | undefined,
  ];
  if (f?.enteredAt === 1) f.enteredAt = instantOf(h);
  return JSON.stringify({ r, t, h, by, b, f, sv, c: longStamp(c, h), l, ...(u ? { u } : {}) });
}

/** The first stamp of the commit beside that of the line: mostly of the same moment. */
const shortStamp = (c: string, h: string): string | number =>
  c.slice(0, 10) + c.slice(15) === h.slice(0, 10) + h.slice(15) ? parseInt(c.slice(10, 15), 36) : c;

const longStamp = (c: unknown, h: string): unknown =>
  typeof c === 'number' ? h.slice(0, 10) + c.toString(36).padStart(5, '0') + h.slice(15) : c;

const instantOf = (h: string): string => new Date(stampTime(h)).toISOString();

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** Stands before the 16 bytes of an id; JSON has no such character. */
const MARK = 1;

/** Text in UTF-8 with ids as bytes: they are random, and no compression makes them shorter. */
function shorten(text: string): Bytes {
  const parts: Uint8Array[] = [];
  let rest = text;
  for (let found = UUID.exec(rest); found; found = UUID.exec(rest)) {
    const digits = found[0].replaceAll('-', '').match(/../g) ?? [];
    parts.push(
      utf8(rest.slice(0, found.index)),
      Uint8Array.of(MARK, ...digits.map((two) => parseInt(two, 16))),
    );
    rest = rest.slice(found.index + found[0].length);
  }
  return join(...parts, utf8(rest));
}

function lengthen(bytes: Bytes): string | undefined {
  let text = '';
  let from = 0;
  for (;;) {
    const at = bytes.indexOf(MARK, from);
    const part = textOf(bytes.subarray(from, at < 0 ? undefined : at));
    if (part === undefined) return undefined;
    text += part;
    if (at < 0) return text;
    const id = toHex(bytes.subarray(at + 1, at + 17));
    text += id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    from = at + 17;
  }
}

/** Fills up to the next step, about an eighth of the size: one byte 0x80, then zeros. */
function pad(bytes: Bytes): Bytes {
  const least = Math.max(bytes.length + 1, LEAST);
  const step = 2 ** Math.floor(Math.log2(least)) / PART;
  const padded = new Uint8Array(Math.ceil(least / step) * step);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}
