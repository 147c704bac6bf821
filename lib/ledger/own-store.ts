import type { Stamp } from './clock';
import { storageFault } from './db';
import type { Ledger } from './ledger';
import type { ChangeLine, ChangeRow, RecordRow } from './rows';
import type { RingRow, RosterRow, SegmentRow } from './sync-rows';

/** That data of a member were erased, and when. */
export interface ErasureStamp {
  id: string;
  member: string;
  /** Stamp of what was to be erased: what was written up to it goes. */
  h: Stamp;
}

/**
 * What sharing reads and writes about keys of members, beside `SyncStore`. Every function is one transaction; all throw
 * E110, E111, E112 when the storage refuses.
 */
export const erasureStamps = ({ db }: Ledger): Promise<ErasureStamp[]> =>
  guarded(async () => {
    const rows = await db.records
      .where('[kind+at]')
      .between(['erasure', ''], ['erasure', '\uffff'])
      .toArray();
    // An erasure is not undone: one in the trash counts.
    const gone = await db.records
      .orderBy('gone')
      .filter(({ kind }) => kind === 'erasure')
      .toArray();
    return [...new Map([...rows, ...gone].map((row) => [row.id, row])).values()].flatMap(
      ({ id, fields, stamps }) =>
        typeof fields.member === 'string' && stamps.targets
          ? [{ id, member: fields.member, h: stamps.targets }]
          : [],
    );
  });

/**
 * The greatest stamp that an erasure has to be past, however slow the clock of whoever erases is: of every value of these
 * fields (by record) that is or was here, and of the member's keys. '' when there is none.
 */
export const lastStampOf = (
  { db }: Ledger,
  member: string,
  targets: Readonly<Record<string, readonly string[]>>,
): Promise<Stamp | ''> =>
  guarded(async () => {
    const ids = Object.keys(targets);
    const found: (Stamp | undefined)[] = [];
    for (const row of await db.records.bulkGet(ids))
      for (const name of (row && targets[row.id]) ?? []) found.push(row?.stamps[name]);
    await db.history
      .where('r')
      .anyOf(ids)
      .each(({ r, f, h }) => void (targets[r]?.includes(f) && found.push(h)));
    for (const { q, h } of await db.ring.toArray())
      if (/^[mc]\//.test(q) && q.slice(2) === member) found.push(h);
    return found.reduce<Stamp>((last, h = '') => (h > last ? h : last), '');
  });

/** Destroys keys, and puts what stands in for their files in the place of them. */
export const destroyKeys = (
  { db }: Ledger,
  keys: readonly RingRow[],
  files: readonly RosterRow[],
): Promise<void> =>
  guarded(() =>
    db.transaction('rw', [db.ring, db.roster], async () => {
      await db.ring.bulkDelete(keys.map(({ k, q }): [string, string] => [k, q]));
      await db.roster.bulkPut([...files]);
    }),
  );

/** Segments that were taken in, of which something is not open here. */
export const closedSegments = ({ db }: Ledger): Promise<SegmentRow[]> =>
  guarded(() =>
    db.segments
      .where('state')
      .equals('merged')
      .filter(({ closed }) => Boolean(closed?.length))
      .toArray(),
  );

/** Every record that fits, in the trash or not. */
export const recordsWhere = ({ db }: Ledger, fits: (row: RecordRow) => boolean): Promise<RecordRow[]> =>
  guarded(() => db.records.filter(fits).toArray());

/** The change lines that gave records their present values, reduced to these, in one pass over all commits. */
export const presentOf = (
  { db }: Ledger,
  records: readonly RecordRow[],
): Promise<{ commit: ChangeRow; line: ChangeLine }[]> =>
  guarded(async () => {
    const byId = new Map(records.map((row) => [row.id, row]));
    const found: { commit: ChangeRow; line: ChangeLine }[] = [];
    await db.changes.each((commit) => {
      for (const line of commit.lines) {
        const stamps = byId.get(line.r)?.stamps;
        if (!stamps) continue;
        const present = Object.entries(line.f).filter(([name]) => stamps[name] === line.h);
        if (present.length) found.push({ commit, line: { ...line, f: Object.fromEntries(present) } });
      }
    });
    return found;
  });

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
