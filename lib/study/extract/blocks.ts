import { type Dom, nameOf } from './dom';
import { readImage } from './images';
import { remembered } from './remember';
import { readTable, type TableCell } from './tables';
import { BODY_NAMES, COMMENT_NAMES, NOISE_NAMES } from './vocabulary';

/** Inline emphasis that is kept, as bits. */
export const MARKS = { strong: 1, em: 2, sup: 4, sub: 8, u: 16 } as const;

/** What class, id and tag say about a box, as bits. */
export const HINTS = { noise: 1, comment: 2, body: 4 } as const;

/** A piece of text with one look. */
export interface Run {
  text: string;
  /** As the page writes it; resolved when it is written. */
  href: string;
  marks: number;
  /** The text node it came from; its ancestors' names are looked at where a line credits. */
  node: Node;
}

/** A block-level element of the page, in the order of the page. Boxes form a tree by `parent`. */
export interface Box {
  index: number;
  parent: number;
  el: Element;
  tag: string;
  /** Class and id. */
  name: string;
  hints: number;
  /** Indexes of its blocks: from (inclusive) to (exclusive). */
  from: number;
  to: number;
  /** Index behind its last descendant box. */
  end: number;
}

/** A paragraph-like unit: text between two breaks, a picture, or a data table. */
export interface Block {
  index: number;
  type: 'text' | 'image' | 'table';
  /** Index of the nearest box. */
  box: number;
  runs: Run[];
  text: string;
  /** Characters without white space, and how many of them stand in links. */
  size: number;
  link: number;
  /** Number of sentence marks. */
  stops: number;
  /** Heading level, 0 for none. */
  level: number;
  list: '' | 'ul' | 'ol';
  quote: boolean;
  image?: { src: string; alt: string };
  rows?: TableCell[][];
}

export interface Scan {
  dom: Dom;
  boxes: Box[];
  blocks: Block[];
  /** True when a bound was reached and the rest of the page was not read. */
  cut: boolean;
  /** Characters of text on the page, read or not. */
  total: number;
  /** Elements visited, and the deepest nesting. */
  nodes: number;
  depth: number;
  /** Whether elements have shadow trees. */
  hosts: boolean;
  /** What an editing system wrote into the page as comments. */
  notes: string[];
  /** Elements that the page hides, with the box around each. */
  hidden: { el: Element; box: number }[];
  /** Indexes of the blocks that stand behind a horizontal rule. */
  rules: ReadonlySet<number>;
}

