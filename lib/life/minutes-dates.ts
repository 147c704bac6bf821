import {
  addDays,
  addMonths,
  civilDate,
  dateParts,
  daysBetween,
  endOfMonth,
  endOfQuarter,
  isCivilDate,
  startOfWeek,
  weekday,
} from '../rules/calendar';
import { fold, NUMBER, numberOf } from './minutes-text';

/** A deadline as a sentence names it. */
export interface DueFound {
  /** The words of the sentence, such as 下周五前. */
  words: string;
  /** `YYYY-MM-DD`; absent when the words name no day (下次会议前, 尽快): 待明确. */
  on?: string;
  /** Computed from the day of the meeting (下周五, 月底), not written out: shown as such. */
  inferred: boolean;
  /** Place of the words in the sentence. */
  at: number;
}

interface Hit extends DueFound {
  end: number;
  /** The words alone say that it is a deadline (三天内, 月底), without 前 or 完成 beside them. */
  strong: boolean;
}

const WEEKDAYS = '一二三四五六日天末';
const dayOfWeek = (sign = ''): number => {
  const index = WEEKDAYS.indexOf(sign);
  return index >= 6 ? 7 : index + 1;
};
const N = NUMBER;
const num = (match: RegExpExecArray, group: number): number => numberOf(match[group] ?? '') ?? 0;
/** Days to the Monday of this week, the next, and the one after. */
const weeksOn = (words = ''): number => (words === '下下' ? 14 : words === '下' ? 7 : 0);

/** The day, when it exists. */
const day = (year: number, month: number, date: number): string | undefined => {
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  const value = civilDate(year, month, date);
  return isCivilDate(value) ? value : undefined;
};

const HALF_MONTH = 15;

type Rule = [
  RegExp,
  (match: RegExpExecArray, on: string) => string | undefined,
  'written' | 'strong' | 'weak',
];

/** A year that is said before a day: 明年, 今年, 2027年. */
const YEAR = String.raw`(?:(明年|次年|今年|\d{4}\s*年)的?\s*)?`;
const yearOf = (words: string | undefined, on: string): number | undefined => {
  if (!words) return undefined;
  const { year } = dateParts(on);
  if (words === '今年') return year;
  return /^\d/.test(words) ? Number(words.slice(0, 4)) : year + 1;
};

/** A month and day: of the year that is said, else of the year of the meeting, of the next when that is long gone. */
function monthDay(month: number, date: number, on: string, said?: number): string | undefined {
  if (said !== undefined) return day(said, month, date);
  const { year } = dateParts(on);
  const here = day(year, month, date);
  // What is a little in the past was meant so; what is months ago is meant for the year to come.
  return here && here < addMonths(on, -2) ? day(year + 1, month, date) : here;
}

const monthEnd = (month: number, on: string, said?: number): string | undefined => {
  const { year, month: now } = dateParts(on);
  const first = day(said ?? (month < now ? year + 1 : year), month, 1);
  return first && endOfMonth(first);
};

