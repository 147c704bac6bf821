/** Seconds by which the wall clock of China is ahead of UTC; times without a zone are read by it. */
export const ZONE = 8 * 3600;
const DAY = 86_400;

/** What a time, a number or a yes/no is where the field is empty or says that there is none. */
export const MISSING = 0;
/** A time or flag that cannot be read. */
export const UNREADABLE = -1;

const ZERO = 48;
const DOT = 46;
const QUOTE = 34;
const EQUALS = 61;
const APOSTROPHE = 39;

const isDigit = (byte: number): boolean => (byte - ZERO) >>> 0 <= 9;

/** Range of a field without blanks, quotes, and the `'` or `="…"` that keep digits as text. Read from `from` and `to`. */
let from = 0;
let to = 0;
function tidy(bytes: Uint8Array, start: number, end: number): void {
  let a = start;
  let b = end;
  for (; a < b; a += 1) {
    const first = bytes[a] as number;
    if (first > 32 && first !== QUOTE && first !== EQUALS && first !== APOSTROPHE) break;
  }
  for (; a < b; b -= 1) {
    const last = bytes[b - 1] as number;
    if (last > 32 && last !== QUOTE) break;
  }
  from = a;
  to = b;
}

/** `NULL`, `\N`, `nan`, `None`, `N/A`, `-`: written by databases where there is nothing. */
function saysNothing(bytes: Uint8Array): boolean {
  const length = to - from;
  if (length === 0) return true;
  if (length > 4) return false;
  // All of them begin with an n, a backslash or a dash; short ids are many.
  const first = bytes[from] as number;
  if ((first | 32) !== 110 && first !== 92 && first !== 45) return false;
  let word = '';
  for (let at = from; at < to; at += 1) word += String.fromCharCode(bytes[at] as number);
  return /^(null|\\n|nan|none|n\/a|na|-+)$/i.test(word);
}

/** Days from 1970-01-01 to a civil date; undefined when there is no such date. */
function daysOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1971 || year > 2105) return undefined;
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day ? at / 86_400_000 : undefined;
}

/** The day that was asked for last; exports have few days and many rows. */
let lastKey = -1;
let lastDays: number | undefined;
function seconds(date: number, hour: number, minute: number, second: number, zone: number): number {
  if (date !== lastKey) {
    lastKey = date;
    lastDays = daysOf(Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100);
  }
  if (lastDays === undefined || hour > 23 || minute > 59 || second > 59) return UNREADABLE;
  return lastDays * DAY + hour * 3600 + minute * 60 + second - zone;
}

/** An instant that is one number: Unix seconds, milliseconds or microseconds, `YYYYMMDDhhmmss`, or days of Excel. */
function ofNumber(value: number): number {
  if (value === 0) return MISSING;
  if (value >= 1e8 && value < 4.2e9) return Math.floor(value);
  if (value >= 1e11 && value < 4.2e12) return Math.floor(value / 1e3);
  if (value >= 1e14 && value < 4.2e15) return Math.floor(value / 1e6);
  if (value >= 1.97e13 && value < 2.11e13) {
    const clock = value % 1e6;
    return seconds(
      Math.floor(value / 1e6),
      Math.floor(clock / 1e4),
      Math.floor(clock / 100) % 100,
      clock % 100,
      ZONE,
    );
  }
  // Days since 30 December 1899, as spreadsheets keep times.
  if (value > 20_000 && value < 80_000 && value % 1 !== 0) {
    return Math.round((value - 25_569) * DAY) - ZONE;
  }
  return UNREADABLE;
}

/**
 * The instant in a field, in Unix seconds: a number (see above), or a date with a time (`2026-10-17 11:20[:05]`, with
 * `/` or `T`, with `Z` or `+08:00`); without a zone it is the wall clock of China. {@link MISSING} for nothing and for
 * 0, {@link UNREADABLE} for anything else.
 */
export function timeAt(bytes: Uint8Array, start: number, end: number): number {
  // Digits alone first: that is what nearly every field is.
  let value = 0;
  let at = start;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >>> 0 > 9) break;
    value = value * 10 + digit;
  }
  if (at === end) return ofNumber(value);
  tidy(bytes, start, end);
  if (saysNothing(bytes)) return MISSING;
  const plain = numberIn(bytes);
  return Number.isNaN(plain) ? written(bytes) : ofNumber(plain);
}

