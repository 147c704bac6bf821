import { ZONE } from './bytes';
import type { Sorter } from './order';
import { absent, type Band, type Division, DIVISIONS, type Figure, figureOf, known } from './result';
import { ACCEPTED, ADVERSE, Crowds, JUDGED, PREBOOK, type Rows, WEEKEND } from './rows';
import { FEWEST_COMPARED, LONGEST_DELIVERY } from './standards';
import { minutes, Tally } from './tally';

/** Seconds up to which times of a delivery are told apart; longer ones do not move a median. */
const LIMIT = 10_800;
/** Groups of comparable deliveries: half a kilometre up to five, hour, weekend or not. */
const REACH = 11;
const CELLS = REACH * 24 * 2;
/** Seconds of one delivery within the key of its group. */
const WITHIN = 16_384;

const ORDER = Object.keys(DIVISIONS) as Division[];
/** The first group of each division; group 0 is the whole. */
const FIRST = new Map<Division, number>();
let groups = 1;
for (const division of ORDER) {
  FIRST.set(division, groups);
  groups += DIVISIONS[division].length;
}
const GROUPS = groups;

/** An accepted delivery with both times in an order that can be; `undefined` of what cannot be counted. */
export const isDone = (rows: Rows, row: number): boolean => {
  const start = rows.start.at(row);
  const took = rows.arrive.at(row) - start;
  return rows.is(row, ACCEPTED) && start > 0 && took > 0 && took <= LONGEST_DELIVERY;
};

const isCounted = (rows: Rows, row: number): boolean =>
  isDone(rows, row) && !rows.is(row, PREBOOK) && rows.promised.at(row) > 0;

/** Hour of the day (UTC+8). */
const hourOf = (time: number): number => Math.floor((time + ZONE) / 3600) % 24;

function cellOf(rows: Rows, row: number): number {
  const reach = Math.min(REACH - 1, Math.floor(rows.metres(row) / 500));
  return (reach * 24 + hourOf(rows.start.at(row))) * 2 + (rows.is(row, WEEKEND) ? 1 : 0);
}

/** For each group of comparable deliveries, within how many seconds its fastest tenth arrived; 0 where there are too few. */
function fastestTenth(rows: Rows, sorter: Sorter): Uint16Array {
  const key = (row: number): number =>
    cellOf(rows, row) * WITHIN + Math.min(WITHIN - 1, rows.arrive.at(row) - rows.start.at(row));
  sorter.take(rows.length, (row) => isCounted(rows, row) && rows.metres(row) >= 0).by(key);
  const tenth = new Uint16Array(CELLS);
  for (let from = 0; from < sorter.length;) {
    const cell = cellOf(rows, sorter.at(from));
    let to = from + 1;
    while (to < sorter.length && cellOf(rows, sorter.at(to)) === cell) to += 1;
    if (to - from >= FEWEST_COMPARED)
      tenth[cell] = key(sorter.at(from + Math.ceil((to - from) / 10) - 1)) % WITHIN;
    from = to;
  }
  return tenth;
}

const BY_DISTANCE = FIRST.get('distance') as number;
const BY_HOUR = FIRST.get('hour') as number;
const BY_WEEKEND = FIRST.get('weekend') as number;
const BY_ADVERSE = FIRST.get('adverse') as number;

/** Writes the groups that a delivery is in to a list, the whole first; answers how many there are. */
function groupsOf(rows: Rows, row: number, list: Int32Array): number {
  let count = 0;
  list[count++] = 0;
  list[count++] = BY_HOUR + hourOf(rows.start.at(row));
  list[count++] = BY_WEEKEND + (rows.is(row, WEEKEND) ? 1 : 0);
  const metres = rows.metres(row);
  if (metres >= 0) list[count++] = BY_DISTANCE + Math.min(5, Math.floor(metres / 1000));
  if (rows.is(row, JUDGED)) list[count++] = BY_ADVERSE + (rows.is(row, ADVERSE) ? 1 : 0);
  return count;
}

/** What was counted of promises: the whole, what could be compared, and the divisions. */
export interface Promises {
  promise: Figure;
  tight: Figure;
  adverse: Figure;
  bands: Record<Division, Band[]>;
}

