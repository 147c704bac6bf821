import { type Bundle, type Carrier, listDeep } from '../carrier';
import {
  type Ledger,
  type OwnOrganisationRow,
  type ReportRow,
  type ReportTextRow,
  type Refused,
  type RollupStore,
} from '../ledger';
import type { PeriodKey } from '../rules/periods';
import { asBytes, type Bytes } from '../sync/bytes';
import { sideBySide } from '../sync/side-by-side';
import { jsonOf } from '../sync/signed';
import { body, storedGlance } from './body';
import { takeBundled } from './bundles';
import { type DigestEntry, readDigests, writeDigests } from './digest';
import { openReport, readReport } from './format';
import { organisationPlace, parseReportName } from './names';
import { type BranchList, exchangeBranchList, organisationList } from './organisation';

/**
 * So many files come down at once: a browser takes six at a time from a server of HTTP/1.1, and all of them from one of
 * HTTP/2. So many rows are kept in one transaction.
 */
const AT_ONCE = 24;
const TOGETHER = 400;

/** Milliseconds that a report may be ahead of our clock. */
const AHEAD = 24 * 3_600_000;

/** What one reading found. */
export interface Reading {
  /** Files that the place listed, and those of them that were fetched because they may have changed. */
  listed: number;
  fetched: number;
  /** Reports that count now and did not before. */
  taken: number;
  /** Files that wait for a key to be compared, and those that were refused. */
  waiting: number;
  refused: number;
  /** Reports that were there before and are not listed any more. They stay here. */
  gone: number;
  /** Files of a bundle that are no report to this organisation. */
  others: number;
}

/** From so many files that would be fetched one by one on, digests of the committee's devices are worth their requests. */
const MANY = 100;

export interface ReadOptions {
  signal?: AbortSignal;
  /** See {@link MANY}. */
  many?: number;
  onProgress?: (done: number, of: number) => void;
}

/**
 * Reads the reports of a period: the list of branches, one listing, and what changed since the last time. Every file
 * is checked (name, signature, whose key, sealed to this organisation, shape, not older than what is here) before it
 * counts; one that is not right is noted with its branch and holds up no other. Throws E929 (no organisation), what
 * the carrier throws, E110–E112.
 */
export async function readReports(
  ledger: Ledger,
  carrier: Carrier,
  period: PeriodKey,
  options: ReadOptions = {},
): Promise<Reading> {
  const { signal, many = MANY } = options;
  await exchangeBranchList(ledger, carrier, { signal });
  const desk = await openDesk(ledger);
  const at = organisationPlace(desk.own.org);
  const folder = at.period(period);
  const [listing, rows] = await Promise.all([
    listDeep(carrier, folder, { signal }),
    desk.store.reports(period),
  ]);
  const known = new Map(rows.map((row) => [row.b, row]));
  const files = listing.flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    const parsed = parseReportName(name);
    return !entry.folder && parsed ? [{ ...entry, name, b: parsed.b }] : [];
  });
  const changed = files.filter(({ b, mark }) => mark === undefined || known.get(b)?.mark !== mark);
  const found: Reading = { ...NOTHING, listed: files.length };
  const batch = desk.batch(found);
  const rowOf = (b: string): ReportRow => known.get(b) ?? { period, b, there: true };
  const left = new Map(changed.map((one) => [one.b, one]));
  let done = 0;
  const tick = (): void => {
    done += 1;
    if (done % 100 === 0) options.onProgress?.(done, changed.length);
  };
  const readOne = async ({ name, b, mark }: (typeof files)[number]): Promise<void> => {
    signal?.throwIfAborted();
    const got = await carrier.get(name, { signal });
    if (got && got !== 'same') {
      await batch.take(rowOf(b), asBytes(got.bytes), mark ?? got.mark);
    }
    tick();
  };
  try {
    if (changed.length >= many) {
      // Digests are written when most was read: they know nothing of the few that changed since.
      if (changed.length * 5 >= files.length) {
        for (const entry of (await readDigests(desk.own, carrier, period, left, { signal })).values()) {
          if (await batch.takeTold(rowOf(entry.b), entry)) left.delete(entry.b);
        }
      }
      done = changed.length - left.size;
      const takeOne = async (b: string, bytes: Uint8Array, mark: string): Promise<boolean> => {
        const isTaken = await batch.takeBundled(rowOf(b), asBytes(bytes), mark);
        if (isTaken) tick();
        return isTaken;
      };
      const place = { carrier, org: desk.own.org, period };
      if (left.size >= many) {
        for (const b of await takeBundled(place, left, takeOne, { signal })) left.delete(b);
      }
    }
    found.fetched = left.size;
    await sideBySide([...left.values()], readOne, AT_ONCE);
  } catch (thrown) {
    // What has come is kept: whoever reads again goes on from there.
    await batch.end();
    throw thrown;
  }
  const there = new Set(files.map(({ b }) => b));
  for (const row of rows) {
    // What was taken in from a file was never at the place.
    if (row.mark === undefined || there.has(row.b) === row.there) continue;
    found.gone += row.there ? 1 : 0;
    if (!there.has(row.b)) batch.put({ ...row, there: false });
  }
  await batch.end();
  return found;
}

