import type { Pager } from '../../records/extraction';
import { PAGE_LIMIT } from '../../records/extraction-limits';
import { cleanAddress, httpAddress } from './address';
import type { Dom } from './dom';
import { nameOf } from './dom';
import { COMMENT_NAMES } from './vocabulary';

/** Links that are looked at, and levels above each in which a box of comments is looked for. */
const LINKS = 4000;
const LEVELS = 8;
/** Characters of a link that leads to another page. */
const LABEL = 14;
/** A number in an address above this is an id and no page. */
const LAST_PAGE = 60;

const NUMBER = /^[[(（【第]?\s*(\d{1,3})\s*[页頁\])）】]?$/;
const NEXT = /^[\s>»›]*(?:[下后]一?[页頁]|next(?:\s*page)?)[\s>»›]*$|^(?:>{1,2}|»|›)$/i;
const PREVIOUS = /^[\s<«‹]*(?:[上前]一?[页頁]|prev(?:ious)?(?:\s*page)?)[\s<«‹]*$|^(?:<{1,2}|«|‹)$/i;
const FIRST = /^(?:首|第一)[页頁]$/;
const LAST = /^(?:[尾末]|最后一?)[页頁]$/;
const WHOLE =
  /^[\s[(（【]*(?:(?:点击|在)?(?:本页)?(?:阅读|浏览|显示|查看|打开)?(?:余下)?全文(?:阅读|浏览|显示)?|单页(?:阅读|显示|浏览)|(?:不分页|一页)(?:阅读|显示)|view\s*all|single\s*page)[\s>»›\])）】]*$/i;
/** Signs of which every label of such a link has one. */
const MAY_LEAD = /[\d\uff10-\uff19\u2460-\u2473页頁<>«»‹›\uff1c\uff1e]|全文|next|prev|view|single/i;
const TOTAL = /共\s*(\d{1,3})\s*[页頁]|(?:^|\D)\d{1,3}\s*\/\s*(\d{1,3})(?:\s*[页頁]|\D|$)/;
const PAGE_PARAMETER =
  /^(?:p|pn|page|pages|paged|page_?(?:no|num|number|index|id)|cur_?page|current_?page|part)$/i;
