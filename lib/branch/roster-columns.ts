import type { Ledger } from '../ledger';
import { looksLikeName, normalizeName } from './member-name';
import { headingKey, matchHeading, type NotKept, ROSTER_TARGETS, type RosterTarget } from './roster-targets';
import { readCategory, readDate, readGender } from './roster-values';

/** One column of a roster table and what it is taken for. */
export interface RosterColumn {
  /** Zero-based column. */
  index: number;
  /** Heading as it stands in the file; empty when the column has none. */
  heading: string;
  target: RosterTarget;
  /** Where the target comes from: known heading, similar heading, values, remembered choice, nothing. */
  confidence: 'sure' | 'likely' | 'byValues' | 'remembered' | 'none';
  /** Why a recognised column is left out. */
  notKept?: NotKept;
  /** A few different values, for judging the guess. */
  samples: string[];
}

/** Where the table begins and what its columns are. */
export interface RosterMapping {
  /** Zero-based row of the headings; -1 when the table has none. */
  headerRow: number;
  /** Zero-based first row of people. */
  firstRow: number;
  columns: RosterColumn[];
}

/** How far down the headings are looked for: above them stand titles, dates and the name of the branch. */
const SEARCHED_ROWS = 25;

/**
 * Finds the row of headings and guesses each column: by its heading, else by its values. A column of 身份证号 is
 * recognised and left out. Two columns never get one target: the surer keeps it.
 */
export const guessColumns = (rows: readonly string[][]): RosterMapping =>
  columnsBelow(rows, findHeader(rows));

/** Guesses the columns below a row of headings that a person chose; -1 = the table has none. */
export const mapFrom = (rows: readonly string[][], headerRow: number): RosterMapping =>
  columnsBelow(rows, { row: headerRow, last: headerRow, headings: [...(rows[headerRow] ?? [])] });

function columnsBelow(
  rows: readonly string[][],
  header: { row: number; last: number; headings: string[] },
): RosterMapping {
  const firstRow = header.last + 1;
  const data = rows.slice(firstRow, firstRow + 400).filter((row) => row.some(Boolean));
  const width = rows.slice(0, firstRow + 400).reduce((widest, row) => Math.max(widest, row.length), 0);
  const columns: RosterColumn[] = [];
  for (let index = 0; index < width; index += 1) {
    const heading = header.headings[index] ?? '';
    const values = data.map((row) => row[index] ?? '').filter(Boolean);
    if (!heading && !values.length) continue;
    columns.push({ index, heading, samples: [...new Set(values)].slice(0, 3), ...guess(heading, values) });
  }
  keepOnePerTarget(columns);
  return { headerRow: header.row, firstRow, columns };
}

function findHeader(rows: readonly string[][]): { row: number; last: number; headings: string[] } {
  let best = { row: -1, score: 0 };
  rows.slice(0, SEARCHED_ROWS).forEach((row, index) => {
    const filled = row.filter(Boolean);
    const matches = filled.map(matchHeading);
    const sure = new Set(matches.flatMap((match) => (match?.confidence === 'sure' ? [match.target] : [])))
      .size;
    const score = sure * 2 + matches.filter((match) => match?.confidence === 'likely').length;
    // A title such as 党员姓名汇总 contains a heading; a row of headings has several, or is the one word 姓名.
    const enough = sure >= 2 || (filled.length === 1 && headingKey(filled[0] ?? '') === '姓名');
    if (enough && score > best.score) best = { row: index, score };
  });
  if (best.row === -1) return { row: -1, last: -1, headings: [] };
  const head = rows[best.row] ?? [];
  const below = rows[best.row + 1] ?? [];
  // Headings in two levels: 党员情况 above 入党日期 and 转正日期.
  const second = below.some(
    (cell, c) => cell && !matchHeading(head[c] ?? '') && matchHeading(cell)?.confidence === 'sure',
  );
  const isPerson = below.some(
    (cell, c) => cell && matchHeading(head[c] ?? '')?.target === 'name' && cell !== head[c],
  );
  if (!second || isPerson) return { row: best.row, last: best.row, headings: [...head] };
  const width = Math.max(head.length, below.length);
  const headings = Array.from({ length: width }, (_, c) => below[c] || head[c] || '');
  return { row: best.row, last: best.row + 1, headings };
}

