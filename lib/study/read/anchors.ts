import type { Anchor, Quotation } from '../../records/study';
import { editDistance, NearSearch } from './fuzzy';

/** Characters kept of what stands before and after a quotation. */
export const CONTEXT = 32;

/** Neighbourhood that agrees this well decides for a passage: one whole side of it, nearly. */
const AGREES = 0.45;
/** Neighbourhood that lets changed words still be the same passage. */
const AGREES_WELL = 0.6;
/** Two neighbourhoods closer than this are as good as each other. */
const TIE = 0.02;
/** One changed place has to fit better than the next by this much. */
const CLEARLY = 0.1;
/** Equal passages whose neighbourhood is compared; of more, those next to the old place. */
const MOST_EQUAL = 2000;
/** A passage of this length is told by its words alone. */
const TELLING = 20;
/** Share of a passage that may have changed, with and without a neighbourhood that agrees. */
const CHANGED = 0.4;
const CHANGED_ALONE = 0.2;

/** Where a quotation stands now, in the folded text, half-open. */
export interface Located {
  start: number;
  end: number;
  /** True when its words are no longer exactly those that were quoted. */
  changed: boolean;
}

const INVISIBLE = /[\s\u00ad\u200b-\u200d\u2060\ufeff]+/gu;

/** Text without white space and invisible characters: the same however a page is set. All positions are in it. */
export const fold = (text: string): string => text.replace(INVISIBLE, '');

/** The anchor of a stretch of folded text: what is around it, and which of several equal passages it is. */
export function anchorAt(text: string, start: number, end: number): Anchor {
  const equal = occurrences(text, text.slice(start, end));
  return {
    start,
    before: text.slice(Math.max(0, start - CONTEXT), start),
    after: text.slice(end, end + CONTEXT),
    ...(equal.length > 1 ? { nth: equal.indexOf(start), of: equal.length } : {}),
  };
}

function occurrences(text: string, pattern: string): number[] {
  const found: number[] = [];
  if (!pattern) return found;
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) found.push(at);
  return found;
}

/** A text in which quotations are looked for. */
export class AnchoredText {
  readonly text: string;
  readonly #near: NearSearch;

  /** @param text folded, see {@link fold} */
  constructor(text: string) {
    this.text = text;
    this.#near = new NearSearch(text);
  }

  /**
   * Where a quotation stands now: its exact words, told apart from equal passages by what is around them; else
   * words that resemble them at a place that fits. Undefined when it cannot be said: it is an orphan then, and
   * never put on a passage that only happens to read the same. One without anchor (taken before there were any)
   * is found by its words alone.
   */
  locate({ text, anchor }: Pick<Quotation, 'text' | 'anchor'>): Located | undefined {
    const pattern = fold(text);
    if (!pattern) return undefined;
    const equal = occurrences(this.text, pattern);
    const exact = (start: number): Located => ({ start, end: start + pattern.length, changed: false });
    if (!anchor) {
      if (equal[0] !== undefined) return exact(equal[0]);
      return this.#byWords(pattern);
    }
    const best = this.#bestOf(equal, pattern.length, anchor);
    // One of several equal passages is gone: which one, only both sides of a neighbourhood can say.
    const isFewer = equal.length < (anchor.of ?? 1);
    if (best && best.score >= (isFewer ? AGREES_WELL : AGREES)) return exact(best.start);
    const near = this.#nearby(pattern, anchor);
    if (near) return near;
    const wasOnlyOne = (anchor.of ?? 1) === 1;
    if (equal.length === 1 && wasOnlyOne) return exact(equal[0] as number);
    return equal.length ? undefined : this.#byWords(pattern);
  }

  /** The equal passage whose neighbourhood fits best; of those that fit alike, the one of the old order or place. */
  #bestOf(
    equal: readonly number[],
    length: number,
    anchor: Anchor,
  ): { start: number; score: number } | undefined {
    const far = (start: number): number => Math.abs(start - anchor.start);
    const looked =
      equal.length > MOST_EQUAL ? [...equal].sort((a, b) => far(a) - far(b)).slice(0, MOST_EQUAL) : equal;
    const scored = looked.map((start) => ({ start, score: this.#agreement(anchor, start, start + length) }));
    const top = Math.max(...scored.map(({ score }) => score));
    const tied = scored.filter(({ score }) => score >= top - TIE);
    const inOrder = anchor.of === equal.length ? equal[anchor.nth ?? 0] : undefined;
    return tied.find(({ start }) => start === inOrder) ?? tied.sort((a, b) => far(a.start) - far(b.start))[0];
  }

  /** How much of the old neighbourhood stands around a stretch, 0 to 1. */
  #agreement(anchor: Anchor, start: number, end: number): number {
    const before = this.text.slice(Math.max(0, start - CONTEXT), start);
    const after = this.text.slice(end, end + CONTEXT);
    // The edge of the text is neighbourhood too, if a small one.
    const sides = [
      [anchor.before, before],
      [anchor.after, after],
    ] as const;
    let sum = 0;
    let weights = 0;
    for (const [then, now] of sides) {
      const weight = Math.max(then.length, 4);
      sum += weight * alike(then, now);
      weights += weight;
    }
    return sum / weights;
  }

  /** Words that resemble the quotation where its neighbourhood still stands, and only one such place. */
  #nearby(pattern: string, anchor: Anchor): Located | undefined {
    const found = this.#near
      .find(pattern, CHANGED)
      .map((near) => {
        const score = this.#agreement(anchor, near.start, near.end);
        return { ...near, score, sum: score + 1 - near.distance / pattern.length };
      })
      .filter(({ score }) => score >= AGREES_WELL)
      .sort((a, b) => b.sum - a.sum);
    const [first, second] = found;
    // In lists and rules of one pattern every item resembles every other, and so does what is around them.
    if (!first?.distance || (second && first.sum - second.sum < CLEARLY)) return undefined;
    return { start: first.start, end: first.end, changed: true };
  }

  /** Long passages only, and only when no second place resembles them as much. */
  #byWords(pattern: string): Located | undefined {
    if (pattern.length < TELLING) return undefined;
    const [first, second] = this.#near.find(pattern, CHANGED_ALONE);
    if (!first || (second && second.distance <= first.distance * 1.5)) return undefined;
    return { start: first.start, end: first.end, changed: true };
  }
}

/** 1 for equal, 0 for nothing in common. */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  const length = Math.max(a.length, b.length);
  return length ? 1 - editDistance(a, b) / length : 1;
}

/** A quotation with its place, and its number in the order of the text. */
export interface Placed {
  id: string;
  quotation: Quotation;
  /** Undefined for an orphan. */
  at?: Located;
  /** From 1, in the order of the text; orphans come last. */
  number: number;
}

/** All quotations of a clip in the order of the text, orphans last in the order in which they were taken. */
export function placeAll(quotations: Record<string, Quotation> | undefined, folded: string): Placed[] {
  const text = new AnchoredText(folded);
  return Object.entries(quotations ?? {})
    .map(([id, quotation]) => ({ id, quotation, at: text.locate(quotation) }))
    .sort(
      (a, b) =>
        (a.at?.start ?? Infinity) - (b.at?.start ?? Infinity) ||
        (a.at?.end ?? 0) - (b.at?.end ?? 0) ||
        (a.quotation.at < b.quotation.at ? -1 : 1),
    )
    .map((entry, index) => ({ ...entry, number: index + 1 }));
}
