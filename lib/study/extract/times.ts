import { dateInAddress } from './address';
import { type FoundDate, findDates, findDays, machineDate } from './dates';
import type { Line } from './lines';
import { metaOf, type Structured } from './structured';
import { SOURCE_LABEL, TIME_LABEL, TIME_NAMES, UPDATE_LABEL } from './vocabulary';

const UPDATED = new RegExp(`${UPDATE_LABEL.source}$`, 'i');
const TIMED = new RegExp(`${TIME_LABEL.source}$`, 'i');
const RELEASED = /(?:发布|发表|刊发|刊登|推送)\s*(?:时\s*间|日\s*期)?(?:于)?\s*:?\s*$/;
/** Days that a text speaks of rather than was published on. */
const OTHER_DAYS = /通过|施行|截[至止]|成立|生效|召开|举行|会议/;

/**
 * When a page was published, as its wall clock shows it. A visible date near the headline goes before what the
 * page's head says, unless the head or a script gives the same day with its hour; an address comes last.
 */
export function readTime(lines: readonly Line[], structured: Structured, url: string): string | undefined {
  const seen = visibleDate(lines);
  const stated = statedTime(structured);
  const moments = structured.moments
    .map((value) => machineDate(value.normalize('NFKC')))
    .filter((date) => date !== undefined);
  const known = [stated, ...moments].filter((date) => date !== undefined);
  if (seen && seen.rank >= 4) {
    const { date, rank } = seen;
    if (date.hasTime) return date.value;
    const hour = known.find((other) => other.hasTime && other.value.startsWith(date.value));
    if (hour) return hour.value;
    return stated?.hasTime && rank < 7 ? stated.value : date.value;
  }
  const address = dateInAddress(url);
  const day = dayWithYear(lines, known, address);
  if (day) return day;
  if (stated && !stated.hasTime)
    return (
      known.find((other) => other.hasTime && other.value.startsWith(stated.value))?.value ?? stated.value
    );
  if (stated) return stated.value;
  if (seen && seen.rank > 0) return seen.date.value;
  const sameDay = address && moments.find((moment) => moment.value.startsWith(address));
  return (sameDay || undefined)?.value ?? (address ? address : moments[0]?.value) ?? seen?.date.value;
}

/** A printed day without a year (`11-07 12:25`), completed by what the page knows elsewhere. */
function dayWithYear(
  lines: readonly Line[],
  known: readonly FoundDate[],
  address: string | undefined,
): string | undefined {
  for (const line of lines) {
    if (line.place === 'inside' || line.size > 120 || line.stops) continue;
    for (const { day, time, at } of findDays(line.text)) {
      const front = line.text.slice(Math.max(0, at - 14), at);
      if (!time && !TIMED.test(front) && !TIME_NAMES.test(line.names)) continue;
      const same = known.find((date) => date.value.slice(5, 10) === day);
      if (same) return same.hasTime || !time ? same.value : `${same.value} ${time}`;
      const year = (known[0]?.value ?? address)?.slice(0, 4);
      if (year && line.place === 'above') return time ? `${year}-${day} ${time}` : `${year}-${day}`;
    }
  }
  return undefined;
}

const CLOCK = /^\s*([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?\s*$/;

function visibleDate(lines: readonly Line[]): { date: FoundDate; rank: number } | undefined {
  let best: { date: FoundDate; rank: number } | undefined;
  let others = false;
  lines.forEach((line, at) => {
    // Behind another text below stand the dates of others.
    if (line.place === 'below' && line.stops && line.size >= 40) others = true;
    if (line.size > 200 || others) return;
    // Year, day and hour may each have their element.
    const inText = findDates(line.text);
    const inPieces = !line.dated && inText.some((date) => date.hasTime) ? [] : findDates(line.gapped);
    const [dates, shown] = inPieces.length ? [inPieces, line.gapped] : [inText, line.text];
    for (const found of dates) {
      const clock = !found.hasTime && line.place === 'above' && CLOCK.exec(lines[at + 1]?.text ?? '');
      const date = clock
        ? { ...found, hasTime: true, value: `${found.value} ${clock[1]?.padStart(2, '0')}:${clock[2]}` }
        : found;
      const rank = rankOf(line, date, shown) - at * 0.05;
      if (!best || rank > best.rank) best = { date, rank };
    }
  });
  return best;
}

const FIRST_FLOOR = /(?:^|\s)(?:1\s*楼|楼主)(?=\s)/;

function rankOf(line: Line, date: FoundDate, shown: string): number {
  const front = shown.slice(Math.max(0, date.at - 14), date.at);
  let rank = line.place === 'above' ? 5 : 1;
  if (/今天是|现在是|当前时间|现在时间/.test(front)) rank -= 8;
  if (line.place === 'above' && !line.between) rank -= 1;
  if (UPDATED.test(front)) rank -= 4;
  else if (TIMED.test(front)) rank += RELEASED.test(front) ? 5 : 3;
  const behind = shown.slice(date.end, date.end + 10);
  if (/^\s*(?:首次)?(?:发布|发表)(?=$|[\s|,，。])/.test(behind)) rank += 5;
  else if (/^\s*(?:修改|更新|编辑)(?=$|[\s|,，。])/.test(behind)) rank -= 4;
  if (/推荐文章|相关文章/.test(front)) rank -= 12;
  const digits = shown.slice(date.at, date.at + 4);
  const named = line.pieces.some((piece) => TIME_NAMES.test(piece.names) && piece.text.includes(digits));
  if (named || TIME_NAMES.test(line.names)) rank += 2;
  if (SOURCE_LABEL.test(line.text)) rank += 2;
  if (date.hasTime) rank += 3;
  if (line.stops) rank -= 4;
  if (line.comment) rank -= 3;
  // The first post's own foot, and not what readers said under it.
  if (FIRST_FLOOR.test(line.gapped)) rank += 6;
  if (OTHER_DAYS.test(line.text)) rank -= 5;
  return rank;
}

const STATED = [
  'article:published_time',
  'og:published_time',
  'pubdate',
  'publishdate',
  'publish_time',
  'publish-date',
  'og:release_date',
  'bytedance:published_time',
  'datepublished',
  'firstpublishedtime',
  'firstcreatedtime',
  'weibo:article:create_at',
  'article:create_at',
  'og:time',
  'pubtime',
  'publish_date',
  'publication_date',
  'createdate',
  'releasedate',
  'sailthru.date',
  'dateupdate',
  'release_date',
  'apub:time',
  'dc.date',
  'date',
];

function statedTime(structured: Structured): FoundDate | undefined {
  for (const value of [metaOf(structured, ...STATED), structured.published]) {
    const date = value && machineDate(value.normalize('NFKC'));
    if (date) return date;
  }
  return undefined;
}
