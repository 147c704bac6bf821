import { bare } from './bare';
import { decode } from './script-values';

/** Characters around a value in which its object is looked for, and objects around it that are asked. */
const REACH = 6000;
const LEVELS = 4;
/** Letters of a headline at least; less is a column or a button. */
const SHORTEST = 6;

const HEADLINE =
  /["']?\b(?:title|headline|newsTitle|news_title|articleTitle|article_title|docTitle)["']?\s*[:=]\s*(?:"((?:[^"\\\n]|\\.){1,400})"|'([^'\n]{1,200})')/g;

/**
 * Tells whether a value in a script speaks of this page. Hot lists and feeds hold the titles, authors and sources of
 * other articles: where the object around a value has a headline, it must be the page's own, or the object must hold
 * the page's own number.
 * @param headlines what the page itself says it is called
 */
export function ownValues(headlines: readonly string[], url: string): (text: string, at: number) => boolean {
  const own = headlines.map(bare).filter((text) => text.length >= SHORTEST);
  const number = numberIn(url);
  const known = new Map<string, Map<number, boolean | undefined>>();
  /** Whether an object is the page's; undefined where it has no headline. */
  const judgeObject = (text: string, from: number, to: number): boolean | undefined => {
    const object = text.slice(from, to);
    if (number && object.includes(number)) return true;
    const titles = [...object.matchAll(HEADLINE)]
      .map((match) => bare(decode(match[1] ?? match[2] ?? '')))
      .filter((title) => title.length >= SHORTEST && /[\u4e00-\u9fa5]{3}/.test(title));
    if (!titles.length) return undefined;
    if (titles.some((title) => own.some((one) => one.includes(title) || title.includes(one)))) return true;
    // Of a page that names itself nowhere, only an entry of a list is that of others.
    return own.length || isEntry(text, from) ? false : undefined;
  };
  return (text, at) => {
    let objects = known.get(text);
    if (!objects) known.set(text, (objects = new Map()));
    let from = at;
    for (let level = 0; level < LEVELS; level += 1) {
      from = opening(text, from);
      if (from < 0) return true;
      if (!objects.has(from)) objects.set(from, judgeObject(text, from, closing(text, from)));
      const verdict = objects.get(from);
      if (verdict !== undefined) return verdict;
    }
    return true;
  };
}

/** The number or name by which an address tells its page from others: its longest part with five figures. */
function numberIn(url: string): string | undefined {
  const parts = url
    .replace(/^https?:\/\/[^/]+/, '')
    .split(/[/?&=#]|\.s?html?$/)
    .filter((part) => /\d{5}/.test(part) && !/^20\d{6}$/.test(part) && part.length >= 6);
  return parts.reduce((best, part) => (part.length > best.length ? part : best), '') || undefined;
}

/** Whether an object stands in a list. */
const isEntry = (text: string, from: number): boolean =>
  /[[,]\s*$/.test(text.slice(Math.max(0, from - 12), from));

/** Where the object around a place begins; -1 when none does within reach. */
function opening(text: string, at: number): number {
  let depth = 0;
  for (let index = at - 1; index >= Math.max(0, at - REACH); index -= 1) {
    const sign = text.charCodeAt(index);
    if (sign === 125) depth += 1;
    else if (sign === 123) {
      if (depth === 0) return index;
      depth -= 1;
    }
  }
  return -1;
}

function closing(text: string, from: number): number {
  let depth = 0;
  const end = Math.min(text.length, from + REACH);
  for (let index = from; index < end; index += 1) {
    const sign = text.charCodeAt(index);
    if (sign === 123) depth += 1;
    else if (sign === 125 && (depth -= 1) === 0) return index + 1;
  }
  return end;
}
