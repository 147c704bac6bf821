import { liveQuery } from 'dexie';
import { isKindName, type KindName } from '../records';
import type { BlobRef, Json, LongText } from '../records/kind';
import { Fault } from '../records/fault';
import { type Bring, getBlob, putBlob } from './attachments';
import { Clock, newDeviceId } from './clock';
import { type Rec, readRow } from './codec';
import { commit, type CommitOptions, type CommitResult } from './commit';
import { LedgerDb, storageFault } from './db';
import { Drafts } from './drafts';
import { followed } from './follow-reads';
import {
  commitsSince,
  historyOf,
  type HistoryStep,
  openConflicts,
  type ReadCommits,
  recentCommits,
  settleConflict,
} from './history';
import { Form, type KeySource, noKey } from './lock/form';
import { type MetaKey, type MetaValue, readMeta, writeMeta } from './meta';
import { MIGRATIONS } from './migrations';
import type { Migration } from './migrations/migration';
import type { PurgeResult } from './purge';
import type { UndoResult } from './undo';
import { Quarantine } from './quarantine';
import type { ChangeRow, HistoryRow, RecordRow } from './rows';
import type { Write } from './writes';

export interface LedgerOptions {
  /** Database name. */
  name: string;
  /** Wall clock in milliseconds; for tests. */
  wall?: () => number;
  migrations?: readonly Migration[];
  /** The lock key, while the profile is unlocked. */
  key?: KeySource;
}

/** Bounds of a list: `from` and `to` are inclusive sort keys of the kind, usually dates or their prefixes. */
export interface ListRange {
  from?: string;
  to?: string;
  limit?: number;
  /** Newest first. */
  reverse?: boolean;
}

/** The ledger of one space. Every extension page and the worker hold one; they stay in step by themselves. */
export class Ledger {
  /** For the other files of this folder only. */
  readonly db: LedgerDb;
  readonly clock: Clock;
  readonly drafts: Drafts;
  readonly quarantine: Quarantine;
  /** Brings bytes that are not here; set where there is a place to ask. Throws E930–E932. */
  bring: Bring | undefined;
  readonly #drafting: LedgerDb;
  #me: MetaValue<'me'> | undefined;

  private constructor(db: LedgerDb, drafting: LedgerDb, clock: Clock) {
    this.db = db;
    this.clock = clock;
    this.#drafting = drafting;
    this.drafts = new Drafts(drafting, () => clock.wall());
    this.quarantine = new Quarantine(db);
  }

  /**
   * Opens the database, migrating it if it is older. Throws E120 when a migration fails (the data is as it was
   * and can be exported with `dumpRaw`), E110 when the disk is full, E121 when the database was written by a newer version,
   * E940 when it is locked.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const migrations = options.migrations ?? MIGRATIONS;
    const form = new Form();
    const db = new LedgerDb(options.name, 'strict', migrations, form);
    try {
      await db.open();
    } catch (thrown) {
      const fault = storageFault(thrown);
      if (fault.code === 'E110') throw fault;
      throw new Fault(
        'E120',
        { message: String((thrown as Error).message).slice(0, 160) },
        { cause: thrown },
      );
    }
    // Dexie opens a newer database without complaint. The browser's version numbers are ten times Dexie's.
    if (db.backendDB().version > migrations.length * 10) {
      db.close();
      throw new Fault('E121');
    }
    let device: string | undefined;
    try {
      const [known, locks] = await Promise.all([
        readMeta(db, 'device'),
        db.meta.where('key').startsWith('lock').count(),
      ]);
      device = known;
      // Most profiles have no lock, and open without the code behind it.
      if (locks) await (await import('./lock/lock')).enterForm(db, options.key ?? noKey);
    } catch (thrown) {
      db.close();
      throw storageFault(thrown);
    }
    if (!device) {
      const fresh = newDeviceId();
      // Two windows may open a new profile at once: the first id that is stored stands for both.
      device = await db.transaction('rw', db.meta, async () => {
        const row = await db.meta.get('device');
        if (row) return row.value as string;
        await db.meta.put({ key: 'device', value: fresh });
        return fresh;
      });
    }
    const clock = new Clock(device, options.wall);
    const last = await db.changes.orderBy('from').last();
    for (const line of last?.lines ?? []) clock.see(line.h);
    const ledger = new Ledger(db, new LedgerDb(options.name, 'relaxed', migrations, form), clock);
    ledger.#me = await readMeta(db, 'me');
    return ledger;
  }

  /** True while what this ledger writes is sealed under a lock key. */
  get isSealed(): boolean {
    return this.db.form.seals;
  }

