import type { Extraction } from '../../records/extraction';
import { QUOTATION_LIMIT, TEXT_LIMIT } from '../../records/extraction-limits';
import { readAccountCard } from './account-card';
import { linesAround } from './around';
import { escapeMarkup } from '../markup';
import { cleanAddress, hostOf, httpAddress, knownSite } from './address';
import { type Block, HINTS, type Scan, scan, type ScanLimits } from './blocks';
import { type Body, findBody } from './body';
import { type Dom, domOf, nameOf, type ReadingWindow } from './dom';
import { blogOwner, findHeadline, type Headline, siteBehind, titleSite } from './headline';
import { judge } from './judge';
import { accountIn, readAuthor, readEditor } from './authors';
import { readSource } from './credits';
import { creditLines } from './lines';
import { composed, framesOf } from './deeper';
import { itemsAsText, readEdition, readItems } from './edition';
import { readPager } from './pager';
import { forget } from './remember';
import { render } from './render';
import { scriptBody } from './script-body';
import { secondOpinion } from './second-opinion';
import { metaOf, readNotes, readStructured, type Structured } from './structured';
import { readTime } from './times';
import { readVideo, type VideoPage } from './video';
import { readVisible } from './visible';
import { COMMENT_NAMES, NOISE_NAMES, SMALL_PRINT } from './vocabulary';
import { trim } from './trim';

export interface ExtractOptions {
  /** The text the user selected, if any. Becomes the quotation. */
  selection?: string;
  /** Window in which the page is read. */
  window: ReadingWindow;
  /** Milliseconds that reading may take before it stops with what it has. */
  budget?: number;
  /** A clock in milliseconds that only goes forward. */
  clock?: () => number;
  /** Set for the document of a frame: frames inside it are not looked into. */
  inner?: true;
}

const NODE_LIMIT = 400_000;
const CHARACTER_LIMIT = 3_000_000;
const BUDGET = 2000;
/** Less prose than this, or fewer sentences, is no article unless its box is named as one. */
const ARTICLE_SIZE = 100;
const NAMED_SIZE = 24;
/** Characters that a hidden part of a text has at least. */
const FOLD_SIZE = 60;

/**
 * Reads a page as study material: headline, credits, and its main text as inert HTML, written anew. Nothing in the
 * page is changed and nothing is loaded. A page without an article gives all that is visible and says so.
 *
 * `document` is the page as the browser has decoded and laid it out; `url` its address. Bounded in time, in
 * nodes, in depth and in characters; `cut` says what was left out.
 */
export function extractPage(document: Document, url: string, options: ExtractOptions): Extraction {
  if (!options.inner) forget();
  const clock = options.clock ?? (() => performance.now());
  const end = clock() + (options.budget ?? BUDGET);
  const limits: ScanLimits = { nodes: NODE_LIMIT, characters: CHARACTER_LIMIT, late: () => clock() > end };
  const dom = domOf(options.window);
  const root = dom.body(document);
  const structured = readStructured(dom, document, url);
  const base = baseOf(dom, document, url);
  const [titleElement] = dom.all(document, 'title');
  const windowTitle = titleElement ? dom.text(titleElement).slice(0, 500) : '';

  let page = scan(dom, root, base, limits);
  let body = findBody(page);
  // Where a page has open shadow trees, what is seen stands partly in them.
  const whole = composed(dom, document, page, options.window);
  const seen = whole && scan(dom, whole, base, limits);
  const seenBody = seen && findBody(seen);
  if (seen && isArticle(seen, seenBody) && seenBody.weight > (body?.weight ?? 0)) {
    page = seen;
    body = seenBody;
  }
  if (!isArticle(page, body)) {
    const better = secondLook(dom, document, root, base, limits, page, body, options.window);
    page = better.page;
    body = better.body;
  }
  const isDone = isArticle(page, body) || options.inner || limits.late();
  const framed = isDone ? undefined : readFrames(dom, document, url, options);
  if (framed) return framed;
  if (isArticle(page, body)) {
    const unfolded = unfold(dom, root, base, limits, page, body);
    page = unfolded.page;
    body = unfolded.body;
  }
  readNotes(page.notes, structured);
  const siteName = readSite(structured, windowTitle, url);
  const article = isArticle(page, body) ? body : undefined;
  const headline = findHeadline(page, article, structured, windowTitle, siteName);
  const blocks = article
    ? trim(
        page,
        article,
        headline.text,
        [siteName, structured.account].filter((name) => name !== undefined),
      )
    : [];
  const found = article && blocks.some((block) => block.type === 'text');
  const extraction = found
    ? articleOf(page, article, blocks, headline, structured, url, base, siteName, windowTitle)
    : readVisible(page, root, base, limits, options.selection);
  extraction.title = headline.text.slice(0, 300) || firstWords(extraction.text) || hostOf(url);
  extraction.url = cleanAddress(url);
  extraction.siteName = siteName ?? siteBehind(windowTitle, headline.text) ?? (hostOf(url) || undefined);
  const edition = readEdition(page, windowTitle, url, siteName);
  extraction.edition = edition?.text;
  if (extraction.coverage === 'article') extraction.pager = readPager(dom, document, base, url);
  else if (extraction.coverage === 'visible') {
    const items = edition ? readItems(dom, document, base, url) : [];
    const video = items.length ? undefined : readVideo(dom, document, structured, page);
    if (edition && items.length)
      Object.assign(extraction, itemsAsText(items), { items, title: edition.title });
    else if (video) Object.assign(extraction, videoOf(video));
  }
  const quotation = options.selection?.trim();
  if (quotation) extraction.quotation = quotation.slice(0, QUOTATION_LIMIT);
  if (page.cut) {
    extraction.cut = { kept: extraction.text.length, total: Math.max(page.total, extraction.text.length) };
  }
  return dropEmpty(extraction);
}