/**
 * After a reading that had to fetch most files one by one: leaves what was read for the committee's other devices. Apart
 * from the reading, because nobody waits for it. True when something was written. Throws what the carrier throws, so also
 * where the committee may not write there; whoever reads has lost nothing by it.
 */
export async function leaveDigests(
  ledger: Ledger,
  carrier: Carrier,
  period: PeriodKey,
  { fetched, listed }: Pick<Reading, 'fetched' | 'listed'>,
  { signal, many = MANY }: Omit<ReadOptions, 'onProgress'> = {},
): Promise<boolean> {
  if (fetched < many || fetched * 5 < listed) return false;
  await writeDigests(ledger, await openDesk(ledger), carrier, period, { signal });
  return true;
}

/** Reads reports out of a file that came by chat or stick, of whatever periods. Throws E929. */
export async function readReportFile(ledger: Ledger, bundle: Bundle): Promise<Reading> {
  const desk = await openDesk(ledger);
  const found: Reading = { ...NOTHING };
  const batch = desk.batch(found);
  const known = new Map<string, ReportRow>();
  for (const name of bundle.names) {
    const parsed = parseReportName(name);
    const got = parsed?.org === desk.own.org ? await bundle.get(name) : undefined;
    if (!parsed || !got || got === 'same') {
      found.others += 1;
      continue;
    }
    found.listed += 1;
    found.fetched += 1;
    const { period, b } = parsed;
    if (![...known.keys()].some((key) => key.startsWith(`${period} `))) {
      for (const row of await desk.store.reports(period)) known.set(`${period} ${row.b}`, row);
    }
    const row = known.get(`${period} ${b}`) ?? { period, b, there: true };
    await batch.take(row, asBytes(got.bytes), row.mark);
  }
  found.others += bundle.leftOut.length;
  await batch.end();
  return found;
}

/** Looks again at what waits: somebody compared a key, or added codes to the list. */
export async function settleWaiting(ledger: Ledger): Promise<number> {
  const desk = await openDesk(ledger);
  const found: Reading = { ...NOTHING };
  for (const period of await desk.store.periods()) {
    const batch = desk.batch(found);
    for (const row of await desk.store.reports(period)) {
      if (row.waiting) await batch.take({ ...row, waiting: undefined }, asBytes(row.waiting.bytes), row.mark);
    }
    await batch.end();
  }
  return found.taken;
}

const NOTHING: Reading = { listed: 0, fetched: 0, taken: 0, waiting: 0, refused: 0, gone: 0, others: 0 };

/** What is needed to look at files, as it was when it was read. */
interface Desk {
  store: RollupStore;
  own: OwnOrganisationRow;
  list: BranchList;
  batch: (found: Reading) => Batch;
}

async function openDesk(ledger: Ledger): Promise<Desk> {
  const { store, own, list } = await organisationList(ledger);
  const now = ledger.clock.wall();
  return { store, own, list, batch: (found) => new Batch({ store, own, list, now }, found) };
}

/** Looks at files and keeps what it finds, some hundreds in one transaction. */
class Batch {
  readonly #desk: Pick<Desk, 'store' | 'own' | 'list'> & { now: number };
  readonly #found: Reading;
  #rows: ReportRow[] = [];
  #texts: ReportTextRow[] = [];

  constructor(desk: Pick<Desk, 'store' | 'own' | 'list'> & { now: number }, found: Reading) {
    this.#desk = desk;
    this.#found = found;
  }

  /** Looks at one file; what is right in it replaces what is kept of its branch, what is not is noted beside it. */
  async take(row: ReportRow, bytes: Bytes, mark: string | undefined): Promise<void> {
    await this.#keep(row, await judge(this.#desk, row, bytes), mark);
  }