export interface ScanLimits {
  /** Nodes that are visited at most. */
  nodes: number;
  /** Characters that are read at most. */
  characters: number;
  /** Says that the time is up. Asked now and then. */
  late: () => boolean;
  /** Also reads what the page hides by inline style or attribute: all of it, or what is told apart here. */
  hidden?: true | ((element: Element) => boolean);
  /** Leaves out what is not rendered; for pages without an article. */
  renders?: (element: Element) => boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const INLINE = words(
  'A SPAN B STRONG EM I U FONT SMALL BIG SUB SUP CODE LABEL MARK ABBR ACRONYM CITE Q S DEL INS STRIKE TIME VAR KBD SAMP BDI BDO RUBY RB RT RP WBR TT DFN DATA NOBR BASEFONT STRICT PICTURE',
);
const SKIPPED = words(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME FRAME FRAMESET OBJECT EMBED APPLET CANVAS VIDEO AUDIO BUTTON SELECT INPUT TEXTAREA NAV HEAD DIALOG MAP LINK META TITLE BASE DATALIST OPTION PROGRESS METER RP RT NOFRAMES NOEMBED PORTAL',
);
const MARK_OF: Record<string, number> = {
  B: MARKS.strong,
  STRONG: MARKS.strong,
  EM: MARKS.em,
  I: MARKS.em,
  SUP: MARKS.sup,
  SUB: MARKS.sub,
  U: MARKS.u,
};
const STOPS = /[。!?！?？;；…]|[.](?=\s|$)/g;
const stopsIn = (text: string): number => text.match(STOPS)?.length ?? 0;
const CJK_BREAK = /([\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])/g;

interface Frame {
  el: Element;
  box: number;
  href: string;
  marks: number;
  level: number;
  list: '' | 'ul' | 'ol';
  quote: boolean;
  pre: boolean;
  block: boolean;
}

/** Characters without white space. */
export const sizeOf = (text: string): number =>
  /\s/.test(text) ? text.replace(/\s+/g, '').length : text.length;

/**
 * Reads a page once, from top to bottom, without recursion and without touching it: a tree of boxes and the list
 * of paragraph-like blocks in them. Everything later works on this list.
 */
export function scan(dom: Dom, root: Element, base: string, limits: ScanLimits): Scan {
  const boxes: Box[] = [];
  const blocks: Block[] = [];
  const stack: Frame[] = [];
  let open: { box: number; frame: Frame; runs: Run[] } | undefined;
  let images: { src: string; alt: string }[] = [];
  let total = 0;
  let visited = 0;
  let cut = false;
  let hosts = false;
  const hidden: Scan['hidden'] = [];
  const rules = new Set<number>();
  const notes: string[] = [];
  let depth = 0;

  const push = (type: Block['type'], frame: Frame, runs: Run[], extra: Partial<Block>): void => {
    const text = type === 'text' ? joinRuns(runs) : '';
    if (type === 'text' && !text) return;
    const size = sizeOf(text);
    let link = 0;
    if (runs.length === 1) link = runs[0]?.href ? size : 0;
    else for (const run of runs) if (run.href) link += sizeOf(run.text);
    blocks.push({
      index: blocks.length,
      type,
      box: frame.box,
      runs,
      text,
      size,
      link,
      stops: stopsIn(text),
      level: frame.level,
      list: frame.list,
      quote: frame.quote,
      ...extra,
    });
  };
  const flush = (): void => {
    if (open) push('text', open.frame, open.runs, {});
    const frame = open?.frame ?? stack.at(-1);
    open = undefined;
    if (frame) for (const image of images) push('image', frame, [], { image });
    images = [];
  };

  const write = (raw: string, frame: Frame, node: Node): void => {
    // Most texts of a page are the indents between its boxes.
    if (!open && !raw.trim()) return;
    const text = clean(raw);
    if (!text || (text === ' ' && !open)) return;
    open ??= { box: frame.box, frame, runs: [] };
    open.runs.push({ text, href: frame.href, marks: frame.marks, node });
  };

  const enter = (el: Element): boolean => {
    const tag = dom.tag(el);
    if (el.shadowRoot) hosts = true;
    if (SKIPPED.has(tag)) return false;
    const parent = stack.at(-1);
    const isBare = dom.isBare(el);
    if (!isBare && limits.hidden !== true && isHidden(dom, el) && !limits.hidden?.(el)) {
      hidden.push({ el, box: parent?.box ?? -1 });
      return false;
    }
    if (tag === 'BR' || tag === 'HR') {
      flush();
      if (tag === 'HR') rules.add(blocks.length);
      return false;
    }
    if (tag === 'IMG' || tag === 'IMAGE') {
      const name = open && namedByPicture(dom, el, open.runs);
      if (name && parent) {
        open?.runs.push({ text: name, href: parent.href, marks: 0, node: el });
        return false;
      }
      const image = readImage(dom, el, base);
      if (image) images.push(image);
      return false;
    }
    const block = !INLINE.has(tag) && !tag.includes(':');
    if (block && limits.renders && !limits.renders(el)) return false;
    const frame: Frame = {
      el,
      box: parent?.box ?? -1,
      href: parent?.href ?? '',
      marks: parent?.marks ?? 0,
      level: parent?.level ?? 0,
      list: parent?.list ?? '',
      quote: parent?.quote ?? false,
      pre: parent?.pre ?? false,
      block,
    };
    if (block) {
      flush();
      const rows = tag === 'TABLE' ? readTable(el as HTMLTableElement) : undefined;
      frame.box = boxes.length;
      boxes.push(makeBox(dom, el, isBare, tag, frame.box, parent?.box ?? -1, blocks.length));
      if (rows) {
        push('table', frame, [], tableBlock(rows));
        closeBox(boxes, frame.box, blocks.length);
        return false;
      }
      if (/^H[1-6]$/.test(tag)) frame.level = Number(tag[1]);
      else if (tag === 'LI' || tag === 'DD') frame.list = parentList(dom, el);
      else if (tag === 'BLOCKQUOTE') frame.quote = true;
      else if (tag === 'PRE') frame.pre = true;
    } else {
      frame.marks |= MARK_OF[tag] ?? 0;
      // Links that touch are a row of buttons, not one word.
      const before = tag === 'A' ? open?.runs.at(-1) : undefined;
      if (before?.href && before.text !== ' ') open?.runs.push({ ...before, text: ' ', href: '' });
      if (tag === 'A') frame.href = addressOf(dom, el);
    }
    stack.push(frame);
    depth = Math.max(depth, stack.length);
    return true;
  };
  const leave = (): void => {
    const frame = stack.pop();
    if (frame?.block) {
      if (open || images.length) flush();
      closeBox(boxes, frame.box, blocks.length);
    }
  };

  let node: Node | null = root;
  let down = true;
  while (node) {
    if (down) {
      visited += 1;
      if (visited > limits.nodes || ((visited & 1023) === 0 && limits.late())) cut = true;
      const type = dom.type(node);
      if (type === 3) {
        let raw = dom.value(node);
        total += raw.length;
        const frame = stack.at(-1);
        if (total > limits.characters) {
          cut = true;
          raw = raw.slice(0, Math.max(0, raw.length - (total - limits.characters)));
        }
        if (frame && raw) {
          if (frame.pre)
            raw.split(/\r?\n/).forEach((line, at) => {
              if (at) flush();
              write(line, frame, node as Node);
            });
          else write(raw, frame, node);
        }
        down = false;
      } else if (type === 1 && !cut && enter(node as Element)) {
        const child: Node | null = dom.first(node);
        if (child) {
          node = child;
          continue;
        }
        leave();
        down = false;
      } else {
        if (type === 8 && notes.length < 4 && dom.value(node).startsWith('enpproperty'))
          notes.push(dom.value(node).slice(0, 4000));
        down = false;
      }
      if (cut) break;
    }
    if (node === root) break;
    const next: Node | null = dom.next(node);
    if (next) {
      node = next;
      down = true;
    } else {
      node = dom.parent(node);
      if (!node || node === root) break;
      leave();
    }
  }
  flush();
  while (stack.length) leave();
  if (cut) total = Math.max(total, dom.text(root).length);
  return { dom, boxes, blocks, cut, total, nodes: visited, depth, hidden, rules, hosts, notes };
}

/** Where a link leads. One that a script opens leads somewhere too; a place to jump to (`<a name>`) is no link. */
const addressOf = (dom: Dom, el: Element): string =>
  dom.attribute(el, 'href')?.trim().slice(0, 4000) ||
  (dom.has(el, 'name') || dom.has(el, 'id') ? '' : 'javascript:');

const clean = (raw: string): string =>
  SPACES.test(raw)
    ? raw
        .replace(CJK_BREAK, '$1')
        .replace(/[\s\u200b]+/g, (space) => (space === '\u200b' || space === '\ufeff' ? '' : ' '))
    : raw;

/** White space that is not a single blank between letters. */
const SPACES = /[\t-\r\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]| {2}/;

/** The text of runs, trimmed, with single spaces. */
export function joinRuns(runs: readonly Run[]): string {
  let text = '';
  for (const run of runs) text += run.text;
  return (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();
}

function makeBox(
  dom: Dom,
  el: Element,
  isBare: boolean,
  tag: string,
  index: number,
  parent: number,
  from: number,
): Box {
  // What a site calls its own elements tells like a class (`founder-author`).
  const name = `${isBare ? '' : nameOf(dom, el)}${tag.includes('-') ? ` ${tag.toLowerCase()}` : ''}`;
  let hints = 0;
  if (tag === 'FOOTER' || tag === 'ASIDE') hints |= HINTS.noise;
  if (tag === 'ARTICLE' || tag === 'FOUNDER-CONTENT') hints |= HINTS.body;
  if (name) hints |= hintsIn(name);
  if (!isBare && dom.attribute(el, 'itemprop') === 'articleBody') hints |= HINTS.body;
  return { index, parent, el, tag, name, hints, from, to: from, end: index + 1 };
}

const hintsIn = remembered(
  (name) =>
    (NOISE_NAMES.test(name) ? HINTS.noise : 0) |
    (COMMENT_NAMES.test(name) ? HINTS.comment : 0) |
    (BODY_NAMES.test(name) ? HINTS.body : 0),
);

function closeBox(boxes: Box[], index: number, blocks: number): void {
  const box = boxes[index];
  if (!box) return;
  box.to = blocks;
  box.end = boxes.length;
}

function isHidden(dom: Dom, el: Element): boolean {
  if (dom.has(el, 'hidden') || dom.attribute(el, 'aria-hidden') === 'true') return true;
  // Visibility and opacity are how 公众号 pages hold back a body until it is laid out: only `display` counts.
  const style = dom.attribute(el, 'style');
  return style !== null && /(?:^|[;\s])display\s*:\s*none/i.test(style);
}

const parentList = (dom: Dom, el: Element): '' | 'ul' | 'ol' => {
  const parent = dom.parentElement(el);
  const tag = parent && dom.tag(parent);
  return tag === 'OL' ? 'ol' : tag === 'UL' || tag === 'DL' ? 'ul' : '';
};

function tableBlock(rows: TableCell[][]): Partial<Block> {
  const text = rows.map((row) => row.map((cell) => cell.text).join('\t')).join('\n');
  return { rows, text, size: sizeOf(text), link: 0, stops: stopsIn(text) };
}

/** `来源：` in front of a logo: the name that the picture stands for. */
function namedByPicture(dom: Dom, el: Element, runs: readonly Run[]): string | undefined {
  const before = runs
    .slice(-2)
    .map((run) => run.text)
    .join('');
  if (!/(?:来源|出处|转自)\s*[:：]?\s*$/.test(before)) return undefined;
  const name = (dom.attribute(el, 'alt') || dom.attribute(el, 'title') || '').trim();
  return /^[\u4e00-\u9fa5A-Za-z·]{2,16}$/.test(name) ? name : undefined;
}
