import { bare } from './bare';
import { type Block, HINTS, MARKS, type Scan } from './blocks';
import type { Body } from './body';
import { findDates } from './dates';
import { type Dom, nameOf } from './dom';
import { judge, plain } from './judge';
import { letterTitle } from './posts';
import { remembered } from './remember';
import { metaOf, type Structured } from './structured';
import { NO_TITLE, SITE_TAIL, SUBTITLE_NAMES, TITLE_NAMES, TITLE_SEPARATORS } from './vocabulary';

/** Text as printed, on one line. */
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

const SEPARATORS = new RegExp(TITLE_SEPARATORS.source, 'g');

/** The window title with names of site and column taken off behind, longest first. The last is the shortest. */
export function titlePrefixes(title: string): string[] {
  const text = withoutEngine(tidy(title));
  const prefixes = [text];
  // A column in brackets may stand in front.
  const plainer = text.replace(/^[[【][^\]】]{2,8}[\]】]\s*/, '');
  if (plainer !== text && bare(plainer).length >= 4) prefixes.push(...titlePrefixes(plainer));
  const cuts = [...text.matchAll(SEPARATORS)].map((match) => match.index).filter((at) => at > 0);
  for (const at of cuts.toReversed()) {
    const prefix = text.slice(0, at).trim();
    if (bare(prefix).length >= 2) prefixes.push(prefix);
  }
  return prefixes;
}

/** The name of the site in the window title: the last that looks like one, a Chinese one before a Latin one. */
export function titleSite(title: string): string | undefined {
  const names = split(title)
    .slice(1)
    .toReversed()
    .filter((name) => name.length <= 24 && SITE_TAIL.test(name));
  const first = split(title)[0] ?? '';
  // Digital editions put their own name first.
  const edition = /^.{2,12}[报刊志](?:数字报|电子报|电子版|数字版)?$/.test(first) ? first : undefined;
  return names.slice(0, 2).find((name) => /[\u4e00-\u9fa5]/.test(name)) ?? names[0] ?? edition;
}

/** The last name behind a known headline in the window title, whatever it looks like. */
export function siteBehind(title: string, headline: string): string | undefined {
  const names = split(title);
  const name = names.at(-1) ?? '';
  const behind = names.length > 1 && bare(headline).length >= 4 && bare(title).startsWith(bare(headline));
  return behind && name.length <= 20 && !bare(headline).includes(bare(name)) ? name : undefined;
}

/** Whose blog a page is, as its window names it between headline and site. */
export const blogOwner = (title: string): string | undefined =>
  /[_|]\s*([^_|]{2,16})\s*[_|]\s*[^_|]{2,8}博客$/.exec(tidy(title))?.[1];

const split = (title: string): string[] => withoutEngine(tidy(title)).split(TITLE_SEPARATORS).filter(Boolean);

/** Forum programs sign the window title. */
const withoutEngine = (title: string): string => title.replace(/\s*[-|_]?\s*powered by .*$/i, '');

/** The window title without those names behind it that look like a site or a column. */
function withoutSite(title: string, siteName: string | undefined): string {
  let text = withoutEngine(tidy(title));
  for (;;) {
    const cuts = [...text.matchAll(SEPARATORS)].filter((match) => match.index > 0);
    const last = cuts.at(-1);
    if (!last) return text;
    const tail = text.slice(last.index + last[0].length).trim();
    const head = text.slice(0, last.index).trim();
    // What stands behind `_` or `|` is a column or a site, whatever its name.
    const column = /[_|｜]/.test(last[0]) && tail.length <= 12 && bare(head).length >= 6;
    const site = tail.length <= 24 && (column || SITE_TAIL.test(tail) || bare(tail) === bare(siteName ?? ''));
    if (!site || bare(head).length < 4 || tail.length > head.length + 4) return text;
    text = head;
  }
}

/** What a block must score to be the headline: a top heading in front of the text, or two agreements. */
const ENOUGH = 5;

export interface Headline {
  text: string;
  /** Index of the block it stands in; -1 when it stands only in the page's head. */
  block: number;
}

/**
 * The headline: the visible block near the text that the window title, the page's own meta data and its make
 * agree on; failing that, what the page's head says, without the names of site and column.
 */
