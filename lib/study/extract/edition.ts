import { escapeMarkup } from '../markup';
import { cleanAddress, dateInAddress, httpAddress } from './address';
import type { Block, Scan } from './blocks';
import type { Dom } from './dom';
import { plain } from './judge';

/** Characters of a line that names a page of a newspaper, and links that are looked at. */
const LINE = 90;
const LINKS = 3000;
/** Articles that a page of a newspaper lists. */
const ITEMS = 120;

const PAGE =
  /第\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版(?:\s*[:：]\s*([^\s,，。、|()（）《》]{1,14}))?|版\s*[次面]\s*[:：]\s*(?:第\s*)?([A-Z]?\d{1,3})\s*版?|(?:^|\s)([A-Z]\d{2,3})\s*[版:：]/;
const DAY = /(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(20\d\d)-(\d{1,2})-(\d{1,2})/;
const NAMED = /《\s*([^《》]{2,16}?)\s*》/;
const PAPER =
  /^\s*([^-—–|_\s《》]{2,14}?(?:报|日报|晚报|周报|时报|周刊|导刊))(?:海外版)?(?:数字报|电子报|电子版|数字版)?(?=[-—–|_\s]|$)/;
const OTHER_PAGE = /第\s*[A-Z]?\d{1,3}\s*版|版$|[上下]一?[版期]|往期|返回|目录|导航|PDF|下载|首页|放大|缩小/i;
const NO_ARTICLE = /^(?:广告|公益广告|报头|报眼|责编|导读|图片|无标题)/;

/** What a page says of the newspaper page that it belongs to. */
export interface Edition {
  /** Name, day and page of the paper, as far as the page prints them. */
  text: string;
  /** With the name of the newspaper page behind (要闻), for its own title. */
  title: string;
}

/**
 * Which page (版次) of which newspaper of which day a page belongs to, as it prints it: `示例日报 2026-11-20 第 04 版`.
 * Undefined where no short line names a newspaper page, or nothing says of which paper or day.
 */
export function readEdition(
  page: Scan,
  windowTitle: string,
  url: string,
  siteName?: string,
): Edition | undefined {
  let number = '';
  let name = '';
  let line = '';
  // Of several (a list of all pages of the day) the one that stands beside a paper's name and a day counts most.
  for (const block of page.blocks) {
    if (block.type !== 'text' || block.size > LINE || block.link > block.size * 0.5) continue;
    const text = plain(block.text);
    const match = PAGE.exec(text);
    if (!match) continue;
    const whole = DAY.test(text) && NAMED.test(text);
    if (number && !whole) continue;
    number = match[1] ?? match[3] ?? match[4] ?? '';
    name = match[2] ?? name;
    line = text;
    if (whole) break;
  }
  const head = plain(windowTitle);
  if (!number) {
    const match = PAGE.exec(head);
    if (!match || !PAPER.test(head)) return undefined;
    number = match[1] ?? match[3] ?? '';
    name = match[2] ?? '';
  }
  name ||= new RegExp(`${number}\\s*版\\s*[:：]\\s*([^\\s,，。、|()（）《》-]{1,14})`).exec(head)?.[1] ?? '';
  const paper =
    NAMED.exec(line)?.[1] ?? PAPER.exec(head)?.[1] ?? (siteName && /[报刊]$/.test(siteName) ? siteName : '');
  const day = dayOf(line) ?? dayOf(head) ?? dayInHead(page.blocks) ?? dateInAddress(url);
  if (!paper && !day) return undefined;
  const text = [paper.replace(/\s+/g, ''), day, `第 ${number} 版`].filter(Boolean).join(' ');
  return { text, title: name ? `${text}：${name}` : text };
}

function dayOf(text: string): string | undefined {
  const match = DAY.exec(text);
  if (!match) return undefined;
  const [, a, b, c, d, e, f] = match;
  return `${a ?? d}-${(b ?? e ?? '').padStart(2, '0')}-${(c ?? f ?? '').padStart(2, '0')}`;
}

const dayInHead = (blocks: readonly Block[]): string | undefined => {
  for (const block of blocks.slice(0, 200)) {
    const day = block.type === 'text' && block.size <= 40 ? dayOf(plain(block.text)) : undefined;
    if (day) return day;
  }
  return undefined;
};

/**
 * The articles that a page of a newspaper lists, with their titles: the links of one make, of the same site, that the
 * map over its picture names too or of which there are most. Fewer than two are no list.
 */
export function readItems(
  dom: Dom,
  document: Document,
  base: string,
  url: string,
): { title: string; url: string }[] {
  const { origin } = new URL(url);
  const mapped = new Set(dom.all(document, 'area[href]').flatMap((area) => addressOf(dom, area, base) ?? []));
  const makes = new Map<string, Map<string, string>>();
  for (const link of dom.all(document, 'a[href],area[href]').slice(0, LINKS)) {
    const target = addressOf(dom, link, base);
    if (!target || target === cleanAddress(url) || new URL(target).origin !== origin) continue;
    const printed = dom.text(link) || dom.attribute(link, 'title') || dom.attribute(link, 'alt') || '';
    const title = printed.replace(/\s+/g, ' ').trim().slice(0, 200);
    if (title.length < 4 || OTHER_PAGE.test(title) || NO_ARTICLE.test(title)) continue;
    const make =
      new URL(target).pathname.replace(/\d+/g, '#') + [...new URL(target).searchParams.keys()].join();
    const group = makes.get(make) ?? new Map<string, string>();
    if (title.length > (group.get(target)?.length ?? 0)) group.set(target, title);
    makes.set(make, group);
  }
  const worth = (group: Map<string, string>): number =>
    group.size + [...group.keys()].filter((target) => mapped.has(target)).length * 10;
  const best = [...makes.values()].sort((a, b) => worth(b) - worth(a))[0];
  if (!best || best.size < 2) return [];
  return [...best].slice(0, ITEMS).map(([target, title]) => ({ url: target, title }));
}

const addressOf = (dom: Dom, link: Element, base: string): string | undefined => {
  const href = httpAddress(dom.attribute(link, 'href'), base);
  return href && cleanAddress(href);
};

/** A list of articles as the text of its page. */
export const itemsAsText = (
  items: readonly { title: string; url: string }[],
): { html: string; text: string } => ({
  html: `<ul>\n${items
    .map(
      ({ title, url }) =>
        `<li><a href="${escapeMarkup(url)}" rel="noopener noreferrer nofollow" target="_blank">${escapeMarkup(title)}</a></li>`,
    )
    .join('\n')}\n</ul>`,
  text: items.map(({ title }) => title).join('\n'),
});