const RULES: Rule[] = [
  [
    /(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?/g,
    (m) => day(num(m, 1), num(m, 2), num(m, 3)),
    'written',
  ],
  [
    new RegExp(`${YEAR}(${N})\\s*月\\s*(${N})\\s*[日号]`, 'g'),
    (m, on) => monthDay(num(m, 2), num(m, 3), on, yearOf(m[1], on)),
    'written',
  ],
  [/(?<![\d.])(\d{1,2})月(\d{1,2})(?!\d)/g, (m, on) => monthDay(num(m, 1), num(m, 2), on), 'written'],
  [
    /(?<![\d./:-])(\d{1,2})[/-](\d{1,2})(?![\d./:%-]|人|票)/g,
    (m, on) => monthDay(num(m, 1), num(m, 2), on),
    'written',
  ],
  [
    /(?<![\d.])(\d{1,2})\.(\d{1,2})(?=\s*(?:日|号|前|之前|以前|完成|截止|$|[,，)）]))/g,
    (m, on) => monthDay(num(m, 1), num(m, 2), on),
    'written',
  ],
  [
    new RegExp(`${YEAR}(${N})\\s*月(底|末|上旬|中旬|下旬)`, 'g'),
    (m, on) => {
      const end = monthEnd(num(m, 2), on, yearOf(m[1], on));
      if (m[3] === '上旬') return end && `${end.slice(0, 8)}10`;
      return m[3] === '中旬' ? end && `${end.slice(0, 8)}20` : end;
    },
    'strong',
  ],
  [/下个?月(?:底|末)/g, (_, on) => endOfMonth(addMonths(`${on.slice(0, 8)}01`, 1)), 'strong'],
  [
    new RegExp(`下个?月(${N})[日号]`, 'g'),
    (m, on) => {
      const { year, month } = dateParts(addMonths(`${on.slice(0, 8)}01`, 1));
      return day(year, month, num(m, 1));
    },
    'weak',
  ],
  [/(?:本|这个?|当)?月(?:底|末)/g, (_, on) => endOfMonth(on), 'strong'],
  [/(?:本|这个?)月内/g, (_, on) => endOfMonth(on), 'strong'],
  [/下个?月内/g, (_, on) => endOfMonth(addMonths(`${on.slice(0, 8)}01`, 1)), 'strong'],
  [
    /(下下|下|本|这)(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])/g,
    (m, on) => addDays(startOfWeek(on), weeksOn(m[1]) + dayOfWeek(m[2]) - 1),
    'weak',
  ],
  [
    /(下下|下|本|这)(?:个)?(?:周|星期|礼拜)(?:内|之内|(?=前|完成))/g,
    (m, on) => addDays(startOfWeek(on), weeksOn(m[1]) + 6),
    'strong',
  ],
  [
    // A weekday alone is the next one after the meeting.
    /(?<![本这下上每个\d])(?:周|星期|礼拜)([一二三四五六日天])/g,
    (m, on) => addDays(on, ((dayOfWeek(m[1]) - weekday(on) + 6) % 7) + 1),
    'weak',
  ],
  [/大后天/g, (_, on) => addDays(on, 3), 'weak'],
  [/(?<!大)后天/g, (_, on) => addDays(on, 2), 'weak'],
  [/明天|明日|明晚/g, (_, on) => addDays(on, 1), 'weak'],
  [/今天内|今晚|今日内|当天/g, (_, on) => on, 'weak'],
  [
    new RegExp(`(${N})个半月(?:之|以)?内`, 'g'),
    (m, on) => addDays(addMonths(on, num(m, 1)), HALF_MONTH),
    'strong',
  ],
  [/半个?月(?:之)?内/g, (_, on) => addDays(on, HALF_MONTH), 'strong'],
  [new RegExp(`(${N})(?:天|日)(?:之|以)?内`, 'g'), (m, on) => addDays(on, num(m, 1)), 'strong'],
  [new RegExp(`(${N})个?(?:周|星期|礼拜)(?:之|以)?内`, 'g'), (m, on) => addDays(on, 7 * num(m, 1)), 'strong'],
  [new RegExp(`(${N})个月(?:之|以)?内`, 'g'), (m, on) => addMonths(on, num(m, 1)), 'strong'],
  [
    new RegExp(`${YEAR}第?([一二三四1234])季度?(?:末|底|内)`, 'g'),
    (m, on) => monthEnd(num(m, 2) * 3, on, yearOf(m[1], on)),
    'strong',
  ],
  [
    new RegExp(`${YEAR}第?([一二三四1234])季度`, 'g'),
    (m, on) => monthEnd(num(m, 2) * 3, on, yearOf(m[1], on)),
    'weak',
  ],
  [/本?季度?(?:末|底|内)|本季度(?=前|完成)/g, (_, on) => endOfQuarter(on), 'strong'],
  [
    /(明年|次年|今年|\d{4}\s*年|年)(?:底|末|内)/g,
    (m, on) => `${(m[1] === '年' ? undefined : yearOf(m[1], on)) ?? on.slice(0, 4)}-12-31`,
    'strong',
  ],
  [
    // A day of the month alone is the next one of that number.
    new RegExp(`(?<![\\d月零〇一二两三四五六七八九十廿卅])(${N})[日号](?=前|之前|以前|截止)`, 'g'),
    (m, on) => {
      const { year, month, day: today } = dateParts(on);
      const date = num(m, 1);
      if (date >= today) return day(year, month, date);
      const next = dateParts(addMonths(`${on.slice(0, 8)}01`, 1));
      return day(next.year, next.month, date);
    },
    'weak',
  ],
  // Words that name no day. They are kept with the task, and the day stays 待明确.
  [
    new RegExp(
      `(?:下次|下一次)(?:会议|党员大会|支委会|党日|主题党日|例会|会上?)?(?:之?前)?|尽快|尽早|近期|(?:春节|元旦|国庆|五一|中秋|节|换届|年会)前|${N}个?工作日(?:之|以)?内`,
      'g',
    ),
    () => undefined,
    'strong',
  ],
];

const AFTER =
  /^\s*(?:之前|以前|前|止|截止|为止|完成|落实|办结|提交|上报|报|交|到位|反馈|公示|答复|汇报|拿出|出结果)/;
