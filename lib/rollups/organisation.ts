import * as z from 'zod/mini';
import type { Carrier } from '../carrier';
import { type Ledger, type OwnOrganisationRow, RollupStore, type RosterFileRow } from '../ledger';
import { Fault } from '../records/fault';
import {
  asBytes,
  type Bytes,
  deflate,
  fromHex,
  inflate,
  join,
  NAME_HASH,
  sha256,
  textOf,
  toHex,
  utf8,
} from '../sync/bytes';
import { fileName, parseFile } from '../sync/names';
import { number, publicKey, spaceName, suite, time } from '../sync/shapes';
import { sideBySide } from '../sync/side-by-side';
import { jsonOf, readSigned, signJson } from '../sync/signed';
import { makeDeviceKeys, publicHex, randomName, suiteOfKey } from '../sync/suite';
import { type Card, cardText, type Every } from './card';
import { checkCommitteePassphrase, closed, sealCommitteeKeys } from './committee-keys';
import { branchCode, cardCode, organisationPlace } from './names';
import { encOf, openFrom, sealTo } from './mailbox';

const text = (most: number) => z.optional(z.string().check(z.maxLength(most)));

/**
 * One statement about a branch. `id` names the branch in the list; statements of one id are laid over one another.
 * What says which key is the branch's: `b` with `key`, compared on sight, or the `code` that was got from it otherwise.
 */
const statement = z.looseObject({
  id: z.string().check(z.regex(/^[a-z0-9]{12,32}$/)),
  name: text(80),
  superior: text(200),
  region: text(80),
  code: z.optional(z.string().check(z.regex(/^(\d{4} ){3}\d{4}$/))),
  b: z.optional(z.string().check(z.regex(/^[0-9a-f]{20}$/))),
  key: z.optional(publicKey),
  /** Takes a key back: what it signs does not count any more. */
  not: z.optional(publicKey),
  /** Takes the branch off the list, or puts it on again. */
  off: z.optional(z.boolean()),
});
type Statement = z.infer<typeof statement>;
/** What somebody wants to say of a branch. */
export type NewStatement = Pick<
  Statement,
  'id' | 'name' | 'superior' | 'region' | 'code' | 'b' | 'key' | 'not' | 'off'
>;

/** Statements in one file of the list. */
const MOST = 1000;

const part = z.looseObject({
  what: z.literal('branches'),
  v: z.literal(1),
  suite,
  org: spaceName,
  n: number,
  t: time,
  /** {@link listShape}, compressed and sealed to the organisation's own mailbox: the storage need not know them. */
  enc: z.string().check(z.regex(/^([0-9a-f]{64}|[0-9a-f]{130})$/)),
  ct: z.string().check(z.regex(/^([0-9a-f]{2})+$/)),
});

const listShape = z.array(statement).check(z.minLength(1), z.maxLength(MOST));
const LARGEST = 4 << 20;

/** A branch of the organisation's list. */
export interface ListedBranch {
  id: string;
  name: string;
  superior?: string;
  region?: string;
  /** Names in reports that are this branch's. */
  reports: string[];
  keys: ReadonlySet<string>;
  codes: ReadonlySet<string>;
  off: boolean;
}

/** The organisation's list of branches, as its signed files say. */
export interface BranchList {
  branches: ListedBranch[];
  /** The branch whose key this is; undefined when nobody compared it yet. */
  whose(b: string, key: string): Promise<ListedBranch | undefined>;
  /** The branch that reports under a name, whatever the key. */
  named(b: string): ListedBranch | undefined;
}

/** How an organisation is made. */
export interface Making {
  /** How often branches are asked to report. */
  every?: Every;
  /** Puts the keys under it, so that a file can take them elsewhere; without it they are in this browser for good. */
  passphrase?: string;
  onProgress?: (part: number) => void;
}

/**
 * Makes the organisation whose reports this profile reads: a mailbox that only it opens, and a key that signs its
 * list. Both are used here and cannot be read out; with a passphrase they are kept under it as well. Throws E880, E904
 * (the passphrase is too short), E927 (there is one), E928 (no name).
 */
export async function makeOrganisation(
  ledger: Ledger,
  name: string,
  { every, passphrase, onProgress }: Making = {},
): Promise<void> {
  const trimmed = name.trim().slice(0, 80);
  if (!trimmed) throw new Fault('E928');
  if (passphrase !== undefined) checkCommitteePassphrase(passphrase);
  const { sign, kem } = await makeDeviceKeys(crypto.subtle, ledger.isSealed || passphrase !== undefined);
  const row = {
    id: 'own' as const,
    org: randomName(16),
    name: trimmed,
    madeAt: ledger.clock.wall(),
    mailbox: kem,
    sign,
    ...(every ? { every } : {}),
  };
  const keys = passphrase === undefined ? undefined : await sealCommitteeKeys(row, passphrase, onProgress);
  const kept = await new RollupStore(ledger).keepOwn({
    ...row,
    ...(keys ? { keys } : {}),
    // A locked ledger keeps them as bytes, sealed with the row.
    ...(keys && !ledger.isSealed ? await closed({ mailbox: kem, sign }) : {}),
  });
  if (!kept) throw new Fault('E927');
}

