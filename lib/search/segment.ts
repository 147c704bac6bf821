import type { KindName } from '../records';
import type { SearchDocument, Spell } from './document';
import { type Dictionary, dictionaryOf, eachCode, MAX_CODE, readPostings } from './dictionary';
import { codesOf, fold } from './fold';
import { sketchOf } from './sketch';

/** Documents of a segment at most; a document's number within it fits this. */
export const SEGMENT_LIMIT = 4096;

/**
 * A part of the index, never changed once it is made: for each code the documents that hold it, and of each document
 * what ranking and filters ask for. Everything in it can be stored as it is.
 */
export interface Segment {
  dictionary: Dictionary;
  /** What {@link sketchOf} makes of each document, one behind the other. */
  sketches: Uint8Array;
  sketchStarts: Uint32Array;
  ids: string[];
  kinds: KindName[];
  /** `20261126`; 0 where there is no day. */
  days: Uint32Array;
  /** Folded titles, one a line. */
  titles: string;
  /** Where the line of each document begins in `titles`, and last its length + 1. */
  titleStarts: Uint32Array;
  /** Pinyin of titles and names, one line a document. */
  spelled: string;
  spelledStarts: Uint32Array;
  /** Documents by filter key (`p:<member id>`, `t:<tag>`). */
  filters: Map<string, Uint16Array>;
}

/** Makes a segment of up to {@link SEGMENT_LIMIT} documents. */
export function buildSegment(documents: readonly SearchDocument[], spell: Spell): Segment {
  const folded = documents.map((document) => fold(`${document.title}\n${document.text}`));
  const codes = folded.map(codesOf);
  const total = codes.reduce((sum, { length }) => sum + length, 0);
  const pairs = new Float64Array(total);
  let at = 0;
  for (const [number, own] of codes.entries()) {
    for (const code of own) {
      pairs[at] = code * SEGMENT_LIMIT + number;
      at += 1;
    }
  }
  const titles = lines(documents.map(({ title }) => fold(title)));
  const spelled = lines(
    documents.map(({ title, names }) =>
      [spell(title, false), ...names.map((name) => spell(name, true))].join(' '),
    ),
  );
  return {
    dictionary: dictionaryOf(pairs, SEGMENT_LIMIT),
    ...together(folded.map(sketchOf)),
    ids: documents.map(({ id }) => id),
    kinds: documents.map(({ kind }) => kind),
    days: Uint32Array.from(documents, ({ day }) => dayNumeral(day)),
    titles: titles.text,
    titleStarts: titles.starts,
    spelled: spelled.text,
    spelledStarts: spelled.starts,
    filters: filtersOf(
      documents.map(({ people, tags }) => [
        ...people.map((person) => `p:${person}`),
        ...tags.map((tag) => `t:${tag}`),
      ]),
    ),
  };
}

/** `20261126` of `2026-11-26`, `20260000` of a year alone, 0 of nothing. */
export const dayNumeral = (day: string): number =>
  Number(`${day.slice(0, 4)}${day.slice(5, 7)}${day.slice(8, 10)}`.padEnd(8, '0')) || 0;

