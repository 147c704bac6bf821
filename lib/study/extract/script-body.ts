import type { Dom } from './dom';

/** Characters of scripts that are looked through, and of the shortest text that counts. */
const ROOM = 3_000_000;
const SHORTEST = 120;

/** A long quoted string, in either kind of quotation marks. */
const STRING = /"((?:[^"\\]|\\[\s\S]){120,})"|'((?:[^'\\]|\\[\s\S]){120,})'/g;
const SENTENCES = /[。！？]/g;

/**
 * The text of a page that its scripts were to write and did not: the longest string in them that is HTML with
 * Chinese sentences, as an inert document of its own. Nothing is run. Undefined when there is none.
 */
export function scriptBody(
  dom: Dom,
  document: Document,
  parse: (html: string) => Document,
): Element | undefined {
  let room = ROOM;
  let best = '';
  for (const area of dom.all(document, 'textarea')) {
    const value = dom.text(area);
    if (value.length >= SHORTEST && value.length > best.length && isText(value)) best = value;
  }
  for (const script of dom.all(document, 'script')) {
    const text = dom.text(script);
    if (text.length < SHORTEST || text.length > room) continue;
    room -= text.length;
    for (const match of text.matchAll(STRING)) {
      const value = unescape(match[1] ?? match[2] ?? '');
      if (value.length > best.length && isText(value)) best = value;
    }
  }
  if (!best) return undefined;
  // Some are escaped twice.
  const html = /&lt;(?:p|div|section|br)\b/i.test(best) ? dom.text(dom.body(parse(best))) : best;
  return dom.body(parse(html));
}

const isText = (value: string): boolean =>
  /(?:<|&lt;)(?:p|div|section|br)\b/i.test(value) && (value.match(SENTENCES)?.length ?? 0) >= 2;

const unescape = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})/g, (_, wide, narrow) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
    )
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(.)/g, '$1');