/** The answer of the page's hidden parts, of Readability, then of its scripts, when the first reading found no article. */
function secondLook(
  dom: Dom,
  document: Document,
  root: Element,
  base: string,
  limits: ScanLimits,
  page: Scan,
  body: Body | undefined,
  window: ReadingWindow,
): { page: Scan; body: Body | undefined } {
  if (limits.late() || page.cut) return { page, body };
  const hidden = scan(dom, root, base, { ...limits, hidden: true });
  const hiddenBody = findBody(hidden);
  if (isArticle(hidden, hiddenBody)) return { page: hidden, body: hiddenBody };
  const other = secondOpinion(document, page, base, limits);
  const otherBody = other && findBody(other);
  if (other && isArticle(other, otherBody)) return { page: other, body: otherBody };
  const written = scriptBody(dom, document, (html) =>
    new window.DOMParser().parseFromString(html, 'text/html'),
  );
  const script = written && scan(dom, written, base, { ...limits, hidden: true });
  const scriptText = script && findBody(script);
  return script && isArticle(script, scriptText) ? { page: script, body: scriptText } : { page, body };
}

/** The article in a frame of the page's own site, under the address of the page that was clipped. */
function readFrames(
  dom: Dom,
  document: Document,
  url: string,
  options: ExtractOptions,
): Extraction | undefined {
  let best: Extraction | undefined;
  for (const frame of framesOf(dom, document, url)) {
    const found = extractPage(frame.document, frame.url, { ...options, inner: true });
    if (found.coverage === 'article' && found.text.length > (best?.text.length ?? 0)) best = found;
  }
  return best && { ...best, url: cleanAddress(url) };
}

/** Of a video page its words are kept; what else is visible there is about other videos. */
function videoOf({ words, seconds }: VideoPage): Partial<Extraction> {
  const video = seconds === undefined ? {} : { seconds };
  return {
    video,
    text: words,
    html: words ? `<p>${escapeMarkup(words)}</p>` : '',
    images: [],
    cut: undefined,
  };
}

/**
 * The page with the folded part of its text (展开全文), when there is one: what is hidden inside the text's own box,
 * is prose, and stands nowhere else on the page.
 */
function unfold(
  dom: Dom,
  root: Element,
  base: string,
  limits: ScanLimits,
  page: Scan,
  body: Body,
): { page: Scan; body: Body } {
  const whole = page.boxes[body.box];
  if (!whole || !page.hidden.length || page.cut || limits.late()) return { page, body };
  let shown: string | undefined;
  const folded = new Set<Element>();
  for (const { el, box } of page.hidden) {
    const inside = box >= whole.index && box < whole.end;
    // The second half may hang beside the first: then it looks like it, and is no dialog or note.
    if (!inside && (box !== whole.parent || !isFold(dom, el))) continue;
    const text = dom.text(el).replace(/\s+/g, '');
    if (text.length < FOLD_SIZE || (text.match(/[。！？]/g)?.length ?? 0) < 2) continue;
    shown ??= page.blocks.map((block) => block.text.replace(/\s+/g, '')).join('');
    if (!shown.includes(text.slice(10, 40))) folded.add(el);
  }
  if (!folded.size) return { page, body };
  const more = scan(dom, root, base, { ...limits, hidden: (el) => folded.has(el) });
  const moreBody = findBody(more);
  return moreBody && moreBody.weight > body.weight ? { page: more, body: moreBody } : { page, body };
}