/** Several segments as one, without the documents that `gone` tells. Their order stays. */
export function mergeSegments(parts: readonly { segment: Segment; gone: Uint8Array }[]): Segment {
  const kept = parts.map(({ gone }) => {
    let next = 0;
    return Int32Array.from(gone, (flag) => (flag ? -1 : next++));
  });
  const offsets: number[] = [];
  let size = 0;
  for (const numbers of kept) {
    offsets.push(size);
    size += numbers.reduce((sum, number) => sum + (number >= 0 ? 1 : 0), 0);
  }
  const renumber = (part: number, old: number): number => {
    const number = kept[part]?.[old] ?? -1;
    return number < 0 ? -1 : number + (offsets[part] ?? 0);
  };
  const order = parts.flatMap(({ segment }, part) =>
    segment.ids.flatMap((_, old) => (renumber(part, old) < 0 ? [] : [{ segment, old }])),
  );
  const filters = new Map<string, number[]>();
  for (const [part, { segment }] of parts.entries()) {
    for (const [key, numbers] of segment.filters) {
      const list = filters.get(key) ?? [];
      for (const old of numbers) if (renumber(part, old) >= 0) list.push(renumber(part, old));
      if (list.length) filters.set(key, list);
    }
  }
  const titles = lines(order.map(({ segment, old }) => lineOf(segment.titles, segment.titleStarts, old)));
  const spelled = lines(order.map(({ segment, old }) => lineOf(segment.spelled, segment.spelledStarts, old)));
  return {
    dictionary: dictionaryOf(mergedPairs(parts, renumber), SEGMENT_LIMIT),
    ...together(
      order.map(({ segment: { sketches, sketchStarts }, old }) =>
        sketches.subarray(sketchStarts[old], sketchStarts[old + 1]),
      ),
    ),
    ids: order.map(({ segment, old }) => segment.ids[old] as string),
    kinds: order.map(({ segment, old }) => segment.kinds[old] as KindName),
    days: Uint32Array.from(order, ({ segment, old }) => segment.days[old] as number),
    titles: titles.text,
    titleStarts: titles.starts,
    spelled: spelled.text,
    spelledStarts: spelled.starts,
    filters: new Map([...filters].map(([key, list]) => [key, Uint16Array.from(list)])),
  };
}

function mergedPairs(
  parts: readonly { segment: Segment }[],
  renumber: (part: number, old: number) => number,
): Float64Array {
  const total = parts.reduce((sum, { segment }) => sum + segment.dictionary.entries, 0);
  const pairs = new Float64Array(total);
  const numbers = new Uint16Array(SEGMENT_LIMIT);
  let end = 0;
  for (const [part, { segment }] of parts.entries()) {
    const { dictionary } = segment;
    eachCode(dictionary, 0, MAX_CODE, (code, from, to) => {
      const count = readPostings(dictionary, from, to, numbers);
      for (let at = 0; at < count; at += 1) {
        const number = renumber(part, numbers[at] as number);
        if (number < 0) continue;
        pairs[end] = code * SEGMENT_LIMIT + number;
        end += 1;
      }
    });
  }
  return pairs.subarray(0, end);
}

function filtersOf(keys: readonly (readonly string[])[]): Map<string, Uint16Array> {
  const found = new Map<string, number[]>();
  for (const [number, own] of keys.entries()) {
    for (const key of new Set(own)) {
      const list = found.get(key);
      if (list) list.push(number);
      else found.set(key, [number]);
    }
  }
  return new Map([...found].map(([key, list]) => [key, Uint16Array.from(list)]));
}

function together(sketches: readonly Uint8Array[]): Pick<Segment, 'sketches' | 'sketchStarts'> {
  const sketchStarts = new Uint32Array(sketches.length + 1);
  for (const [index, { length }] of sketches.entries()) {
    sketchStarts[index + 1] = (sketchStarts[index] as number) + length;
  }
  const all = new Uint8Array(sketchStarts[sketches.length] as number);
  for (const [index, sketch] of sketches.entries()) all.set(sketch, sketchStarts[index]);
  return { sketches: all, sketchStarts };
}

function lines(texts: readonly string[]): { text: string; starts: Uint32Array } {
  const starts = new Uint32Array(texts.length + 1);
  let end = 0;
  for (const [index, text] of texts.entries()) {
    starts[index] = end;
    end += text.length + 1;
  }
  starts[texts.length] = end;
  return { text: texts.join('\n'), starts };
}

/** The line of one document in `titles` or `spelled`. */
export const lineOf = (text: string, starts: Uint32Array, number: number): string =>
  text.slice(starts[number], (starts[number + 1] as number) - 1);
