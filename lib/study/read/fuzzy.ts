/** A stretch of text that resembles a pattern: half-open, with the number of edits between the two. */
export interface Near {
  start: number;
  end: number;
  distance: number;
}

/** Never more edits than this, however long the pattern: it bounds the work. */
const MOST_EDITS = 256;
/** Places that are compared in full. */
const CANDIDATES = 4;
/** A run of characters that stands at more places than this says nothing about where to look. */
const COMMON = 64;

/**
 * Inexact search in a text. A search costs one walk over the text, and the pattern times {@link MOST_EDITS}; never the
 * one times the other.
 */
export class NearSearch {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The stretches that differ from `pattern` by at most `share` of its length (and at most 256 edits), the closest
   * first; none for patterns of fewer than four characters.
   */
  find(pattern: string, share: number): Near[] {
    const most = Math.min(MOST_EDITS, Math.floor(pattern.length * share));
    if (pattern.length < 4 || most < 1) return [];
    const found: Near[] = [];
    for (const diagonal of this.#diagonals(pattern, most)) {
      const near = align(pattern, this.#text, diagonal, most);
      if (near && !found.some((other) => near.start < other.end && other.start < near.end)) found.push(near);
    }
    return found.sort((a, b) => a.distance - b.distance || a.start - b.start);
  }

  /** Where the pattern may begin, best first, with how far off that may be: places that share runs with it vote. */
  #diagonals(pattern: string, most: number): { at: number; slack: number }[] {
    const size = pattern.length < 10 ? 2 : 3;
    const places = this.#placesOf(pattern, size);
    const width = Math.max(8, most >> 1);
    const votes = new Map<number, number>();
    for (let at = 0; at + size <= pattern.length; at += 1) {
      const list = places.get(gramAt(pattern, at, size)) ?? [];
      if (list.length > COMMON) continue;
      for (const place of list) {
        const bucket = Math.floor((place - at) / width);
        votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
      }
    }
    const weight = (bucket: number): number => (votes.get(bucket) ?? 0) + (votes.get(bucket + 1) ?? 0);
    return [...votes.keys()]
      .sort((a, b) => weight(b) - weight(a) || a - b)
      .slice(0, CANDIDATES)
      .map((bucket) => ({ at: bucket * width + width, slack: width }));
  }

  /** Where the runs of the pattern stand in the text: one walk over it, and nothing kept of other runs. */
  #placesOf(pattern: string, size: number): Map<number, number[]> {
    const places = new Map<number, number[]>();
    for (let at = 0; at + size <= pattern.length; at += 1) places.set(gramAt(pattern, at, size), []);
    for (let at = 0; at + size <= this.#text.length; at += 1) {
      const list = places.get(gramAt(this.#text, at, size));
      // One beyond the limit is enough to know that it was passed.
      if (list && list.length <= COMMON) list.push(at);
    }
    return places;
  }
}

/** A run of two or three characters as a number. */
function gramAt(text: string, at: number, size: number): number {
  let gram = 0;
  for (let offset = 0; offset < size; offset += 1) gram = gram * 65_536 + text.charCodeAt(at + offset);
  return gram;
}

/**
 * The stretch of text closest to the whole pattern, beginning near `diagonal.at`: Sellers' algorithm in a band.
 * Undefined when it takes more than `most` edits.
 */
function align(
  pattern: string,
  text: string,
  diagonal: { at: number; slack: number },
  most: number,
): Near | undefined {
  const band = diagonal.slack + most;
  const width = 2 * band + 1;
  const origin = diagonal.at - band;
  const far = most + 1;
  // Column k of row i stands for the text position i + k + origin.
  let costs = new Int32Array(width + 1).fill(far);
  let starts = new Int32Array(width + 1);
  let nextCosts = new Int32Array(width + 1).fill(far);
  let nextStarts = new Int32Array(width + 1);
  for (let k = 0; k < width; k += 1) {
    const position = k + origin;
    if (position < 0 || position > text.length) continue;
    costs[k] = 0;
    starts[k] = position;
  }
  for (let i = 1; i <= pattern.length; i += 1) {
    const wanted = pattern.charCodeAt(i - 1);
    let least = far;
    for (let k = 0; k < width; k += 1) {
      const position = i + k + origin;
      let cost = far;
      let start = 0;
      if (position >= 0 && position <= text.length) {
        if (position > 0) {
          cost = (costs[k] as number) + (text.charCodeAt(position - 1) === wanted ? 0 : 1);
          start = starts[k] as number;
        }
        const left = (costs[k + 1] as number) + 1;
        if (left < cost) {
          cost = left;
          start = starts[k + 1] as number;
        }
        const right = k > 0 ? (nextCosts[k - 1] as number) + 1 : far;
        if (right < cost) {
          cost = right;
          start = nextStarts[k - 1] as number;
        }
      }
      nextCosts[k] = cost < far ? cost : far;
      nextStarts[k] = start;
      if (cost < least) least = cost;
    }
    if (least > most) return undefined;
    [costs, nextCosts] = [nextCosts, costs];
    [starts, nextStarts] = [nextStarts, starts];
  }
  let best: Near | undefined;
  for (let k = 0; k < width; k += 1) {
    const distance = costs[k] as number;
    const end = pattern.length + k + origin;
    if (distance > most || end < 0 || end > text.length) continue;
    const start = starts[k] as number;
    const odd = Math.abs(end - start - pattern.length);
    const bestOdd = best ? Math.abs(best.end - best.start - pattern.length) : 0;
    if (!best || distance < best.distance || (distance === best.distance && odd < bestOdd)) {
      best = { start, end, distance };
    }
  }
  return best && best.end > best.start ? best : undefined;
}

/** Number of single-character edits between two short texts. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
