import type { LedgerDb } from './db';
import type { ChangeLine, ChangeRow, RecordRow } from './rows';
import type { CommitPart } from './sync-rows';

/** Below this many each is asked for by itself. */
const MANY = 50;
/** Keys in one range. */
const LOT = 500;
/** When a range holds so many times as many keys as are looked for, each is asked for by itself after all. */
const DENSE = 4;

/**
 * The records of these ids that are here. What a newcomer is sent lies close together and is not here: one look at a
 * range of keys says so, where thousands of single requests take longer than everything else. Inside a transaction only
 * Dexie is awaited.
 */
export async function knownRecords(db: LedgerDb, ids: readonly string[]): Promise<RecordRow[]> {
  const here: string[] = [];
  if (ids.length < MANY) here.push(...ids);
  else {
    for (const lot of lots(ids)) {
      const most = lot.length * DENSE;
      const inside = db.records.where('id').between(lot[0], lot.at(-1), true, true);
      const keys = await inside.limit(most).primaryKeys();
      const wanted = new Set(lot);
      here.push(...(keys.length === most ? lot : keys.filter((key) => wanted.has(key))));
    }
  }
  if (!here.length) return [];
  return (await db.records.bulkGet(here)).filter((row): row is RecordRow => row !== undefined);
}

/** The commits that begin with these stamps and are here. Inside a transaction only Dexie is awaited. */
export async function knownCommits(db: LedgerDb, starts: readonly string[]): Promise<ChangeRow[]> {
  const near: string[] = [];
  if (starts.length < MANY) near.push(...starts);
  else {
    for (const lot of lots(starts)) {
      const inside = db.changes.where('from').between(lot[0], lot.at(-1), true, true);
      if (await inside.limit(1).count()) near.push(...lot);
    }
  }
  // Side by side these are answered several times as fast as one cursor that jumps from each to the next.
  const found = await Promise.all(near.map((from) => db.changes.where('from').equals(from).toArray()));
  return found.flat();
}

/** What is here of that which comes, as it is read before the first row is put. */
export interface Known {
  records: readonly RecordRow[];
  /** The commits that begin with the stamps of the parts. */
  commits: readonly ChangeRow[];
  /** Keys of the quarantine; none where no parts come. */
  listed: readonly string[];
}

/**
 * Reads what is here of lines, commits in parts, and records by id. Everything is asked for at once, and is to be asked
 * for before the first row is put: after it, every answer waits until the storage has written. Inside a transaction only
 * Dexie is awaited.
 */
export async function lookUp(
  db: LedgerDb,
  lines: readonly ChangeLine[],
  parts: readonly CommitPart[],
  others: readonly string[] = [],
): Promise<Known> {
  const ids = new Set(lines.map(({ r }) => r));
  for (const id of others) ids.add(id);
  const [records, commits, listed] = await Promise.all([
    knownRecords(db, [...ids]),
    knownCommits(db, [...new Set(parts.map(({ from }) => from))]),
    // Nearly always none of the records is listed, and thousands of vain deletions cost a second.
    parts.length ? db.quarantine.toCollection().primaryKeys() : [],
  ]);
  return { records, commits, listed };
}

const lots = (keys: readonly string[]): string[][] => {
  const sorted = [...new Set(keys)].sort();
  return Array.from({ length: Math.ceil(sorted.length / LOT) }, (_, n) =>
    sorted.slice(n * LOT, (n + 1) * LOT),
  );
};
