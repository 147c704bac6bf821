import { ZONE } from './bytes';
import type { Sorter } from './order';
import { isDone } from './promises';
import { absent, type Figure, figureOf, known } from './result';
import { ACCEPTED, Crowds, NOBODY, PREBOOK, REFUSED, type Rows } from './rows';
import { LONGEST_GAP, SHORTEST_REST } from './standards';
import { minutes, Tally } from './tally';

/** Seconds up to which times left at the taking of an order are told apart. */
const LIMIT = 10_800;
const [FIRST, AGAIN] = [0, 1];

/** Orders and what became of them after a refusal. */
export interface Orders {
  orders: number;
  again: Figure;
}

/**
 * Orders that were refused and offered again: how often, and how much of the promised time was left to whoever took
 * them, beside orders that the first courier took. Rows of one order are put together by the 64 bits of its id.
 */
export function countOrders(rows: Rows, sorter: Sorter, named: boolean, flagged: boolean): Orders {
  const left = new Tally(2, LIMIT);
  const crowd = new Crowds(1);
  const late = [0, 0];
  let orders = 0;
  let reassigned = 0;
  let attempts = 0;
  let missing = 0;

  /** Counts one order, whose rows stand in the list from one place to before another. */
  const end = (list: readonly number[], from: number, to: number): void => {
    orders += 1;
    let refused = 0;
    let taken = -1;
    for (let at = from; at < to; at += 1) {
      const row = list[at] as number;
      if (rows.is(row, REFUSED)) refused += 1;
      if (taken < 0 && rows.is(row, ACCEPTED)) taken = row;
    }
    if (refused) {
      reassigned += 1;
      attempts += refused;
    }
    if (taken < 0 || rows.is(taken, PREBOOK)) return;
    if (!isDone(rows, taken) || !rows.promised.at(taken)) {
      if (refused) missing += 1;
      return;
    }
    const which = refused ? AGAIN : FIRST;
    left.add(which, rows.promised.at(taken) - rows.start.at(taken));
    if (rows.arrive.at(taken) > rows.promised.at(taken)) late[which] = (late[which] as number) + 1;
    if (refused) crowd.add(0, named ? rows.courier.at(taken) : taken);
  };

  const perhaps = maybeTwice(rows);
  const alone = [0];
  for (let row = 0; row < rows.length; row += 1) {
    if (perhaps(row)) continue;
    alone[0] = row;
    end(alone, 0, 1);
  }
  sorter.take(rows.length, perhaps).by(rows.orderLow);

  const time = (row: number): number => rows.dispatch.at(row) || rows.start.at(row);
  for (let from = 0; from < sorter.length;) {
    const low = rows.orderLow.at(sorter.at(from));
    const same = [sorter.at(from)];
    for (from += 1; from < sorter.length && rows.orderLow.at(sorter.at(from)) === low; from += 1)
      same.push(sorter.at(from));
    if (same.length === 1) {
      end(same, 0, 1);
      continue;
    }
    same.sort(
      (a, b) =>
        rows.orderHigh.at(a) - rows.orderHigh.at(b) ||
        time(a) - time(b) ||
        rows.arrive.at(a) - rows.arrive.at(b) ||
        rows.promised.at(a) - rows.promised.at(b) ||
        rows.flags(a) - rows.flags(b),
    );
    for (let begin = 0; begin < same.length;) {
      const high = rows.orderHigh.at(same[begin] as number);
      let next = begin + 1;
      while (next < same.length && rows.orderHigh.at(same[next] as number) === high) next += 1;
      end(same, begin, next);
      begin = next;
    }
  }
  return {
    orders,
    again: flagged
      ? figureOf(crowd.isEnough(0), {
          of: left.of(AGAIN),
          n: late[AGAIN],
          missing,
          more: known({
            orders,
            reassigned,
            refusals: attempts,
            left: minutes(left.median(AGAIN)),
            usualLeft: minutes(left.median(FIRST)),
            usualLate: late[FIRST],
            usualOf: left.of(FIRST),
          }),
        })
      : absent('noColumn'),
  };
}

/**
 * Says of a row whether another one may have its order id: of nearly every row it says no, and that is certain. What it
 * remembers is two bits for each of at least eight times as many marks as there are rows.
 */