/** The organisation with what branches have to know of it; undefined when there is none here. */
export async function ownOrganisation(
  ledger: Ledger,
): Promise<{ own: OwnOrganisationRow; card: Card; text: string; code: string } | undefined> {
  const own = await new RollupStore(ledger).own();
  if (!own) return undefined;
  const card: Card = {
    v: 1,
    org: own.org,
    name: own.name,
    mailbox: await publicHex(own.mailbox.publicKey),
    sign: await publicHex(own.sign.publicKey),
    every: own.every ?? 'Q',
  };
  return { own, card, text: cardText(card), code: await cardCode(card) };
}

/** Keeps how often branches are asked to report; it goes out with the card. */
export const askEvery = (ledger: Ledger, every: Every): Promise<void> =>
  new RollupStore(ledger).keepEvery(every);

/** What one file of the list says: undefined = it is not the organisation's own, or is damaged. */
interface Part {
  n: number;
  id: string;
  branches: Statement[];
}

/** Files of the list that were read before: their names hold their hashes, so that none has to be opened twice. */
const opened = new WeakMap<Ledger, Map<string, Part>>();

/**
 * The organisation with its list of branches. Files that are not its own are passed over; those that this window read
 * before are not opened again. Throws E929 (no organisation), E110–E112.
 */
export async function organisationList(ledger: Ledger): Promise<{
  store: RollupStore;
  own: OwnOrganisationRow;
  list: BranchList;
  /** Whether a file is a part of the list. */
  read(file: Pick<RosterFileRow, 'id' | 'bytes'>): Promise<boolean>;
}> {
  const store = new RollupStore(ledger);
  const own = await store.own();
  if (!own) throw new Fault('E929');
  const known = opened.get(ledger) ?? new Map<string, Part>();
  opened.set(ledger, known);
  const key = await publicHex(own.sign.publicKey);
  return {
    store,
    own,
    list: await readBranchList(own, key, await store.rosterFiles(), known),
    read: async (file) => (await readPart(own, key, file)) !== undefined,
  };
}

/**
 * Reads the list from its signed files. Files that are not the organisation's own are passed over. `known`: those that
 * were read before, which are added to.
 */
async function readBranchList(
  own: OwnOrganisationRow,
  key: string,
  files: readonly Pick<RosterFileRow, 'id' | 'bytes'>[],
  known: Map<string, Part>,
): Promise<BranchList> {
  const parts: Part[] = [];
  for (const file of files) {
    const read = known.get(file.id) ?? (await readPart(own, key, file));
    if (!read) continue;
    known.set(file.id, read);
    parts.push(read);
  }
  parts.sort((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1));
  return listOf(
    own.org,
    parts.flatMap(({ branches }) => branches),
  );
}

async function readPart(
  own: OwnOrganisationRow,
  key: string,
  { id, bytes }: Pick<RosterFileRow, 'id' | 'bytes'>,
): Promise<Part | undefined> {
  const named = parseFile(id.slice(id.lastIndexOf('/') + 1));
  const read = readSigned(asBytes(bytes), part);
  if (!named || !read || read.value.org !== own.org || read.value.n !== named.n) return undefined;
  if (!(await read.signedBy(key)) || !(await sha256(asBytes(bytes))).startsWith(named.hash)) return undefined;
  const { enc, ct } = read.value;
  const sealed = await openFrom(own.mailbox, listPurpose(own.org, named.n), join(fromHex(enc), fromHex(ct)));
  const unpacked = sealed && (await inflate(sealed, LARGEST));
  const said = listShape.safeParse(jsonOf(unpacked && textOf(unpacked)));
  return said.success ? { n: named.n, id, branches: said.data } : undefined;
}

interface Draft {
  entry: Omit<ListedBranch, 'keys' | 'codes' | 'reports'>;
  keys: Set<string>;
  codes: Set<string>;
  reports: Set<string>;
  refused: Set<string>;
}

