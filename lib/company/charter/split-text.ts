import { numberOf } from '../../exchange/chinese-number';

/** A clause as it was read. */
export interface SplitClause {
  /** As printed: 第三条; '' for a paragraph of a text without numbers. */
  no: string;
  text: string;
  /** Chapter in which it stands, as printed. */
  part?: string;
}

/** What was made of a charter's text. Nothing of the text is lost: it stands in `before`, in a chapter or in a clause. */
export interface SplitText {
  /** First line, where it names a charter. */
  title?: string;
  /** Lines before the first clause: title, contents, preamble. */
  before: string[];
  clauses: SplitClause[];
  /** How clauses were told apart: by 第…条, by numbered paragraphs, or by nothing but paragraphs. */
  by: 'clauses' | 'points' | 'paragraphs';
  /** Numbers that stand there twice, and numbers that are missing between others: something to look at. */
  twice: string[];
  missing: number[];
}

/** Longest clause that is kept, in characters; what is longer is cut into pieces of that length. */
const LONGEST = 8000;
/** Numbers that may be missing in a row; more of them are a new count. */
const GAP = 30;

const NUMBER = '[零〇一二两三四五六七八九十百千0-9０-９ \\u3000]{1,12}?';
const CLAUSE = new RegExp(
  `^第\\s*(${NUMBER})\\s*条((?:之[一二三四五六七八九十]{1,3})?)([\\s\\u3000:：、.．]*)`,
);
const CHAPTER = new RegExp(`^第\\s*${NUMBER}\\s*([编章节])(?![、，。；和及与至])`);
/** What follows a number that is only referred to, at the beginning of a line that a page broke. */
const REFERRED = /^(?:第|[款项目规的所中、，。；和及与至或之之一])/;
const POINT =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,3}[.．、](?!\d))\s*/;
/** A line of the table of contents: it ends in dots and a page, or a page after a gap. */
const CONTENTS = /(?:[.…·．]{3,}|[\s\u3000]{2,})\s*\d{1,3}$/;

/**
 * Splits the text of a charter at 第…条, with the chapters around them. A number at the beginning of a line counts when
 * something sets it off from its text, or when it is the next one; else it is a line that a page broke (`第十条规定的…`).
 * A text without such numbers is split at its numbered paragraphs, or at its paragraphs.
 */
export function splitCharter(text: string): SplitText {
  const lines = text
    .replace(/\r\n?|\f|\v/g, '\n')
    .replace(/[\u200b\ufeff]/g, '')
    .split('\n')
    .map((line) => line.replace(/[\t\u00a0]/g, ' ').trim())
    .filter((line) => line && !/^[-—–\s]*\d{1,4}[-—–\s]*$/.test(line));
  const found = byClauses(lines);
  const split = found.clauses.length
    ? { ...found, by: 'clauses' as const }
    : lines.filter((line) => POINT.test(line)).length > 1
      ? { ...byPoints(lines), by: 'points' as const }
      : {
          before: [],
          clauses: lines.map((line): SplitClause => ({ no: '', text: line })),
          by: 'paragraphs' as const,
        };
  const title = lines
    .slice(0, 3)
    .find((line) => line.length <= 60 && /章程/.test(line) && !/[。；]/.test(line));
  return {
    ...split,
    clauses: split.clauses.flatMap(cut),
    ...(title ? { title } : {}),
    ...(split.by === 'clauses' ? counted(split.clauses) : { twice: [], missing: [] }),
  };
}

function byClauses(lines: readonly string[]): Pick<SplitText, 'before' | 'clauses'> {
  const before: string[] = [];
  const clauses: SplitClause[] = [];
  let part: string | undefined;
  let last = 0;
  for (const line of lines) {
    if (CONTENTS.test(line) && /^第.{1,12}[编章节条]/.test(line)) {
      if (!clauses.length) before.push(line);
      continue;
    }
    const chapter = CHAPTER.exec(line);
    if (chapter && line.length <= 40 && !/[。；]$/.test(line)) {
      // 节 stands under its 章.
      part = chapter[1] === '节' && part ? `${part.split(' / ')[0]} / ${line}` : line;
      continue;
    }
    const start = startOf(line, last);
    if (start) {
      last = start.number;
      clauses.push({ no: start.no, text: start.text, ...(part ? { part } : {}) });
      continue;
    }
    const open = clauses.at(-1);
    if (open) open.text = open.text ? `${open.text}\n${line}` : line;
    else before.push(line);
  }
  return { before, clauses };
}

function startOf(line: string, last: number): { no: string; number: number; text: string } | undefined {
  const found = CLAUSE.exec(line);
  if (!found) return undefined;
  const number = numberOf(found[1] ?? '');
  if (number === undefined) return undefined;
  const text = line.slice(found[0].length);
  const isSetOff = Boolean(found[3]) || !text;
  if (!isSetOff && (number !== last + 1 || REFERRED.test(text))) return undefined;
  if (isSetOff && /^[、，]/.test((found[3] ?? '').trim())) return undefined;
  return { no: `第${(found[1] ?? '').replace(/[\s\u3000]/g, '')}条${found[2] ?? ''}`, number, text };
}

function byPoints(lines: readonly string[]): Pick<SplitText, 'before' | 'clauses'> {
  const before: string[] = [];
  const clauses: SplitClause[] = [];
  for (const line of lines) {
    const found = POINT.exec(line);
    const open = clauses.at(-1);
    if (found)
      clauses.push({ no: found[0].trim().replace(/[、.．]$/, ''), text: line.slice(found[0].length) });
    else if (open) open.text = `${open.text}\n${line}`;
    else before.push(line);
  }
  return { before, clauses };
}

function cut(clause: SplitClause): SplitClause[] {
  const pieces: SplitClause[] = [];
  for (let at = 0; at === 0 || at < clause.text.length; at += LONGEST)
    pieces.push({ ...clause, text: clause.text.slice(at, at + LONGEST) });
  return pieces;
}

function counted(clauses: readonly SplitClause[]): Pick<SplitText, 'twice' | 'missing'> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  const missing: number[] = [];
  let last: number | undefined;
  for (const { no } of clauses) {
    if (seen.has(no)) twice.add(no);
    seen.add(no);
    if (/之/.test(no)) continue;
    const number = numberOf(no.slice(1, -1));
    if (number === undefined) continue;
    if (last !== undefined && number > last + 1 && number - last <= GAP)
      for (let lost = last + 1; lost < number; lost += 1) missing.push(lost);
    last = number;
  }
  return { twice: [...twice], missing };
}
