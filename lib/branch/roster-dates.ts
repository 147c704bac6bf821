import { civilDate, dateOfDayNumber, daysInMonth } from '../rules/calendar';

/** Days from 1899-12-30 (serial 0 of spreadsheets) to 1970-01-01. */
const SERIAL_OFFSET = 25_569;
const EMPTY = /^(|无|没有|暂无|不详|未知|未填|空|待定|n\/?a|none|null|[-—–_/\\.\s*]+|0)$/i;
const DIGITS: Record<string, string> = {
  〇: '0',
  零: '0',
  '○': '0',
  O: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** True for what people write where there is nothing: 无, 暂无, —, /. */
export const isBlank = (text: string): boolean => EMPTY.test(text.normalize('NFKC').trim());

export interface ReadDate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined when empty or unreadable. */
  value?: string;
  /**
   * `impossible`: a date that does not exist; `unread`: no date at all; `ambiguous`: day and month cannot be told
   * apart; `octoberOrJanuary`: 2021.1 may be October, whose zero a spreadsheet dropped.
   */
  problem?: 'impossible' | 'unread' | 'ambiguous' | 'octoberOrJanuary';
}

/**
 * Reads a date as rosters give it: 2021-07-01, 2021/7/1, 2021.7.1, 2021年7月1日, 20210701, 2021年7月, 2021-07,
 * 202107, 1921年, 二〇二一年七月一日, and the bare serial numbers of spreadsheets (44378).
 */
export function parseRosterDate(text: string): ReadDate {
  const plain = text.normalize('NFKC').trim();
  if (isBlank(plain)) return {};
  const value = arabic(plain)
    .replace(/\s*(?:\d{1,2}:\d{2}(:\d{2})?(\.\d+)?|T\d{2}:.*)\s*(AM|PM|Z)?$/i, '')
    .trim();
  const full = /^(\d{4})\s*[年./\-·\s,，、]\s*(\d{1,2})\s*[月./\-·\s,，、]\s*(\d{1,2})\s*[日号]?$/.exec(
    value,
  );
  if (full) return day(full[1], full[2], full[3]);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (compact) return day(compact[1], compact[2], compact[3]);
  const month =
    /^(\d{4})\s*[年./\-·]\s*(\d{1,2})\s*月?$/.exec(value) ?? /^((?:19|20)\d{2})(\d{2})$/.exec(value);
  if (month) {
    const read = monthOf(month[1], month[2]);
    return read.value && /^\d{4}\.1$/.test(value) ? { ...read, problem: 'octoberOrJanuary' } : read;
  }
  const year = /^(\d{4})\s*年?$/.exec(value);
  if (year) return inYears(Number(year[1])) ? { value: year[1] } : { problem: 'impossible' };
  const serial = /^(\d{5})(\.\d+)?$/.exec(value);
  if (serial) return serialDay(Number(serial[1]));
  const foreign = /^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})$/.exec(value);
  if (foreign) {
    const [first, second] = [Number(foreign[1]), Number(foreign[2])];
    if (first > 12) return day(foreign[3], foreign[2], foreign[1]);
    if (second > 12 || first === second) return day(foreign[3], foreign[1], foreign[2]);
    return { problem: 'ambiguous' };
  }
  return { problem: 'unread' };
}

/** Chinese numerals of a date as digits: 二〇二一年十二月三十一日. */
function arabic(text: string): string {
  if (!/[〇零○一二三四五六七八九十]/.test(text) || !/年/.test(text)) return text;
  return text
    .replace(
      /([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[月日号])/g,
      (_, tens: string, ones: string) => `${DIGITS[tens] ?? '1'}${DIGITS[ones] ?? '0'}`,
    )
    .replace(/[〇零○O一二三四五六七八九]/g, (digit) => DIGITS[digit] ?? digit);
}

const inYears = (year: number): boolean => year >= 1900 && year <= 2100;

function monthOf(yearText = '', monthText = ''): ReadDate {
  const year = Number(yearText);
  const month = Number(monthText);
  if (!inYears(year) || month < 1 || month > 12) return { problem: 'impossible' };
  return { value: civilDate(year, month, 1).slice(0, 7) };
}

function day(yearText = '', monthText = '', dayText = ''): ReadDate {
  const month = monthOf(yearText, monthText);
  const number = Number(dayText);
  if (!month.value) return month;
  // 2021-07-00 is how some systems write a month.
  if (number === 0) return month;
  const year = Number(yearText);
  if (number > daysInMonth(year, Number(monthText))) return { problem: 'impossible' };
  return { value: civilDate(year, Number(monthText), number) };
}

function serialDay(serial: number): ReadDate {
  // 1909 to 2064: below and above stands something else than a date.
  if (serial < 3_300 || serial > 60_000) return { problem: 'unread' };
  return { value: dateOfDayNumber(Math.floor(serial) - SERIAL_OFFSET) };
}

/** The first day a partly known date can mean. */
export const earliest = (date: string): string => `${date}-01-01`.slice(0, 10);
/** The last day a partly known date can mean. */
export function latest(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length > 7) return date;
  return `${date}-${String(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))).padStart(2, '0')}`;
}
/** True when two partly known dates can be one day: 1990-11 and 1990-11-05. */
export const canBeSame = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
