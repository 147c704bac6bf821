import { parseRosterDate } from '../../branch/roster-dates';
import { type CommitResult, create, type Ledger } from '../../ledger';
import { Fault } from '../../records/fault';
import { isCivilDate } from '../../rules/calendar';
import { HEADINGS } from './import-words';
import type { Listed } from './listed';
import type { Unit } from '../matrix';

/** A line of the file, and what would become of it. */
export interface ImportLine {
  /** Row of the file, counted from 1. */
  row: number;
  title: string;
  category: string;
  basis: string;
  from: string;
  /** Record of the unit; '' = the company as a whole. */
  unit: string;
  /** `there`: on the list already; `twice`: a second time in the file; `empty`: no title. */
  state: 'new' | 'there' | 'twice' | 'empty';
  /** What could not be understood and is left out, as it stands in the file. */
  doubts: string[];
}

type Field = keyof typeof HEADINGS;
const bare = (text: string): string => text.replace(/[\s\u3000]+/gu, '');
/** Rows above the headings that are looked through: a title and who made the table. */
const HEAD_ROWS = 12;

/** Where the columns are; undefined where no row is headed by a matter. */
function headings(rows: readonly (readonly string[])[]): { row: number; at: Map<Field, number> } | undefined {
  for (const [row, cells] of rows.slice(0, HEAD_ROWS).entries()) {
    const at = new Map<Field, number>();
    for (const [column, cell] of cells.entries())
      for (const field of Object.keys(HEADINGS) as Field[])
        if (!at.has(field) && HEADINGS[field].test(bare(cell))) at.set(field, column);
    if (at.has('title')) return { row, at };
  }
  return undefined;
}

/**
 * Reads a 议事清单 from the rows of a table: what each line would become, before anything is written. Throws E407 where
 * no column holds matters.
 */
export function readList(
  rows: readonly (readonly string[])[],
  known: { list: readonly Listed[]; units: readonly Unit[] },
): ImportLine[] {
  const found = headings(rows);
  if (!found) throw new Fault('E407');
  const titles = new Set(known.list.map(({ fields }) => bare(fields.title)));
  const seen = new Set<string>();
  let category = '';
  return rows.slice(found.row + 1).flatMap((cells, index): ImportLine[] => {
    const cell = (field: Field): string => (cells[found.at.get(field) ?? -1] ?? '').trim();
    if (!cells.some((text) => text.trim())) return [];
    const title = cell('title').replace(/\s*\n\s*/g, ' ');
    // Merged cells: the category stands in the first of its lines alone.
    category = cell('category') || category;
    const doubts: string[] = [];
    const day = cell('from') && parseRosterDate(cell('from')).value;
    const from = day && isCivilDate(day) ? day : '';
    if (cell('from') && !from) doubts.push(cell('from'));
    const unit = known.units.find(({ fields }) => bare(fields.name) === bare(cell('unit')))?.id ?? '';
    if (cell('unit') && !unit) doubts.push(cell('unit'));
    const key = bare(title);
    const state = !key ? 'empty' : titles.has(key) ? 'there' : seen.has(key) ? 'twice' : 'new';
    seen.add(key);
    const line = { title: title.slice(0, 200), category: found.at.has('category') ? category : '' };
    return [{ row: found.row + index + 2, ...line, basis: cell('basis'), from, unit, state, doubts }];
  });
}

/** Puts chosen lines on the list, in one commit. */
export const takeLines = (
  ledger: Ledger,
  companyId: string,
  lines: readonly ImportLine[],
  order: number,
): Promise<CommitResult> =>
  ledger.commit(
    lines
      .filter(({ state }) => state !== 'empty')
      .map(({ title, category, basis, from, unit }, index) =>
        create('listedMatter', {
          companyId,
          title,
          category: category || undefined,
          basis: basis || undefined,
          from: from || undefined,
          unit: unit || undefined,
          order: order + index,
        }),
      ),
    { label: 'listedImport' },
  );
