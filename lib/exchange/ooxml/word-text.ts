import { xmlText } from '../xml-text';
import {
  descendants,
  encode,
  isElement,
  kid,
  kids,
  local,
  make,
  ownText,
  setAttr,
  type XmlElement,
} from './xml';

/** A piece of text of a paragraph. */
interface Piece {
  run: XmlElement;
  element: XmlElement;
  text: string;
}

function pieces(paragraph: XmlElement): Piece[] {
  const found: Piece[] = [];
  const look = (element: XmlElement): void => {
    for (const child of element.children) {
      if (!isElement(child)) continue;
      const name = local(child);
      // A text box inside of a run has paragraphs of its own.
      if (name === 'p' || name === 'tbl' || name === 'drawing' || name === 'pict') continue;
      if (name === 't' && local(element) === 'r')
        found.push({ run: element, element: child, text: ownText(child) });
      else look(child);
    }
  };
  look(paragraph);
  return found;
}

/** The text of a paragraph. */
export const paragraphText = (paragraph: XmlElement): string =>
  pieces(paragraph)
    .map(({ text }) => text)
    .join('');

/** Replaces a part of a paragraph's text, however many runs it is spread over; the first of them gives its look. */
export function replaceText(paragraph: XmlElement, start: number, end: number, text: string): void {
  let [offset, done] = [0, false];
  for (const piece of pieces(paragraph)) {
    const [from, to] = [offset, offset + piece.text.length];
    offset = to;
    const inside = start === end ? from <= start && start <= to && piece.text : from < end && start < to;
    if (!inside || (start === end && done)) continue;
    const before = piece.text.slice(0, Math.max(0, start - from));
    const after = piece.text.slice(Math.min(piece.text.length, Math.max(0, end - from)));
    setLines(piece.run, piece.element, `${before}${done ? '' : text}${after}`);
    done = true;
  }
}

/** Puts text in place of a `t` element, with a break for every new line. */
function setLines(run: XmlElement, element: XmlElement, text: string): void {
  const at = run.children.indexOf(element);
  const nodes = xmlText(text)
    .split('\n')
    .flatMap((line, index) => {
      const part = make(run, 't', ' xml:space="preserve"', line ? [encode(line)] : []);
      return index ? [make(run, 'br'), part] : [part];
    });
  run.children.splice(at, 1, ...nodes);
}

/** Adds text at the end of a paragraph, in the look of its last run, of its mark, or of `like`. */
export function appendText(paragraph: XmlElement, text: string, like?: XmlElement): void {
  const runs = [...descendants(paragraph)].filter((element) => local(element) === 'r');
  const mark = kid(kid(paragraph, 'pPr') ?? paragraph, 'rPr');
  const look = kid(runs.at(-1) ?? paragraph, 'rPr') ?? mark ?? like;
  const run = make(paragraph, 'r', '', look ? [{ ...look, children: look.children.filter(lasting) }] : []);
  const part = make(paragraph, 't');
  run.children.push(part);
  run.empty = false;
  setLines(run, part, text);
  paragraph.children.push(run);
  paragraph.empty = false;
}

/** What makes a mark's look no look of a run: notes of changes. */
const lasting = (node: XmlElement['children'][number]): boolean =>
  !isElement(node) || !/^(ins|del|moveFrom|moveTo|rPrChange)$/.test(local(node));

/** Look of the first run with one in an element. */
export function lookOf(element: XmlElement | undefined): XmlElement | undefined {
  if (!element) return undefined;
  for (const below of descendants(element)) {
    if (local(below) === 'r') {
      const look = kid(below, 'rPr');
      if (look) return look;
    }
  }
  return undefined;
}

/** Takes away what may stand only once in a document, from a copy. */
export function withoutIds(element: XmlElement): XmlElement {
  for (const below of [element, ...descendants(element)]) {
    for (const name of ['w14:paraId', 'w14:textId', 'w:rsidR', 'w:rsidRPr', 'w:rsidTr'])
      setAttr(below, name, null);
    below.children = below.children.filter(
      (node) =>
        !isElement(node) ||
        !(/^bookmark(Start|End)$/.test(local(node)) || (local(below) === 'sdtPr' && local(node) === 'id')),
    );
  }
  return element;
}

/** Empties a cell and keeps its first paragraph with its look. */
export function emptyCell(cell: XmlElement): void {
  const [first] = kids(cell, 'p');
  if (!first) return;
  const mark = lookOf(first);
  first.children = first.children.filter((node) => isElement(node) && local(node) === 'pPr');
  if (mark) {
    let settings = kid(first, 'pPr');
    if (!settings) {
      settings = make(first, 'pPr');
      first.children.unshift(settings);
    }
    if (!kid(settings, 'rPr')) settings.children.push(mark);
    settings.empty = false;
  }
  first.empty = !first.children.length;
  let seen = false;
  cell.children = cell.children.filter((node) => {
    if (!isElement(node) || local(node) !== 'p') return true;
    const keep = !seen;
    seen = true;
    return keep;
  });
}
