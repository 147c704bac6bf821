import type { ChecklistItem } from '../rules/pack';
import type { ChecklistRow } from './checklist';

/** What the list shows; each has its count, and the count is the link to it. */
export const SHOWS = ['open', 'all', 'backed', 'advised', 'gaps', 'review'] as const;
export type Show = (typeof SHOWS)[number];

/** True for one of {@link SHOWS}, as it may stand in an address. */
export const isShow = (value: string | null): value is Show =>
  value !== null && (SHOWS as readonly string[]).includes(value);

const hasGap = (row: ChecklistRow): boolean =>
  [...(row.record ? [row.record] : []), ...row.events].some(({ fields }) =>
    [fields.design, fields.effect].some((verdict) => verdict === 'partly' || verdict === 'notMet'),
  );

/** True when a line belongs to what is shown. */
export function isShown(row: ChecklistRow, show: Show): boolean {
  switch (show) {
    case 'open':
      return row.open;
    case 'all':
      return true;
    case 'backed':
    case 'advised':
      return row.item.mark === show;
    case 'gaps':
      return hasGap(row);
    case 'review':
      return row.reviewDue;
  }
}

/** Number of lines behind each filter. */
export const showCounts = (rows: readonly ChecklistRow[]): Record<Show, number> =>
  Object.fromEntries(SHOWS.map((show) => [show, rows.filter((row) => isShown(row, show)).length])) as Record<
    Show,
    number
  >;

/** True when every word of a search stands in the item's code, text or examples, in any of its languages. */
export function matchesSearch(item: ChecklistItem, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const texts = [item.text, ...item.evidence].flatMap((text) => [text.zh, text.en, text.zhTW ?? '']);
  const haystack = [item.code, ...texts].join('\n').toLowerCase();
  return words.every((word) => haystack.includes(word));
}
