import { parseRef, refOf } from './types';

/** Rows put in between: `count` of them before row `at` (from 0). */
export interface Insertion {
  sheet: string;
  at: number;
  count: number;
  /** Row (from 0) whose ranges grow when it is their last one: a sum over one row becomes the sum over all. */
  grow?: number;
}

const REF = String.raw`\$?[A-Z]{1,3}\$?[1-9]\d{0,6}`;
/** Texts and quoted sheet names are stepped over; a sheet's name belongs to what follows it. */
const PARTS = new RegExp(
  String.raw`"[^"]*"|((?:'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?<![\p{L}\p{N}_.$])(${REF})(?::(${REF}))?(?![\p{L}\p{N}_(!])`,
  'gu',
);

const moveRow = (ref: string, row: (row: number) => number): string =>
  ref.replace(/\d+$/, (digits) => String(row(Number(digits) - 1) + 1));

/** A row after the insertion. */
export const movedRow = (row: number, { at, count }: Pick<Insertion, 'at' | 'count'>): number =>
  row >= at ? row + count : row;

/**
 * A formula after rows were put into a sheet. `home` is the sheet in which the formula stands, `line` its row when
 * it stands in the repeated row itself.
 */
export function shiftFormula(formula: string, insertion: Insertion, home: string, line?: number): string {
  return formula.replace(PARTS, (whole, sheet: string | undefined, from?: string, to?: string) => {
    if (!from) return whole;
    const named = sheet ? sheet.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'") : home;
    if (named !== insertion.sheet) return whole;
    const move = (row: number): number => movedRow(row, insertion);
    if (!to) return `${sheet ?? ''}${moveRow(from, move)}`;
    const grows = insertion.grow !== undefined && line !== insertion.grow;
    const end = (row: number): number =>
      grows && row === insertion.grow ? row + insertion.count : move(row);
    return `${sheet ?? ''}${moveRow(from, move)}:${moveRow(to, end)}`;
  });
}

/** A formula copied some rows down and columns right: references without `$` go along. */
export function translateFormula(formula: string, down: number, right: number): string {
  const one = (ref: string): string => {
    const match = /^(\$?)([A-Z]+)(\$?)(\d+)$/.exec(ref);
    const place = parseRef(ref);
    if (!match || !place) return ref;
    const row = match[3] ? place.row : Math.max(0, place.row + down);
    const column = match[1] ? place.column : Math.max(0, place.column + right);
    const plain = refOf(row, column);
    return `${match[1]}${/^[A-Z]+/.exec(plain)?.[0] ?? ''}${match[3]}${row + 1}`;
  };
  return formula.replace(PARTS, (whole, sheet: string | undefined, from?: string, to?: string) =>
    from ? `${sheet ?? ''}${one(from)}${to ? `:${one(to)}` : ''}` : whole,
  );
}

/** A list of ranges (`A1:B2 C3`) after an insertion. */
export const shiftRanges = (ranges: string, insertion: Insertion): string =>
  ranges
    .split(' ')
    .map((range) => shiftFormula(range, insertion, insertion.sheet))
    .join(' ');