/**
 * Promised against actual time from the taking of an order to its arrival, in all and by distance, hour and weekend;
 * and the share of promises that even the fastest tenth of comparable deliveries missed. Orders for a later time are
 * left out. `named`: couriers are told apart; else deliveries stand for them where too small groups are not shown.
 */
export function countPromises(rows: Rows, sorter: Sorter, named: boolean): Promises {
  const tenth = fastestTenth(rows, sorter);
  const promised = new Tally(GROUPS, LIMIT);
  const actual = new Tally(GROUPS, LIMIT);
  const crowds = new Crowds(GROUPS);
  const late = new Uint32Array(GROUPS);
  const tight = new Uint32Array(GROUPS);
  const compared = new Uint32Array(GROUPS);
  const list = new Int32Array(5);
  let prebook = 0;
  let missing = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (!rows.is(row, ACCEPTED)) continue;
    if (rows.is(row, PREBOOK)) {
      prebook += 1;
      continue;
    }
    if (!isCounted(rows, row)) {
      missing += 1;
      continue;
    }
    const start = rows.start.at(row);
    const allowed = rows.promised.at(row) - start;
    const took = rows.arrive.at(row) - start;
    const fastest = rows.metres(row) >= 0 ? (tenth[cellOf(rows, row)] as number) : 0;
    const courier = named ? rows.courier.at(row) : row;
    const count = groupsOf(rows, row, list);
    for (let at = 0; at < count; at += 1) {
      const group = list[at] as number;
      promised.add(group, allowed);
      actual.add(group, took);
      crowds.add(group, courier);
      if (took > allowed) late[group] = (late[group] as number) + 1;
      if (fastest) {
        compared[group] = (compared[group] as number) + 1;
        if (allowed < fastest) tight[group] = (tight[group] as number) + 1;
      }
    }
  }
  const bandOf = (group: number, from: number): Band => {
    if (promised.of(group) > 0 && !crowds.isEnough(group)) return { from, few: true };
    return {
      from,
      of: promised.of(group),
      ...known({ promised: minutes(promised.median(group)), actual: minutes(actual.median(group)) }),
      late: late[group] as number,
      ...(compared[group] ? { tight: tight[group] as number, compared: compared[group] as number } : {}),
    };
  };
  const bands = Object.fromEntries(
    ORDER.map((division) => [
      division,
      coveredUp(DIVISIONS[division].map((from, at) => bandOf((FIRST.get(division) as number) + at, from))),
    ]),
  ) as Record<Division, Band[]>;
  const all = promised.of(0);
  const judged = bands.adverse.reduce((sum, band) => sum + (band.of ?? 0), 0);
  const [usual, worse] = bands.adverse;
  return {
    promise: figureOf(crowds.isEnough(0), {
      of: all,
      n: late[0] as number,
      missing,
      more: known({ promised: minutes(promised.median(0)), actual: minutes(actual.median(0)), prebook }),
    }),
    tight: figureOf(crowds.isEnough(0), {
      of: compared[0] as number,
      n: tight[0] as number,
      missing: missing + all - (compared[0] as number),
      more: { fewest: FEWEST_COMPARED },
    }),
    adverse: worse?.few
      ? absent('few')
      : figureOf(true, {
          of: worse?.of ?? 0,
          n: worse?.late,
          missing: missing + all - judged,
          more: known({
            promised: worse?.promised,
            usual: usual?.promised,
            usualOf: usual?.of,
            usualLate: usual?.late,
          }),
        }),
    bands,
  };
}

/**
 * A single group that is not shown could be found by subtracting the others from the whole: the smallest of those goes
 * with it.
 */
function coveredUp(bands: Band[]): Band[] {
  if (bands.filter(({ few }) => few).length !== 1) return bands;
  const shown = bands.filter(({ of }) => of);
  const least = shown.reduce<Band | undefined>(
    (a, b) => (!a || (b.of as number) < (a.of as number) ? b : a),
    undefined,
  );
  return bands.map((band) => (band === least ? { from: band.from, few: true } : band));
}