  /**
   * Looks at one file that somebody laid into a bundle, and says to have found under a mark. Only what brings its branch
   * forward is taken; false for everything else: the file at the place is looked at then.
   */
  async takeBundled(row: ReportRow, bytes: Bytes, mark: string): Promise<boolean> {
    const seen = await judge(this.#desk, row, bytes);
    const isForward =
      seen.what === 'taken'
        ? seen.got.n > Math.max(row.got?.n ?? 0, row.waiting?.n ?? 0)
        : seen.what === 'waiting' && !row.got && !row.waiting && !this.#desk.list.named(row.b);
    if (isForward) await this.#keep(row, seen, mark);
    return isForward;
  }

  async #keep(row: ReportRow, seen: Judged, mark: string | undefined): Promise<void> {
    const base: ReportRow = { ...row, mark, there: true, refused: undefined };
    if (seen.what === 'refused') {
      this.#found.refused += 1;
      this.put({ ...base, refused: { why: seen.why, at: this.#desk.now } });
    } else if (seen.what === 'waiting') {
      this.#found.waiting += 1;
      this.put({ ...base, waiting: seen.waiting });
    } else if (seen.what === 'same') this.put(base);
    else {
      this.#found.taken += 1;
      this.#texts.push({ period: row.period, b: row.b, text: seen.text });
      const waiting = row.waiting && row.waiting.n > seen.got.n ? row.waiting : undefined;
      this.put({ ...base, got: seen.got, glance: seen.glance, waiting });
    }
    if (this.#rows.length >= TOGETHER) await this.end();
  }

  /**
   * Takes what another device of the committee read under the mark that the place has now. False when that is of no use
   * here: the file itself is looked at then.
   */
  async takeTold(row: ReportRow, { mark, n, hash, key, t, text }: DigestEntry): Promise<boolean> {
    const { list, now } = this.#desk;
    const content = body.safeParse(jsonOf(text));
    const isOlder = row.got !== undefined && (n < row.got.n || (n === row.got.n && hash !== row.got.hash));
    if (!content.success || isOlder || row.waiting || !(await list.whose(row.b, key))) return false;
    this.#found.taken += row.got?.hash === hash ? 0 : 1;
    this.#texts.push({ period: row.period, b: row.b, text });
    const got = { n, hash, key, t, at: now };
    this.put({ ...row, mark, there: true, refused: undefined, got, glance: storedGlance(content.data) });
    if (this.#rows.length >= TOGETHER) await this.end();
    return true;
  }

  put(row: ReportRow): void {
    this.#rows.push(row);
  }

  async end(): Promise<void> {
    const [rows, texts] = [this.#rows, this.#texts];
    this.#rows = [];
    this.#texts = [];
    if (rows.length) await this.#desk.store.keepReports(rows, texts);
  }
}

type Judged =
  | { what: 'refused'; why: Refused['why'] }
  | { what: 'waiting'; waiting: NonNullable<ReportRow['waiting']> }
  | { what: 'same' }
  | { what: 'taken'; got: NonNullable<ReportRow['got']>; glance: string; text: string };

async function judge(
  { own, list, now }: Pick<Desk, 'own' | 'list'> & { now: number },
  row: ReportRow,
  bytes: Bytes,
): Promise<Judged> {
  const refused = (why: Refused['why']): Judged => ({ what: 'refused', why });
  const read = await readReport(bytes);
  if (typeof read === 'string') return refused(read);
  const { org, b, period, n, t, key } = read.header;
  if (org !== own.org || b !== row.b || period !== row.period) return refused('foreign');
  if (t > now + AHEAD) return refused('early');
  if (row.got?.hash === read.hash) return { what: 'same' };
  const opened = await openReport(read, own.mailbox);
  if (typeof opened === 'string') return refused(opened);
  const { content, text } = opened;
  if (!(await list.whose(b, key))) {
    const { name, superior } = content;
    return { what: 'waiting', waiting: { bytes, key, n, name, ...(superior ? { superior } : {}) } };
  }
  // Of two with one number, which two devices may send, the later one stands on every committee's screen.
  if (row.got && (n < row.got.n || (n === row.got.n && read.hash < row.got.hash))) return refused('older');
  return {
    what: 'taken',
    got: { n, hash: read.hash, key, t, at: now },
    glance: storedGlance(content),
    text,
  };
}
