import { fold } from './anchors';

/** A sentence of a paragraph. Of one that was replaced, `core` is the part that differs, half-open. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
  core?: readonly [from: number, to: number];
}

/** A part of a comparison, in reading order. */
export type DiffPart =
  | { kind: 'same'; paragraphs: string[] }
  | { kind: 'added' | 'removed'; text: string }
  | { kind: 'changed'; pieces: Piece[] };

/** Above this number of pairs two lists are first cut at what stands in both only once. */
const PAIRS = 1_000_000;
/** Paragraphs that share this much of their characters are one paragraph that was edited. */
const ALIKE = 0.4;
/** Above this number of pairs replaced paragraphs are not matched with each other. */
const MATCHED = 4000;

type Op<T> = { kind: 'same' | 'added' | 'removed'; item: T };

/** What became of a text, paragraph by paragraph and inside of those that were edited by sentence. White space does not count. */
export function diffParagraphs(old: readonly string[], now: readonly string[]): DiffPart[] {
  const parts: DiffPart[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = (): void => {
    parts.push(...replaced(removed, added));
    removed = [];
    added = [];
  };
  for (const { kind, item } of diffList(old, now)) {
    if (kind === 'removed') removed.push(item);
    else if (kind === 'added') added.push(item);
    else {
      settle();
      const last = parts.at(-1);
      if (last?.kind === 'same') last.paragraphs.push(item);
      else parts.push({ kind: 'same', paragraphs: [item] });
    }
  }
  settle();
  return parts;
}

/** Numbers of paragraphs that were added, removed and edited. */
export function countDiff(parts: readonly DiffPart[]): { added: number; removed: number; changed: number } {
  const count = (kind: DiffPart['kind']): number => parts.filter((part) => part.kind === kind).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}

/** Paragraphs that gave way to others: those that resemble each other are compared by sentence. */
function replaced(removed: readonly string[], added: readonly string[]): DiffPart[] {
  const parts: DiffPart[] = [];
  let from = 0;
  let to = 0;
  const upTo = (end: number, until: number): void => {
    for (; from < end; from += 1) parts.push({ kind: 'removed', text: removed[from] as string });
    for (; to < until; to += 1) parts.push({ kind: 'added', text: added[to] as string });
  };
  for (const [old, now] of pairs(removed, added)) {
    upTo(old, now);
    parts.push({ kind: 'changed', pieces: diffSentences(removed[old] as string, added[now] as string) });
    from += 1;
    to += 1;
  }
  upTo(removed.length, added.length);
  return parts;
}

/** The pairs of resembling paragraphs, in order, that resemble each other most in sum. */
function pairs(removed: readonly string[], added: readonly string[]): [number, number][] {
  if (!removed.length || !added.length || removed.length * added.length > MATCHED) return [];
  const bags = added.map(bigrams);
  const scores = removed.map((text) => {
    const bag = bigrams(text);
    return bags.map((other) => {
      const score = shared(bag, other);
      return score >= ALIKE ? score : 0;
    });
  });
  const best = table(removed.length, added.length, (i, j) => scores[i]?.[j] ?? 0);
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < removed.length && j < added.length;) {
    const score = scores[i]?.[j] ?? 0;
    if (score && best(i, j) === score + best(i + 1, j + 1)) found.push([i++, j++]);
    else if (best(i + 1, j) >= best(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

/** Best sum of scores of pairs in order, from (i, j) to the ends. */
function table(
  rows: number,
  columns: number,
  score: (i: number, j: number) => number,
): (i: number, j: number) => number {
  const width = columns + 1;
  const cells = new Float64Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const skip = Math.max(cells[(i + 1) * width + j] as number, cells[i * width + j + 1] as number);
      const one = score(i, j);
      cells[i * width + j] = one ? Math.max(skip, one + (cells[(i + 1) * width + j + 1] as number)) : skip;
    }
  }
  return (i, j) => cells[i * width + j] as number;
}

function bigrams(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  const folded = fold(text);
  for (let at = 0; at + 2 <= folded.length; at += 1) {
    const gram = folded.slice(at, at + 2);
    bag.set(gram, (bag.get(gram) ?? 0) + 1);
  }
  return bag;
}

function shared(a: Map<string, number>, b: Map<string, number>): number {
  let both = 0;
  let all = 0;
  for (const [gram, count] of a) {
    both += Math.min(count, b.get(gram) ?? 0);
    all += count;
  }
  for (const count of b.values()) all += count;
  return all ? (2 * both) / all : 0;
}

const SENTENCE = /[^。！？!?；;…]*[。！？!?；;…]+["”’」』）)】]*\s*|[^。！？!?；;…]+$/gu;

function diffSentences(old: string, now: string): Piece[] {
  const pieces: Piece[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      const before = removed[at];
      const after = added[at];
      if (before !== undefined && after !== undefined) {
        const [was, is] = cores(before, after);
        pieces.push({ kind: 'removed', text: before, core: was }, { kind: 'added', text: after, core: is });
      } else if (before !== undefined) pieces.push({ kind: 'removed', text: before });
      else if (after !== undefined) pieces.push({ kind: 'added', text: after });
    }
    removed = [];
    added = [];
  };
  for (const { kind, item } of diffList(old.match(SENTENCE) ?? [], now.match(SENTENCE) ?? [])) {
    if (kind === 'removed') removed.push(item);
    else if (kind === 'added') added.push(item);
    else {
      settle();
      pieces.push({ kind, text: item });
    }
  }
  settle();
  return pieces;
}

/** Where two sentences differ, between what they begin and end with alike. */
function cores(a: string, b: string): [[number, number], [number, number]] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  return [
    [head, a.length - tail],
    [head, b.length - tail],
  ];
}

/** The longest common course of two lists, compared without white space. */
function diffList(old: readonly string[], now: readonly string[]): Op<string>[] {
  const a = old.map(fold);
  const b = now.map(fold);
  const ops: Op<string>[] = [];
  const walk = (from: number, end: number, to: number, until: number): void => {
    while (from < end && to < until && a[from] === b[to]) {
      ops.push({ kind: 'same', item: now[to] as string });
      from += 1;
      to += 1;
    }
    let tail = 0;
    while (from < end - tail && to < until - tail && a[end - 1 - tail] === b[until - 1 - tail]) tail += 1;
    middle(from, end - tail, to, until - tail);
    for (let at = until - tail; at < until; at += 1) ops.push({ kind: 'same', item: now[at] as string });
  };
  const middle = (from: number, end: number, to: number, until: number): void => {
    const rows = end - from;
    const columns = until - to;
    if (rows && columns && rows * columns > PAIRS) {
      const stones = common(a, from, end, b, to, until);
      if (stones.length) {
        let [i, j] = [from, to];
        for (const [x, y] of stones) {
          walk(i, x, j, y);
          ops.push({ kind: 'same', item: now[y] as string });
          [i, j] = [x + 1, y + 1];
        }
        walk(i, end, j, until);
        return;
      }
    } else if (rows && columns) {
      const best = table(rows, columns, (i, j) => (a[from + i] === b[to + j] ? 1 : 0));
      let [i, j] = [0, 0];
      while (i < rows && j < columns) {
        if (a[from + i] === b[to + j]) {
          ops.push({ kind: 'same', item: now[to + j] as string });
          i += 1;
          j += 1;
        } else if (best(i + 1, j) >= best(i, j + 1)) {
          ops.push({ kind: 'removed', item: old[from + i] as string });
          i += 1;
        } else {
          ops.push({ kind: 'added', item: now[to + j] as string });
          j += 1;
        }
      }
      from += i;
      to += j;
    }
    for (let at = from; at < end; at += 1) ops.push({ kind: 'removed', item: old[at] as string });
    for (let at = to; at < until; at += 1) ops.push({ kind: 'added', item: now[at] as string });
  };
  walk(0, a.length, 0, b.length);
  return ops;
}

/** What stands in both lists exactly once, as far as it is in the same order in both. */
function common(
  a: readonly string[],
  from: number,
  end: number,
  b: readonly string[],
  to: number,
  until: number,
): [number, number][] {
  const onlyAt = (list: readonly string[], first: number, last: number): Map<string, number> => {
    const places = new Map<string, number>();
    for (let at = first; at < last; at += 1) {
      const item = list[at] as string;
      places.set(item, places.has(item) ? -1 : at);
    }
    return places;
  };
  const inB = onlyAt(b, to, until);
  const candidates = [...onlyAt(a, from, end)]
    .flatMap(([item, at]) => {
      const other = inB.get(item) ?? -1;
      return at >= 0 && other >= 0 ? [[at, other] as [number, number]] : [];
    })
    .sort((x, y) => x[0] - y[0]);
  // Longest rising run of the places in b, by patience sorting.
  const piles: number[] = [];
  const before: number[] = [];
  for (const [index, [, place]] of candidates.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const half = (low + high) >> 1;
      if ((candidates[piles[half] as number] as [number, number])[1] < place) low = half + 1;
      else high = half;
    }
    before[index] = low ? (piles[low - 1] as number) : -1;
    piles[low] = index;
  }
  const run: [number, number][] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = before[at] ?? -1)
    run.push(candidates[at] as [number, number]);
  return run.reverse();
}
