import { parseRosterDate } from '../branch/roster-dates';
import type { SheetTable } from '../exchange/sheet-read/types';
import { Fault } from '../records/fault';
import { type CivilDate, isCivilDate } from '../rules/calendar';
import type { ChecklistItem, ChecklistPack, Citation, Source } from '../rules/pack';
import { PackError } from '../rules/pack-read';
import type { Frequency } from '../rules/periods';
import { parseWhole, type WholePacks } from '../rules/whole';
import { packFault } from './pack-fault';
import {
  ARTICLE,
  BACKED,
  BETWEEN_DOCUMENTS,
  CHINESE_NUMBER_IN_FRONT,
  FREQUENCY_WORDS,
  HALF_YEAR,
  HEAD_LINES,
  ITEM_HEADINGS,
  type ItemColumn,
  NUMBER_IN_FRONT,
} from './table-words';
import { basisText } from './table-write';

/** What a table of a checklist cannot say by itself. */
export interface AboutTable {
  /** Name of the file, without its ending: the title where no line above the table is one. */
  name: string;
  /** The checklist in force: what it has in the same words keeps its number, sources and table of records. */
  present: ChecklistPack;
  today: CivilDate;
  /** Who answers for it where no line above the table says so. */
  issuer: string;
}

type Row = readonly string[];
interface Found {
  rows: readonly Row[];
  head: number;
  at: ReadonlyMap<ItemColumn, number>;
  name: string;
}
interface Line {
  row: number;
  group: string;
  cells: Record<ItemColumn, string>;
}

const HEAD_ROWS = 12;
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u3000]+/gu, '');
const headingOf = (text: string): string => bare(text).replace(/\(.*?\)|【.*?】/gu, '');
const filled = (row: Row): string[] => row.map((cell) => cell.trim()).filter(Boolean);
/** A title without the number in front. */
const untitled = (text: string): string => text.replace(NUMBER_IN_FRONT, '').trim();
const same = (text: string) => ({ zh: text, en: text });

function headings({ rows, name }: SheetTable): Found | undefined {
  for (const [head, cells] of rows.slice(0, HEAD_ROWS).entries()) {
    const at = new Map<ItemColumn, number>();
    for (const [column, cell] of cells.entries())
      for (const field of Object.keys(ITEM_HEADINGS) as ItemColumn[])
        if (!at.has(field) && ITEM_HEADINGS[field].test(headingOf(cell))) {
          at.set(field, column);
          break;
        }
    if (at.has('text') && at.size > 1) return { rows, head, at, name };
  }
  return undefined;
}

/**
 * Reads a checklist that was written as a table, every sheet that has a column of what is asked. A group may be a
 * column, merged or not, a line of its own, or the name of a sheet. An item in the words of the checklist in force keeps
 * its number, so that answers stay with it; other items get the first number that is free, unless the table numbers
 * them as we do (A1). Throws E561 (no such column), E562 (more than 26 groups, or 99 items in one), and what a wrong
 * pack throws, with the row in place of the line.
 */
export function readChecklistTable(
  sheets: readonly SheetTable[],
  about: AboutTable,
): WholePacks['checklist'] {
  const found = sheets.filter(({ hidden }) => !hidden).flatMap((sheet) => headings(sheet) ?? []);
  if (!found.length) throw new Fault('E561');
  const lines = found.flatMap((one) => linesOf(one, found.length > 1 ? one.name : ''));
  if (!lines.length) throw new Fault('E561');
  const { codes, groups } = numbered(lines, about.present);
  const sources: Record<string, Source> = {};
  const head = headOf(found[0] as Found, about);
  const rowOf = new Map<number, number>();
  const items = lines.map((line, index): ChecklistItem => {
    rowOf.set(index, line.row);
    return itemOf(line, codes[index] as string, { about, head, sources });
  });
  const kept = new Map(about.present.items.map((item) => [item.code, item]));
  const json = {
    kind: 'checklist',
    id: 'local.table',
    title: same(head.title),
    issuer: same(head.issuer),
    version: 1,
    edition: head.edition,
    effective: { from: head.from },
    sources,
    groups,
    verdicts: about.present.verdicts,
    items,
    // Which records prove an item is known of the items whose words are known.
    recordEvidence: about.present.recordEvidence.filter(({ item }) => {
      const now = items.find(({ code }) => code === item);
      return now && bare(now.text.zh) === bare(kept.get(item)?.text.zh ?? '');
    }),
  };
  try {
    return parseWhole('checklist', json);
  } catch (thrown) {
    if (!(thrown instanceof PackError)) throw thrown;
    const row = thrown.path[0] === 'items' ? rowOf.get(Number(thrown.path[1])) : undefined;
    throw packFault(thrown, row);
  }
}

