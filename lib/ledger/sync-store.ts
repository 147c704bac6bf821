import Dexie from 'dexie';
import { accept } from './accept';
import type { BlobRow } from './blob-rows';
import { BlobStore } from './blob-store';
import type { Clock, Stamp } from './clock';
import {
  commitsAfter,
  type Expected,
  formerDevices,
  hasErasures,
  presentLines,
  sameEnds,
} from './sync-reads';
import type { LedgerDb } from './db';
import { guarded } from './guarded';
import { knownRecords } from './known-rows';
import type { Ledger } from './ledger';
import { storablePairs, usablePairs } from './lock/pairs';
import { type CutValue, kindsIn, retract } from './retract';
import type { ChangeLine, ChangeRow, RecordRow } from './rows';
import { SyncScope } from './sync-scope';
import type {
  Accepted,
  KeysRow,
  OutboxRow,
  PeerRow,
  RingRow,
  RosterRow,
  SegmentRow,
  ShareRow,
  StoodHead,
} from './sync-rows';

/**
 * The tables of sharing, behind the ledger's door. Every method is one transaction: it is done whole or not at all.
 * All of them throw E110, E111, E112 when the storage refuses.
 */
export class SyncStore {
  readonly #ledger: Ledger;
  readonly #db: LedgerDb;
  readonly #clock: Clock;
  readonly #scope: SyncScope;
  /** The shared files. */
  readonly blobs: BlobStore;

  /** @param space the company space whose rows these are; the branch space's when absent */
  constructor(ledger: Ledger, space = '') {
    this.#scope = new SyncScope(space);
    this.#ledger = ledger;
    this.#db = ledger.db;
    this.#clock = ledger.clock;
    this.blobs = new BlobStore(ledger, space);
  }