function listOf(org: string, statements: readonly Statement[]): BranchList {
  const drafts = new Map<string, Draft>();
  for (const { id, name, superior, region, code, b, key, not, off } of statements) {
    const draft: Draft = drafts.get(id) ?? {
      entry: { id, name: '', off: false },
      keys: new Set(),
      codes: new Set(),
      reports: new Set(),
      refused: new Set(),
    };
    drafts.set(id, draft);
    if (name) draft.entry.name = name;
    if (superior !== undefined) draft.entry.superior = superior;
    if (region !== undefined) draft.entry.region = region;
    if (off !== undefined) draft.entry.off = off;
    if (code) draft.codes.add(code);
    if (b) draft.reports.add(b);
    if (b && key) {
      draft.keys.add(key);
      draft.refused.delete(key);
    }
    if (not) {
      draft.keys.delete(not);
      draft.refused.add(not);
    }
  }
  const branches = [...drafts.values()].map(({ entry, keys, codes, reports }): ListedBranch => ({
    ...entry,
    keys,
    codes,
    reports: [...reports],
  }));
  const byReport = new Map(branches.flatMap((one) => one.reports.map((b) => [b, one] as const)));
  const byCode = new Map(branches.flatMap((one) => [...one.codes].map((code) => [code, one] as const)));
  const refusedBy = (id: string, key: string): boolean => drafts.get(id)?.refused.has(key) ?? false;
  return {
    branches,
    named: (b) => byReport.get(b),
    whose: async (b, key) => {
      const named = byReport.get(b);
      if (named?.keys.has(key)) return named.off ? undefined : named;
      const coded = byCode.size ? byCode.get(await branchCode(org, b, key)) : undefined;
      if (!coded || coded.off || refusedBy(coded.id, key)) return undefined;
      // A name in reports is one branch's for ever.
      return named && named !== coded ? undefined : coded;
    },
  };
}

const listPurpose = (org: string, n: number): Bytes => utf8(`branches|${org}|${n}`);

/** Adds statements to the list, signed. They go to the place with the next reading of it. Throws E929 (no organisation). */
export async function sayOfBranches(ledger: Ledger, said: readonly NewStatement[]): Promise<void> {
  const store = new RollupStore(ledger);
  const own = await store.own();
  if (!own) throw new Fault('E929');
  if (!said.length) return;
  const at = organisationPlace(own.org);
  const mailbox = await publicHex(own.mailbox.publicKey);
  const numbers = (await store.rosterFiles()).map(({ id }) => parseFile(id.slice(-33))?.n ?? 0);
  let n = Math.max(0, ...numbers);
  const rows: RosterFileRow[] = [];
  for (let from = 0; from < said.length; from += MOST) {
    n += 1;
    const branches = said.slice(from, from + MOST).map((one) => statement.parse(one));
    const packed = await deflate(utf8(JSON.stringify(branches)));
    const sealed = await sealTo(mailbox, listPurpose(own.org, n), packed);
    const bytes = await signJson(own.sign.privateKey, {
      what: 'branches',
      v: 1,
      suite: suiteOfKey(own.sign.privateKey),
      org: own.org,
      n,
      t: ledger.clock.wall(),
      enc: toHex(sealed.slice(0, encOf(own.mailbox))),
      ct: toHex(sealed.slice(encOf(own.mailbox))),
    });
    const hash = (await sha256(bytes)).slice(0, NAME_HASH);
    rows.push({ id: `${at.roster}/${fileName(n, hash)}`, bytes, sent: false });
  }
  await store.keepRosterFiles(rows);
}

/** A new name for a branch in the list. */
export const newBranchId = (): string => randomName(16);

/** Sends files of the list that the place has not got, and fetches those that it has. */
export async function exchangeBranchList(
  ledger: Ledger,
  carrier: Carrier,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const store = new RollupStore(ledger);
  const own = await store.own();
  if (!own) throw new Fault('E929');
  const { roster } = organisationPlace(own.org);
  const here = await store.rosterFiles();
  for (const row of here.filter(({ sent }) => !sent)) {
    await carrier.put(row.id, row.bytes, { ...options, create: true });
    await store.keepRosterFiles([{ ...row, sent: true }]);
  }
  const known = new Set(here.map(({ id }) => id));
  const rows: RosterFileRow[] = [];
  const listed = (await carrier.list(roster, options)).flatMap(({ name, folder }) => {
    const id = `${roster}/${name}`;
    const hash = parseFile(name)?.hash;
    return !folder && hash && !known.has(id) ? [{ id, hash }] : [];
  });
  await sideBySide(listed, async ({ id, hash }) => {
    const got = await carrier.get(id, options);
    if (!got || got === 'same') return;
    if ((await sha256(asBytes(got.bytes))).startsWith(hash)) rows.push({ id, bytes: got.bytes, sent: true });
  });
  if (rows.length) await store.keepRosterFiles(rows);
}
