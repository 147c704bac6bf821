import { isCivilDate } from '../../rules/calendar';
import { remembered } from './remember';

/** A date found in a text: `YYYY-MM-DD` or `YYYY-MM-DD HH:mm`, and where it stood. */
export interface FoundDate {
  value: string;
  hasTime: boolean;
  at: number;
  end: number;
}

const DIGITS = '〇零○一二三四五六七八九';
const TIME =
  '(?:\\s|T|日|-(?=\\d\\d:\\d\\d)|,|，|星期.|周.|\\((?:星期|周).\\)|\\|)*(?:(上午|下午|晚上|凌晨|中午)\\s*)?([012]?\\d)\\s*(?::|时|点)\\s*([0-5]\\d)(?:\\s*(?::|分)\\s*[0-5]\\d(?:\\.\\d+)?)?\\s*(?:分|秒)?';
const NUMERIC =
  '(20[0-4]\\d|19[5-9]\\d)\\s*(?:年\\s*(1[0-2]|0?[1-9])\\s*月\\s*(3[01]|[12]\\d|0?[1-9])\\s*日?|([-./])\\s*(1[0-2]|0?[1-9])\\s*\\4\\s*(3[01]|[12]\\d|0?[1-9])(?!\\d)|\\s+(1[0-2]|0[1-9])\\s*/\\s*(3[01]|[012]\\d)(?!\\d)|(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d))';
