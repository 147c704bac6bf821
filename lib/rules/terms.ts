import * as z from 'zod/mini';
import { Fault } from '../records/fault';
import { CONFIDENCE, packTextSchema } from './pack';

/** `sure`: miswritten. `check`: often right as well; a person decides. */
const LEVELS = ['sure', 'check'] as const;

const grounded = {
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  reason: packTextSchema,
  level: z.enum(LEVELS),
  confidence: z.enum(CONFIDENCE),
};

/**
 * A miswriting. In `find` and `replace`, `~` stands for one quotation mark that may be there or not; what was there
 * stays there.
 */
const term = z.object({
  ...grounded,
  find: z.array(z.string().check(z.minLength(2))).check(z.minLength(1)),
  /** What it should say; several when a person has to choose. */
  replace: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  /** Right words that contain a miswriting: where one of them stands, nothing is said. */
  within: z.optional(z.array(z.string())),
  /** Also looked for inside of 《》: names of documents. */
  inTitles: z.optional(z.literal(true)),
});

/** An enumeration with an order of its own. Said something about only where all of its members stand in a row. */
const order = z.object({
  ...grounded,
  items: z.array(z.string()).check(z.minLength(2)),
  standard: z.string(),
});

/** Fixed expressions and names, as a versioned pack. */
const termPackSchema = z.object({
  kind: z.literal('terms'),
  id: z.string(),
  title: packTextSchema,
  version: z.number().check(z.positive()),
  edition: z.string(),
  terms: z.array(term),
  orders: z.array(order),
});
export type TermPack = z.infer<typeof termPackSchema>;

type Entry = TermPack['terms'][number] | TermPack['orders'][number];

/** One place of a text that a person may want to write otherwise. */
export interface TermFinding {
  /** Character offsets in the text; `end` is exclusive. */
  start: number;
  end: number;
  found: string;
  /** Ready to be put in its place; the first is the usual one. */
  suggestions: string[];
  reason: Entry['reason'];
  level: (typeof LEVELS)[number];
  confidence: Entry['confidence'];
}

/** A pack made ready for {@link checkTerms}. */
export interface TermChecker {
  version: number;
  rules: readonly Rule[];
}

interface Rule {
  entry: Entry;
  inTitles: boolean;
  within: readonly string[];
  matches: (text: string) => { start: number; end: number; suggestions: string[] }[];
}

/** Parses a pack of terms and makes it ready. Throws E810 with the path of the first error. */
export function loadTerms(json: unknown): TermChecker {
  const result = z.safeParse(termPackSchema, json);
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = issue?.path.map(String).join('.') ?? '/';
    throw new Fault('E810', { path, problem: issue?.message ?? 'invalid' });
  }
  const pack = result.data;
  return { version: pack.version, rules: [...pack.orders.map(orderRule), ...pack.terms.flatMap(termRules)] };
}

const MARK = '[“”‘’"「」『』]?';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function termRules(entry: TermPack['terms'][number]): Rule[] {
  return entry.find.map((find) => {
    const pattern = new RegExp(find.split('~').map(escaped).join(`(${MARK})`), 'g');
    return {
      entry,
      inTitles: entry.inTitles === true,
      within: entry.within ?? [],
      matches: (text) =>
        [...text.matchAll(pattern)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
          suggestions: entry.replace.map((replace) => fill(replace, match.slice(1))),
        })),
    };
  });
}

/** Puts the quotation marks that were found where the suggestion has places for them. */
function fill(replace: string, marks: readonly string[]): string {
  let index = 0;
  return replace.replaceAll('~', () => marks[index++] ?? '');
}

/** What may stand between two members of an enumeration. */
const BETWEEN = /^[、，,；;\s]?(?:和|及|与|以及)?$/;