const WHOLE_PARAMETER = /^(?:all|full|whole|single|fulltext|allpage|showall)$/i;
const WHOLE_VALUE = /^(?:all|full|whole|single|0|-1|1|true)$/i;
const WHOLE_TAIL = /^(?:[_\-/.](?:all|full|whole|single|quanwen|qw|0)|all|full)$/i;
/** Pages of a forum thread hold answers and are not the text's. */
const THREADS = /[/?&](?:thread|viewthread|showtopic|topic|forum|bbs|post)(?:[-_./?=]|$)|\btid=\d/i;
/** How a widespread system of Chinese government sites writes its pager by script. */
const SCRIPTED =
  /createPageHTML\(\s*(\d{1,3})\s*,\s*\d{1,3}\s*,\s*["']([^"']{1,120})["']\s*,\s*["'](\w{1,6})["']/;

/** An address taken apart: what all pages of a text share, and the number of the page, if it has one. */
interface Place {
  key: string;
  /** Undefined where the address is that of the first page, without a number. */
  slot?: number;
  /** The same address with another number. */
  at?: (slot: number) => string;
}

interface Candidate {
  /** Number that the link prints, or which neighbour it leads to. */
  label: number | 'next' | 'previous' | 'first' | 'last';
  url: string;
  places: Place[];
  parent: Element | null;
}

/**
 * The pages of an article that is spread over several: read from the links that the page itself prints (下一页, 1 2 3,
 * 全文), of the same site and with an address that differs in the number alone. 下一篇 is never one of them, nor is
 * what lies under readers' comments. Undefined for a text of one page.
 */
export function readPager(dom: Dom, document: Document, base: string, address: string): Pager | undefined {
  const url = cleanAddress(address);
  if (!URL.canParse(url) || THREADS.test(url)) return undefined;
  const { origin } = new URL(url);
  const candidates: Candidate[] = [];
  let whole: string | undefined;
  for (const link of dom.all(document, 'a[href]').slice(0, LINKS)) {
    const raw = dom.text(link).trim();
    // Most links of a page are headlines.
    if (!raw || raw.length > LABEL * 4 || !MAY_LEAD.test(raw)) continue;
    const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim();
    if (!text || text.length > LABEL) continue;
    const label = labelOf(text);
    const isWhole = !label && WHOLE.test(text);
    if (!label && !isWhole) continue;
    const href = httpAddress(dom.attribute(link, 'href'), base);
    const target = href && cleanAddress(href);
    if (!target || target === url || new URL(target).origin !== origin) continue;
    if (isUnderComments(dom, link)) continue;
    if (isWhole) whole ??= isWholeOf(target, url) ? target : undefined;
    else if (label)
      candidates.push({ label, url: target, places: placesOf(target), parent: dom.parentElement(link) });
  }
  const own = candidates.length ? placesOf(url) : [];
  const pager = best(own, candidates, url, dom) ?? scripted(dom, document, base, url);
  if (!pager) return whole ? { at: 1, total: 1, pages: [{ n: 1, url }], whole } : undefined;
  return whole ? { ...pager, whole } : pager;
}

function labelOf(text: string): Candidate['label'] | undefined {
  const number = NUMBER.exec(text);
  if (number) return Number(number[1]) || undefined;
  if (NEXT.test(text)) return 'next';
  if (PREVIOUS.test(text)) return 'previous';
  if (FIRST.test(text)) return 'first';
  return LAST.test(text) ? 'last' : undefined;
}

/** The reading of the page's own address under which most links are other pages of it. */
function best(
  own: readonly Place[],
  candidates: readonly Candidate[],
  url: string,
  dom: Dom,
): Pager | undefined {
  let most: Pager | undefined;
  for (const place of own) {
    const found = pagesOf(place, candidates, url, dom);
    if (found && found.pages.length > (most?.pages.length ?? 1)) most = found;
  }
  return most;
}

function pagesOf(own: Place, candidates: readonly Candidate[], url: string, dom: Dom): Pager | undefined {
  const mine = candidates.flatMap((candidate) => {
    const place = candidate.places.find(
      (other) => other.key === own.key && (other.slot !== undefined || own.slot !== undefined),
    );
    return place && (place.slot ?? 0) <= LAST_PAGE ? [{ ...candidate, place }] : [];
  });
  const relevant = mine.filter(({ label }) => label !== 'first' && label !== 'last');
  if (!relevant.length || (own.slot ?? 0) > LAST_PAGE) return undefined;
  // `_1` is the second page on some sites and the first on others: what the links print decides.
  const numbered = mine.find(({ label, place }) => typeof label === 'number' && place.slot !== undefined);
  const before = mine.find(
    ({ label, place }) => (label === 'previous' || label === 'first') && place.slot === undefined,
  );
  const after = mine.find(({ label, place }) => label === 'next' && place.slot !== undefined);
  let offset = 0;
  if (numbered) offset = (numbered.label as number) - (numbered.place.slot ?? 0);
  else if (own.slot === undefined && after) offset = 2 - (after.place.slot ?? 2);
  else if (before?.label === 'previous' && own.slot !== undefined) offset = 2 - own.slot;
  if (offset !== 0 && offset !== 1) return undefined;
  const numberOf = (slot: number | undefined): number => (slot === undefined ? 1 : slot + offset);
  const at = numberOf(own.slot);
  const pages = new Map<number, string>([[at, url]]);
  for (const { label, url: target, place } of mine) {
    const n = numberOf(place.slot);
    if (typeof label === 'number' && label !== n) continue;
    if (label === 'next' && n !== at + 1) continue;
    if (label === 'previous' && n !== at - 1) continue;
    if (n >= 1 && n <= PAGE_LIMIT && !pages.has(n)) pages.set(n, target);
  }
  if (pages.size < 2) return undefined;
  const printed = Math.max(0, ...relevant.map(({ parent }) => (parent ? totalIn(dom.text(parent)) : 0)));
  const total = Math.min(PAGE_LIMIT, Math.max(printed, ...pages.keys()));
  const make = mine.find(({ place }) => place.at)?.place.at ?? own.at;
  if (make) for (let n = 2; n <= total; n += 1) if (!pages.has(n)) pages.set(n, make(n - offset));
  return {
    at,
    total,
    pages: [...pages].sort(([a], [b]) => a - b).map(([n, target]) => ({ n, url: target })),
  };
}

function totalIn(text: string): number {
  if (text.length > 600) return 0;
  const match = TOTAL.exec(text.normalize('NFKC'));
  return Number(match?.[1] ?? match?.[2] ?? 0);
}

function scripted(dom: Dom, document: Document, base: string, url: string): Pager | undefined {
  for (const script of dom.all(document, 'script:not([src])')) {
    const match = SCRIPTED.exec(dom.text(script).slice(0, 20_000));
    const [, count = '', stem = '', ending = ''] = match ?? [];
    const total = Math.min(PAGE_LIMIT, Number(count));
    if (!match || total < 2) continue;
    const pages = Array.from({ length: total }, (_, at) => ({
      n: at + 1,
      url: cleanAddress(httpAddress(`${stem}${at ? `_${at}` : ''}.${ending}`, base) ?? ''),
    }));
    const own = pages.find((page) => page.url === url);
    if (own) return { at: own.n, total, pages };
  }
  return undefined;
}

/** Every way in which an address may name a page of a text. */
function placesOf(address: string): Place[] {
  const url = new URL(address);
  const query = (without?: string): string =>
    [...url.searchParams]
      .filter(([name]) => name !== without)
      .map(String)
      .sort()
      .join('&');
  const ending = /\.[a-z]{1,6}$/i.exec(url.pathname)?.[0] ?? '';
  const path = url.pathname.slice(0, url.pathname.length - ending.length).replace(/\/$/, '');
  const keyOf = (stem: string, rest: string): string => `${stem}?${rest}`;
  const places: Place[] = [{ key: keyOf(path.replace(/\/(?:index|default)$/i, ''), query()) }];
  for (const [name, value] of url.searchParams) {
    if (!PAGE_PARAMETER.test(name) || !/^\d{1,3}$/.test(value)) continue;
    const at = (slot: number): string => {
      const other = new URL(address);
      other.searchParams.set(name, String(slot));
      return other.href;
    };
    places.push({ key: keyOf(path, query(name)), slot: Number(value), at });
  }
  const numbered =
    /^(.*[^/_-])((?:[_-]|\/(?:(?:page|p|index|default)[/_-]?)?)(?:p(?:age)?)?)(\d{1,3})$/i.exec(path);
  if (numbered) {
    const [, stem = '', joint = '', slot = ''] = numbered;
    const at = (next: number): string => {
      const other = new URL(address);
      other.pathname = `${stem}${joint}${next}${ending}${url.pathname.endsWith('/') ? '/' : ''}`;
      return other.href;
    };
    places.push({ key: keyOf(stem.replace(/\/(?:index|default)$/i, ''), query()), slot: Number(slot), at });
  }
  return places;
}

/** Whether an address is that of the whole text of another one: the same with `_all`, `?page=all` and the like. */
function isWholeOf(target: string, url: string): boolean {
  const one = new URL(target);
  const own = new URL(url);
  const stem = (path: string): string => path.replace(/\.[a-z]{1,6}$/i, '').replace(/\/$/, '');
  const named = [...one.searchParams].some(
    ([name, value]) =>
      (WHOLE_PARAMETER.test(name) && WHOLE_VALUE.test(value)) ||
      (PAGE_PARAMETER.test(name) && WHOLE_VALUE.test(value) && value !== '1'),
  );
  const bare = stem(own.pathname).replace(/([^/_-])[_-]\d{1,2}$/, '$1');
  const path = stem(one.pathname);
  if (path === bare || path === stem(own.pathname)) return named;
  return path.startsWith(bare) && WHOLE_TAIL.test(path.slice(bare.length));
}

function isUnderComments(dom: Dom, link: Element): boolean {
  let element: Element | null = link;
  for (let level = 0; element && level < LEVELS; level += 1) {
    if (COMMENT_NAMES.test(nameOf(dom, element))) return true;
    element = dom.parentElement(element);
  }
  return false;
}
