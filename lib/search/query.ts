import type { KindName } from '../records';
import { fold } from './fold';

/** What the filters beside the box say. */
export interface SearchFilters {
  kinds?: readonly KindName[];
  /** Kinds that are not shown to whoever asks. */
  hidden?: readonly KindName[];
  /** First and last day, `YYYY-MM-DD`; either may be open. */
  from?: string;
  to?: string;
  /** Member id. */
  person?: string;
  tag?: string;
  /** A task of education (教育内容). */
  education?: string;
}

/** A task of education among the tags of a document; no tag that a person gives begins so. */
export const taskTag = (task: string): string => `/${task}`;

/** Terms of a query at most; what is typed beyond is ignored. */
const MOST_TERMS = 8;
const LONGEST_TERM = 120;

/**
 * The folded terms of what was typed, all of which a document has to hold. Spaces part terms; what stands in quotation
 * marks is one term with its spaces.
 */
export function termsOf(typed: string): string[] {
  const terms: string[] = [];
  for (const [, quoted, open, plain] of fold(typed).matchAll(
    /["“”]([^"“”]+)["“”]|["“”]([^"“”]+)$|([^\s"“”]+)/g,
  )) {
    const term = (quoted ?? open ?? plain ?? '').trim().replace(/ +/g, ' ').slice(0, LONGEST_TERM);
    if (term && !terms.includes(term)) terms.push(term);
  }
  return terms.slice(0, MOST_TERMS);
}

interface Find {
  start: number;
  end: number;
  term: string;
}

function findsOf(text: string, terms: readonly string[]): Find[] {
  const folded = fold(text);
  const finds: Find[] = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      finds.push({ start: at, end: at + term.length, term });
    }
  }
  return finds.sort((a, b) => a.start - b.start);
}

/** Where the terms stand in a text: start and end in units, in order, without overlap. */
export const marksOf = (text: string, terms: readonly string[]): [start: number, end: number][] =>
  joined(findsOf(text, terms));

function joined(finds: readonly Find[]): [number, number][] {
  const marks: [number, number][] = [];
  for (const { start, end } of finds) {
    const last = marks.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

/** Units shown before the first find, and in all. */
const BEFORE = 24;
const SHOWN = 80;

/**
 * The piece of a text to show: around the place where most of the terms stand close together, from the line on in
 * which that is. Pieces of a record stand on lines of their own, and what belongs to another says nothing about it.
 */
export function snippetOf(
  text: string,
  terms: readonly string[],
): { text: string; marks: [number, number][] } {
  const finds = findsOf(text, terms);
  const marks = joined(finds);
  let best = finds[0]?.start ?? 0;
  let most = 0;
  for (const [nth, { start }] of finds.entries()) {
    const near = new Set<string>();
    for (let at = nth; at < finds.length && (finds[at] as Find).end <= start + SHOWN - BEFORE; at += 1) {
      near.add((finds[at] as Find).term);
    }
    if (near.size > most) [best, most] = [start, near.size];
    if (most === terms.length) break;
  }
  const line = best > 0 ? text.lastIndexOf('\n', best - 1) + 1 : 0;
  const from = Math.max(line, best - BEFORE);
  const to = Math.min(text.length, from + SHOWN);
  const head = from > line ? '…' : '';
  const piece = text.slice(from, to).replace(/\s/g, ' ');
  return {
    text: `${head}${piece}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter(([start, end]) => end > from && start < to)
      .map(([start, end]) => [
        Math.max(start, from) - from + head.length,
        Math.min(end, to) - from + head.length,
      ]),
  };
}