function linesOf({ rows, head, at }: Found, sheet: string): Line[] {
  let group = sheet;
  return rows.slice(head + 1).flatMap((row, index): Line[] => {
    const cell = (column: ItemColumn): string => (row[at.get(column) ?? -1] ?? '').trim();
    const [only, more] = filled(row);
    if (only === undefined) return [];
    // A line of one cell heads what follows, or closes the table: it asks nothing.
    if (more === undefined && (!cell('text') || CHINESE_NUMBER_IN_FRONT.test(only))) {
      group = untitled(only) || group;
      return [];
    }
    if (at.has('group')) group = untitled(cell('group')) || group;
    if (!cell('text')) {
      const number = head + index + 2;
      throw packFault(
        new PackError('missing', ['items', 'text'], filled(row).join(' ').slice(0, 60)),
        number,
      );
    }
    const columns = Object.keys(ITEM_HEADINGS) as ItemColumn[];
    const cells = Object.fromEntries(columns.map((column) => [column, cell(column)])) as Line['cells'];
    return [{ row: head + index + 2, group, cells }];
  });
}

const CODE = /^[A-Z]\d{1,2}$/;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A number for each line and a letter for each group. */
function numbered(lines: readonly Line[], present: ChecklistPack) {
  const own = lines.map(({ cells }) => bare(cells.code).toUpperCase());
  const isNumbered = own.every((code) => CODE.test(code));
  const titles = new Map<string, string>();
  const letters = new Map<string, string>();
  const title = (name: string): string => name || present.title.zh;
  const presentLetter = new Map(present.groups.map((group) => [bare(group.title.zh), group.code]));
  if (isNumbered) {
    for (const [index, code] of own.entries()) {
      const letter = code.charAt(0);
      if (!titles.has(letter)) titles.set(letter, title((lines[index] as Line).group));
    }
  } else {
    for (const { group } of lines) {
      const known = presentLetter.get(bare(group));
      if (!known || letters.has(group)) continue;
      letters.set(group, known);
      titles.set(known, title(group));
    }
    const free = LETTERS.filter((letter) => !titles.has(letter));
    const unseen = free.filter((letter) => !present.groups.some(({ code }) => code === letter));
    for (const { group } of lines) {
      if (letters.has(group)) continue;
      // A letter of the present list means another group there: it is taken only when no other is left.
      const letter = unseen.shift() ?? free.find((one) => !titles.has(one));
      if (!letter) throw new Fault('E562');
      letters.set(group, letter);
      titles.set(letter, title(group));
    }
  }
  const groups = [...titles].map(([code, name]) => ({
    code,
    title: present.groups.find((group) => bare(group.title.zh) === bare(name))?.title ?? same(name),
  }));
  if (isNumbered) return { codes: own, groups };
  const known = new Map(present.items.map(({ code, text }) => [code.charAt(0) + bare(text.zh), code]));
  const kept = lines.map(({ group, cells }) => known.get(`${letters.get(group)}${bare(cells.text)}`));
  const taken = new Set(kept.flatMap((code) => code ?? []));
  const used = new Set(present.items.map(({ code }) => code));
  const codes = kept.map((code, index) => {
    if (code) return code;
    const letter = letters.get((lines[index] as Line).group) as string;
    const numbers = Array.from({ length: 99 }, (_, n) => `${letter}${n + 1}`).filter(
      (one) => !taken.has(one),
    );
    // A number of the present list may have answers, which are to something else.
    const next = numbers.find((one) => !used.has(one)) ?? numbers[0];
    if (!next) throw new Fault('E562');
    taken.add(next);
    return next;
  });
  return { codes, groups };
}

interface Head {
  title: string;
  issuer: string;
  edition: CivilDate;
  from: CivilDate;
}

