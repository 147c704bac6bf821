import { dateInAddress } from './address';
import { type FoundDate, findDates, machineDate } from './dates';
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
 * page's head says, unless the head gives the same day with its hour; an address comes last.
 */
export function readTime(lines: readonly Line[], structured: Structured, url: string): string | undefined {
  const seen = visibleDate(lines);
  const stated = statedTime(structured);
  if (seen && seen.rank >= 4) {
    const { date, rank } = seen;
    const same = stated?.value.startsWith(date.value.slice(0, 10));
    if (!date.hasTime && stated?.hasTime && (same || rank < 7)) return stated.value;
    return date.value;
  }
  return (
    stated?.value ??
    (seen && seen.rank > 0 ? seen.date.value : undefined) ??
    dateInAddress(url) ??
    seen?.date.value
  );
}

function visibleDate(lines: readonly Line[]): { date: FoundDate; rank: number } | undefined {
  let best: { date: FoundDate; rank: number } | undefined;
  lines.forEach((line, at) => {
    if (line.size > 200) return;
    for (const date of findDates(line.text)) {
      const rank = rankOf(line, date) - at * 0.05;
      if (!best || rank > best.rank) best = { date, rank };
    }
  });
  return best;
}

function rankOf(line: Line, date: FoundDate): number {
  const front = line.text.slice(Math.max(0, date.at - 14), date.at);
  let rank = line.place === 'above' ? 5 : 1;
  if (UPDATED.test(front)) rank -= 4;
  else if (TIMED.test(front)) rank += RELEASED.test(front) ? 5 : 3;
  const digits = line.text.slice(date.at, date.at + 4);
  const named = line.pieces.some((piece) => TIME_NAMES.test(piece.names) && piece.text.includes(digits));
  if (named || TIME_NAMES.test(line.names)) rank += 2;
  if (SOURCE_LABEL.test(line.text)) rank += 2;
  if (date.hasTime) rank += 3;
  if (line.stops) rank -= 4;
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
  'weibo:article:create_at',
  'bytedance:published_time',
  'datepublished',
  'firstcreatedtime',
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