function orderRule(entry: TermPack['orders'][number]): Rule {
  const bare = entry.items.map((item) => item.replaceAll('~', ''));
  // The longest first: 合格 is a part of 不合格.
  const patterns = [...entry.items].sort((a, b) => b.length - a.length);
  const any = new RegExp(patterns.map((item) => item.split('~').map(escaped).join(MARK)).join('|'), 'g');
  const nameOf = (found: string): string => found.replace(/[“”‘’"「」『』]/g, '');
  return {
    entry,
    inTitles: false,
    within: [],
    matches: (text) => {
      const rows: { name: string; start: number; end: number }[][] = [];
      for (const match of text.matchAll(any)) {
        const one = { name: nameOf(match[0]), start: match.index, end: match.index + match[0].length };
        const row = rows[rows.length - 1];
        const last = row?.[row.length - 1];
        if (row && last && BETWEEN.test(text.slice(last.end, one.start))) row.push(one);
        else rows.push([one]);
      }
      return rows.flatMap((row) => {
        const names = row.map((one) => one.name);
        const whole = names.length === bare.length && new Set(names).size === bare.length;
        if (!whole || names.every((name, index) => name === bare[index])) return [];
        return [
          { start: row[0]?.start ?? 0, end: row[row.length - 1]?.end ?? 0, suggestions: [entry.standard] },
        ];
      });
    },
  };
}

interface Span {
  start: number;
  end: number;
  title: boolean;
}

const PAIRS: readonly [open: string, close: string][] = [
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
  ['《', '》'],
  ['"', '"'],
];

/** The insides of quotation marks and of 《》, outermost first. A mark that is not closed in its paragraph opens nothing. */
function quotedSpans(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const pair = PAIRS.find(([open]) => text[at] === open);
    if (pair) {
      const close = text.indexOf(pair[1], at + 1);
      const line = text.indexOf('\n', at);
      if (close > at && (line < 0 || close < line)) {
        spans.push({ start: at + 1, end: close, title: pair[0] === '《' });
        at = close;
      }
    }
    at += 1;
  }
  return spans;
}

/**
 * Whether a place is somebody else's words. A quotation that consists of nothing but the expression is none: fixed
 * expressions are written in quotation marks.
 */
function isQuoted(place: { start: number; end: number }, spans: readonly Span[], inTitles: boolean): boolean {
  const around = spans.find((span) => span.start <= place.start && place.end <= span.end);
  if (!around) return false;
  if (around.title) return !inTitles;
  return !(around.start === place.start && around.end === place.end);
}

/** True where a right word covers the place. */
function isWithin(text: string, place: { start: number; end: number }, words: readonly string[]): boolean {
  return words.some((word) => {
    const from = Math.max(0, place.end - word.length);
    const at = text.indexOf(word, from);
    return at >= 0 && at <= place.start && at + word.length >= place.end;
  });
}

/**
 * The places of a text that differ from the fixed expressions of a pack, in their order, none over another: where
 * two would overlap, the longer one counts. Says nothing of what stands in quotation marks or is part of a longer
 * right word. Changes nothing.
 */
export function checkTerms(text: string, checker: TermChecker): TermFinding[] {
  if (!text) return [];
  const spans = quotedSpans(text);
  const found: TermFinding[] = [];
  for (const rule of checker.rules) {
    for (const match of rule.matches(text)) {
      if (isQuoted(match, spans, rule.inTitles) || isWithin(text, match, rule.within)) continue;
      const written = text.slice(match.start, match.end);
      found.push({
        ...match,
        found: written,
        reason: rule.entry.reason,
        level: rule.entry.level,
        confidence: rule.entry.confidence,
      });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: TermFinding[] = [];
  for (const one of found) {
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** The text with one place written as suggested. */
export const replaceTerm = (text: string, finding: TermFinding, suggestion: string): string =>
  text.slice(0, finding.start) + suggestion + text.slice(finding.end);

/** A replacement that was made, so that it can be taken back after further typing. */
export interface TermReplacement {
  start: number;
  found: string;
  suggestion: string;
}

/**
 * Takes a replacement back: where the suggestion stands nearest to its place, the earlier words come back. The text
 * itself when the suggestion is not in it any more.
 */
export function revertTerm(text: string, { start, found, suggestion }: TermReplacement): string {
  let best = -1;
  for (let at = text.indexOf(suggestion); at >= 0; at = text.indexOf(suggestion, at + 1)) {
    if (best < 0 || Math.abs(at - start) < Math.abs(best - start)) best = at;
  }
  return best < 0 ? text : text.slice(0, best) + found + text.slice(best + suggestion.length);
}
