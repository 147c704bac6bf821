import { type Block, type Box, HINTS, type Scan } from './blocks';
import type { Dom } from './dom';
import { judge } from './judge';
import { findLists } from './lists';
import { isPost } from './posts';

/** Share of the text of a box that one of its children must hold for the search to go down into it. */
const DOMINANT = 0.7;
/** What boxes around an article still count for. */
const NOISE_WEIGHT = 0.08;

/** Weight of what counts as a short text with all around it. */
const SHORT = 900;

/** The boxes that hold the main text: one, and siblings of the same make that continue it. */
export interface Body {
  /** Index of the chosen box. */
  box: number;
  /** Ranges of block indexes in page order, from inclusive to exclusive. */
  ranges: [number, number][];
  /** Boxes of other articles. */
  listed: ReadonlySet<number>;
  /** Weighted characters of prose in it, and on the whole page. */
  weight: number;
  page: number;
}

/** Characters of a block that speak for an article: prose counts whole, what has no sentence counts little. */
function weigh(block: Block): number {
  // Most blocks of a page are links: what else they are does not matter here.
  if (block.type === 'image' || block.link > block.size * 0.5 || judge(block) !== 'content') return 0;
  const free = block.size - block.link;
  if (block.stops === 0) return free * (block.size >= 40 ? 0.6 : 0.25);
  return free;
}

/**
 * Finds the box of the main text: starting from the page, it goes down as long as one child holds most of the
 * prose, then takes in siblings that continue it. Names of classes only tip the balance.
 */
export function findBody(page: Scan): Body | undefined {
  const { boxes, blocks } = page;
  if (!boxes.length) return undefined;
  const weights = blocks.map(weigh);
  const raw = sumUp(boxes, blocks, weights, () => 1);
  const total = raw[0] ?? 0;
  if (total <= 0) return undefined;
  let commentShare = 0;
  for (let index = 0; index < boxes.length;) {
    const box = boxes[index] as Box;
    const comments = (box.hints & HINTS.comment) !== 0 && !(box.hints & HINTS.body);
    if (comments) commentShare += raw[index] ?? 0;
    index = comments ? box.end : index + 1;
  }
  const rest = total - commentShare;
  const children = childrenOf(boxes);
  const listed = findLists(page, children, raw);
  const factor = (box: Box): number => {
    if (listed.has(box.index)) return NOISE_WEIGHT;
    if (box.hints & HINTS.comment && !(box.hints & HINTS.body) && rest > 60) return NOISE_WEIGHT;
    if (box.hints & HINTS.noise && (raw[box.index] ?? 0) < total * 0.45) return NOISE_WEIGHT;
    return 1;
  };
  const weight = sumUp(boxes, blocks, weights, factor);
  let sums: number[] | undefined;
  const spoken = (): number[] =>
    (sums ??= sumUp(
      boxes,
      blocks,
      blocks.map((block) => (isSpoken(block) ? (weights[block.index] ?? 0) : 0)),
      factor,
    ));

  let at = 0;
  for (;;) {
    const best = heaviest(children[at] ?? [], weight);
    if (best === undefined) break;
    const here = weight[at] ?? 0;
    const share = (weight[best] ?? 0) / here;
    const needed = shareNeeded(page, at, best, children[best]?.length ?? 0);
    if (share >= needed) {
      at = best;
      continue;
    }
    // Of a short text the lines of tickers and lists around it are as many: only sentences tell.
    if (here < SHORT && isAmongLines(page, at, best, here, needed, spoken)) {
      at = best;
      continue;
    }
    const post = firstPost(page, children[at] ?? [], weight, here);
    if (post === undefined) break;
    at = post;
  }
  const ranges = withSiblings(page, children, weight, at, factor);
  return { box: at, ranges, listed, weight: weight[at] ?? 0, page: weight[0] ?? 0 };
}