function headOf({ rows, head }: Found, { name, issuer, today }: AboutTable): Head {
  const lines = rows
    .slice(0, head)
    .flatMap(filled)
    .flatMap((line) => line.split(/\u3000+|\s{2,}/u).map((part) => part.trim()));
  const said = (key: keyof typeof HEAD_LINES): string | undefined =>
    lines.flatMap((line) => HEAD_LINES[key].exec(line)?.at(-1)?.trim() ?? [])[0];
  const day = (key: 'edition' | 'from'): CivilDate | undefined => {
    const value = said(key) && parseRosterDate(said(key) as string).value;
    return value && isCivilDate(value) ? value : undefined;
  };
  const title = lines.find((line) => !/[:：]/.test(line));
  const edition = day('edition') ?? today;
  return { title: title ?? name, issuer: said('issuer') ?? issuer, edition, from: day('from') ?? edition };
}

function itemOf(
  { cells, row }: Line,
  code: string,
  { about, head, sources }: { about: AboutTable; head: Head; sources: Record<string, Source> },
): ChecklistItem {
  const { present } = about;
  const text = cells.text.replace(/\s*\n\s*/g, ' ');
  const known = present.items.find((item) => bare(item.text.zh) === bare(text));
  const isKnownBasis = known !== undefined && bare(cells.basis) === bare(basisText(known, present.sources));
  const basis = isKnownBasis
    ? known.basis
    : cells.basis
      ? citations(cells.basis, { about, head, sources })
      : [];
  if (isKnownBasis) for (const { source } of known.basis) sources[source] = present.sources[source] as Source;
  const frequency = frequencies(cells.frequency);
  if (cells.frequency && !frequency.length)
    throw packFault(new PackError('value', ['items', 'frequency'], cells.frequency), row);
  const isOne = known?.evidence.some(({ zh }) => bare(zh) === bare(cells.evidence));
  // Within a piece of evidence 、 joins words; it parts pieces only where nothing else does.
  const between = /[\n;；]/u.test(cells.evidence) ? /[\n;；]+/u : isOne ? /\n/u : /、/u;
  const given = cells.evidence.split(between).map((one) => one.replace(/^\s*\d+[.．、]\s*/, '').trim());
  return {
    code,
    text: known?.text ?? same(text),
    evidence: given
      .filter(Boolean)
      .map((one) => known?.evidence.find(({ zh }) => bare(zh) === bare(one)) ?? same(one)),
    mark: BACKED.test(cells.mark) ? 'backed' : 'advised',
    ...(cells.scope ? { scope: known?.scope?.zh === cells.scope ? known.scope : same(cells.scope) } : {}),
    frequency: frequency.length ? frequency : ['Y'],
    basis,
    // The program has not read what a table cites.
    confidence: isKnownBasis ? known.confidence : basis.length ? 'secondHand' : 'practice',
  };
}

function frequencies(cell: string): Frequency[] {
  const text = bare(cell).replace(HALF_YEAR, 'half');
  const found = FREQUENCY_WORDS.filter(([pattern]) => pattern.test(text)).map(([, frequency]) => frequency);
  return [...new Set(found)];
}

/** What a cell cites, document by document: those that the checklist in force knows, and new ones. */
function citations(
  cell: string,
  { about, head, sources }: { about: AboutTable; head: Head; sources: Record<string, Source> },
): Citation[] {
  const parts = cell.split(BETWEEN_DOCUMENTS).map((part) => part.trim());
  return parts.filter(Boolean).map((part): Citation => {
    const article = ARTICLE.exec(part)?.[0];
    const document = /《[^》]+》/u.exec(part)?.[0] ?? part.replace(article ?? '', '').trim();
    const all = { ...about.present.sources, ...sources };
    const key =
      Object.keys(all).find((one) => bare((all[one] as Source).document.zh) === bare(document)) ??
      freeKey(all);
    const year = Number(/(?:19|20)\d\d/.exec(part)?.[0] ?? head.edition.slice(0, 4));
    sources[key] = all[key] ?? { document: same(document), issuer: same(head.issuer), year };
    return { source: key, ...(article ? { article: same(article) } : {}), confidence: 'secondHand' };
  });
}

/** A name for one more source. */
function freeKey(sources: Record<string, Source>): string {
  let n = 1;
  while (`t${n}` in sources) n += 1;
  return `t${n}`;
}