const isFold = (dom: Dom, el: Element): boolean => {
  const name = nameOf(dom, el);
  return (
    !NOISE_NAMES.test(name) && !COMMENT_NAMES.test(name) && !SMALL_PRINT.test(dom.text(el).slice(0, 2000))
  );
};

const articles = new WeakMap<Body, boolean>();

function isArticle(page: Scan, body: Body | undefined): body is Body {
  if (!body) return false;
  let known = articles.get(body);
  if (known === undefined) articles.set(body, (known = holdsArticle(page, body)));
  return known;
}

function holdsArticle(page: Scan, body: Body): boolean {
  const blocks = body.ranges.flatMap(([from, to]) => page.blocks.slice(from, to));
  const prose = blocks.filter((block) => judge(block) === 'content');
  const size = prose.reduce((sum, block) => sum + block.size - block.link, 0);
  const stops = prose.reduce((sum, block) => sum + block.stops, 0);
  const link = blocks.reduce((sum, block) => sum + block.link, 0);
  if (link > size * 1.5) return false;
  const named = body.ranges.length > 0 && ((page.boxes[body.box]?.hints ?? 0) & HINTS.body) !== 0;
  // A poem has no sentences: only a box that is named as a text, and lines in it, tell.
  if (named && stops < 2 && size >= NAMED_SIZE && isVerse(page, prose, link)) return true;
  return stops >= 2 ? size >= (named ? NAMED_SIZE : ARTICLE_SIZE) : named && stops >= 1 && size >= NAMED_SIZE;
}

/** Lines of a poem at least, and the longest of them. */
const VERSES = 8;
const VERSE = 24;

/** Short lines without links, one under the other; where an editing system left its note, it is enough to be text. */
function isVerse(page: Scan, prose: readonly Block[], link: number): boolean {
  const lines = prose.filter(
    ({ type, size, list, link: own }) => type === 'text' && size <= VERSE && !list && !own,
  );
  if (link || lines.length < prose.length * 0.9) return false;
  return page.notes.length > 0
    ? lines.length > 2
    : lines.length >= VERSES && !lines.some(({ text }) => /[:：\d]/.test(text));
}

function articleOf(
  page: Scan,
  body: Body,
  blocks: readonly Block[],
  headline: Headline,
  structured: Structured,
  url: string,
  base: string,
  siteName: string | undefined,
  windowTitle: string,
): Extraction {
  const { html, text, images, cut } = render(blocks, TEXT_LIMIT, base);
  const from = blocks[0]?.index ?? body.ranges[0]?.[0] ?? 0;
  const to = (blocks.at(-1)?.index ?? from) + 1;
  const lines = creditLines(page, { headline: headline.block, from, to });
  const author = readAuthor(lines, structured);
  return {
    title: '',
    url,
    source: readSource(lines, structured, author, siteName, () => readAccountCard(page)),
    author: author ?? accountIn(structured, lines) ?? blogOwner(windowTitle),
    editor: readEditor(lines, structured),
    published: readTime(lines, structured, url),
    html,
    text,
    images,
    cut,
    coverage: 'article',
    around: linesAround(page, from, to),
  };
}

function readSite(structured: Structured, windowTitle: string, url: string): string | undefined {
  const stated = metaOf(structured, 'og:site_name', 'sitename', 'application-name', 'site_name');
  return knownSite(url) ?? (stated && stated.length <= 40 ? stated : undefined) ?? titleSite(windowTitle);
}

/** The address against which the page resolves its links. A `<base>` that is no web address is passed over. */
function baseOf(dom: Dom, document: Document, url: string): string {
  const [base] = dom.all(document, 'base[href]');
  return (base && httpAddress(dom.attribute(base, 'href'), url)) || url;
}

const firstWords = (text: string): string =>
  (text.split('\n')[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, 60);

function dropEmpty(extraction: Extraction): Extraction {
  for (const name of [
    'siteName',
    'source',
    'author',
    'editor',
    'published',
    'cut',
    'quotation',
    'edition',
    'pager',
  ] as const) {
    const value = extraction[name];
    if (value === undefined || value === '') delete extraction[name];
    else if (typeof value === 'string' && name !== 'quotation' && name !== 'published')
      extraction[name] = value.slice(0, 200) as never;
  }
  return extraction;
}