const parts = new Int32Array(6);
function written(bytes: Uint8Array): number {
  let at = from;
  let part = 0;
  // Up to six runs of digits, each ended by one sign.
  while (part < 6) {
    let value = 0;
    const begun = at;
    while (at < to && isDigit(bytes[at] as number)) value = value * 10 + (bytes[at++] as number) - ZERO;
    if (at === begun || at - begun > 4) return UNREADABLE;
    parts[part++] = value;
    const sign = bytes[at] as number;
    // `-` and `/` in the date, blank or `T` before the time, `:` in it.
    const wanted =
      part < 3 ? sign === 45 || sign === 47 : part === 3 ? sign === 32 || sign === 84 : sign === 58;
    if (at >= to || !wanted) break;
    at += 1;
  }
  if (part < 5) return UNREADABLE;
  let zone = ZONE;
  if (at < to && (bytes[at] as number) === DOT) {
    at += 1;
    while (at < to && isDigit(bytes[at] as number)) at += 1;
  }
  if (at < to) {
    const stated = zoneIn(bytes, at);
    if (stated === undefined) return UNREADABLE;
    zone = stated;
  }
  const [year, month, day, hour, minute, second] = parts as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return seconds(year * 10_000 + month * 100 + day, hour, minute, part > 5 ? second : 0, zone);
}

/** Seconds of `Z`, `+08:00` or `+0800` at the end of a field. */
function zoneIn(bytes: Uint8Array, at: number): number | undefined {
  let text = '';
  for (let index = at; index < to && index < at + 8; index += 1)
    text += String.fromCharCode(bytes[index] as number);
  if (text === 'Z') return 0;
  const found = /^ ?([+-])(\d\d):?(\d\d)$/.exec(text);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3]) * 60) : undefined;
}

/** The decimal number of the tidied range, `NaN` when it is none. Commas between thousands are passed over. */
function numberIn(bytes: Uint8Array): number {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at += 1;
  let value = 0;
  let digits = 0;
  let scale = 0;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (isDigit(byte)) {
      value = value * 10 + byte - ZERO;
      digits += 1;
      scale *= 10;
    } else if (byte === DOT && scale === 0) scale = 1;
    else if (byte !== 44 || scale !== 0 || digits === 0) return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  const exact = scale > 1 ? value / scale : value;
  return negative ? -exact : exact;
}

/** What {@link numberAt} says for an empty field. */
export const NOTHING = Number.NEGATIVE_INFINITY;

/** The number in a field; {@link NOTHING} when it is empty, `NaN` when it is no number. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >>> 0 > 9) break;
    value = value * 10 + digit;
  }
  if (at === end && end > start) return value;
  tidy(bytes, start, end);
  return saysNothing(bytes) ? NOTHING : numberIn(bytes);
}

/** A yes/no: 1, 0, or -1 for nothing; {@link NOTHING} for what is neither. 是 and 否 are known in UTF-8 and GBK. */
export function flagAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start === 1) {
    const one = (bytes[start] as number) - ZERO;
    if (one === 0 || one === 1) return one;
  }
  tidy(bytes, start, end);
  if (saysNothing(bytes)) return -1;
  let word = '';
  for (let at = from; at < to && at < from + 6; at += 1)
    word += String.fromCharCode(bytes[at] as number).toLowerCase();
  if (/^(1|1\.0|true|yes|y|t|\u00e6\u0098\u00af|\u00ea\u00e7)$/.test(word)) return 1;
  if (/^(0|0\.0|false|no|n|f|\u00e5\u0090\u00a6|\u00f7\u00f1|\u00b7\u00f1)$/.test(word)) return 0;
  return NOTHING;
}

/**
 * 64 bits that stand for the bytes of an id; they are in `lo` and `hi` of {@link hashed} until the next call. Two ids of
 * one file meet on the same bits once in some ten million files of a million ids.
 */
export const hashed = { lo: 0, hi: 0 };
export function hashAt(bytes: Uint8Array, start: number, end: number): boolean {
  tidy(bytes, start, end);
  if (saysNothing(bytes)) return false;
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    a = Math.imul(a ^ byte, 2654435761);
    b = Math.imul(b ^ byte, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  hashed.lo = a >>> 0;
  hashed.hi = b >>> 0;
  return true;
}
