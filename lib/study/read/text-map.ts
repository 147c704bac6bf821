import { QUOTATION_LIMIT } from '../../records/extraction-limits';
import { fold } from './anchors';

/** Elements that stand on lines of their own. */
const BLOCKS = 'p,h1,h2,h3,h4,h5,h6,li,blockquote,pre,td,th,figcaption';
/** Marks what we put into a text ourselves: it is no part of it. */
export const OURS = 'data-mark-number';

/** A run of text on the page. */
export interface Spot {
  node: Text;
  /** Position of its first character in the folded text. */
  start: number;
  /** Characters of it in the folded text. */
  length: number;
  /** The paragraph, heading or list item that it stands in. */
  block: Element;
  /** What stands between it and the run before: nothing, a space, or the end of a line. */
  gap: '' | ' ' | '\n';
}

/** The main text as shown, and as one folded string in which quotations have their positions. */
export interface TextMap {
  text: string;
  spots: Spot[];
}

/** A stretch of the main text: half-open positions in the folded text, and its words as they are read. */
export interface Stretch {
  start: number;
  end: number;
  text: string;
}

/** Reads the text below an element. Works on a page that is shown and on one that was only parsed. */
export function mapText(root: Element): TextMap {
  const spots: Spot[] = [];
  const parts: string[] = [];
  let start = 0;
  let block: Element | undefined;
  let gap: Spot['gap'] = '';
  const visit = (parent: Element): void => {
    for (const child of Array.from(parent.childNodes)) {
      if (child.nodeType === 3) {
        const node = child as Text;
        const folded = fold(node.data);
        if (!gap && /^\s/u.test(node.data)) gap = ' ';
        if (!folded) continue;
        const own = node.parentElement?.closest(BLOCKS) ?? root;
        const inside = root.contains(own) ? own : root;
        if (inside !== block) gap = '\n';
        spots.push({ node, start, length: folded.length, block: inside, gap });
        parts.push(folded);
        start += folded.length;
        block = inside;
        gap = /\s$/u.test(node.data) ? ' ' : '';
      } else if (child.nodeType === 1 && !(child as Element).hasAttribute(OURS)) {
        if ((child as Element).tagName === 'BR') gap = '\n';
        visit(child as Element);
      }
    }
  };
  visit(root);
  return { text: parts.join(''), spots };
}

/** The paragraphs of a text, each on one line, in order. */
export const paragraphsOf = (map: TextMap): string[] =>
  readable(map, 0, map.text.length).split('\n').filter(Boolean);

/** The distinct blocks of a text, in order: what the keyboard walks through. */
export const blocksOf = (map: TextMap): Element[] => [...new Set(map.spots.map(({ block }) => block))];

/** Where a block's text stands; undefined for a block without text. */
export function stretchOfBlock(map: TextMap, block: Element): Stretch | undefined {
  const spots = map.spots.filter((spot) => spot.block === block);
  const last = spots.at(-1);
  return spots[0] && last && stretch(map, spots[0].start, last.start + last.length);
}

/** What a selection covers of the text; undefined when that is nothing. Cut where a quotation has to end. */
export function stretchOfRange(map: TextMap, range: Range): Stretch | undefined {
  let start: number | undefined;
  let end = 0;
  for (const { node, start: at } of map.spots) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    const before = fold(node.data.slice(0, from)).length;
    const through = fold(node.data.slice(0, to)).length;
    if (through <= before) continue;
    start ??= at + before;
    end = at + through;
  }
  return start === undefined ? undefined : stretch(map, start, end);
}

/** A stretch by its positions, cut where a quotation has to end. */
export function stretch(map: TextMap, start: number, end: number): Stretch {
  const last = Math.min(end, start + QUOTATION_LIMIT);
  return { start, end: last, text: readable(map, start, last) };
}

/** The pieces of text nodes that a stretch consists of, as offsets into their data. */
export function piecesOf(
  map: TextMap,
  start: number,
  end: number,
): { spot: Spot; from: number; to: number }[] {
  return map.spots.flatMap((spot) => {
    const first = Math.max(start, spot.start);
    const last = Math.min(end, spot.start + spot.length);
    if (last <= first) return [];
    const from = offsetIn(spot.node.data, first - spot.start);
    return [{ spot, from, to: offsetIn(spot.node.data, last - spot.start - 1) + 1 }];
  });
}

/** A range of the page that covers a stretch. */
export function rangeOf(map: TextMap, start: number, end: number): Range | undefined {
  const pieces = piecesOf(map, start, end);
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) return undefined;
  const range = first.spot.node.ownerDocument.createRange();
  range.setStart(first.spot.node, first.from);
  range.setEnd(last.spot.node, last.to);
  return range;
}

/** Offset in a text node of its character number `count` in the folded text; its end when there are fewer. */
export function offsetIn(data: string, count: number): number {
  let seen = 0;
  for (let at = 0; at < data.length; at += 1) {
    if (!fold(data.charAt(at))) continue;
    if (seen === count) return at;
    seen += 1;
  }
  return data.length;
}

/** The words of a stretch as they are read: white space folded to one space, a line for each paragraph. */
function readable(map: TextMap, start: number, end: number): string {
  let text = '';
  for (const { spot, from, to } of piecesOf(map, start, end)) {
    if (text && spot.start >= start) text += spot.gap;
    text += spot.node.data.slice(from, to).replace(/\s+/gu, ' ');
  }
  return text;
}
