import { stampDevice } from './clock';
import type { LedgerDb } from './db';
import type { ChangeLine, ChangeRow, RecordRow } from './rows';
import type { ShareRow } from './sync-rows';

/** Commits that are read in one go. */
const LOT = 200;

/** Commits after number `n`, oldest first, until they hold about `lines` change lines. */
export async function commitsAfter(db: LedgerDb, n: number, lines: number): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = [];
  let count = 0;
  // In lots, because a cursor takes several times as long and all at once may be very much.
  for (let after = n, more = true; more && count < lines;) {
    const lot = await db.changes.where('n').above(after).limit(LOT).toArray();
    for (const row of lot) {
      if (count >= lines) break;
      rows.push(row);
      count += row.lines.length;
    }
    more = lot.length === LOT;
    after = lot.at(-1)?.n ?? after;
  }
  return rows;
}

/** The change lines that gave a record its present values, with the commits that they are of. */
export async function presentLines(
  db: LedgerDb,
  row: RecordRow,
): Promise<{ commit: ChangeRow; line: ChangeLine }[]> {
  const wanted = new Set(Object.values(row.stamps));
  const found: { commit: ChangeRow; line: ChangeLine }[] = [];
  await db.changes.each((commit) => {
    for (const line of commit.lines) {
      if (line.r === row.id && wanted.has(line.h)) found.push({ commit, line });
    }
  });
  return found;
}

/** The device ids, without this device's, in the stamps of commits that were not got by sharing. */
export async function formerDevices(db: LedgerDb, own: string): Promise<string[]> {
  const ids = new Set<string>();
  await db.changes.each((row) => {
    if (!row.via) for (const line of row.lines) ids.add(stampDevice(line.h));
  });
  ids.delete(own);
  return [...ids].sort();
}

/** What has to be the same still when a batch is kept: somebody else may have sealed meanwhile. */
export type Expected = Pick<ShareRow, 'device' | 'lastSealed' | 'chains'>;

/** True when nobody has sealed meanwhile. */
export function sameEnds(share: ShareRow, expected: Expected): boolean {
  const ends = (chains: ShareRow['chains']): string =>
    Object.entries(chains)
      .map(([q, end]) => `${q} ${end.s} ${end.hash}`)
      .sort()
      .join('\n');
  return (
    share.device === expected.device &&
    share.lastSealed === expected.lastSealed &&
    ends(share.chains) === ends(expected.chains)
  );
}

/** True when something was erased on request. */
export const hasErasures = async (db: LedgerDb): Promise<boolean> =>
  (await db.records.where('[kind+at]').between(['erasure', ''], ['erasure', '\uffff']).count()) > 0;