  /** How far the sharing of this profile has come; undefined when it belongs to no space. */
  share(): Promise<ShareRow | undefined> {
    return guarded(async () => (await this.#db.identity.get(this.#scope.share)) as ShareRow | undefined);
  }

  /** The keys of this device; undefined before there are any. */
  keys(): Promise<KeysRow | undefined> {
    return guarded(async () => usablePairs((await this.#db.identity.get('keys')) as KeysRow | undefined));
  }

  /** Keeps the device's keys unless it has some: those of whoever came first, which are the answer. */
  async keepKeys(row: KeysRow): Promise<KeysRow> {
    const stored = await storablePairs(this.#db, row);
    const kept = await this.#write(['identity'], async () => {
      const here = (await this.#db.identity.get('keys')) as KeysRow | undefined;
      if (here && here.device === row.device) return here;
      await this.#db.identity.put(stored);
      return stored;
    });
    return usablePairs(kept);
  }

  /** Enters a space. False when this profile is in one already. */
  enter(
    share: ShareRow,
    known: { roster?: readonly RosterRow[]; ring?: readonly RingRow[] } = {},
  ): Promise<boolean> {
    return this.#write(['identity', 'roster', 'ring'], async () => {
      if (await this.#db.identity.get(this.#scope.share)) return false;
      await this.#db.identity.put({ ...share, id: this.#scope.share });
      await this.#db.roster.bulkPut([...(known.roster ?? [])]);
      await this.#db.ring.bulkPut((known.ring ?? []).map(this.#scope.ring));
      return true;
    });
  }

  /** Changes the state of sharing from what is stored now. */
  changeShare(change: (share: ShareRow) => ShareRow): Promise<void> {
    return this.#write(['identity'], async () => {
      const share = (await this.#db.identity.get(this.#scope.share)) as ShareRow | undefined;
      if (share) await this.#db.identity.put(change(share));
    });
  }

  /** Number of the last commit. */
  lastCommit(): Promise<number> {
    return guarded(async () => (await this.#db.changes.orderBy('n').last())?.n ?? 0);
  }

  /** Commits after number `n`, oldest first, until they hold about `lines` change lines. */
  commitsAfter(n: number, lines: number): Promise<ChangeRow[]> {
    return guarded(() => commitsAfter(this.#db, n, lines));
  }

  /** Number of commits after `n` that were made here. */
  ownAfter(n: number): Promise<number> {
    return guarded(() =>
      this.#db.changes
        .where('n')
        .above(n)
        .filter((row) => !row.via)
        .count(),
    );
  }

  /** Commits by number. */
  commits(numbers: readonly number[]): Promise<ChangeRow[]> {
    return guarded(async () =>
      (await this.#db.changes.bulkGet([...numbers])).filter((row): row is ChangeRow => Boolean(row)),
    );
  }

  /** First stamps of commits by number. */
  async starts(numbers: readonly number[]): Promise<Map<number, Stamp>> {
    return new Map((await this.commits(numbers)).map((row) => [row.n as number, row.from]));
  }

  /** Records as they stand, by id. */
  records(ids: readonly string[]): Promise<RecordRow[]> {
    return guarded(() => knownRecords(this.#db, ids));
  }

  /** The change lines that gave a record its present values, with the commits that they are of. */
  presentLines(row: RecordRow): Promise<{ commit: ChangeRow; line: ChangeLine }[]> {
    return guarded(() => presentLines(this.#db, row));
  }

  /** The device ids, without `own`, in the stamps of commits that were not got by sharing: those that this profile has had. */
  formerDevices(own = this.#clock.device): Promise<string[]> {
    return guarded(() => formerDevices(this.#db, own));
  }

  /** Keeps sealed segments and where the chains end now. False, and nothing kept, when that is not as expected. */
  keepSealed(
    expected: Expected,
    next: Partial<ShareRow>,
    rows: readonly OutboxRow[],
    blobs: readonly BlobRow[] = [],
  ): Promise<boolean> {
    return this.#write(['identity', 'outbox', 'blobs'], async () => {
      const share = (await this.#db.identity.get(this.#scope.share)) as ShareRow | undefined;
      if (!share || !sameEnds(share, expected)) return false;
      await this.#db.outbox.bulkAdd([...rows]);
      await this.blobs.add(blobs);
      await this.#db.identity.put({ ...share, ...next });
      return true;
    });
  }

  /** Segments of this device in a state, in the order of their names. */
  outbox(state: OutboxRow['state']): Promise<OutboxRow[]> {
    return guarded(() => this.#db.outbox.where('state').equals(state).filter(this.#scope.hasFile).toArray());
  }

  /** Names of the segments in a state; their bytes are not read. */
  namesIn(state: OutboxRow['state']): Promise<string[]> {
    return guarded(
      async () =>
        (await this.#db.outbox
          .where('state')
          .equals(state)
          .filter(this.#scope.hasFile)
          .primaryKeys()) as string[],
    );
  }

  /** Every segment of this device. */
  allOutbox(): Promise<OutboxRow[]> {
    return guarded(() => this.#db.outbox.filter(this.#scope.hasFile).toArray());
  }

  /** Names of every segment of this device. */
  outboxNames(): Promise<string[]> {
    return guarded(async () => (await this.#db.outbox.filter(this.#scope.hasFile).primaryKeys()) as string[]);
  }

  /** Which of these segments are this device's own. */
  inOutbox(names: readonly string[]): Promise<Set<string>> {
    return guarded(
      async () =>
        new Set(
          (await this.#db.outbox
            .where('name')
            .anyOf([...names])
            .primaryKeys()) as string[],
        ),
    );
  }

  /** Notes that the place has these segments. */
  markStored(names: readonly string[]): Promise<void> {
    return this.#write(['outbox'], async () => {
      await this.#db.outbox
        .where('name')
        .anyOf([...names])
        .modify((row: OutboxRow) => {
          if (row.state === 'sealed' || row.state === 'left') row.state = 'stored';
        });
    });
  }

  /** Notes segments as not there after all; they are sent again. */
  markMissing(names: readonly string[]): Promise<void> {
    return this.#write(['outbox'], async () => {
      await this.#db.outbox
        .where('name')
        .anyOf([...names])
        .modify({ state: 'sealed' });
    });
  }

  /** Notes that a head stands at the place: what it names is in safety. */
  confirm(head: StoodHead): Promise<void> {
    return this.#write(['identity', 'outbox'], async () => {
      const share = (await this.#db.identity.get(this.#scope.share)) as ShareRow | undefined;
      if (!share) return;
      await this.#db.outbox
        .where('name')
        .anyOf([...head.names])
        .modify({ state: 'confirmed' });
      await this.#db.identity.put({
        ...share,
        headN: Math.max(share.headN, head.n),
        headRo: head.ro,
        headAt: head.at,
        headMark: undefined,
        headLack: head.lack,
        headOwn: head.own,
        confirmed: Math.max(share.confirmed, head.sealed),
      });
    });
  }

  /**
   * Takes segments of another device in: their commits, the records and their history, and that the segments are here,
   * in one durable transaction. Repeating it changes nothing.
   */
  accept(segments: readonly Accepted[]): Promise<void> {
    const tables = { db: this.#db, clock: this.#clock, scope: this.#scope, blobs: this.blobs };
    const written = 'records changes history quarantine segments blobs identity touched'.split(' ');
    return this.#write(written, async () => accept(tables, segments));
  }

  /** Takes values that were erased on request out again, after something came that may have brought them. */
  async purge(): Promise<void> {
    if (await guarded(() => hasErasures(this.#db))) await this.#ledger.purgeErased();
  }

  /** Notes a segment that cannot be taken in, and why. */
  hold(row: SegmentRow): Promise<void> {
    return this.#write(['segments'], async () => {
      const before = await this.#db.segments.get(row.name);
      if (before?.state === 'merged') return;
      const own = this.#scope.chain(row);
      await this.#db.segments.put(before?.decided ? { ...own, decided: before.decided } : own);
    });
  }

  /** Segments that are held. */
  held(): Promise<SegmentRow[]> {
    return guarded(async () =>
      this.#scope.chains(await this.#db.segments.where('state').equals('held').toArray()),
    );
  }

  /** Every segment of a chain that was looked at, from number `s` on, in order. */
  chainFrom(d: string, q: string, s: number): Promise<SegmentRow[]> {
    const key = this.#scope.key(d);
    return guarded(async () =>
      this.#scope.chains(
        await this.#db.segments
          .where('[d+q+s]')
          .between([key, q, s], [key, q, Dexie.maxKey], true, true)
          .toArray(),
      ),
    );
  }

  /** Segments that were taken in, by chain, compartment and number. */
  atNumbers(keys: readonly Pick<SegmentRow, 'd' | 'q' | 's'>[]): Promise<SegmentRow[]> {
    return guarded(async () =>
      this.#scope
        .chains(
          await this.#db.segments
            .where('[d+q+s]')
            .anyOf(keys.map(({ d, q, s }) => [this.#scope.key(d), q, s]))
            .toArray(),
        )
        .filter((row) => row.state === 'merged'),
    );
  }

  /**
   * Takes segments out again that were taken in: what only they brought is gone, and everything is as if they had never
   * come; they are held with the reason. One transaction.
   */
  async retract(rows: readonly SegmentRow[], reason: string, cut: CutValue): Promise<void> {
    const share = await this.share();
    await retract(this.#db, this.#clock, {
      rows: rows.map(this.#scope.chain),
      reason,
      cut,
      ownUpTo: share?.allUpTo ?? 0,
    });
  }

  /** The kinds of the records that these segments wrote to, by segment name. */
  kindsIn(rows: readonly SegmentRow[]): Promise<Map<string, Set<string>>> {
    return guarded(() => kindsIn(this.#db, rows));
  }

  /** What is known of the other devices. */
  peers(): Promise<PeerRow[]> {
    return guarded(async () => this.#scope.chains(await this.#db.devices.toArray()));
  }

  putPeer(row: PeerRow): Promise<void> {
    return this.#write(['devices'], async () => void (await this.#db.devices.put(this.#scope.chain(row))));
  }

  /** Files of the roster chain and of wrapped keys. */
  rosterFiles(): Promise<RosterRow[]> {
    return guarded(() => this.#db.roster.filter(this.#scope.hasFile).toArray());
  }

  /** Adds files of the roster, and the keys that they gave. */
  learn(files: readonly RosterRow[], keys: readonly RingRow[]): Promise<void> {
    const ring = keys.map(this.#scope.ring);
    return this.#write(['roster', 'ring'], async () => {
      await this.#db.roster.bulkPut([...files]);
      const here = await this.#db.ring.bulkGet(ring.map(({ k, q }): [string, string] => [k, q]));
      // A key once held is never replaced by another of its name.
      await this.#db.ring.bulkPut(ring.filter((_, index) => !here[index]));
    });
  }

  /** Files of the roster and of keys that the place has not got yet. */
  async unsent(): Promise<RosterRow[]> {
    return (await this.rosterFiles()).filter((row) => !row.sent);
  }

  /** Notes that the place has lost these files of the roster; they are sent again. */
  markUnsent(names: readonly string[]): Promise<void> {
    return this.#write(['roster'], async () => {
      await this.#db.roster
        .where('name')
        .anyOf([...names])
        .modify({ sent: false });
    });
  }

  /** Notes that the place has these files of the roster. */
  markSent(names: readonly string[]): Promise<void> {
    return this.#write(['roster'], async () => {
      await this.#db.roster
        .where('name')
        .anyOf([...names])
        .modify({ sent: true });
    });
  }

  /** The keys of the compartments that this device may read. */
  ring(): Promise<RingRow[]> {
    return guarded(async () => this.#scope.rings(await this.#db.ring.toArray()));
  }

  async #write<T>(tables: readonly string[], work: () => Promise<T>): Promise<T> {
    return guarded(() => this.#db.transaction('rw', [...tables], work) as Promise<T>);
  }
}
