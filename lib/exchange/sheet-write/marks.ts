import type { CellValue } from './model';
import { cellText } from './text';

/** Days as spreadsheet programs write them when a file goes through CSV: 2026/11/8, 2026.11.08, or with Chinese signs. */
const DAY = /^(\d{4})[/.\-\p{sc=Han}](\d{1,2})[/.\-\p{sc=Han}](\d{1,2})\p{sc=Han}?$/u;
/** A number of up to six digits; longer ones may be numbers of a person or a telephone, in which every sign counts. */
const NUMBER = /^-?(?:0|[1-9]\d{0,2}(?:,?\d{3})?)(?:\.\d*)?$/;

/**
 * What a cell says, apart from how a program writes it: blanks, line breaks, the `'` and `="…"` that keep a text a
 * text, and the forms of days and numbers make no difference.
 */
export function plainCell(text: string): string {
  let plain = cellText(text).replace(/\s+/g, '');
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = /^="(.*)"$/.exec(plain)?.[1] ?? plain.replace(/^'(?=[=+\-@＝＋－＠\d])/, '');
  }
  const day = DAY.exec(plain);
  if (day) return `${day[1]}-${(day[2] ?? '').padStart(2, '0')}-${(day[3] ?? '').padStart(2, '0')}`;
  return NUMBER.test(plain) ? String(Number(plain.replaceAll(',', ''))) : plain;
}

/** A short mark of what a cell says (FNV-1a, 32 bits). */
export function cellMark(text: string): string {
  let hash = 0x811c9dc5;
  const plain = plainCell(text);
  for (let at = 0; at < plain.length; at += 1) hash = Math.imul(hash ^ plain.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Marks of the cells of a line by their columns, to stand hidden beside them. Empty cells have none. */
export const lineMarks = (keys: readonly string[], values: readonly CellValue[]): string =>
  keys
    .flatMap((key, at) => {
      const value = values[at];
      if (value === undefined || value === null || value === '') return [];
      // Sheets show two decimals.
      const shown = typeof value === 'number' ? Math.round(value * 100) / 100 : value;
      return [`${key}:${cellMark(String(shown))}`];
    })
    .join(' ');

/**
 * Tells whether a cell of a line still says what it said when the line left, by the marks beside it; undefined when
 * the line came without marks.
 */
export function untouchedBy(marks: string): ((key: string, text: string) => boolean) | undefined {
  const by = new Map(
    [...marks.matchAll(/(\w+):([0-9a-z]+)/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  if (!by.size) return undefined;
  const empty = cellMark('');
  return (key, text) => cellMark(text) === (by.get(key) ?? empty);
}