export function findHeadline(
  page: Scan,
  body: Body | undefined,
  structured: Structured,
  windowTitle: string,
  siteName: string | undefined,
): Headline {
  const prefixes = titlePrefixes(windowTitle).map(bare);
  const whole = prefixes[0] ?? '';
  const stated = [
    metaOf(structured, 'articletitle', 'title-article', 'headline'),
    structured.headline,
    metaOf(structured, 'og:title', 'twitter:title', 'weibo:article:title'),
  ].filter((text) => text !== undefined);
  const statedBare = stated.map((text) => bare(withoutSite(text, siteName)));
  const start = body ? firstProse(page, body) : 0;

  const letter = body && letterTitle(page.blocks, start + 3);
  if (letter) return letter;
  const weak = isWeak(windowTitle, siteName);
  const credits = creditBlocks(page, start);
  const known = {
    prefixes: weak ? [] : prefixes,
    whole: weak ? '' : whole,
    statedBare,
    start,
    siteName,
    credits,
  };
  let best: { score: number; block: Block; text: string } | undefined;
  for (const block of page.blocks) {
    if (body && block.index > start + 3) break;
    if (block.type !== 'text' || block.size < 2 || block.size > 120) continue;
    if (!block.level && block.link > block.size * 0.9 && !isTitleName(page.boxes[block.box]?.name ?? ''))
      continue;
    // A label in front of the headline (`[求助]`) may share its line.
    const part =
      block.runs.length < 2
        ? undefined
        : block.runs.find(
            (run) =>
              bare(run.text).length >= 5 &&
              prefixes.includes(bare(run.text)) &&
              tidy(run.text) !== block.text,
          );
    const candidates = [block.text];
    if (part) candidates.push(part.text);
    const behind = block.text.replace(/^[[【][^\]】]{1,8}[\]】]\s*/, '');
    if (behind !== block.text && bare(behind).length >= 5 && prefixes.includes(bare(behind)))
      candidates.push(behind);
    candidates.push(...withNext(page, block, prefixes));
    for (const candidate of candidates) {
      const text = bare(candidate);
      const score = text.length < 2 ? 0 : scoreBlock(page, block, text, known);
      if (score <= 0 || (best && score < best.score)) continue;
      if (!best || score > best.score || text.length > bare(best.text).length)
        best = { score, block, text: candidate };
    }
  }
  if (best && best.score >= (weak && !stated.length ? ENOUGH_ALONE : ENOUGH)) {
    // A headline that is broken into lines is one line in the window title.
    const printed =
      best.text === best.block.text
        ? undefined
        : titlePrefixes(windowTitle).find((prefix) => bare(prefix) === bare(best.text));
    return { text: tidy(printed ?? best.text), block: best.block.index };
  }
  // A script hands the headline alone to what shows it.
  const inScript = structured.name?.replace(/\s+/g, ' ') ?? '';
  const isScripted = (text: string): boolean =>
    bare(inScript).length >= 4 && bare(text).startsWith(bare(inScript));
  const metaTitle = stated[0];
  if (metaTitle)
    return { text: isScripted(metaTitle) ? inScript : withoutSite(metaTitle, siteName), block: -1 };
  if (
    isScripted(windowTitle) ||
    (weak && !(best && best.score >= ENOUGH_ALONE) && bare(inScript).length >= 4)
  )
    return { text: inScript, block: -1 };
  const fromTitle = withoutEdition(withoutSite(windowTitle, siteName));
  const drawn = page.blocks.find(
    ({ image }) => image && bare(image.alt).length >= 6 && prefixes.includes(bare(image.alt)),
  );
  if (drawn?.image) return { text: tidy(drawn.image.alt), block: -1 };
  if (fromTitle && !(weak && best)) return { text: fromTitle, block: -1 };
  return { text: best ? tidy(best.text) : '', block: best?.block.index ?? -1 };
}

/** Lines that a headline has at most, behind its first. */
const LINES = 3;

/** What a headline must score when the page's head says nothing. */
const ENOUGH_ALONE = 3;

/** Whether a window title names only the site, the kind of page, or next to nothing. */
function isWeak(windowTitle: string, siteName: string | undefined): boolean {
  const text = withoutSite(windowTitle, siteName);
  return (
    bare(text).length < 5 ||
    NO_TITLE.test(text) ||
    (text.length <= 12 && SITE_TAIL.test(text)) ||
    bare(text) === bare(siteName ?? '')
  );
}

/** The window title without the name of a paper in front (`示例日报-标题`). */
function withoutEdition(text: string): string {
  const [front = '', ...rest] = text.split(TITLE_SEPARATORS);
  return rest.length &&
    /^[^“”《》，、]{2,12}(?:[报刊]|数字报|电子报|电子版|网)$/.test(front) &&
    rest.join('').length > front.length
    ? text.slice(text.indexOf(rest[0] ?? ''))
    : text;
}

/** Indexes of the lines over a text that credit and date it. */
function creditBlocks(page: Scan, start: number): number[] {
  const found: number[] = [];
  for (let at = Math.max(0, start - 30); at <= start && at < page.blocks.length; at += 1) {
    const block = page.blocks[at] as Block;
    if (block.type !== 'text' || block.size > 120 || block.size < 6) continue;
    const text = plain(block.text);
    if (/今天是|欢迎/.test(text)) continue;
    if (findDates(text).length && (judge(block) === 'meta' || block.stops === 0)) found.push(at);
  }
  return found;
}