const BEFORE =
  /(?:截止|截至|时限|期限|最迟|不晚于|务必于|务必在|完成时间|完成时限|时间节点|到|ddl|deadline)\s*(?:时间)?[:：为是]?\s*$/i;
/** What follows a day that names an event instead of a deadline. */
const EVENT = /^\s*(?:的|召开|举行|会议|大会|党日|主题党日|文件|讲话|印发|以来|起|开始|发生|上午|下午|晚)/;

/**
 * Deadlines that a sentence names, seen from the day of the meeting, in their order. In a sentence that is a task
 * anyway (`task`) a day counts without 前 or 完成 beside it, as long as it is not in the past.
 */
export function duesIn(sentence: string, on: string, task: boolean): DueFound[] {
  if (!isCivilDate(on)) return [];
  const text = fold(sentence);
  const hits: Hit[] = [];
  for (const [pattern, resolve, kind] of RULES) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const at = match.index;
      const end = at + match[0].length;
      if (hits.some((hit) => at < hit.end && hit.at < end)) continue;
      hits.push({
        at,
        end,
        words: sentence.slice(at, end),
        on: resolve(match, on),
        inferred: kind !== 'written' || /[明次今]年/.test(match[0]),
        strong: kind === 'strong',
      });
    }
  }
  hits.sort((a, b) => a.at - b.at);
  const dues: DueFound[] = [];
  hits.forEach((hit, index) => {
    const next = hits[index + 1];
    // 12月1日至12月10日: the later day is the deadline.
    if (next && /^\s*(?:至|到|-|~|—)\s*$/.test(text.slice(hit.end, next.at))) return;
    const rest = text.slice(hit.end);
    const before = /^\s*(?:之前|以前|前)/.exec(rest)?.[0] ?? '';
    const cue = AFTER.test(rest) || BEFORE.test(text.slice(0, hit.at));
    const past = hit.on !== undefined && hit.on < on;
    if (past && !hit.inferred && !cue) return;
    if (!cue && !hit.strong && (!task || past || EVENT.test(rest))) return;
    // A day gone by with 前 beside it (…3月31日前, in November) is meant for the year to come.
    const later = past && cue && !hit.inferred && !/\d{4}/.test(hit.words) ? nextYear(hit.on) : hit.on;
    const words = sentence.slice(hit.at, hit.end + before.length).trim();
    dues.push({ words, on: later, inferred: hit.inferred || later !== hit.on, at: hit.at });
  });
  return dues;
}

const nextYear = (date: string | undefined): string | undefined =>
  date && day(Number(date.slice(0, 4)) + 1, Number(date.slice(5, 7)), Number(date.slice(8)));

/** The day of that month and date which lies nearest: in January, 12月28日 is last December's. */
function nearestDay(month: number, date: number, on: string): string | undefined {
  const { year } = dateParts(on);
  const days = [year - 1, year, year + 1].flatMap((one) => day(one, month, date) ?? []);
  const away = (one: string): number => Math.abs(daysBetween(on, one));
  return days.sort((a, b) => away(a) - away(b))[0];
}

/** Day and time that a line such as `时间：2026年11月25日 15:00-16:30` states. */
export function timesIn(line: string, on: string): { date?: string; start?: string; end?: string } {
  const text = fold(line);
  const found: { date?: string; start?: string; end?: string } = {};
  const full = /(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})/.exec(text);
  const short = full ? null : /(?<!\d)(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})\s*(?:日|号|(?=\s|$|,))/.exec(text);
  if (full) found.date = day(num(full, 1), num(full, 2), num(full, 3));
  else if (short && isCivilDate(on)) found.date = nearestDay(num(short, 1), num(short, 2), on);
  const clock = /(上午|下午|晚上?|中午|早上?)?\s*(\d{1,2})(?:[:：]([0-5]\d)|[点时](?:([0-5]?\d)分?|(半))?)/g;
  const times = [...text.matchAll(clock)].map((match) => {
    let hour = Number(match[2]);
    if (hour < 12 && /下午|晚/.test(match[1] ?? '')) hour += 12;
    const minutes = match[5] ? 30 : Number(match[3] ?? match[4] ?? 0);
    return { hour, minutes, half: /下午|晚/.test(match[1] ?? '') };
  });
  const [first, second] = times;
  if (second && first?.half && second.hour < 12 && second.hour + 12 > first.hour) second.hour += 12;
  const write = (time: { hour: number; minutes: number } | undefined): string | undefined =>
    time && time.hour < 24
      ? `${String(time.hour).padStart(2, '0')}:${String(time.minutes).padStart(2, '0')}`
      : undefined;
  if (write(first)) found.start = write(first);
  if (write(second)) found.end = write(second);
  return found;
}
