import { type Block, HINTS, type Scan } from './blocks';
import { type Dom, nameOf } from './dom';
import { type Credit, creditsIn, joinSpaced } from './credit-labels';
import { plain } from './judge';

/** A line near the text, in NFKC form. */
export interface Line {
  /** As a person reads it. */
  text: string;
  /** With two spaces where an element ended: neighbours in a row of credits are often not separated by a sign. */
  gapped: string;
  /** Whether `gapped` says when where `text` says how long ago. */
  dated: boolean;
  /** Class and id of its box and of the box around that. */
  names: string;
  /** Its elements, each with its own class and id. */
  pieces: { text: string; names: string }[];
  place: 'above' | 'inside' | 'below';
  /** Between the headline and the text. */
  between: boolean;
  /** In a box of what readers wrote. */
  comment: boolean;
  /** Distance from the first block of the text; negative above it. */
  at: number;
  size: number;
  /** Characters in links. */
  link: number;
  stops: number;
  /** Whether it links to the page of a person or an account. */
  isProfile: boolean;
  /** What it credits, in order. */
  credits(): readonly Credit[];
  /** A value that was found in the NFKC form, as the page prints it (`松涛网－松涛日报`). */
  printed(value: string): string;
}

/** Addresses at which a person or an account has its own page. */
export const PROFILE =
  /(?:^|\/)(?:profile|author|user|media|account|people|space|column|c\/user|dy\/media|u|member|home)(?:[/?._]|$)|^https?:\/\/(?:mp|space|author)\./i;

const ABOVE = 30;
const INSIDE = 4;
const BELOW = 14;

/**
 * The lines in which a page credits: from a little above the headline to the first paragraphs, and from the last
 * paragraphs to a little below the text. Top lines come first.
 */
export function creditLines(page: Scan, place: { headline: number; from: number; to: number }): Line[] {
  const { headline, from, to } = place;
  const above = headline >= 0 && headline < from ? headline : from;
  const near = page.blocks.slice(Math.max(0, headline - POSTER), above).some(isRank) ? POSTER : 3;
  const top = above === from || isEdition(page, above) ? above - ABOVE : headline - near;
  const indexes = new Set<number>();
  for (let at = Math.max(0, top); at < Math.min(from + INSIDE, to); at += 1) indexes.add(at);
  for (let at = Math.max(from, to - INSIDE); at < to + BELOW; at += 1) indexes.add(at);
  const lines: Line[] = [];
  for (const at of indexes) {
    const block = page.blocks[at];
    if (!block || block.type === 'image' || at === headline) continue;
    const where = at < from ? 'above' : at < to ? 'inside' : 'below';
    lines.push({
      ...toLine(page, block),
      place: where,
      at: at - from,
      comment: at >= to && isComment(page, block),
      between: headline >= 0 && at > headline && at < from,
    });
  }
  return lines;
}

/** Lines over the headline of a post in which a forum says who posts. */
const POSTER = 8;
/** What forums say under the name of who posts. */
export const RANK = /^(?:级别|等级|头衔|发帖|积分|威望|精华|UID|注册(?:时间|日期))\s*[:：]/i;

const isRank = (block: Block): boolean => block.size < 40 && RANK.test(block.text);

/** What readers wrote credits nobody. */
function isComment(page: Scan, block: Block): boolean {
  for (let box = page.boxes[block.box]; box; box = page.boxes[box.parent])
    if (box.hints & HINTS.comment) return !(box.hints & HINTS.body);
  return false;
}

/** Whether a page of a paper stands above: its name and day are further up than those of a web page. */
const isEdition = (page: Scan, above: number): boolean =>
  page.blocks
    .slice(Math.max(0, above - ABOVE), above)
    .some((block) => block.size < 40 && /第\s*[A-Z\d]{1,3}\s*版|[上下]一版|版面导航/.test(block.text));

function toLine(page: Scan, block: Block): Omit<Line, 'place' | 'between' | 'comment' | 'at'> {
  const box = page.boxes[block.box];
  const { dom } = page;
  const own = box ? (box.name + roleOf(dom, box.el, box.name)).trim() : '';
  const inner = (element: Element | null): string => {
    if (!element || element === box?.el) return '';
    const name = nameOf(dom, element);
    return name + roleOf(dom, element, name);
  };
  let dated = false;
  const pieces = block.runs
    .map((run) => {
      const element = dom.parentElement(run.node);
      const around = element && element !== box?.el ? dom.parentElement(element) : null;
      const names = `${inner(element)} ${around === box?.el ? own : inner(around)}`.trim();
      const text = plain(run.text);
      const moment = element && UNCLEAR.test(text) ? momentOf(dom, element) : '';
      if (moment) dated = true;
      return { text: moment || text, names: names || own };
    })
    .filter((piece) => piece.text);
  const cells = (block.rows ?? []).flatMap((row) => row.map((cell) => plain(cell.text)));
  const gapped = (block.type === 'table' ? cells : pieces.map((piece) => piece.text)).join('  ');
  const names = `${own} ${(box && page.boxes[box.parent]?.name) ?? ''}`;
  const text = block.type === 'table' ? gapped : plain(block.text);
  const { size, link, stops } = block;
  let known: readonly Credit[] | undefined;
  return {
    text,
    gapped,
    dated,
    names,
    pieces,
    size,
    link,
    stops,
    isProfile: link > 0 && block.runs.some((run) => PROFILE.test(run.href)),
    credits: () => (known ??= creditsIn(joinSpaced(gapped))),
    printed: (value) => asPrinted(block.text, value),
  };
}

/** What an element without a telling class is there for: `data-testid="author-name"`, `itemprop="name"`. */
export function roleOf(dom: Dom, element: Element, names: string): string {
  // Words tell; what a program made up (`_7y5na`) has figures.
  if (names && !/\d/.test(names)) return '';
  let roles = '';
  for (const name of ROLES) {
    const value = dom.attribute(element, name);
    if (value) roles += ` ${value.slice(0, 40).toLowerCase()}`;
  }
  return roles;
}

const ROLES = ['data-testid', 'data-role', 'itemprop', 'rel'];

const UNCLEAR = /前|天|刚刚|^\d{1,2}[-月]/;

/** The moment behind a relative time (`3 天前`), where its element keeps it in an attribute. */
function momentOf(dom: Dom, element: Element): string {
  for (const name of ['title', 'datetime', 'data-time']) {
    const value = dom.attribute(element, name)?.trim().slice(0, 40);
    if (value && /^(?:19|20)\d\d[-/年.]\d/.test(value)) return plain(value);
  }
  return '';
}

/** The part of a text whose NFKC form is `value`; `value` itself when it is not in one piece. */
function asPrinted(raw: string, value: string): string {
  let normal = '';
  const from: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    // Latin and Chinese letters are what they are.
    const isSame = code < 0x7f || (code >= 0x4e00 && code <= 0x9fa5);
    const part = isSame ? (raw[at] as string) : (raw[at] as string).normalize('NFKC');
    for (let step = 0; step < part.length; step += 1) from.push(at);
    normal += part;
  }
  const start = normal.indexOf(value);
  const first = from[start];
  const last = from[start + value.length - 1];
  return start < 0 || first === undefined || last === undefined ? value : raw.slice(first, last + 1);
}

/** A line that may credit: short, and no sentence when it stands in the text. */
export const isCredit = (line: Line): boolean =>
  line.place === 'inside' ? line.size <= 60 && line.stops === 0 : line.size <= 200 && line.stops <= 2;
