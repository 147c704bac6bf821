import type { KindName } from '../records';
import { eachCode, readPostings } from './dictionary';
import { fold, pairCode } from './fold';
import { type SearchFilters, taskTag, termsOf } from './query';
import { mayHold } from './sketch';
import { dayNumeral, type Segment, SEGMENT_LIMIT } from './segment';

/** A segment in use, with the documents that were changed or removed since it was made. */
export interface Part {
  segment: Segment;
  /** 1 for each document that no longer counts. */
  gone: Uint8Array;
}

/** A document that a query may have found. */
export interface Candidate {
  id: string;
  part: number;
  number: number;
  /** Terms whose pairs are all there, so that only the text can tell whether they are: those of three units or more. */
  check: string[];
}

/** What a query may have found, best first. */
export interface Candidates {
  length: number;
  /** True when no text has to be read to know. */
  exact: boolean;
  at(place: number): Candidate;
}

/**
 * Finds the documents that may hold every term, best first: the person of that name, all terms in the title, then in title or names by pinyin,
 * then one of them there, then the text; within each the newest. A candidate counts once its text holds the terms of
 * `check`.
 */
export function candidates(parts: readonly Part[], typed: string, filters: SearchFilters = {}): Candidates {
  const terms = termsOf(typed);
  const results = parts.map((part) => findIn(part, terms, filters));
  // Rank, day and place of a document in one number: sorting numbers is what typed arrays do best.
  const order = new Float64Array(results.reduce((sum, { count }) => sum + count, 0));
  let end = 0;
  for (const [part, { ranks, count }] of results.entries()) {
    const days = (parts[part] as Part).segment.days;
    for (let number = 0, left = count; left > 0; number += 1) {
      const rank = ranks[number] as number;
      if (!rank) continue;
      left -= 1;
      order[end] = (rank * DAYS + (days[number] as number)) * PLACES + part * SEGMENT_LIMIT + number;
      end += 1;
    }
  }
  order.sort();
  return {
    length: order.length,
    exact: results.every(({ unsure }) => unsure.every((mask) => !mask)),
    at: (place) => {
      const packed = (order[order.length - 1 - place] as number) % PLACES;
      const part = Math.floor(packed / SEGMENT_LIMIT);
      const number = packed % SEGMENT_LIMIT;
      const mask = results[part]?.unsure[number] ?? 0;
      return {
        id: parts[part]?.segment.ids[number] as string,
        part,
        number,
        check: mask ? terms.filter((_, nth) => mask & (1 << nth)) : [],
      };
    },
  };
}

/** More than any day as a numeral. */
const DAYS = 2 ** 25;
/** More than all places of documents: 256 parts. */
const PLACES = 2 ** 20;

interface Result {
  /** By document: 0 = not found, 1 = in the text, 2 = a term in title or names, 3 = all there, 4 = all in the title, 5 = the person who is called so. */
  ranks: Uint8Array;
  /** By document: one bit for each term that only the text can tell. */
  unsure: Uint8Array;
  count: number;
}

/** One query in one segment. */
function findIn(part: Part, terms: readonly string[], filters: SearchFilters): Result {
  const { segment } = part;
  const size = segment.ids.length;
  const allowed = allowedIn(part, filters);
  const ranks = new Uint8Array(size);
  const unsure = new Uint8Array(size);
  // By document: how many of the first terms it holds, how many of them in the title, and by pinyin beside that.
  const held = new Uint8Array(size);
  const titled = new Uint8Array(size);
  const spelled = new Uint8Array(size);
  for (const [nth, term] of terms.entries()) {
    const bit = 1 << nth;
    holding(segment, term, (numbers, count, exact) => {
      for (let at = 0; at < count; at += 1) {
        const number = numbers[at] as number;
        if (held[number] !== nth) continue;
        held[number] = nth + 1;
        if (!exact) unsure[number] = (unsure[number] as number) | bit;
      }
    });
    const found = (number: number, where: Uint8Array): void => {
      if (held[number] === nth) held[number] = nth + 1;
      if (held[number] !== nth + 1) return;
      where[number] = (where[number] as number) + 1;
      unsure[number] = (unsure[number] as number) & ~bit;
    };
    const inTitle = linesWith(segment.titles, segment.titleStarts, term, () => true);
    for (const number of inTitle) found(number, titled);
    if (!/^[a-z]{2,}$/.test(term)) continue;
    const known = new Set(inTitle);
    for (const number of spelledSo(segment, term)) if (!known.has(number)) found(number, spelled);
  }
  let count = 0;
  for (let number = 0; number < size; number += 1) {
    if (!allowed[number] || held[number] !== terms.length) continue;
    const named = (titled[number] as number) + (spelled[number] as number);
    const person = segment.kinds[number] === 'member' && named === terms.length && named > 0;
    ranks[number] = person
      ? 5
      : titled[number] === terms.length
        ? 4
        : named === terms.length
          ? 3
          : named
            ? 2
            : 1;
    count += 1;
  }
  for (let number = 0; number < size; number += 1) if (!ranks[number]) unsure[number] = 0;
  return { ranks, unsure, count };
}