const CHINESE = `([二一][${DIGITS}]{3})年\\s*(十[一二]?|[${DIGITS}]{1,2})月\\s*(三十一?|二?十?[${DIGITS}]|二?十)日`;
const DATE = new RegExp(`(?<![\\d.]|\\d-)${NUMERIC}(?:${TIME})?|${CHINESE}`, 'g');
const ENGLISH =
  /\b(?:(\d{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(20[0-4]\d)\b(?:,?\s*(?:at\s+)?([012]?\d):([0-5]\d)(?::\d\d)?\s*([ap]m)?\b)?/gi;
/** `Fri May 04 08:12:33 CST 2018`, `Fri May 04 2018 08:12:33 GMT+0800`. */
const PROGRAM =
  /^[a-z]{3},?\s+([a-z]{3})\s+(\d{1,2})\s+(?:(20\d\d)\s+)?(\d\d:\d\d):\d\d(?:\s+(?:CST|GMT\+0800.*))?(?:\s+(20\d\d))?$/i;
/** The same in a line of other words: `(Sun Nov 17 21:08:33 2019)`. */
const STAMP =
  /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+(\d{1,2})\s+([012]\d:[0-5]\d):\d\d\s+(20[0-4]\d)\b/gi;
/** `10/26/2019, 4:06:11 PM`, as programs in English write it. */
const AMERICAN = /^(1[0-2]|0?\d)\/([0-3]?\d)\/(20\d\d),?\s+(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap]m)?$/i;
/** `20-08-14 10:52`: a year of two figures, only with an hour. */
const SHORT = /(?<![\d.:-])([12]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s+([01]\d|2[0-3]):([0-5]\d)(?!\d)/g;
const PACKED = /^(20\d\d)(\d\d)(\d\d)([012]\d)([0-5]\d)(?:\d\d)?$/;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

const digit = (character: string): number => {
  const at = DIGITS.indexOf(character);
  return at <= 2 ? 0 : at - 2;
};

/** Reads 一 … 三十一. */
function chineseNumber(text: string): number {
  const ten = text.indexOf('十');
  if (ten < 0) return Number([...text].map(digit).join(''));
  const tens = ten === 0 ? 1 : digit(text[0] ?? '一');
  return tens * 10 + (text[ten + 1] ? digit(text[ten + 1] as string) : 0);
}

/** The hour of a day, by `am` or `pm`. */
const halfDay = (hour: number, half: string | undefined): number =>
  !half ? hour : (hour % 12) + (/p/i.test(half) ? 12 : 0);

const pad = (value: number): string => String(value).padStart(2, '0');

/** What every date has. */
const MAY_DATE = /(?:19|20)\d\d|(?<!\d)[12]\d-\d\d-\d\d \d\d:|[二一][〇零○一二三四五六七八九]{3}年/;

/** All dates of a text in NFKC form, in order. Days that do not exist are left out. */
export const findDates = (text: string): readonly FoundDate[] => (MAY_DATE.test(text) ? datesIn(text) : NONE);

const NONE: readonly FoundDate[] = [];

const datesIn = remembered((text): readonly FoundDate[] => {
  const found: FoundDate[] = [];
  const keep = (year: number, month: number, day: number, match: RegExpMatchArray, time?: string): void => {
    const date = `${year}-${pad(month)}-${pad(day)}`;
    if (!isCivilDate(date)) return;
    const at = match.index ?? 0;
    found.push({
      value: time ? `${date} ${time}` : date,
      hasTime: Boolean(time),
      at,
      end: at + match[0].length,
    });
  };
  for (const match of text.matchAll(DATE)) {
    const g = match;
    if (g[14]) {
      const year = Number([...g[14]].map(digit).join(''));
      keep(year, chineseNumber(g[15] ?? ''), chineseNumber(g[16] ?? ''), match);
      continue;
    }
    const month = Number(g[2] ?? g[5] ?? g[7] ?? g[9]);
    const day = Number(g[3] ?? g[6] ?? g[8] ?? g[10]);
    let time: string | undefined;
    if (g[12] !== undefined) {
      let hour = Number(g[12]);
      const half = g[11];
      if ((half === '下午' || half === '晚上') && hour < 12) hour += 12;
      if (hour < 24) time = `${pad(hour)}:${g[13]}`;
    }
    keep(Number(g[1]), month, day, match, time);
  }
  if (!found.length)
    for (const match of text.matchAll(SHORT))
      keep(2000 + Number(match[1]), Number(match[2]), Number(match[3]), match, `${match[4]}:${match[5]}`);
  if (!found.length && /[a-z]{3}/i.test(text)) {
    for (const match of text.matchAll(STAMP)) {
      const month = MONTHS.indexOf((match[1] ?? '').toLowerCase()) / 3 + 1;
      keep(Number(match[4]), month, Number(match[2]), match, match[3]);
    }
    if (found.length) return found;
    for (const match of text.matchAll(ENGLISH)) {
      const month = MONTHS.indexOf((match[2] ?? '').toLowerCase()) / 3 + 1;
      const day = Number(match[1] ?? match[3] ?? 0);
      const hour = match[5] === undefined ? 24 : halfDay(Number(match[5]), match[7]);
      if (day) keep(Number(match[4]), month, day, match, hour < 24 ? `${pad(hour)}:${match[6]}` : undefined);
    }
  }
  return found;
});

/**
 * A machine-readable date: ISO 8601 with or without zone, or seconds or milliseconds since 1970. Instants are
 * given as the wall clock of China (UTC+8), where these pages are written. Undefined when it is none.
 */
export function machineDate(value: string): FoundDate | undefined {
  const text = value.trim();
  if (/^1[0-9]{9}(?:[0-9]{3})?$/.test(text)) {
    return wallClock(Number(text) * (text.length === 10 ? 1000 : 1));
  }
  const written = programDate(text);
  if (written) return written;
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (!iso) return findDates(text.normalize('NFKC'))[0];
  const zone = iso[3];
  if (zone && !/^\+08:?00$/.test(zone)) {
    const instant = Date.parse(`${iso[1]}T${iso[2]}:00${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
    if (Number.isFinite(instant)) return wallClock(instant);
  }
  if (!isCivilDate(iso[1] ?? '')) return undefined;
  const midnight = iso[2] === '00:00';
  return {
    value: midnight ? (iso[1] ?? '') : `${iso[1]} ${iso[2]}`,
    hasTime: !midnight,
    at: 0,
    end: text.length,
  };
}

/** The forms in which programs write a moment and people do not. */
function programDate(text: string): FoundDate | undefined {
  const packed = PACKED.exec(text);
  const american = AMERICAN.exec(text);
  const program = PROGRAM.exec(text);
  let date = '';
  let time = '';
  if (packed) {
    date = `${packed[1]}-${packed[2]}-${packed[3]}`;
    time = `${packed[4]}:${packed[5]}`;
  } else if (american) {
    date = `${american[3]}-${pad(Number(american[1]))}-${pad(Number(american[2]))}`;
    time = `${pad(halfDay(Number(american[4]), american[6]))}:${american[5]}`;
  } else if (program) {
    const month = MONTHS.indexOf((program[1] ?? '').toLowerCase()) / 3 + 1;
    date = `${program[3] ?? program[5]}-${pad(month)}-${pad(Number(program[2]))}`;
    time = program[4] ?? '';
  }
  return date && isCivilDate(date)
    ? { value: `${date} ${time}`, hasTime: true, at: 0, end: text.length }
    : undefined;
}

/** A date without its year: `11-07 12:25`, `5月4日 14:03`. */
export interface FoundDay {
  /** `MM-DD`. */
  day: string;
  time?: string;
  at: number;
}

const DAY =
  /(?<![\d年.:-])(1[0-2]|0?[1-9])(?:\s*月\s*|[-/])(3[01]|[12]\d|0?[1-9])(?!\d*[-/年]|\d(?!\d:))日?\s*(?:([012]?\d):([0-5]\d))?/g;

/** Dates without a year, for lines that print no other. */
export function findDays(text: string): FoundDay[] {
  return [...text.matchAll(DAY)].map((match) => ({
    day: `${pad(Number(match[1]))}-${pad(Number(match[2]))}`,
    time: match[3] && Number(match[3]) < 24 ? `${pad(Number(match[3]))}:${match[4]}` : undefined,
    at: match.index,
  }));
}

function wallClock(instant: number): FoundDate {
  const iso = new Date(instant + 8 * 3_600_000).toISOString();
  return { value: `${iso.slice(0, 10)} ${iso.slice(11, 16)}`, hasTime: true, at: 0, end: 0 };
}