/** A headline that goes on behind breaks: its lines in one box, made as a headline or known from the window title. */
function withNext(page: Scan, block: Block, prefixes: readonly string[]): string[] {
  const joined: string[] = [];
  const named = block.level === 1 || block.level === 2 || isTitleName(page.boxes[block.box]?.name ?? '');
  let text = block.text;
  for (let at = block.index + 1; at <= block.index + LINES; at += 1) {
    const next = page.blocks[at];
    if (!next || next.type !== 'text' || next.box !== block.box || next.size > 60) break;
    text = `${text} ${next.text}`;
    if ((named && !joined.length) || prefixes.includes(bare(text))) joined.push(text);
  }
  return joined;
}

const isTitleName = remembered((name) => TITLE_NAMES.test(name));
const nameScore = remembered((names) => (SUBTITLE_NAMES.test(names) ? -3 : TITLE_NAMES.test(names) ? 2 : 0));

function scoreBlock(
  page: Scan,
  block: Block,
  text: string,
  known: {
    prefixes: string[];
    whole: string;
    statedBare: string[];
    start: number;
    siteName?: string;
    credits: number[];
  },
): number {
  const { prefixes, whole, statedBare, start, siteName, credits } = known;
  let score = 0;
  // Agreement with what the page says elsewhere weighs most.
  if (prefixes.includes(text)) score += 6;
  else if (text.length >= 5 && whole.startsWith(text)) score += 4;
  // The name of the site may stand in front.
  else if (text.length >= 6 && whole.endsWith(text)) score += 5;
  else if (text.length >= 8 && whole.includes(text)) score += 2;
  else if (whole.length >= 8 && prefixes.some((prefix) => prefix.length >= 8 && text.startsWith(prefix)))
    score += 4;
  if (statedBare.includes(text)) score += 4;
  if (block.level === 1) score += 4;
  else if (block.level === 2) score += 2;
  else if (block.level === 3) score += 1;
  const box = page.boxes[block.box];
  const first = block.runs[0]?.node;
  const element = first && page.dom.parentElement(first);
  const names = `${box?.name ?? ''} ${element && element !== box?.el ? nameOf(page.dom, element) : ''} ${box ? (page.boxes[box.parent]?.name ?? '') : ''}`;
  if (names.length > 2) score += nameScore(names);
  const below = credits.find((at) => at > block.index);
  const near = below !== undefined && below - block.index <= 4;
  const strong = block.size <= 60 && block.runs.every((run) => run.marks & MARKS.strong || !run.text.trim());
  const content =
    (near || strong || score > 0) &&
    judge(block) === 'content' &&
    block.stops <= 2 &&
    !findDates(plain(block.text)).length;
  if (content && near && text.length >= 4 && block.link === 0) score += below - block.index <= 2 ? 2 : 1;
  if (content && (strong || (near && element && isLarge(page.dom, element)))) score += 1;
  if (box && page.dom.attribute(box.el, 'align') === 'center') score += 1;
  if (score <= 0) return 0;
  if (text.length <= 6 && !prefixes.includes(text) && !statedBare.includes(text)) score -= 2;
  if (block.link > block.size * 0.6 && !prefixes.includes(text)) score -= 4;
  if (box && box.hints & HINTS.noise) score -= 3;
  if (block.link > block.size * 0.6 && block.level !== 1) score -= 4;
  if (siteName && text === bare(siteName)) score -= 8;
  if (block.index > start) score -= 5;
  else if (start - block.index <= 12) score += 1;
  if (text.length < 4) score -= 3;
  if (/[。;；]$/.test(block.text)) score -= 2;
  return score;
}

/** Letters of a headline's size, as old pages set them. */
const isLarge = (dom: Dom, element: Element): boolean =>
  Number(dom.attribute(element, 'size') ?? 0) >= 4 ||
  /font-size\s*:\s*(?:1[89]|[2-9]\d)(?:\.\d+)?p[xt]|font-size\s*:\s*(?:x{1,2}-)?large/i.test(
    dom.attribute(element, 'style') ?? '',
  );

/** Index of the first block of the body that is a sentence. */
function firstProse(page: Scan, body: Body): number {
  for (const [from, to] of body.ranges) {
    for (let at = from; at < to; at += 1) {
      const block = page.blocks[at];
      if (block?.stops && block.size - block.link > 20) return at;
    }
  }
  return body.ranges[0]?.[0] ?? 0;
}
