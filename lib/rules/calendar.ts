import type { Language } from '../i18n';

/**
 * Civil-date arithmetic on `YYYY-MM-DD` strings. A date here is a day on the wall calendar of the branch: it has
 * no time zone, and text order is the order of time. "Today" always comes in from outside.
 */
export type CivilDate = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Year, month (1–12) and day of a date or of a local date-time. */
export function dateParts(value: string): { year: number; month: number; day: number } {
  const match = DAY.exec(value);
  if (!match) throw new RangeError(`not a civil date: ${value}`);
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

/** Puts a date together; month and day must be in range. */
export const civilDate = (year: number, month: number, day: number): CivilDate =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

/** The date part of a date or local date-time (`2026-11-25T15:00` → `2026-11-25`). */
export const dateOf = (value: string): CivilDate => value.slice(0, 10);

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Number of days in a month (1–12). */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** True for a date that exists: `2026-02-29` has the right form and does not. */
export function isCivilDate(value: string): boolean {
  if (value.length !== 10 || !DAY.test(value)) return false;
  const { year, month, day } = dateParts(value);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export function dayNumber(date: CivilDate): number {
  const { year, month, day } = dateParts(date);
  // Years run from March, so that the leap day is the last day of its year.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719468;
}

/** The date of a {@link dayNumber}. */
export function dateOfDayNumber(days: number): CivilDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return civilDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export const addDays = (date: CivilDate, days: number): CivilDate => dateOfDayNumber(dayNumber(date) + days);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from);

/** The same day some months away; the last day of the month where that day does not exist (31 Jan + 1 → 28 Feb). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return civilDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export const weekday = (date: CivilDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** Monday of the week. */
export const startOfWeek = (date: CivilDate): CivilDate => addDays(date, 1 - weekday(date));
/** Sunday of the week. */
export const endOfWeek = (date: CivilDate): CivilDate => addDays(date, 7 - weekday(date));
export const startOfMonth = (date: CivilDate): CivilDate => `${date.slice(0, 7)}-01`;
export function endOfMonth(date: CivilDate): CivilDate {
  const { year, month } = dateParts(date);
  return civilDate(year, month, daysInMonth(year, month));
}
export function startOfQuarter(date: CivilDate): CivilDate {
  const { year, month } = dateParts(date);
  return civilDate(year, month - ((month - 1) % 3), 1);
}
export const endOfQuarter = (date: CivilDate): CivilDate => endOfMonth(addMonths(startOfQuarter(date), 2));

/** Months (`YYYY-MM`) that a range of dates touches, in order. */
export function monthsIn(from: CivilDate, to: CivilDate): string[] {
  const months: string[] = [];
  for (let day = startOfMonth(from); day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

/** The civil date at an instant. `offsetMinutes` is east of UTC: +480 in China (`-date.getTimezoneOffset()`). */
export const civilDateAt = (milliseconds: number, offsetMinutes: number): CivilDate =>
  dateOfDayNumber(Math.floor((milliseconds + offsetMinutes * 60_000) / 86_400_000));

/** Minutes from one local date-time (`YYYY-MM-DDTHH:mm`) to another. */
export function minutesBetween(from: string, to: string): number {
  const minutes = (value: string): number =>
    dayNumber(value) * 1440 + Number(value.slice(11, 13)) * 60 + Number(value.slice(14, 16));
  return minutes(to) - minutes(from);
}

const WEEKDAYS: Record<Language, readonly string[]> = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  'zh-TW': ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 周三 · Wed. */
export const formatWeekday = (date: CivilDate, language: Language): string =>
  WEEKDAYS[language][weekday(date) - 1] ?? '';

/** 11 月 · Nov, of a month `YYYY-MM`. */
export const formatMonth = (month: string, language: Language): string => {
  const number = Number(month.slice(5, 7));
  return language === 'en' ? (MONTHS[number - 1] ?? '') : `${number} 月`;
};

/** 11 月 23 日 · 23 Nov; with the year when `year` is set (2026 年 11 月 23 日 · 23 Nov 2026). */
export function formatDate(date: CivilDate, language: Language, options: { year?: boolean } = {}): string {
  const { year, month, day } = dateParts(date);
  if (language === 'en') return `${day} ${MONTHS[month - 1]}${options.year ? ` ${year}` : ''}`;
  return `${options.year ? `${year} 年 ` : ''}${month} 月 ${day} 日`;
}

/** 11 月 23 日 周一 · Mon 23 Nov. */
export function formatDay(date: CivilDate, language: Language): string {
  const name = formatWeekday(date, language);
  const text = formatDate(date, language);
  return language === 'en' ? `${name} ${text}` : `${text} ${name}`;
}
