import { doubtfulNames } from '../branch/chosen-names';
import { matchNameList, type NameEntry } from '../branch/name-list';
import type { Rec } from '../ledger';
import type { Grade } from '../records/appraisal';

/** One member's ballots of a pasted table. */
export interface BallotRow {
  who: NameEntry;
  votes: Partial<Record<Grade, number>>;
}

export interface BallotTable {
  rows: BallotRow[];
  /** Names that are not clear, each once. */
  doubtful: NameEntry[];
  /** Lines without a name or without numbers. */
  ignored: string[];
}

/** As a count sheet has them, and as the program lists them. */
const ORDER: readonly Grade[] = ['excellent', 'qualified', 'basic', 'unqualified'];
const WORDS: readonly [RegExp, Grade][] = [
  [/不合格/u, 'unqualified'],
  [/基本合格|基本称职/u, 'basic'],
  [/优秀/u, 'excellent'],
  [/合格|称职/u, 'qualified'],
];
const LABELLED = /(不合格|基本合格|优秀|合格)\s*[:：]?\s*(\d{1,5})\s*票?/gu;
/** The sum under a table is nobody's line. */
const TOTAL = /^(合计|总计|小计|共计)/u;
const NUMBER = /^(\d{1,5})\s*票?$/u;

const gradeOf = (cell: string): Grade | undefined => WORDS.find(([word]) => word.test(cell))?.[1];
const cellsOf = (line: string): string[] =>
  line
    .split(/\t/.test(line) ? /\t/ : /[,，;；|]|\s+/)
    .map((cell) => cell.trim())
    .filter((cell, index, all) => cell || (index > 0 && index < all.length - 1));

/**
 * Reads a pasted count of ballots: a table with a header that names the grades in any order, a table without one (优秀,
 * 合格, 基本合格, 不合格), or lines such as `周一鸣 优秀 20 合格 5`. A number before the name is the line's own and counts for
 * nothing; empty cells stay unknown and are not 0.
 */
export function readBallots(text: string, members: readonly Rec<'member'>[]): BallotTable {
  const table: BallotTable = { rows: [], doubtful: [], ignored: [] };
  let columns: (Grade | undefined)[] | undefined;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trimEnd();
    if (!line.trim()) continue;
    const cells = cellsOf(line);
    const heads = cells.map(gradeOf);
    if (heads.filter(Boolean).length >= 2 && !/\d/.test(line)) {
      columns = heads;
      continue;
    }
    const at = cells.findIndex((cell) => /\p{L}/u.test(cell) && !gradeOf(cell));
    const name = cells[at];
    const who = name && !TOTAL.test(name) && matchNameList(name, members).entries[0];
    const votes = who && votesOf(line, cells, at, columns);
    if (who && votes && Object.keys(votes).length) table.rows.push({ who, votes });
    else table.ignored.push(line.trim());
  }
  table.doubtful = doubtfulNames(table.rows.map((row) => row.who));
  return table;
}

function votesOf(
  line: string,
  cells: readonly string[],
  at: number,
  columns: readonly (Grade | undefined)[] | undefined,
): Partial<Record<Grade, number>> {
  const votes: Partial<Record<Grade, number>> = {};
  const labelled = [...line.matchAll(LABELLED)];
  if (labelled.length) {
    for (const [, word = '', count] of labelled) votes[gradeOf(word) as Grade] = Number(count);
    return votes;
  }
  if (columns && columns.length === cells.length) {
    columns.forEach((grade, index) => {
      const match = NUMBER.exec(cells[index] ?? '');
      if (grade && match) votes[grade] = Number(match[1]);
    });
    return votes;
  }
  const order = columns?.filter((grade) => grade !== undefined) ?? ORDER;
  cells
    .slice(at + 1)
    .filter((cell) => NUMBER.test(cell) || !cell)
    .forEach((cell, index) => {
      const grade = order[index];
      const match = NUMBER.exec(cell);
      if (grade && match) votes[grade] = Number(match[1]);
    });
  return votes;
}