/** 1 for each document that the filters let through. */
function allowedIn({ segment, gone }: Part, asked: SearchFilters): Uint8Array {
  const { ids, kinds, days, filters } = segment;
  const first = asked.from ? dayNumeral(asked.from) : 0;
  const last = asked.to ? dayNumeral(asked.to) : Number.POSITIVE_INFINITY;
  const wanted = asked.kinds?.length ? new Set(asked.kinds) : undefined;
  const hidden = new Set(asked.hidden);
  const allowed = new Uint8Array(ids.length);
  for (let number = 0; number < ids.length; number += 1) {
    const day = days[number] as number;
    if (gone[number] || day < first || day > last) continue;
    const kind = kinds[number] as KindName;
    if (!hidden.has(kind) && (!wanted || wanted.has(kind))) allowed[number] = 1;
  }
  for (const key of [
    asked.person && `p:${asked.person}`,
    asked.tag && `t:${asked.tag}`,
    asked.education && `t:${taskTag(asked.education)}`,
  ]) {
    if (!key) continue;
    const listed = new Uint8Array(ids.length);
    for (const number of filters.get(key) ?? []) listed[number] = allowed[number] as number;
    allowed.set(listed);
  }
  return allowed;
}

/** Documents whose title or names can be typed so, by syllables or by initials. */
function spelledSo(segment: Segment, term: string): Set<number> {
  const { spelled, spelledStarts } = segment;
  const { initials, starts } = initialsOf(segment);
  const full = linesWith(lowerOf(segment), spelledStarts, term, (at) => isCapital(spelled, at));
  return new Set([...full, ...linesWith(initials, starts, term, () => true)]);
}

type Take = (numbers: Uint16Array, count: number, exact: boolean) => void;

/** Hands over the documents that hold all pairs of a term, each list of them ascending. */
function holding(segment: Segment, term: string, take: Take): void {
  if (term.length === 1) return beginning(segment, term.charCodeAt(0), take);
  const { dictionary } = segment;
  const lists: { from: number; to: number }[] = [];
  for (let at = 0; at + 1 < term.length; at += 1) {
    const [unit, next] = [term.charCodeAt(at), term.charCodeAt(at + 1)];
    if (unit === SPACE || next === SPACE) continue;
    const code = pairCode(unit, next);
    const before = lists.length;
    eachCode(dictionary, code, code, (_, from, to) => lists.push({ from, to }));
    if (lists.length === before) return;
  }
  lists.sort((a, b) => a.to - a.from - (b.to - b.from));
  let numbers: Uint16Array | undefined;
  for (const { from, to } of lists) {
    const count = readPostings(dictionary, from, to, READING);
    numbers = numbers ? common(numbers, READING, count) : READING.slice(0, count);
    if (!numbers.length) return;
  }
  if (!numbers) return;
  if (term.length > 2) {
    const { sketches, sketchStarts } = segment;
    numbers = numbers.filter((number) =>
      mayHold(sketches, sketchStarts[number] as number, sketchStarts[number + 1] as number, term),
    );
  }
  take(numbers, numbers.length, term.length === 2);
}

/** Documents that hold one unit, whatever follows it. A common one is found everywhere after a few of its pairs. */
function beginning({ dictionary, ids }: Segment, unit: number, take: Take): void {
  const seen = new Uint8Array(ids.length);
  const numbers = new Uint16Array(ids.length);
  let count = 0;
  eachCode(dictionary, pairCode(unit, 0), pairCode(unit, 0xffff), (_, from, to) => {
    const read = readPostings(dictionary, from, to, READING);
    for (let at = 0; at < read; at += 1) {
      const number = READING[at] as number;
      if (seen[number]) continue;
      seen[number] = 1;
      numbers[count] = number;
      count += 1;
    }
    return count < ids.length;
  });
  take(numbers, count, true);
}

const SPACE = 0x20;
const READING = new Uint16Array(SEGMENT_LIMIT);

function common(numbers: Uint16Array, others: Uint16Array, count: number): Uint16Array {
  let kept = 0;
  let other = 0;
  for (let at = 0; at < numbers.length && other < count; at += 1) {
    const number = numbers[at] as number;
    while (other < count && (others[other] as number) < number) other += 1;
    if (others[other] === number && other < count) {
      numbers[kept] = number;
      kept += 1;
    }
  }
  return numbers.subarray(0, kept);
}

/** Numbers of the lines that hold a term, each once, ascending. */
function linesWith(
  text: string,
  starts: Uint32Array,
  term: string,
  counts: (at: number) => boolean,
): number[] {
  const found: number[] = [];
  let number = 0;
  for (let at = text.indexOf(term); at >= 0;) {
    while ((starts[number + 1] as number) <= at) number += 1;
    if (counts(at)) {
      found.push(number);
      at = text.indexOf(term, starts[number + 1] as number);
    } else {
      at = text.indexOf(term, at + 1);
    }
  }
  return found;
}

const isCapital = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0x41 && unit <= 0x5a;
};

const LOWER = new WeakMap<Segment, string>();
function lowerOf(segment: Segment): string {
  let lower = LOWER.get(segment);
  if (lower === undefined) LOWER.set(segment, (lower = segment.spelled.toLowerCase()));
  return lower;
}

const INITIALS = new WeakMap<Segment, { initials: string; starts: Uint32Array }>();
/** First letters of the syllables, line by line. */
function initialsOf(segment: Segment): { initials: string; starts: Uint32Array } {
  let known = INITIALS.get(segment);
  if (!known) {
    const lines = segment.spelled.split('\n').map((line) => line.replace(/[^A-Z ]/g, '').toLowerCase());
    const starts = new Uint32Array(segment.spelledStarts.length);
    for (const [index, line] of lines.entries())
      starts[index + 1] = (starts[index] as number) + line.length + 1;
    known = { initials: lines.join('\n'), starts };
    INITIALS.set(segment, known);
  }
  return known;
}

/** True when a text holds every term. */
export function holdsAll(text: string, terms: readonly string[]): boolean {
  const folded = fold(text);
  return terms.every((term) => folded.includes(term));
}
