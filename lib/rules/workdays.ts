import { addDays, civilDate, dateParts, weekday, type CivilDate } from './calendar';

/** Holidays that move a plan; each has the locale key `plan.holiday.<name>`. */
export type Holiday =
  | 'newYear'
  | 'springFestival'
  | 'qingming'
  | 'labourDay'
  | 'dragonBoat'
  | 'midAutumn'
  | 'nationalDay'
  | 'other';

/** Which days are worked. Dates as everywhere: civil dates without a zone. */
export interface WorkCalendar {
  /** False on holidays, on days off in lieu and on weekends that are not worked in lieu. */
  isWorkday(date: CivilDate): boolean;
  /** The holiday of a day off that is not an ordinary weekend; undefined otherwise. */
  holidayOf(date: CivilDate): Holiday | undefined;
  /** True for a weekend day that is worked in lieu of a holiday (调休上班). */
  isMakeup(date: CivilDate): boolean;
  /**
   * True when the arrangement of the year was published when this version was made. For other years the statutory
   * holidays and the weekends stand in for it: days off in lieu and makeup days are then unknown.
   */
  isAnnounced(year: number): boolean;
}

/** Published arrangements: day to name, as the data of `chinese-days` gives them. */
export interface HolidayData {
  holidays: Readonly<Record<string, string>>;
  workdays: Readonly<Record<string, string>>;
}

const NAMES: Record<string, Holiday> = {
  "New Year's Day": 'newYear',
  'Spring Festival': 'springFestival',
  'Tomb-sweeping Day': 'qingming',
  'Labour Day': 'labourDay',
  'Dragon Boat Festival': 'dragonBoat',
  'Mid-autumn Festival': 'midAutumn',
  'National Day': 'nationalDay',
};

/** The working days by published data, and by the statutory holidays where none is published yet. */
export function workCalendar(data: HolidayData): WorkCalendar {
  const announced = new Set(Object.keys(data.holidays).map((day) => Number(day.slice(0, 4))));
  const computed = new Map<number, Map<CivilDate, Holiday>>();
  const statutory = (year: number): Map<CivilDate, Holiday> => {
    const known = computed.get(year) ?? statutoryHolidays(year);
    computed.set(year, known);
    return known;
  };
  const holidayOf = (date: CivilDate): Holiday | undefined => {
    const { year } = dateParts(date);
    if (!announced.has(year)) return statutory(year).get(date);
    const name = data.holidays[date];
    return name === undefined ? undefined : (NAMES[name.split(',')[0] ?? ''] ?? 'other');
  };
  const isMakeup = (date: CivilDate): boolean => date in data.workdays;
  return {
    holidayOf,
    isMakeup,
    isWorkday: (date) => isMakeup(date) || (!holidayOf(date) && weekday(date) <= 5),
    isAnnounced: (year) => announced.has(year),
  };
}

let loading: Promise<WorkCalendar> | undefined;

/** The calendar with the published arrangements that this version knows, fetched when first needed. */
export const loadWorkCalendar = (): Promise<WorkCalendar> =>
  (loading ??= import('chinese-days/dist/chinese-days.json').then(({ default: data }) => workCalendar(data)));

/**
 * The statutory holidays of a year (《全国年节及纪念日放假办法》, as revised in 2024): New Year, the eve and the first three
 * days of the lunar year, 清明, 1–2 May, 端午, 中秋, 1–3 October.
 */
export function statutoryHolidays(year: number): Map<CivilDate, Holiday> {
  const found = new Map<CivilDate, Holiday>();
  const add = (name: Holiday, from: CivilDate | undefined, days: number): void => {
    if (!from) return;
    for (let step = 0; step < days; step += 1) found.set(addDays(from, step), name);
  };
  // Beyond the table only the fixed days are known; the arrangement is published long before.
  const lunar = LUNAR[year]?.map((day) => `${year}-${day}`);
  const newYear = lunar?.[0];
  add('newYear', civilDate(year, 1, 1), 1);
  add('springFestival', newYear && addDays(newYear, -1), 4);
  add('qingming', civilDate(year, 4, qingmingDay(year)), 1);
  add('labourDay', civilDate(year, 5, 1), 2);
  add('dragonBoat', lunar?.[1], 1);
  add('midAutumn', lunar?.[2], 1);
  add('nationalDay', civilDate(year, 10, 1), 3);
  return found;
}

/** Day of April on which 清明 falls, by the usual formula of the 21st century. */
const qingmingDay = (year: number): number => {
  const y = year % 100;
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
};

/**
 * First day of the lunar year, 端午 and 中秋, as month and day. A table: the Chinese calendar of some browsers is a day
 * off where a new moon falls close to midnight, as it does in February 2027.
 */
const LUNAR: Record<number, readonly [string, string, string]> = {
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'],
  2034: ['02-19', '06-20', '09-27'],
  2035: ['02-08', '06-10', '09-16'],
  2036: ['01-28', '05-30', '10-04'],
};

/**
 * The working day nearest to a date inside of a range: the date itself, else the next one, else the one before.
 * Undefined when the range has no working day.
 */
export function nearestWorkday(
  calendar: WorkCalendar,
  date: CivilDate,
  range: { from: CivilDate; to: CivilDate },
): CivilDate | undefined {
  const start = date < range.from ? range.from : date > range.to ? range.to : date;
  for (let day = start; day <= range.to; day = addDays(day, 1)) if (calendar.isWorkday(day)) return day;
  for (let day = start; day >= range.from; day = addDays(day, -1)) if (calendar.isWorkday(day)) return day;
  return undefined;
}
