import type { Language } from '../i18n';
import { addMonths, civilDate, dateParts, daysInMonth, formatDate, type CivilDate } from './calendar';

/** Yearly, half-yearly, quarterly, monthly, every three years (a term), and per event. */
export const FREQUENCIES = ['M', 'Q', 'H', 'Y', '3Y', 'E'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
/** Frequencies whose periods follow the calendar; an event has no calendar period. */
export type CalendarFrequency = Exclude<Frequency, 'E'>;

/** `2026`, `2026H1`, `2026Q4`, `2026-11`, or `2024/3` (three years from 2024). An event's key is its id. */
export type PeriodKey = string;

/** First and last day, both inside the period. */
export interface DateRange {
  from: CivilDate;
  to: CivilDate;
}

const MONTHS_OF: Record<CalendarFrequency, number> = { M: 1, Q: 3, H: 6, Y: 12, '3Y': 36 };
/** First year of a three-year period when nothing (such as a branch's term) says otherwise. */
const TERM_ANCHOR = 2024;

/**
 * The period of a frequency in which a date lies. `anchorYear` is the first year of any one three-year period,
 * usually the year in which the present term of the branch began.
 */
export function periodKey(
  frequency: CalendarFrequency,
  date: CivilDate,
  anchorYear: number = TERM_ANCHOR,
): PeriodKey {
  const { year, month } = dateParts(date);
  switch (frequency) {
    case 'M':
      return date.slice(0, 7);
    case 'Q':
      return `${date.slice(0, 4)}Q${Math.ceil(month / 3)}`;
    case 'H':
      return `${date.slice(0, 4)}H${month <= 6 ? 1 : 2}`;
    case 'Y':
      return date.slice(0, 4);
    case '3Y': {
      const first = anchorYear + Math.floor((year - anchorYear) / 3) * 3;
      return `${String(first).padStart(4, '0')}/3`;
    }
  }
}

/** Takes a period key apart; undefined for an event's id and for anything else that is not a calendar period. */
export function parsePeriod(
  key: PeriodKey,
): { frequency: CalendarFrequency; year: number; index: number } | undefined {
  const match = /^(\d{4})(?:Q([1-4])|H([12])|-(0[1-9]|1[0-2])|(\/3))?$/.exec(key);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (match[2]) return { frequency: 'Q', year, index: Number(match[2]) };
  if (match[3]) return { frequency: 'H', year, index: Number(match[3]) };
  if (match[4]) return { frequency: 'M', year, index: Number(match[4]) };
  return { frequency: match[5] ? '3Y' : 'Y', year, index: 1 };
}

/** First and last day of a calendar period; undefined for an event's id. */
export function periodRange(key: PeriodKey): DateRange | undefined {
  const period = parsePeriod(key);
  if (!period) return undefined;
  const months = MONTHS_OF[period.frequency];
  const from = civilDate(period.year, (period.index - 1) * Math.min(months, 12) + 1, 1);
  const last = dateParts(addMonths(from, months - 1));
  return { from, to: civilDate(last.year, last.month, daysInMonth(last.year, last.month)) };
}

/** The period `steps` away from a calendar period (-1 = the one before). */
export function shiftPeriod(key: PeriodKey, steps: number): PeriodKey {
  const period = parsePeriod(key);
  const range = periodRange(key);
  if (!period || !range) return key;
  const date = addMonths(range.from, steps * MONTHS_OF[period.frequency]);
  return periodKey(period.frequency, date, period.year);
}

/** True when a date lies in a range, both ends included. */
export const inRange = (date: CivilDate, range: DateRange): boolean => range.from <= date && date <= range.to;

const QUARTERS = ['一', '二', '三', '四'];

/** 2026 年第四季度 · Q4 2026. An event's id is shown as given: callers show the event's title instead. */
export function formatPeriod(key: PeriodKey, language: Language): string {
  const period = parsePeriod(key);
  if (!period) return key;
  const { frequency, year, index } = period;
  const english = language === 'en';
  switch (frequency) {
    case 'Y':
      return english ? `${year}` : `${year} 年`;
    case 'H':
      return english ? `H${index} ${year}` : `${year} 年${index === 1 ? '上' : '下'}半年`;
    case 'Q':
      return english ? `Q${index} ${year}` : `${year} 年第${QUARTERS[index - 1]}季度`;
    case 'M':
      return english
        ? formatDate(civilDate(year, index, 1), 'en', { year: true }).slice(2)
        : `${year} 年 ${index} 月`;
    case '3Y':
      return english ? `${year}–${year + 2}` : `${year}–${year + 2} 年`;
  }
}

/** The periods of a year, for choosing: the whole, its quarters, its months. */
export const periodsOf = (year: number): PeriodKey[] => [
  String(year),
  ...[1, 4, 7, 10].map((month) => periodKey('Q', `${year}-${String(month).padStart(2, '0')}-01`)),
  ...Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`),
];
