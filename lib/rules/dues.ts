import type { DuesBase, DuesRecord, Member } from '../records';
import type { DuesStep, DuesWay } from '../records/dues';
import { addMonths, endOfMonth, type CivilDate } from './calendar';
import { type DuesBand, type DuesPack, wayRule } from './dues-pack';

/** A month as `YYYY-MM`. */
export type Month = string;

/** What the rules say of one base. Amounts in fen. */
export interface DuesAmount {
  fen: number;
  /** Band that gave the rate; absent where the amount is fixed. */
  band?: DuesBand;
  /** More than is usual in a month: to be looked at, never refused. */
  aboveUsual: boolean;
}

/** The band of a table in which a base lies. The greatest base of a band belongs to it. */
export function bandOf(bands: readonly DuesBand[], base: number): DuesBand {
  const found = bands.find((band) => band.upTo === undefined || base <= band.upTo);
  if (!found) throw new RangeError('no open band');
  return found;
}

/** A number of ten-thousandths of an amount, rounded half up to a multiple of `step` fen. */
export function shareOf(base: number, rate: number, step: number): number {
  // Whole numbers all the way: the product is below 2^53 for any income that fits a record.
  const unit = 10_000 * step;
  return Math.floor((2 * base * rate + unit) / (2 * unit)) * step;
}

/**
 * Monthly dues of a base in fen (Arts. 2 to 6 of 中组发〔2008〕3号): the rate of the band holds for the whole base.
 * Where no base is needed the least amount of the range is given. `step` is the rounding in fen.
 */
export function duesAmount(
  pack: DuesPack,
  way: DuesWay,
  base: number | undefined,
  step = pack.rounding.value,
): DuesAmount | undefined {
  const rule = wayRule(pack, way);
  if (!rule) return undefined;
  if (!rule.table) return { fen: rule.range?.[0] ?? 0, aboveUsual: false };
  if (base === undefined || !Number.isSafeInteger(base) || base < 0) return undefined;
  const band = bandOf(pack.tables[rule.table].bands, base);
  const fen = shareOf(base, band.rate, step);
  return { fen, band, aboveUsual: fen > pack.usualMaximum.value };
}

/** What a typed amount should be looked at for. */
export type AmountNotice = 'aboveUsual' | 'outsideRange' | 'zeroWithoutRelief';

/** Remarks about an amount that was fixed. None of them keeps it from being saved. */
export function amountNotices(
  pack: DuesPack,
  step: Pick<DuesStep, 'fen' | 'way' | 'relief'>,
): AmountNotice[] {
  const notices: AmountNotice[] = [];
  const range = wayRule(pack, step.way)?.range;
  if (step.fen > pack.usualMaximum.value) notices.push('aboveUsual');
  if (range && !step.relief && (step.fen < range[0] || step.fen > range[1])) notices.push('outsideRange');
  if (step.fen === 0 && step.relief !== 'exempt') notices.push('zeroWithoutRelief');
  return notices;
}

/** The step that holds in a month (`01` to `12`), and the month from which it does. */
export function stepOf(
  base: Pick<DuesBase, 'steps'>,
  month: string,
): { from: string; step: DuesStep } | undefined {
  let found: { from: string; step: DuesStep } | undefined;
  for (const [from, step] of Object.entries(base.steps)) {
    if (from <= month && (!found || from > found.from)) found = { from, step };
  }
  return found;
}

/** True where the rule wants the amount worked out anew in this month's period, and that was not done. */
export function isCarried(pack: DuesPack, found: { from: string; step: DuesStep }, month: string): boolean {
  const renew = wayRule(pack, found.step.way)?.renew;
  if (renew === 'month') return found.from !== month;
  return renew === 'quarter' && Math.ceil(Number(found.from) / 3) !== Math.ceil(Number(month) / 3);
}

type Person = Pick<Member, 'category' | 'joinedOn' | 'inBranchFrom' | 'leftOn'>;

/**
 * True when a person may owe dues to this branch in a month: a full or probationary member, in the branch on one of
 * its days, and not before the month of the general meeting that admitted the member (Art. 8).
 */
export function owesIn(member: Person, month: Month): boolean {
  if (member.category !== 'full' && member.category !== 'probationary') return false;
  if (member.inBranchFrom && member.inBranchFrom > endOfMonth(`${month}-01`)) return false;
  if (member.leftOn && member.leftOn < `${month}-01`) return false;
  return !member.joinedOn || member.joinedOn.slice(0, 7) <= month.slice(0, member.joinedOn.length);
}

/** First month of a year in which a member owes dues; undefined when there is none. */
export function firstMonth(member: Person, year: number): Month | undefined {
  return monthsOf(year).find((month) => owesIn(member, month));
}

/** The twelve months of a year. */
export const monthsOf = (year: number): Month[] =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);

/**
 * `none`: nothing is due here. `exempt`: released. `unknown` (缺项): never fixed, or before the ledger began.
 * `paid`, `short` (less than due), `unpaid` (the month is over), `due` (this month), `ahead` (a month to come).
 */
export type DuesState = 'none' | 'exempt' | 'unknown' | 'paid' | 'short' | 'unpaid' | 'due' | 'ahead';

