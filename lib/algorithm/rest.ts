import { ZONE } from './bytes';
import type { Sorter } from './order';
import { isDone } from './promises';
import { absent, type Figure, figureOf } from './result';
import { ACCEPTED, Crowds, NO_PAY, NOBODY, type Rows } from './rows';
import { LONGEST_DAY, LONGEST_SPELL, SHORTEST_REST } from './standards';

const DAY = 86_400;
/** Seconds with orders in hand that a day of one courier must have before an hourly pay is taken from it. */
const LEAST_PAID = 1800;

const dayOf = (time: number): number => Math.floor((time + ZONE) / DAY);

/** A courier has worked for the longest time without a rest: who, and since when nothing should be offered. */
interface Windows {
  courier: number[];
  from: number[];
}

/** One day of one courier, in seconds and fen. */
interface WorkDay {
  inHand: number;
  working: number;
  pay: number;
  unpaid: boolean;
}

/** What was counted of work and rest. */
export interface Rest {
  spells: Figure;
  days: Figure;
  daysWaiting: Figure;
  concurrent: Figure;
  hourly: Figure;
  floor: Figure;
  windows: Windows;
}

/** Adds the seconds from one time to another to the days that they lie in (UTC+8). */
function spread(days: Map<number, WorkDay>, key: 'inHand' | 'working', from: number, to: number): void {
  for (let at = from; at < to;) {
    const day = dayOf(at);
    const next = Math.min(to, (day + 1) * DAY - ZONE);
    workDay(days, day)[key] += next - at;
    at = next;
  }
}

function workDay(days: Map<number, WorkDay>, day: number): WorkDay {
  let found = days.get(day);
  if (!found) days.set(day, (found = { inHand: 0, working: 0, pay: 0, unpaid: false }));
  return found;
}

/**
 * Work and rest of couriers, from the deliveries that they took and brought: spells without a rest of twenty minutes,
 * hours of a day with orders in hand (and with waits of less than twenty minutes between them), orders in hand at once,
 * and pay by the hour. Deliveries are seen one courier after the other, and forgotten then.
 * @param floor lowest pay for an hour in fen, as the place has it
 */
export function countRest(rows: Rows, sorter: Sorter, floor: number | undefined): Rest {
  sorter
    .take(rows.length, (row) => isDone(rows, row) && rows.courier.at(row) !== NOBODY)
    .by(rows.start)
    .by(rows.courier, rows.couriers);
  let accepted = 0;
  for (let row = 0; row < rows.length; row += 1) if (rows.is(row, ACCEPTED)) accepted += 1;
  const missing = accepted - sorter.length;

  const windows: Windows = { courier: [], from: [] };
  const crowds = new Crowds(2);
  const holding = new Float64Array(6);
  let [spells, long] = [0, 0];
  let [daysSeen, over, overWaiting] = [0, 0, 0];
  let [paid, paidSeconds, paidDays, under, unpaid] = [0, 0, 0, 0, 0];

  let days = new Map<number, WorkDay>();
  const inHand = new Ends();
  /** Of the courier that is seen: the spell and the run of orders in hand that are not over yet. */
  let courier = -1;
  let [spellFrom, runFrom, until] = [0, 0, 0];
  const endRun = (): void => spread(days, 'inHand', runFrom, until);
  const endSpell = (): void => {
    const length = until - spellFrom;
    spells += 1;
    spread(days, 'working', spellFrom, until);
    if (length <= LONGEST_SPELL) return;
    long += 1;
    windows.courier.push(courier);
    windows.from.push(spellFrom + LONGEST_SPELL);
  };
  const endCourier = (): void => {
    if (courier < 0) return;
    endRun();
    endSpell();
    crowds.add(0, courier);
    for (const day of days.values()) {
      daysSeen += 1;
      if (day.inHand > LONGEST_DAY) over += 1;
      if (day.working > LONGEST_DAY) overWaiting += 1;
      if (!rows.pay) continue;
      if (day.unpaid || day.inHand < LEAST_PAID) {
        unpaid += 1;
        continue;
      }
      crowds.add(1, courier);
      paidDays += 1;
      paid += day.pay;
      paidSeconds += day.inHand;
      if (floor !== undefined && day.pay * 3600 < floor * day.inHand) under += 1;
    }
    days = new Map();
    inHand.clear();
  };

  for (let place = 0; place < sorter.length; place += 1) {
    const row = sorter.at(place);
    const start = rows.start.at(row);
    const arrive = rows.arrive.at(row);
    const now = rows.courier.at(row);
    if (now !== courier) {
      endCourier();
      courier = now;
      spellFrom = runFrom = start;
      until = arrive;
    } else {
      if (start > until) {
        endRun();
        runFrom = start;
      }
      if (start - until >= SHORTEST_REST) {
        endSpell();
        spellFrom = start;
      }
      until = Math.max(until, arrive);
    }
    inHand.take(start, arrive);
    const held = Math.min(inHand.length, 5);
    holding[held] = (holding[held] as number) + 1;
    if (!rows.pay) continue;
    const day = workDay(days, dayOf(start));
    const fen = rows.pay.at(row);
    if (fen === NO_PAY) day.unpaid = true;
    else day.pay += fen;
  }
  endCourier();

  const enough = crowds.isEnough(0);
  const held = { one: holding[1], two: holding[2], three: holding[3], four: holding[4], five: holding[5] };
  const money = { of: paidDays, missing: unpaid };
  return {
    windows,
    spells: figureOf(enough, { of: spells, n: long, missing }),
    days: figureOf(enough, { of: daysSeen, n: over, missing }),
    daysWaiting: figureOf(enough, { of: daysSeen, n: overWaiting, missing }),
    concurrent: figureOf(enough, { of: sorter.length, missing, more: held as Record<string, number> }),
    hourly: rows.pay
      ? figureOf(crowds.isEnough(1), {
          ...money,
          more: { fen: paidSeconds ? Math.round((paid * 3600) / paidSeconds) : 0 },
        })
      : absent('noColumn'),
    floor:
      rows.pay && floor !== undefined
        ? figureOf(crowds.isEnough(1), { ...money, n: under, more: { fen: floor } })
        : absent(rows.pay ? 'noFloor' : 'noColumn'),
  };
}

/** When the orders in hand will have arrived, the next first: a heap, so that many at once cost little. */
class Ends {
  private readonly list: number[] = [];

  get length(): number {
    return this.list.length;
  }

  clear(): void {
    this.list.length = 0;
  }

  /** Takes an order at a time; those that had arrived by then are out of hand. */
  take(at: number, until: number): void {
    while (this.list.length && (this.list[0] as number) <= at) this.drop();
    const { list } = this;
    let place = list.push(until) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((list[parent] as number) <= until) break;
      list[place] = list[parent] as number;
      place = parent;
    }
    list[place] = until;
  }

  private drop(): void {
    const { list } = this;
    const last = list.pop() as number;
    if (!list.length) return;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= list.length) break;
      if (child + 1 < list.length && (list[child + 1] as number) < (list[child] as number)) child += 1;
      if ((list[child] as number) >= last) break;
      list[place] = list[child] as number;
      place = child;
    }
    list[place] = last;
  }
}
