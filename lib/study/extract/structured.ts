import { type Dom, nameOf } from './dom';
import { scriptTexts } from './script-body';
import { ownValues } from './script-owner';
import { scriptValues } from './script-values';

/** What a page says about itself in its head: meta elements, JSON-LD, and the script values of 公众号 pages. */
export interface Structured {
  /** First content by lower-case name, property or itemprop. */
  meta: Map<string, string>;
  headline?: string;
  authors: string[];
  /** Name of the account that a 公众号 page belongs to. */
  account?: string;
  published?: string;
  modified?: string;
  /** What scripts hold: moments of publication, a source, an author. Trusted last. */
  moments: string[];
  origin?: string;
  writer?: string;
  /** A headline that a script holds. */
  name?: string;
}

const META_LIMIT = 400;
const LD_LIMIT = 300_000;
const LD_OBJECTS = 2000;
const HEADINGS = 6;
const ARTICLE = /article|posting|report|webpage|legislation|videoobject/i;

/** Reads the head of a page. Broken JSON is passed over. */
export function readStructured(dom: Dom, document: Document, url: string): Structured {
  const meta = new Map<string, string>();
  for (const element of dom.all(document, 'meta').slice(0, META_LIMIT)) {
    const attribute = (name: string): string | null => dom.attribute(element, name);
    const name = attribute('property') ?? attribute('name') ?? attribute('itemprop');
    const content = attribute('content')?.trim();
    const key = name?.replace(/\s+/g, '').toLowerCase();
    if (key && content && !meta.has(key)) meta.set(key, content.slice(0, 600));
  }
  const found: Structured = { meta, authors: [], moments: [] };
  for (const script of dom.all(document, 'script[type="application/ld+json"]')) {
    const text = dom.text(script);
    if (text.length < LD_LIMIT) readLinkedData(text, found);
  }
  const [time] =
    found.published === undefined ? dom.all(document, 'time[datetime],[itemprop="datePublished"]') : [];
  if (time) found.published = dom.attribute(time, 'datetime') ?? dom.attribute(time, 'content') ?? undefined;
  readScripts(dom, document, found, url);
  return found;
}

/** Credits that the editing system of newspapers leaves in a comment: `<date>…</date><author>…</author>`. */
export function readNotes(notes: readonly string[], found: Structured): void {
  for (const note of notes) {
    const value = (name: string): string | undefined =>
      text1(new RegExp(`<${name}>([^<]{2,60})</${name}>`).exec(note)?.[1]);
    const date = value('date')
      ?.replace(/(?<=:\d\d):\d{1,3}$/, (all, at: number) => (at >= 19 ? '' : all))
      .replace(/ 00:00:00$/, '');
    if (date) found.moments.push(date);
    found.writer ??= value('author');
    found.origin ??= value('source');
  }
}

/** The first of several meta names that is filled. */
export function metaOf(structured: Structured, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = structured.meta.get(name);
    if (value?.trim()) return value.replace(/\s+/g, ' ').trim();
  }
  return undefined;
}

function readLinkedData(text: string, found: Structured): void {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/[\u0000-\u001f]+/g, ' '));
  } catch {
    return;
  }
  const queue: unknown[] = [root];
  for (let at = 0; at < queue.length && at < LD_OBJECTS; at += 1) {
    const item = queue[at];
    if (Array.isArray(item)) {
      for (const entry of item.slice(0, 200)) queue.push(entry);
      continue;
    }
    if (typeof item !== 'object' || !item) continue;
    const object = item as Record<string, unknown>;
    if (object['@graph']) queue.push(object['@graph']);
    if (object.mainEntity) queue.push(object.mainEntity);
    const type = [object['@type']].flat().join(' ');
    // Baidu's own form has no type but a title and a time.
    if (!ARTICLE.test(type) && !object.pubDate) continue;
    found.headline ??= text1(object.headline ?? object.title);
    found.published ??= text1(object.datePublished ?? object.pubDate);
    found.modified ??= text1(object.dateModified ?? object.upDate);
    if (!found.authors.length) {
      found.authors = [object.author]
        .flat()
        .map(nameIn)
        .filter((name) => name !== undefined);
    }
  }
}

const text1 = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.replace(/\s+/g, ' ').trim().slice(0, 300) : undefined;

const nameIn = (value: unknown): string | undefined =>
  typeof value === 'object' && value && 'name' in value ? text1(value.name) : text1(value);

/** Fields that nobody fills in: pages hand their values to their scripts in them. */
function readFields(dom: Dom, document: Document, found: Structured): void {
  // Browsers find a single tag or id many times faster than a list of them.
  if (!dom.all(document, 'textarea').length && !dom.all(document, 'input').length) return;
  for (const field of dom.all(document, 'textarea,input[type="hidden"]').slice(0, META_LIMIT)) {
    const value = (dom.tag(field) === 'INPUT' ? dom.attribute(field, 'value') : dom.text(field))?.trim();
    if (!value || value.length > 80) continue;
    const name = `${nameOf(dom, field)} ${dom.attribute(field, 'name') ?? ''}`.trim();
    const values = scriptValues(
      `${/time|date/i.test(name) ? 'time' : /source/i.test(name) ? 'source' : name}="${value}"`,
      false,
    );
    found.moments.push(...values.moments);
    found.origin ??= values.origin;
  }
}

/** What the scripts of a page would have printed, and do not where they are dead. */
function readScripts(dom: Dom, document: Document, found: Structured, url: string): void {
  const isAccount = ['#js_content', '#js_article'].some((id) => dom.all(document, id).length > 0);
  readFields(dom, document, found);
  const headings = [...dom.all(document, 'title'), ...dom.all(document, 'h1')];
  if (headings.length > HEADINGS)
    headings.splice(0, Infinity, ...dom.all(document, 'title,h1').slice(0, HEADINGS));
  const isOwn = ownValues(
    [
      ...headings.map((heading) => dom.text(heading).slice(0, 300)),
      ...['og:title', 'articletitle', 'title-article', 'headline', 'twitter:title'].map(
        (key) => found.meta.get(key) ?? '',
      ),
      found.headline ?? '',
    ],
    url,
  );
  for (const text of scriptTexts(dom, document)) {
    const values = scriptValues(text, isAccount, isOwn);
    found.moments.push(...values.moments.slice(0, 20));
    found.origin ??= values.origin;
    found.writer ??= values.writer;
    found.name ??= values.title;
    if (isAccount) found.account ??= values.account;
  }
  const [name] = isAccount ? dom.all(document, '#js_name,#post-user,.rich_media_meta_nickname') : [];
  if (name) found.account ??= text1(dom.text(name).trim().split(/\n/)[0]);
}
