import type { MeetingType } from '../records/meeting';
import { addDays, addMonths, dateParts, daysInMonth, civilDate, weekday, type CivilDate } from './calendar';
import { frequencyOn, whyNot, type BranchFacts } from './cadence';
import type { Cadence, LifePack } from './pack';
import { periodKey, periodRange, shiftPeriod, type CalendarFrequency, type PeriodKey } from './periods';
import { matchPlan, type HeldFact, type PlannedFact } from './plan-match';
import type { PlanPack } from './plan-pack';
import { nearestWorkday, type WorkCalendar } from './workdays';

/** The day of 主题党日 (每月相对固定 1 天): a weekday of the month, such as the third Wednesday, or a date. */
export type MonthlyDay = { nth: number; weekday: number } | { day: number };

/** What a branch decides before its year is laid out. */
export interface PlanChoices {
  themeDay: MonthlyDay;
  /** 党课 is held on a themed day instead of on a day of its own. */
  lectureOnThemeDay: boolean;
  /** 民主评议党员 is held together with 组织生活会. */
  appraisalWithOrgLife: boolean;
}

/** An item that the generator proposes. `rule`, `group`, `period` and `index` name its place for ever. */
export interface ProposedItem {
  rule: string;
  period: PeriodKey;
  /** Position among several items of one rule and period. */
  index: number;
  on: CivilDate;
  types: MeetingType[];
  group?: string;
  task?: string;
}

export interface PlanInput {
  pack: LifePack;
  plan: PlanPack;
  branch: BranchFacts;
  year: number;
  /** Nothing is planned before this day: today for the present year. */
  from: CivilDate;
  calendar: WorkCalendar;
  choices: PlanChoices;
  /** What is planned already, wherever it was moved to. */
  planned: readonly PlannedFact[];
  /** What is in the ledger for the year, held or entered ahead. */
  held: readonly HeldFact[];
}

/** How often a rule asks of what is still to be planned: as of the first day that is planned. */
const frequencyOf = (rule: Cadence, input: PlanInput): CalendarFrequency =>
  frequencyOn(rule, input.branch, input.from);

/** Periods of a frequency in a year, in order. */
export function periodsInYear(frequency: CalendarFrequency, year: number): PeriodKey[] {
  const periods: PeriodKey[] = [];
  let key = periodKey(frequency, civilDate(year, 1, 1), year);
  while (key.startsWith(String(year)) && periods.length < 12) {
    periods.push(key);
    key = shiftPeriod(key, 1);
  }
  return periods;
}

/** The day of a month that a fixed rule names; a fifth weekday that a month lacks is its last one. */
export function dayOfRule(rule: MonthlyDay, month: CivilDate): CivilDate {
  const { year, month: number } = dateParts(month);
  const last = daysInMonth(year, number);
  if ('day' in rule) return civilDate(year, number, Math.min(rule.day, last));
  const first = civilDate(year, number, 1);
  const day = 1 + ((rule.weekday - weekday(first) + 7) % 7) + (rule.nth - 1) * 7;
  return civilDate(year, number, day > last ? day - 7 : day);
}

/**
 * What the year still lacks: for every period of every cadence that concerns the branch, as many items as the rule
 * asks for beyond what is planned or held, on working days, never before `from`. One item may carry several types.
 * What is there is left as it is.
 */
export function proposePlan(input: PlanInput): ProposedItem[] {
  const proposed: ProposedItem[] = [];
  const order = (rule: Cadence): number => (rule.id === 'themeDay' || rule.id === 'orgLife' ? 0 : 1);
  for (const rule of [...input.pack.cadences].sort((a, b) => order(a) - order(b))) {
    if (!rule.types.length || whyNot(rule, input.branch)) continue;
    const groups = rule.applies === 'eachGroup' ? input.branch.groups : [undefined];
    for (const group of groups) proposeRule(input, rule, group?.id, proposed);
  }
  for (const task of input.plan.tasks) {
    if (input.planned.some((item) => item.task === task.id)) continue;
    const wanted = dayOfRule({ day: task.day }, civilDate(input.year, task.month, 1));
    if (wanted < input.from) continue;
    const on = placed(input, wanted, { from: `${wanted.slice(0, 7)}-01`, to: `${input.year}-12-31` });
    if (on)
      proposed.push({ rule: task.id, period: String(input.year), index: 0, on, types: [], task: task.id });
  }
  return proposed.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function proposeRule(
  input: PlanInput,
  rule: Cadence,
  group: string | undefined,
  proposed: ProposedItem[],
): void {
  const type = rule.types[0] as MeetingType;
  const mine = input.planned.filter(
    (item) => item.types.some((one) => rule.types.includes(one)) && (!group || item.group === group),
  );
  const held = input.held.filter(
    (one) => one.types.some((kind) => rule.types.includes(kind)) && (!group || one.group === group),
  );
  const matched = matchPlan(mine, held, () => frequencyOf(rule, input));
  const used = new Set([...matched.values()].flatMap((found) => [...found.values()]));
  for (const period of periodsInYear(frequencyOf(rule, input), input.year)) {
    const range = periodRange(period);
    if (!range || range.to < input.from) continue;
    const covered =
      mine.filter((item) => item.on >= range.from && item.on <= range.to).length +
      held.filter((one) => !used.has(one.id) && inMonths(one.month, range)).length;
    for (let index = covered; index < rule.count; index += 1) {
      const carrier = carrierOf(input, rule, range, proposed);
      if (carrier && !carrier.types.includes(type)) {
        carrier.types.push(type);
        continue;
      }
      const wanted = addDays(wantedDay(input, rule, range.from), index * 7);
      const on = placed(input, wanted, range);
      if (on) proposed.push({ rule: rule.id, period, index, on, types: [type], group });
    }
  }
}

const inMonths = (month: string, range: { from: CivilDate; to: CivilDate }): boolean =>
  month >= range.from.slice(0, 7) && month <= range.to.slice(0, 7);

/** The proposed item that an activity of another rule joins, where the branch wants it so. */
function carrierOf(
  input: PlanInput,
  rule: Cadence,
  range: { from: CivilDate; to: CivilDate },
  proposed: readonly ProposedItem[],
): ProposedItem | undefined {
  const { choices } = input;
  const by =
    rule.id === 'lecture' && choices.lectureOnThemeDay
      ? 'themeDay'
      : rule.id === 'appraisal' && choices.appraisalWithOrgLife
        ? 'orgLife'
        : undefined;
  const month = wantedDay(input, rule, range.from).slice(0, 7);
  const fits = proposed.filter((item) => item.rule === by && item.on >= range.from && item.on <= range.to);
  return fits.find((item) => item.on.startsWith(month)) ?? fits[0];
}

function wantedDay(input: PlanInput, rule: Cadence, from: CivilDate): CivilDate {
  if (rule.id === 'themeDay') return dayOfRule(input.choices.themeDay, from);
  const place = input.plan.placement.find((entry) => entry.cadence === rule.id) ?? { month: 1, day: 15 };
  const length = { M: 1, Q: 3, H: 6, Y: 12, '3Y': 36 }[frequencyOf(rule, input)];
  return dayOfRule({ day: place.day }, addMonths(from, Math.min(place.month, length) - 1));
}

/** A working day of the range nearest to the wanted one, not before `from`. */
function placed(
  input: PlanInput,
  wanted: CivilDate,
  range: { from: CivilDate; to: CivilDate },
): CivilDate | undefined {
  const from = range.from < input.from ? input.from : range.from;
  return nearestWorkday(input.calendar, wanted, { from, to: range.to });
}