/** A sentence, and no headline with a sign in it. */
const isSpoken = (block: Block): boolean =>
  block.stops > 0 && (block.size >= 50 || /[。！？!?…；”"）)]\s*$/.test(block.text));

/** Whether nearly all sentences of a short box stand in one of its children. */
function isAmongLines(
  page: Scan,
  at: number,
  child: number,
  here: number,
  needed: number,
  spoken: () => number[],
): boolean {
  if (needed > 1) return false;
  const words = spoken()[child] ?? 0;
  return words >= here * 0.5 && words >= (spoken()[at] ?? 0) * needed && isBeside(page, at, child);
}

/** Whether what a box holds beside one of its children stands in front of it, or nothing of it is a paragraph. */
function isBeside(page: Scan, at: number, child: number): boolean {
  const whole = page.boxes[at] as Box;
  const part = page.boxes[child] as Box;
  for (let index = whole.from; index < whole.to; index += 1) {
    if (index >= part.from && index < part.to) continue;
    const block = page.blocks[index] as Block;
    if (block.type !== 'text' || block.size < 12) continue;
    const box = page.boxes[block.box];
    if (box && (block.box === at || PARAGRAPH_TAGS.has(box.tag)) && weigh(block) > 0 && box.tag !== 'LI')
      return false;
  }
  return true;
}

/** Adds up block weights into their boxes and boxes into their parents, each multiplied by its factor. */
function sumUp(
  boxes: readonly Box[],
  blocks: readonly Block[],
  weights: readonly number[],
  factor: (box: Box) => number,
): number[] {
  const sums = new Array<number>(boxes.length).fill(0);
  for (const block of blocks) {
    if (block.box >= 0) sums[block.box] = (sums[block.box] ?? 0) + (weights[block.index] ?? 0);
  }
  for (let index = boxes.length - 1; index >= 0; index -= 1) {
    const box = boxes[index] as Box;
    const sum = (sums[index] ?? 0) * factor(box);
    sums[index] = sum;
    if (box.parent >= 0) sums[box.parent] = (sums[box.parent] ?? 0) + sum;
  }
  return sums;
}

function childrenOf(boxes: readonly Box[]): number[][] {
  const children: number[][] = boxes.map(() => []);
  for (const box of boxes) if (box.parent >= 0) children[box.parent]?.push(box.index);
  return children;
}

function heaviest(children: readonly number[], weight: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const child of children) {
    if (best === undefined || (weight[child] ?? 0) > (weight[best] ?? 0)) best = child;
  }
  return best !== undefined && (weight[best] ?? 0) > 0 ? best : undefined;
}

const PARAGRAPH_TAGS = new Set([
  'P',
  'LI',
  'UL',
  'OL',
  'BLOCKQUOTE',
  'PRE',
  'DD',
  'DT',
  'DL',
  'FIGURE',
  'H2',
  'H3',
  'H4',
]);

/**
 * The share a child must hold to be gone into. Never a paragraph: its neighbours belong to the text. A box that
 * holds but one or two paragraphs, or one inside a box that is named as the body, must hold nearly everything.
 */
function shareNeeded(page: Scan, at: number, child: number, grandchildren: number): number {
  const box = page.boxes[child] as Box;
  if (PARAGRAPH_TAGS.has(box.tag) || /^H\d$/.test(box.tag)) return 2;
  const here = page.boxes[at] as Box;
  const named = (box.hints & HINTS.body) !== 0;
  if (!named && here.hints & HINTS.body) return 0.92;
  if (grandchildren === 0 && box.to - box.from < 3 && !named) return 0.95;
  return named ? 0.55 : DOMINANT;
}

/** The make of a box: same tag and same class, digits aside. */
const makeOf = (dom: Dom, box: Box): string =>
  `${box.tag} ${(dom.attribute(box.el, 'class') ?? '').replace(/\d+/g, '').split(/\s+/)[0]}`;

/**
 * In a forum the posts are boxes of one make, each with its floor number or time of posting: the first of them is
 * the text, the others answer it.
 */
function firstPost(
  page: Scan,
  children: readonly number[],
  weight: readonly number[],
  here: number,
): number | undefined {
  const makes = new Map<string, number[]>();
  for (const child of children) {
    const box = page.boxes[child] as Box;
    const make = makeOf(page.dom, box);
    const alike = makes.get(make);
    if (alike) alike.push(child);
    else makes.set(make, [child]);
  }
  for (const posts of makes.values()) {
    if (posts.length < 2) continue;
    const share = posts.reduce((sum, post) => sum + (weight[post] ?? 0), 0) / here;
    if (share < 0.6) continue;
    const marked = posts.filter((post) => isPost(page, page.boxes[post] as Box));
    if (marked.length >= 2 && marked.length >= posts.length * 0.6)
      return posts.find((post) => (weight[post] ?? 0) > 0);
  }
  return undefined;
}

const PROSE_TAGS = new Set([
  'P',
  'H2',
  'H3',
  'H4',
  'H5',
  'UL',
  'OL',
  'BLOCKQUOTE',
  'FIGURE',
  'TABLE',
  'PRE',
  'DL',
]);

/**
 * The chosen box and, going up while little else is added, the siblings that continue it: boxes of the same make
 * or plain paragraphs, next to it, with prose of their own.
 */
function withSiblings(
  page: Scan,
  children: readonly number[][],
  weight: readonly number[],
  chosen: number,
  factor: (box: Box) => number,
): [number, number][] {
  const first = page.boxes[chosen] as Box;
  const ranges: [number, number][] = [[first.from, first.to]];
  let at = chosen;
  for (let steps = 0; steps < 4; steps += 1) {
    const box = page.boxes[at] as Box;
    const parent = page.boxes[box.parent];
    if (!parent || parent.tag === 'BODY') break;
    if ((weight[parent.index] ?? 0) > (weight[chosen] ?? 0) / 0.5) break;
    for (const sibling of children[parent.index] ?? []) {
      if (sibling === at) continue;
      const other = page.boxes[sibling] as Box;
      if (factor(other) < 1 || (weight[sibling] ?? 0) < 12) continue;
      const prose = page.blocks
        .slice(other.from, other.to)
        .some((block) => block.stops > 0 && judge(block) === 'content');
      const before = other.from < first.from;
      const isMade = makeOf(page.dom, other) === makeOf(page.dom, box);
      const alike = isMade && (steps === 0 || box.tag === 'SECTION');
      // What answers a post is none of it.
      if (prose && isMade && isPost(page, other) && isPost(page, box)) continue;
      if (prose && (PROSE_TAGS.has(other.tag) || alike) && !(before && steps > 0)) {
        ranges.push([other.from, other.to]);
      }
    }
    at = parent.index;
  }
  return ranges.sort((a, b) => a[0] - b[0]);
}
