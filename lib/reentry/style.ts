import type { ReportSystem } from '../records';
import type { DATE_STYLES, JOINERS, TIME_STYLES } from '../records/outward';

/** How a system wants dates, times and lists of names. */
export interface EntryStyle {
  date: (typeof DATE_STYLES)[number];
  time: (typeof TIME_STYLES)[number];
  joiner: (typeof JOINERS)[number];
}

/** The style of a system; unset parts as most systems have them. */
export const styleOf = (system: ReportSystem | undefined): EntryStyle => ({
  date: system?.dateStyle ?? 'dash',
  time: system?.timeStyle ?? 'colon',
  joiner: system?.joiner ?? 'dun',
});

const SEPARATORS: Record<EntryStyle['joiner'], string> = {
  dun: '、',
  comma: ',',
  semicolon: ';',
  space: ' ',
  line: '\n',
};

/** Names as a system takes them. */
export const joinNames = (names: readonly string[], style: EntryStyle): string =>
  names.filter(Boolean).join(SEPARATORS[style.joiner]);

/**
 * A civil date, or one known only to the month or the year, as a system takes it: `2026-11-25`, `2026年11月25日`,
 * `2026/11/25`, `20261125`.
 */
export function dateAs(value: string, style: EntryStyle): string {
  const [year = '', month, day] = value.slice(0, 10).split('-');
  switch (style.date) {
    case 'dash':
      return value.slice(0, 10);
    case 'slash':
      return [year, month, day].filter(Boolean).join('/');
    case 'digits':
      return [year, month, day].filter(Boolean).join('');
    case 'chinese':
      return [`${year}年`, month ? `${Number(month)}月` : '', day ? `${Number(day)}日` : ''].join('');
  }
}

/** A time of day `HH:mm` as a system takes it: `15:00` or `15时00分`. */
export function timeAs(value: string, style: EntryStyle): string {
  const [hour = '', minute = ''] = value.split(':');
  return style.time === 'chinese' ? `${Number(hour)}时${minute}分` : value;
}
