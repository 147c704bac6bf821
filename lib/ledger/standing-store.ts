import { guarded } from './guarded';
import type { Ledger } from './ledger';
import type { StandingHead, StandingLines, TouchedRow } from './standing-rows';

/** Entries of `touched` by which the kept lines of a company may lag; then they are dropped, so that the rest can go. */
const MOST_BEHIND = 2000;

const linesKey = (company: string): string => `${company} lines`;

/** Numbers of the last commit and of the last entry of `touched`. To be read before the records that are to be in. */
export const placesNow = ({ db }: Ledger): Promise<{ n: number; t: number }> =>
  guarded(async () => {
    const [[n = 0], [t = 0]] = await Promise.all([
      db.changes.toCollection().reverse().limit(1).primaryKeys(),
      db.touched.toCollection().reverse().limit(1).primaryKeys(),
    ]);
    return { n, t };
  });

/** How far the kept lines of a company go; undefined where none are kept. */
export const keptStandings = ({ db }: Ledger, company: string): Promise<StandingHead | undefined> =>
  guarded(async () => (await db.standings.get(company)) as StandingHead | undefined);

/** Head and lines that are kept of a company, of one time. */
export const keptLines = (
  { db }: Ledger,
  company: string,
): Promise<{ head: StandingHead; lines: StandingLines } | undefined> =>
  guarded(async () => {
    const [head, rest] = await db.standings.bulkGet([company, linesKey(company)]);
    if (!head || !rest || !('n' in head) || !('lines' in rest)) return undefined;
    const { key: _, ...of } = head;
    return { head: of, lines: rest.lines };
  });

/** Items that merges touched after entry `t`; `all` where every item has to be looked at anew. */
export const touchedSince = (
  { db }: Ledger,
  t: number,
): Promise<{ t: number; items: Set<string>; all: boolean }> =>
  guarded(async () => {
    // The entry up to which others were let go stays, so that a gap shows.
    const [first] = await db.touched.limit(1).primaryKeys();
    const rows: TouchedRow[] = await db.touched.where('n').above(t).toArray();
    return {
      t: rows.at(-1)?.n ?? t,
      items: new Set(rows.flatMap(({ items = [] }) => items)),
      all: (first ?? 0) > t + 1 || rows.some(({ items }) => !items),
    };
  });

/**
 * Keeps the lines of a company, unless another window has kept later ones, or something was thrown away since. Throws
 * E110–E112.
 */
export const keepStandings = (
  { db }: Ledger,
  company: string,
  head: StandingHead,
  lines: StandingLines,
): Promise<void> =>
  guarded(() =>
    db.transaction('rw', db.standings, db.touched, async () => {
      const before = (await db.standings.get(company)) as StandingHead | undefined;
      if (before && before.made === head.made && (before.n > head.n || before.t > head.t)) return;
      const since = await db.touched.where('n').above(head.t).toArray();
      // What an erasure took may stand in these lines.
      if (since.some(({ items }) => !items)) return;
      await db.standings.bulkPut([
        { key: company, ...head },
        { key: linesKey(company), lines },
      ]);
      const keys = (await db.standings.toCollection().primaryKeys()).filter((key) => !key.endsWith(' lines'));
      const heads = (await db.standings.bulkGet(keys)).flatMap((row) => (row && 'n' in row ? [row] : []));
      const late = heads.filter(({ t }) => t < head.t - MOST_BEHIND).map(({ key }) => key);
      await db.standings.bulkDelete(late.flatMap((key) => [key, linesKey(key)]));
      const least = Math.min(...heads.filter(({ key }) => !late.includes(key)).map(({ t }) => t));
      await db.touched.where('n').below(least).delete();
    }),
  );