export interface DuesCell {
  month: Month;
  state: DuesState;
  /** 应缴 in fen; undefined when unknown. */
  due?: number;
  /** 实缴 in fen; 0 when no payment is recorded. */
  paid: number;
  /** Worked out for an earlier quarter or month and not since, though the rule asks for it. */
  carried: boolean;
}

/** How one member stands in one month. `since` is the first month of which the ledger claims to know. */
export function duesCell(input: {
  pack: DuesPack;
  member: Person;
  month: Month;
  today: CivilDate;
  base?: Pick<DuesBase, 'steps'>;
  record?: Pick<DuesRecord, 'paid'>;
  since?: Month;
}): DuesCell {
  const { pack, member, month, today, base, since } = input;
  const paid = input.record?.paid ?? 0;
  const cell = (state: DuesState, due?: number, carried = false): DuesCell => ({
    month,
    state,
    due,
    paid,
    carried,
  });
  if (!owesIn(member, month)) return cell(paid ? 'paid' : 'none', paid ? 0 : undefined);
  const number = month.slice(5);
  const found = base && stepOf(base, number);
  if (!found) {
    // A base that begins later says that nothing was due before; without one nothing is known.
    if (base && Object.keys(base.steps).length) return cell(paid ? 'paid' : 'none', 0);
    return cell('unknown');
  }
  const due = found.step.fen;
  const carried = isCarried(pack, found, number);
  if (due === 0) return cell(paid ? 'paid' : 'exempt', 0, carried);
  if (paid >= due) return cell('paid', due, carried);
  if (paid > 0) return cell('short', due, carried);
  const present = today.slice(0, 7);
  if (month > present) return cell('ahead', due, carried);
  if (month === present) return cell('due', due, carried);
  return cell(since !== undefined && month < since ? 'unknown' : 'unpaid', due, carried);
}

/** 应缴, 实缴 and what is not known, of any number of months. Fen. */
export interface DuesSum {
  due: number;
  paid: number;
  /** Months of which the amount due, or whether it was paid, is unknown. The sums leave what is unknown out. */
  unknown: number;
}

/** Sums cells; months to come count as due only when `ahead` is true. */
export function sumCells(cells: readonly DuesCell[], ahead = true): DuesSum {
  const sum: DuesSum = { due: 0, paid: 0, unknown: 0 };
  for (const cell of cells) {
    sum.paid += cell.paid;
    if (cell.state === 'unknown') sum.unknown += 1;
    else if (ahead || cell.state !== 'ahead') sum.due += cell.due ?? 0;
  }
  return sum;
}

/** 未交: what is owed of months that are over. */
export interface Arrears {
  /** Months over without any payment, oldest first. */
  unpaid: Month[];
  /** Months over of which a part was paid. */
  short: Month[];
  /** Fen owed for both. */
  owed: number;
  /** Months running without payment up to the last full month. Exempt months and gaps in knowledge end the run. */
  running: number;
  /** `first` and `second` ask to talk with the person; `article` shows what the rules say. Never a verdict. */
  level?: 'first' | 'second' | 'article';
}

/**
 * What is owed for the months before `present`, from cells in the order of their months. Thresholds are numbers of
 * months.
 */
export function arrearsOf(
  cells: readonly DuesCell[],
  present: Month,
  thresholds: { first: number; second: number; article: number },
): Arrears {
  const arrears: Arrears = { unpaid: [], short: [], owed: 0, running: 0 };
  for (const cell of cells) {
    if (cell.month >= present) continue;
    if (cell.state === 'unpaid') arrears.unpaid.push(cell.month);
    if (cell.state === 'short') arrears.short.push(cell.month);
    if (cell.state === 'unpaid' || cell.state === 'short') arrears.owed += (cell.due ?? 0) - cell.paid;
    arrears.running = cell.state === 'unpaid' ? arrears.running + 1 : 0;
  }
  const { running } = arrears;
  if (running >= thresholds.article) arrears.level = 'article';
  else if (running >= thresholds.second) arrears.level = 'second';
  else if (running >= thresholds.first) arrears.level = 'first';
  return arrears;
}

/** One part of a payment. */
export interface Share {
  month: Month;
  fen: number;
}

/**
 * Lays a payment over months, oldest first, each filled up to what is due. `rest` is what is left over; `partial` is
 * true when the last month is not filled.
 */
export function allocate(
  fen: number,
  cells: readonly DuesCell[],
): { shares: Share[]; rest: number; partial: boolean } {
  const shares: Share[] = [];
  let rest = fen;
  let partial = false;
  for (const cell of cells) {
    if (rest <= 0) break;
    const open = cell.state === 'unknown' && cell.due === undefined ? 0 : (cell.due ?? 0) - cell.paid;
    if (open <= 0) continue;
    const part = Math.min(open, rest);
    partial = part < open;
    shares.push({ month: cell.month, fen: part });
    rest -= part;
  }
  return { shares, rest, partial };
}

/** The month `steps` away. */
export const shiftMonth = (month: Month, steps: number): Month => addMonths(`${month}-01`, steps).slice(0, 7);