  /** True when another window has set up a lock, or taken it off, since this ledger was opened: it has to be opened anew. */
  async hasMoved(): Promise<boolean> {
    return this.db.form.differs((await this.db.meta.get('lock'))?.value);
  }

  /** Closes the connections of this window. */
  close(): void {
    this.db.close();
    this.#drafting.close();
  }

  /**
   * Gives this profile a new device id. A profile that took in a backup must never write under an id that may
   * also be in use where the backup came from.
   */
  async renewDevice(): Promise<void> {
    const device = newDeviceId();
    await writeMeta(this.db, 'device', device);
    this.clock.rename(device);
  }

  /** The person this profile belongs to; undefined before the first run is finished. */
  get me(): MetaValue<'me'> | undefined {
    return this.#me;
  }

  /** Says who this profile belongs to. Every later change carries that person as its author. */
  async setMe(me: MetaValue<'me'>): Promise<void> {
    await writeMeta(this.db, 'me', me);
    this.#me = me;
  }

  /** Reads the person again, after another window may have set it. */
  async refreshMe(): Promise<void> {
    this.#me = await readMeta(this.db, 'me');
  }

  /** See {@link commit}. The author is the person of this profile unless `by` names another. */
  async commit(
    writes: readonly Write[],
    options: Omit<CommitOptions, 'by'> & { by?: string },
  ): Promise<CommitResult> {
    return commit(this.db, this.clock, writes, { ...options, by: options.by ?? this.#me?.member ?? '' });
  }

  /** A record by id; undefined when there is none, it is of another kind, in quarantine, or in the trash. */
  async get<K extends KindName>(kind: K, id: string): Promise<Rec<K> | undefined> {
    const row = await this.db.records.get(id);
    return row && row.kind === kind && !row.gone ? this.#read<K>(row) : undefined;
  }

  /** A record by id whatever its kind, also from the trash; undefined when there is none or it does not parse. */
  async find(id: string): Promise<Rec | undefined> {
    const row = await this.db.records.get(id);
    return row && this.#read(row);
  }

  /** Several records by id, in the order asked, without those that are missing or in the trash. */
  async getMany<K extends KindName>(kind: K, ids: readonly string[]): Promise<Rec<K>[]> {
    const rows = await this.db.records.bulkGet([...ids]);
    return this.#readAll<K>(
      rows.filter((row): row is RecordRow => Boolean(row && row.kind === kind && !row.gone)),
    );
  }

  /** Several records by id whatever their kind, also from the trash; undefined in the place of each that cannot be read. */
  async findMany(ids: readonly string[]): Promise<(Rec | undefined)[]> {
    const rows = await this.db.records.bulkGet([...ids]);
    return rows.map((row) => row && this.#read(row));
  }

  /** Records of a kind in the order of their sort key, without the trash. */
  async list<K extends KindName>(kind: K, range: ListRange = {}): Promise<Rec<K>[]> {
    return this.#readAll<K>(await this.#query(kind, range).toArray());
  }

  /** Number of records of a kind in a range, without reading them. */
  count(kind: KindName, range: ListRange = {}): Promise<number> {
    return this.#query(kind, range).count();
  }

  /** The sort keys of a kind in a range, from the index alone. Walks one by one: for short ranges. */
  async sortKeys(kind: KindName, range: ListRange): Promise<string[]> {
    const keys = (await this.#query(kind, range).keys()) as unknown as [string, string][];
    return keys.map(([, at]) => at);
  }

  /** Records found under a link: the id of another record, or a computed key such as `url:https://…`. */
  async linked<K extends KindName>(link: string, kind?: K): Promise<Rec<K>[]> {
    const rows = await this.#under(link).toArray();
    return this.#readAll<K>(kind ? rows.filter((row) => row.kind === kind) : rows);
  }

  /** Number of records under a link. */
  countLinked(link: string): Promise<number> {
    return this.#under(link).count();
  }

  /**
   * The distinct computed links within ranges of keys (both ends included), in order, from the index alone and in one
   * walk. It takes time with every key that it meets.
   */
  async linkKeys(ranges: readonly (readonly [from: string, to: string])[]): Promise<string[]> {
    const bounds = ranges.map(([from, to]) => [from, `${to}\uffff`] as [string, string]);
    return (await this.db.records.where('links').inAnyRange(bounds).uniqueKeys()) as string[];
  }

  /** Like {@link linkKeys}, each key with the id of every record under it. No record is read. */
  async linkEntries(
    ranges: readonly (readonly [from: string, to: string])[],
  ): Promise<{ key: string; id: string }[]> {
    const bounds = ranges.map(([from, to]) => [from, `${to}\uffff`] as [string, string]);
    const entries: { key: string; id: string }[] = [];
    await this.db.records
      .where('links')
      .inAnyRange(bounds)
      .eachPrimaryKey((id, cursor) => void entries.push({ key: String(cursor.key), id }));
    return entries;
  }

  /** Ids of the records of a kind in a range, without reading them. */
  ids(kind: KindName, range: ListRange = {}): Promise<string[]> {
    return this.#query(kind, range).primaryKeys();
  }

  /** Records with an open due day up to and including `day`, earliest first, at most `limit` of them. */
  async dueUntil(day: string, limit = 1000): Promise<Rec[]> {
    return this.#readAll(await this.db.records.where('due').belowOrEqual(day).limit(limit).toArray());
  }

  /** Number of records with an open due day up to and including `day`. */
  countDue(day: string): Promise<number> {
    return this.db.records.where('due').belowOrEqual(day).count();
  }

  /** What is in the trash, latest first. */
  async trash(): Promise<Rec[]> {
    return this.#readAll(await this.db.records.orderBy('gone').reverse().toArray());
  }

  /** Text that may be stored inline or as a blob. Throws as {@link getBlob}. */
  async text(value: LongText | undefined): Promise<string> {
    return typeof value === 'object' ? (await this.getBlob(value)).text() : (value ?? '');
  }

  /** Keeps bytes under their SHA-256; see {@link putBlob}. */
  putBlob(data: Blob): Promise<BlobRef> {
    return putBlob(this.db, data, this.clock.wall());
  }

  /** Bytes behind a reference, brought from where they are shared; throws E113, E930–E932 when they are not to be had. */
  getBlob(ref: BlobRef): Promise<Blob> {
    return getBlob(this.db, ref, this.bring);
  }

  /** History of a record, or of one flat field of it, newest first; of many records with one `read` for all. */
  historyOf(id: string, field?: string, read?: ReadCommits): Promise<HistoryStep[]> {
    return historyOf(this.db, id, field, read);
  }

  /** Values that gave way to a concurrent change and wait for a person. */
  conflicts(id?: string): Promise<HistoryRow[]> {
    return openConflicts(this.db, id);
  }

  /** Settles one of {@link conflicts}; restoring the other value is an ordinary commit before it. */
  settleConflict(row: HistoryRow): Promise<void> {
    return settleConflict(this.db, row);
  }

  /** Undoes commit `n`; see `undo.ts`, fetched when it is needed. */
  async undo(n: number): Promise<UndoResult> {
    return (await import('./undo')).undo(this.db, this.clock, n, this.#me?.member ?? '');
  }

  /** Commits, newest first. */
  recentCommits(limit = 50): Promise<ChangeRow[]> {
    return recentCommits(this.db, limit);
  }

  /** Commits after number `n`, oldest first. */
  commitsSince(n: number): Promise<ChangeRow[]> {
    return commitsSince(this.db, n);
  }

  /** Removes bytes that nothing refers to any more; see `orphans.ts`, fetched when it is needed. */
  async sweepOrphans(): Promise<number> {
    const { sweepOrphans } = await import('./orphans');
    return sweepOrphans(this.db, this.clock.wall());
  }

  /** Takes values that erasure records name out of all that remembers them; see `purge.ts`, fetched when it is needed. */
  async purgeErased(): Promise<PurgeResult> {
    const { purgeErased } = await import('./purge');
    return purgeErased(this.db);
  }

  /** A small value of this profile; see the keys of `meta.ts`. */
  meta<K extends MetaKey>(key: K): Promise<MetaValue<K> | undefined> {
    return readMeta(this.db, key);
  }

  /** Sets a small value of this profile; `null` forgets it. */
  setMeta<K extends MetaKey>(key: K, value: MetaValue<K> | null): Promise<void> {
    return writeMeta(this.db, key, value);
  }

  /** Changes a small value from what is stored now: of two changes close together, neither is lost. */
  changeMeta<K extends MetaKey>(
    key: K,
    change: (before: MetaValue<K> | undefined) => MetaValue<K>,
  ): Promise<void> {
    const { db } = this;
    return db.transaction('rw', db.meta, async () => writeMeta(db, key, change(await readMeta(db, key))));
  }

  /**
   * Runs a query and calls back with its result now and after every change that touches what it read, in this
   * or another window, whatever it waited for between its reads. One that fails is asked again after such a change
   * too. Returns the function that stops it.
   */
  live<T>(query: () => Promise<T> | T, next: (value: T) => void, failed: (fault: Fault) => void): () => void {
    const subscription = liveQuery(() => followed(query)).subscribe({
      next: (answer) => ('thrown' in answer ? failed(storageFault(answer.thrown)) : next(answer.value)),
      error: (thrown: unknown) => failed(storageFault(thrown)),
    });
    return () => subscription.unsubscribe();
  }

  #under(link: string) {
    const [first = link, ...more] = this.db.form.links(link);
    const found = this.db.records.where('links');
    // A walk over several keys takes longer, and is needed under a lock alone.
    return more.length ? found.anyOf([first, ...more]) : found.equals(first);
  }

  #query(kind: KindName, range: ListRange) {
    const lower = [kind, range.from ?? ''];
    const upper = [kind, range.to === undefined ? '\uffff' : `${range.to}\uffff`];
    let query = this.db.records.where('[kind+at]').between(lower, upper, true, true);
    if (range.reverse) query = query.reverse();
    return range.limit === undefined ? query : query.limit(range.limit);
  }

  #readAll<K extends KindName>(rows: readonly RecordRow[]): Rec<K>[] {
    const records: Rec<K>[] = [];
    for (const row of rows) {
      const record = this.#read<K>(row);
      if (record) records.push(record);
    }
    return records;
  }

  #read<K extends KindName>(row: RecordRow): Rec<K> | undefined {
    const result = readRow(row, this.db.name);
    if (!('reason' in result)) return result as Rec<K>;
    // Kinds of a newer version are kept and passed on; they are not damaged.
    if (isKindName(row.kind)) {
      const raw = row as unknown as Json;
      this.quarantine.report({
        id: `record:${row.id}`,
        kind: row.kind,
        reason: result.reason,
        raw,
        at: this.clock.wall(),
      });
    }
    return undefined;
  }
}
