import type { MeetingType } from '../records/meeting';
import { addDays, endOfMonth, monthsIn, type CivilDate } from './calendar';
import {
  editionForPeriod,
  frequencyOn,
  judge,
  knownWholly,
  whyNot,
  type BranchFacts,
  type UnknownReason,
} from './cadence';
import { packAt } from './editions';
import type { Cadence, LifePack } from './pack';
import { periodKey, periodRange, shiftPeriod, type DateRange } from './periods';
import { matchPlan, typeFrequency, type HeldFact, type PlannedFact } from './plan-match';

/**
 * What one month says of one cadence. `late` = its planned day has passed and nothing is recorded, while the period
 * runs; `due` = nothing planned in the period that runs now; `open` = nothing planned in one to come; `none` = the
 * rule asks nothing of this month.
 */
export type CellState =
  'done' | 'planned' | 'late' | 'due' | 'open' | 'missing' | 'unknown' | 'none' | 'notApplicable';

export interface StripCell {
  /** `YYYY-MM`. */
  month: string;
  state: CellState;
  why?: UnknownReason;
  /** Activities held in the month, and those entered ahead. */
  held: readonly string[];
  ahead: readonly string[];
  /** Plan items of the month that are not satisfied, by day. */
  items: readonly string[];
  /** Day of the first of them. */
  on?: CivilDate;
  /** The activity of the month stands for the year before, within the rule's grace. */
  forLastYear?: true;
  /** Held after the period, within the rule's grace. */
  afterPeriod?: true;
}

export interface StripRow {
  rule: Cadence;
  group?: { id: string; name: string };
  why?: UnknownReason;
  cells: readonly StripCell[];
}

export interface StripInput {
  pack: LifePack;
  branch: BranchFacts;
  year: number;
  today: CivilDate;
  planned: readonly PlannedFact[];
  /** Activities of the year, of the one before it and of the January after it. */
  held: readonly HeldFact[];
}

/** Twelve months of every cadence that the ledger keeps records of: done, planned, late, missing, not applicable. */
export function yearStrip(input: StripInput): StripRow[] {
  const { pack, branch } = input;
  const matched = matchPlan(input.planned, input.held, typeFrequency(pack, branch));
  return pack.cadences
    .filter((rule) => rule.types.length > 0)
    .flatMap((rule): StripRow[] => {
      const why = whyNot(rule, branch);
      if (why) return [{ rule, why, cells: emptyCells(input.year) }];
      const groups = rule.applies === 'eachGroup' ? branch.groups : [undefined];
      return groups.map((group) => ({ rule, group, cells: cellsOf(input, rule, group, matched) }));
    });
}

const months = (year: number): string[] => monthsIn(`${year}-01-01`, `${year}-12-31`);
const emptyCells = (year: number): StripCell[] =>
  months(year).map((month) => ({ month, state: 'notApplicable', held: [], ahead: [], items: [] }));

function cellsOf(
  input: StripInput,
  rule: Cadence,
  group: { id: string; name: string } | undefined,
  matched: ReturnType<typeof matchPlan>,
): StripCell[] {
  const { branch, today, year } = input;
  const isMine = (types: readonly MeetingType[], of: string | undefined): boolean =>
    types.some((type) => rule.types.includes(type)) && (!group || of === group.id);
  const all = input.held.filter((one) => isMine(one.types, one.group));
  const open = input.planned
    .filter((item) => isMine(item.types, item.group))
    .filter((item) =>
      item.types.some((type) => rule.types.includes(type) && !matched.get(item.id)?.has(type)),
    )
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const lastYear = borrowed(input, rule, all, year - 1);
  const here = all.filter((one) => !lastYear.includes(one.id));
  const within = (one: HeldFact, range: DateRange): boolean =>
    one.month >= range.from.slice(0, 7) && one.month <= range.to.slice(0, 7);

  return months(year).map((month) => {
    const { asking, range } = askedIn(input, rule, month);
    const { count = 0, graceDays = 0 } = asking ?? {};
    const closing = range.to.startsWith(month);
    const inPeriod = here.filter((one) => within(one, range));
    const heldCount = inPeriod.filter((one) => !one.ahead).length;
    const later = closing ? borrowed(input, rule, all, year) : [];
    const deadline = addDays(range.to, graceDays);
    const verdict = judge(heldCount + later.length >= count, later.length > 0, range, deadline, {
      branch,
      today,
    });
    const ofMonth = all.filter((one) => one.month === month);
    const items = open.filter((item) => item.on.startsWith(month));
    const cell = {
      month,
      held: ofMonth.filter((one) => !one.ahead).map((one) => one.id),
      ahead: ofMonth.filter((one) => one.ahead).map((one) => one.id),
      items: items.map((item) => item.id),
      on: items[0]?.on,
    };
    if (cell.held.length) {
      const forLast = cell.held.every((id) => lastYear.includes(id));
      return { ...cell, state: 'done', ...(forLast ? { forLastYear: true as const } : {}) };
    }
    if (later.length) return { ...cell, state: 'done', held: later, afterPeriod: true as const };
    if (cell.ahead.length || items.some((item) => item.on >= today)) return { ...cell, state: 'planned' };
    const enough = verdict.state === 'done';
    if (closing && !enough && (verdict.state === 'missing' || verdict.state === 'unknown'))
      return { ...cell, ...verdict, state: verdict.state };
    if (items.length) return { ...cell, state: enough ? 'none' : 'late' };
    if (!closing || enough) return { ...cell, state: 'none' };
    const arranged =
      inPeriod.length +
      open.filter((item) => item.on >= range.from && item.on <= range.to && item.on >= today).length;
    if (arranged >= count) return { ...cell, state: 'none' };
    return { ...cell, state: range.from <= today ? 'due' : 'open' };
  });
}

/**
 * What a rule asks of a month: the edition that judges the month's period, by the pack and the branch's own choice of
 * that time, and the period. None in a month whose period was never closed, since the frequency changed within it.
 */
function askedIn(
  { pack, branch, today }: StripInput,
  { id, ...present }: Cadence,
  month: string,
): { asking?: Cadence; range: DateRange } {
  const last = endOfMonth(`${month}-01`);
  const day = month === today.slice(0, 7) ? today : last;
  const rule = packAt(pack, day).cadences.find((cadence) => cadence.id === id) ?? { id, ...present };
  const every = frequencyOn(rule, branch, day);
  const period = periodKey(every, day);
  return {
    asking: editionForPeriod(pack, id, period, every, { branch, today }),
    range: periodRange(period) ?? { from: `${month}-01`, to: last },
  };
}

/** Activities after a year, within the rule's grace, that stand for that year because it lacked them. */
function borrowed(input: StripInput, rule: Cadence, held: readonly HeldFact[], year: number): string[] {
  if (!rule.graceDays || frequencyOn(rule, input.branch, `${year}-12-31`) !== 'Y') return [];
  const range = periodRange(String(year));
  if (!range || !knownWholly(range, input.branch)) return [];
  const own = held.filter((one) => one.month.startsWith(String(year)) && !one.ahead).length;
  const next = shiftPeriod(`${year}-12`, 1);
  return held
    .filter((one) => one.month === next && !one.ahead)
    .slice(0, Math.max(0, rule.count - own))
    .map((one) => one.id);
}
