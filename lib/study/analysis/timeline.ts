import { numberOf } from '../../exchange/chinese-number';
import { addDays, isCivilDate } from '../../rules/calendar';
import type { Sentence } from './document';
import { bareLength } from './blocks';

/** One date of a text, with the sentence that names it. */
export interface DateMention {
  /** `2026`, `2026-11` or `2026-11-26`; undefined when the year or day is not certain. */
  value?: string;
  /** Last day of a span, written alike. */
  until?: string;
  /** As printed. */
  printed: string;
  /** Index of the sentence. */
  sentence: number;
  /** Characters before the printed date, white space not counted. */
  start: number;
}

const N = '[0-9０-９]';
const YEAR = `(?<y>(?:1[89]|20)${N}{2}|[１２]${N}{3}|[一二][〇零○一二三四五六七八九]{3})\\s*年(?!前(?!后)|来|间|级|款|代)`;
const MONTH = `(?<m>1[0-2]|0?[1-9]|[１-９]|１[０-２]|十[一二]?|[一二三四五六七八九])\\s*月(?!份?(?:球|光))`;
const DAY = `(?<d>3[01]|[12]${N}|0?[1-9]|[１-９]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])\\s*(?:日|号)`;
const named = (pattern: string, tail: string): string => pattern.replace(/\?<(\w)>/g, `?<$1${tail}>`);

/** Absolute dates, with or without their year; numeric ones; and words that count from the day of publication. */
const PATTERN = new RegExp(
  [
    `${named(YEAR, '1')}(?:度|\\s*${named(MONTH, '1')}(?:\\s*${named(DAY, '1')})?)?`,
    `${named(MONTH, '2')}\\s*${named(DAY, '2')}`,
    '(?<![\\d.\\-/])(?<y3>(?:19|20)\\d\\d)(?<s>[-./])(?<m3>1[0-2]|0?[1-9])\\k<s>(?<d3>3[01]|[12]\\d|0?[1-9])(?![\\d])',
    `(?<rel>今天|今日|昨天|昨日|前天|明天|明日|后天|本月|上月|上个月|下月|下个月|今年|去年|明年|前年|后年)(?:\\s*${named(MONTH, '5')}(?:\\s*${named(DAY, '5')})?)?`,
    `(?<![\\d月第每至到—~-]|[过达期])(?<d4>3[01]|[12]\\d|[1-9])日(?=上午|下午|晚|凌晨|中午|在|从|对|向|召开|举行|印发|发布|公布|上线)`,
  ].join('|'),
  'g',
);
const UNTIL = new RegExp(
  `^\\s*起?[，,]?\\s*(?:至|到|—{1,2}|-|－|~|～)\\s*(?:${named(YEAR, '')}\\s*)?(?:${named(MONTH, '')}\\s*)?(?:${DAY})?`,
);

/** Dates this far from the day of publication belong to its own year without doubt, in days. */
const NEAR = 150;

/**
 * All dates of a text in the order in which they stand there. A date without its year takes that of the same sentence,
 * else the year next to the day of publication when that is certain. Words such as 昨天 count from the day of
 * publication (`YYYY-MM-DD…`), and only outside of quotations; without one they stay as printed.
 */
export function datesOf(sentences: readonly Sentence[], published?: string): DateMention[] {
  const day = published && isCivilDate(published.slice(0, 10)) ? published.slice(0, 10) : undefined;
  const found: DateMention[] = [];
  sentences.forEach(({ text, start }, sentence) => {
    const spared = [...text.matchAll(/《[^》]*》|〔[^〕]*〕/g)].map((match) => [
      match.index,
      match.index + match[0].length,
    ]);
    const quoted = [...text.matchAll(/“[^”]*”|「[^」]*」/g)].map((match) => [
      match.index,
      match.index + match[0].length,
    ]);
    const isIn = (spans: (number | undefined)[][], at: number): boolean =>
      spans.some(([from = 0, to = 0]) => at >= from && at < to);
    let year: number | undefined;
    let taken = 0;
    for (const match of text.matchAll(PATTERN)) {
      const { index } = match;
      if (index < taken || isIn(spared, index)) continue;
      const groups = match.groups ?? {};
      const inQuote = isIn(quoted, index);
      if (groups.rel && !isDated(groups, text)) continue;
      const read = readOne(groups, { year, day: inQuote && groups.rel ? undefined : day });
      if (!read) continue;
      if (read.year) year = read.year;
      const rest = groups.rel && !groups.m5 ? undefined : untilOf(text.slice(index + match[0].length), read);
      taken = index + match[0].length + (rest?.length ?? 0);
      found.push({
        ...(read.value ? { value: read.value } : {}),
        ...(rest?.until ? { until: rest.until } : {}),
        printed: text.slice(index, taken).trim(),
        sentence,
        start: start + bareLength(text.slice(0, index)),
      });
    }
  });
  return found;
}