function maybeTwice(rows: Rows): (row: number) => boolean {
  const marks = 2 ** Math.max(5, Math.ceil(Math.log2(rows.length * 8)));
  const once = new Uint32Array(marks / 32);
  const twice = new Uint32Array(marks / 32);
  for (let row = 0; row < rows.length; row += 1) {
    const mark = rows.orderLow.at(row) & (marks - 1);
    const bit = 1 << (mark & 31);
    const word = once[mark >>> 5] as number;
    if (word & bit) twice[mark >>> 5] = (twice[mark >>> 5] as number) | bit;
    else once[mark >>> 5] = word | bit;
  }
  return (row) => {
    const mark = rows.orderLow.at(row) & (marks - 1);
    return ((twice[mark >>> 5] as number) & (1 << (mark & 31))) !== 0;
  };
}

/** How many offers were refused, of those of which it is known. */
export function countRefused(rows: Rows, named: boolean): Figure {
  const crowd = new Crowds(1);
  let [of, n] = [0, 0];
  for (let row = 0; row < rows.length; row += 1) {
    const refused = rows.is(row, REFUSED);
    if (!refused && !rows.is(row, ACCEPTED)) continue;
    of += 1;
    if (refused) n += 1;
    crowd.add(0, named ? rows.courier.at(row) : row);
  }
  return figureOf(crowd.isEnough(0), { of, n, missing: rows.length - of });
}

/** What was counted of offers to the same courier. */
export interface Offers {
  gap: Figure;
  pushed: Figure;
}

/**
 * Offers to the same courier in their order: how long after a refusal the next one came, beside how long after an order
 * that was taken, on the same day; and whether, after the longest spell of work, one came within the twenty minutes in
 * which none should.
 */
export function countOffers(
  rows: Rows,
  sorter: Sorter,
  windows: { courier: number[]; from: number[] } | undefined,
  flagged: boolean,
): Offers {
  sorter
    .take(rows.length, (row) => rows.dispatch.at(row) > 0 && rows.courier.at(row) !== NOBODY)
    .by((row) => (rows.is(row, REFUSED) ? 1 : 0), 2)
    .by(rows.dispatch)
    .by(rows.courier, rows.couriers);
  const gaps = new Tally(2, LONGEST_GAP + 1);
  const crowds = new Crowds(2);
  const day = (time: number): number => Math.floor((time + ZONE) / 86_400);
  for (let place = 0; place + 1 < sorter.length; place += 1) {
    const [row, next] = [sorter.at(place), sorter.at(place + 1)];
    const refused = rows.is(row, REFUSED);
    if (rows.courier.at(next) !== rows.courier.at(row) || !(refused || rows.is(row, ACCEPTED))) continue;
    const gap = rows.dispatch.at(next) - rows.dispatch.at(row);
    if (gap > LONGEST_GAP || day(rows.dispatch.at(next)) !== day(rows.dispatch.at(row))) continue;
    gaps.add(refused ? AGAIN : FIRST, gap);
    if (refused) crowds.add(0, rows.courier.at(row));
  }

  let pushed = 0;
  const list = windows ?? { courier: [], from: [] };
  let place = 0;
  for (let at = 0; at < list.from.length; at += 1) {
    const courier = list.courier[at] as number;
    const from = list.from[at] as number;
    crowds.add(1, courier);
    // Both lists go by courier and time.
    const isBefore = (row: number): boolean => {
      const other = rows.courier.at(row);
      return other < courier || (other === courier && rows.dispatch.at(row) <= from);
    };
    while (place < sorter.length && isBefore(sorter.at(place))) place += 1;
    if (place >= sorter.length) continue;
    const row = sorter.at(place);
    if (rows.courier.at(row) === courier && rows.dispatch.at(row) <= from + SHORTEST_REST) pushed += 1;
  }
  return {
    gap: flagged
      ? figureOf(crowds.isEnough(0), {
          of: gaps.of(AGAIN),
          missing: 0,
          more: known({
            refused: minutes(gaps.median(AGAIN)),
            taken: minutes(gaps.median(FIRST)),
            takenOf: gaps.of(FIRST),
          }),
        })
      : absent('noColumn'),
    pushed: windows
      ? figureOf(crowds.isEnough(1), { of: list.from.length, n: pushed, missing: 0 })
      : absent('noColumn'),
  };
}
