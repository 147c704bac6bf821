import type { Dom } from './dom';

/** Characters of scripts that are looked through, and of the shortest text that counts. */
const ROOM = 3_000_000;
const SHORTEST = 120;
/** Characters of a paragraph that a script holds by itself, and of the script around all of them. */
const PARAGRAPH = 12;
const DATA = 600_000;

/** A long quoted string, in either kind of quotation marks. */
const STRING = /"((?:[^"\\]|\\[\s\S]){120,})"|'((?:[^'\\]|\\[\s\S]){120,})'/g;
/** A string of data with the name of its member. */
const MEMBER = /(?:"(\w{1,40})"\s*:\s*)?"((?:[^"\\]|\\[\s\S]){12,20000})"/g;
const SENTENCES = /[。！？]/g;
const ESCAPED_DATA = /^\s*%(?:7B|5B)/i;
/** Members that tell of a text and are none of it. */
const ABOUT =
  /^(?:desc\w*|description|abstract|summary|digest|intro\w*|brief|keywords?|title|share\w*|seo\w*)$/i;

/**
 * The text of a page that its scripts were to write and did not, or that stands in the part for browsers without
 * scripts: the longest string in them that is HTML with Chinese sentences, as an inert document of its own; failing
 * that the longest plain text, or the paragraphs that one script holds one by one. Nothing is run. Undefined when
 * there is none.
 */
export function scriptBody(
  dom: Dom,
  document: Document,
  parse: (html: string) => Document,
): Element | undefined {
  let best = '';
  for (const area of dom.all(document, 'textarea,noscript')) {
    const value = dom.tag(area) === 'NOSCRIPT' ? dom.html(area) : dom.text(area);
    if (value.length >= SHORTEST && value.length > best.length && isText(value)) best = value;
  }
  const scripts = scriptTexts(dom, document);
  let bare = '';
  for (const text of scripts) {
    for (const match of text.matchAll(STRING)) {
      const value = unescape(match[1] ?? match[2] ?? '');
      if (value.length > best.length && isText(value)) best = value;
      else if (value.length > bare.length && isProse(value)) bare = value;
    }
  }
  best ||=
    asParagraphs(bare) || scripts.map(paragraphsOf).reduce((a, b) => (b.length > a.length ? b : a), '');
  if (!best) return undefined;
  // Some are escaped twice.
  const html = /&lt;(?:p|div|section|br)\b/i.test(best) ? dom.text(dom.body(parse(best))) : best;
  return dom.body(parse(html));
}

/** The scripts of a page; what is kept as a part of an address is decoded. */
export function scriptTexts(dom: Dom, document: Document): string[] {
  let room = ROOM;
  const texts: string[] = [];
  for (const script of dom.all(document, 'script')) {
    const text = dom.text(script);
    if (!text || text.length > room) continue;
    room -= text.length;
    texts.push(ESCAPED_DATA.test(text.slice(0, 20)) ? decoded(text) : text);
  }
  return texts;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text;
  }
}

const isText = (value: string): boolean =>
  /(?:<|&lt;)(?:p|div|section|br)\b/i.test(value) && (value.match(SENTENCES)?.length ?? 0) >= 2;

/** A text without markup: sentences in several lines, and no program. */
const isProse = (value: string): boolean =>
  !/[<{}]/.test(value) && /\S\s*\n\s*\S/.test(value) && (value.match(SENTENCES)?.length ?? 0) >= 3;

const asParagraphs = (text: string): string =>
  text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .map((line) => `<p>${line}</p>`)
    .join('');

/** Paragraphs that stand one by one in the data of a script. */
function paragraphsOf(script: string): string {
  if (script.length > DATA || !/"\s*[,\]}]/.test(script)) return '';
  const found: string[] = [];
  for (const match of script.matchAll(MEMBER)) {
    const value = unescape(match[2] ?? '').trim();
    if (value.length < PARAGRAPH || ABOUT.test(match[1] ?? '') || /[<{}]/.test(value)) continue;
    if (/[。！？”…]$/.test(value) && !found.includes(value)) found.push(value);
  }
  return found.length >= 3 ? asParagraphs(found.join('\n')) : '';
}

const unescape = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})/g, (_, wide, narrow) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
    )
    .replace(/\\n/g, '\n')
    .replace(/\\[rt]/g, ' ')
    .replace(/\\(.)/g, '$1');