/** What happens on a day. Without it 今天 and 明天 are figures of speech. */
const HAPPENS =
  /上午|下午|晚上|凌晨|\d[点时]|召开|举行|举办|发布|印发|公布|公示|开幕|闭幕|启动|施行|实施|会见|抵达|揭牌|成立|报道|截止/;

/** 今年 alone says less than it seems, and every second report begins with it. */
function isDated(groups: Record<string, string | undefined>, text: string): boolean {
  if (groups.m5) return true;
  return groups.rel === '今年' ? false : !/[天日]$/.test(groups.rel ?? '') || HAPPENS.test(text);
}

interface Read {
  value?: string;
  year?: number;
  month?: number;
  day?: number;
}

function readOne(
  groups: Record<string, string | undefined>,
  known: { year?: number; day?: string },
): Read | undefined {
  if (groups.rel && !groups.m5) return { value: relative(groups.rel, known.day) };
  if (groups.rel) {
    const base = relative(groups.rel, known.day);
    const month = numeral(groups.m5);
    return base ? dated(Number(base.slice(0, 4)), month, numeral(groups.d5)) : { month };
  }
  const year = numeral(groups.y1 ?? groups.y3);
  const month = numeral(groups.m1 ?? groups.m2 ?? groups.m3);
  const day = numeral(groups.d1 ?? groups.d2 ?? groups.d3 ?? groups.d4);
  if (groups.d4) return { value: bareDay(day ?? 0, known.day), day };
  if (year !== undefined) return dated(year, month, day);
  if (month === undefined) return undefined;
  const own = known.year ?? nearYear(month, day ?? 1, known.day);
  return own === undefined ? { month, day } : { ...dated(own, month, day), year: known.year };
}

function dated(year: number, month?: number, day?: number): Read | undefined {
  const value = [String(year), month && pad(month), month && day && pad(day)].filter(Boolean).join('-');
  if (day !== undefined && month !== undefined && !isCivilDate(value)) return undefined;
  return { value, year, month, day };
}

function untilOf(rest: string, from: Read): { until?: string; length: number } | undefined {
  const match = UNTIL.exec(rest);
  const { y, m, d } = match?.groups ?? {};
  if (!match || (!y && !m && !d)) return undefined;
  if (/^(?:0?\d|1\d|2\d)[：:时点]/.test(rest.slice(match[0].length))) return undefined;
  const year = numeral(y) ?? (from.value ? Number(from.value.slice(0, 4)) : undefined);
  const month = numeral(m) ?? (d ? from.month : undefined);
  if (year === undefined) return { length: match[0].length };
  let until = dated(year, month, numeral(d))?.value;
  // 11月20日至1月5日 runs into the next year.
  if (until && from.value && until < from.value && !y) until = dated(year + 1, month, numeral(d))?.value;
  return { until, length: match[0].length };
}

/** The year that puts a day close to the day of publication; undefined when two would do. */
function nearYear(month: number, day: number, published: string | undefined): number | undefined {
  if (!published) return undefined;
  const year = Number(published.slice(0, 4));
  const near = [year - 1, year, year + 1].filter((one) => {
    const value = `${one}-${pad(month)}-${pad(day)}`;
    return value > addDays(published, -NEAR) && value < addDays(published, NEAR);
  });
  return near.length === 1 ? near[0] : undefined;
}

/** 26日: of the month of publication when that day is past or the same; else nobody can say. */
function bareDay(day: number, published: string | undefined): string | undefined {
  if (!published || day > Number(published.slice(8, 10))) return undefined;
  return `${published.slice(0, 8)}${pad(day)}`;
}

function relative(word: string, day: string | undefined): string | undefined {
  if (!day) return undefined;
  const shift: Record<string, number> = {
    今天: 0,
    今日: 0,
    昨天: -1,
    昨日: -1,
    前天: -2,
    明天: 1,
    明日: 1,
    后天: 2,
  };
  if (word in shift) return addDays(day, shift[word] as number);
  const years: Record<string, number> = { 今年: 0, 去年: -1, 明年: 1, 前年: -2, 后年: 2 };
  if (word in years) return String(Number(day.slice(0, 4)) + (years[word] as number));
  const months = word === '本月' ? 0 : /上/.test(word) ? -1 : 1;
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}`;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** A year, month or day in Arabic, full-width or Chinese digits. */
const numeral = (text: string | undefined): number | undefined => (text ? numberOf(text) : undefined);