type Guess = Pick<RosterColumn, 'target' | 'confidence' | 'notKept'>;

function guess(heading: string, values: readonly string[]): Guess {
  const match = matchHeading(heading);
  // Whatever it is called: 18 digits in most rows are 身份证号.
  if (share(values, (value) => /^\d{17}[\dXx]$|^\d{15}$/.test(value.replace(/\s/g, ''))) > 0.5) {
    return {
      target: 'skip',
      confidence: match?.target === 'idNumber' ? 'sure' : 'byValues',
      notKept: 'idNumber',
    };
  }
  if (match?.target === 'idNumber')
    return { target: 'skip', confidence: match.confidence, notKept: 'idNumber' };
  if (match) return { target: match.target, confidence: match.confidence, notKept: match.why };
  if (heading || values.length === 0) return { target: 'skip', confidence: 'none' };
  const target = guessByValues(values);
  return target ? { target, confidence: 'byValues' } : { target: 'skip', confidence: 'none' };
}

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length ? values.filter(test).length / values.length : 0;

function guessByValues(values: readonly string[]): RosterTarget | undefined {
  if (share(values, (value) => readGender(value).value !== undefined && /[男女]/.test(value)) > 0.8)
    return 'gender';
  if (share(values, (value) => readCategory(value).value !== undefined) > 0.8) return 'category';
  if (share(values, (value) => /^1\d{10}$/.test(value.replace(/[\s-]/g, ''))) > 0.8) return 'phone';
  if (share(values, (value) => readDate(value).value !== undefined) > 0.8) return undefined;
  if (share(values, (value) => looksLikeName(normalizeName(value))) > 0.8) return 'name';
  return undefined;
}

const RANK = { sure: 4, remembered: 3, likely: 2, byValues: 1, none: 0 };

function keepOnePerTarget(columns: RosterColumn[]): void {
  const taken = new Map<RosterTarget, RosterColumn>();
  for (const column of [...columns].sort(
    (a, b) => RANK[b.confidence] - RANK[a.confidence] || a.index - b.index,
  )) {
    if (column.target === 'skip') continue;
    if (taken.has(column.target)) Object.assign(column, { target: 'skip', confidence: 'none' });
    else taken.set(column.target, column);
  }
}

/** Gives a column another target; a column that had it is left out instead. */
export function setTarget(mapping: RosterMapping, index: number, target: RosterTarget): RosterMapping {
  const columns = mapping.columns.map((column) => {
    if (column.index === index) return { ...column, target, confidence: 'remembered' as const };
    if (target !== 'skip' && column.target === target)
      return { ...column, target: 'skip' as const, confidence: 'none' as const };
    return column;
  });
  return { ...mapping, columns };
}

/** What identifies a file layout: its headings in order. Empty for a table without headings. */
export const headerSignature = (mapping: RosterMapping): string =>
  mapping.headerRow === -1
    ? ''
    : mapping.columns
        .map((column) => headingKey(column.heading))
        .join('|')
        .slice(0, 600);

/** Applies the choices made for a file with the same headings before; see {@link rememberColumns}. */
export async function recallColumns(ledger: Ledger, mapping: RosterMapping): Promise<RosterMapping> {
  const maps = await ledger.meta('columnMaps');
  const remembered = maps?.[headerSignature(mapping)];
  if (!remembered) return mapping;
  const columns = mapping.columns.map((column) => {
    const target = remembered[columnKey(column)];
    // Keeping 身份证号 is decided anew for every file.
    if (!isTarget(target) || target === 'idNumber' || target === column.target) return column;
    return { ...column, target, confidence: 'remembered' as const };
  });
  keepOnePerTarget(columns);
  return { ...mapping, columns };
}

/** Remembers what the columns of files with these headings are. */
export async function rememberColumns(ledger: Ledger, mapping: RosterMapping): Promise<void> {
  const signature = headerSignature(mapping);
  if (!signature) return;
  const targets = Object.fromEntries(mapping.columns.map((column) => [columnKey(column), column.target]));
  await ledger.changeMeta('columnMaps', (maps) => ({ ...maps, [signature]: targets }));
}

const columnKey = (column: RosterColumn): string => `${column.index}:${headingKey(column.heading)}`;
const isTarget = (value: string | undefined): value is RosterTarget =>
  ROSTER_TARGETS.some((target) => target === value);
