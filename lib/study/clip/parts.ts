import { change, hashText, type Ledger, type Partially, type Rec } from '../../ledger';
import type { Clip } from '../../records';
import type { Extraction } from '../../records/extraction';
import type { ClipPart, Quotation } from '../../records/study';
import type { ClipWrites } from './clips';
import { documentPatch } from '../document/card';
import { readDocument } from '../document/read';
import { inertMarkup } from '../markup';
import { sameHeadline } from '../extract/same-headline';

/** How much of an article of several pages a clip holds. */
export interface PartCount {
  kept: number;
  total: number;
}

/** Pages of a clip's article that are kept, and that there are; undefined for an article of one page. */
export function partCount(fields: Pick<Clip, 'parts'>): PartCount | undefined {
  const parts = Object.values(fields.parts ?? {});
  return parts.length > 1 ? { kept: parts.filter((part) => part.at).length, total: parts.length } : undefined;
}

const bare = (text: string): string => text.replace(/\s+/gu, '');

/** Fingerprint of one page's text. */
export const partHash = (text: string): string => hashText(bare(text));

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&', '#39': "'" };

/** Text of sanitised HTML, without a document: the worker has none. */
export const textOfBody = (html: string): string =>
  html
    .replace(/<\/(?:p|h\d|li|tr|blockquote|section)>|<br>/g, '\n')
    .replace(/<\/t[dh]>/g, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|nbsp|amp|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\n{2,}/g, '\n')
    .trim();

const SECTION = /<section data-page="(\d{1,5})">\n?([\s\S]*?)\n?<\/section>/g;

/** A body by its pages; one without pages is the page `single`. */
export function pagesOfBody(html: string, single = 1): Map<number, string> {
  const pages = new Map<number, string>();
  for (const [, n, inner] of html.matchAll(SECTION)) pages.set(Number(n), inner ?? '');
  if (!pages.size && html) pages.set(single, html);
  return pages;
}

/** A body of pages in their order, each as a section that carries its number. */
export const bodyOfPages = (pages: ReadonlyMap<number, string>): string =>
  [...pages]
    .sort(([a], [b]) => a - b)
    .map(([n, html]) => `<section data-page="${n}">\n${html}\n</section>`)
    .join('\n');

/** A page that is kept, for the record. */
const keptPart = ({ url, text, cut }: Extraction, now: string): ClipPart => ({
  url,
  at: now,
  hash: partHash(text),
  ...(cut ? { lost: cut.total - cut.kept } : {}),
});

/** The pages that an article names, for the record; undefined when it has one page. */
export function partsOf(extraction: Extraction, now: string): Partial<Pick<Clip, 'parts' | 'whole'>> {
  const { pager } = extraction;
  if (!pager) return {};
  const parts: Record<string, ClipPart> = {};
  for (const { n, url } of pager.pages) parts[String(n)] = { url };
  parts[String(pager.at)] = keptPart(extraction, now);
  return { ...(pager.pages.length > 1 ? { parts } : {}), ...(pager.whole ? { whole: pager.whole } : {}) };
}

/**
 * The clip of which a page is a further page: it names this address among its pages, or this page names one that it
 * holds, under the same headline.
 */
export async function findWhole(ledger: Ledger, extraction: Extraction): Promise<Rec<'clip'> | undefined> {
  const addresses = [extraction.url, ...(extraction.pager?.pages ?? []).map((page) => page.url)];
  for (const url of addresses) {
    for (const clip of await ledger.linked(`url:${url}`, 'clip')) {
      const { parts, title, coverage } = clip.fields;
      if (coverage !== 'article') continue;
      if (clip.fields.wholeKept && url === extraction.url) return clip;
      const named = Object.values(parts ?? {}).some((part) => part.url === extraction.url);
      if (named || (url !== extraction.url && sameHeadline(title, extraction.title))) return clip;
    }
  }
  return undefined;
}

/** A page that was read and is to be put into a clip. */
export interface NewPart {
  n: number;
  extraction: Extraction;
}

/**
 * The change that puts pages into a clip, in their order and each once, notes the pages that could not be had, and
 * learns of pages that the new ones name. A page that is kept already is replaced. All that is told of the text is told
 * anew: its fingerprint, length, what was left out, who is credited, and the card of a document.
 */
export async function withParts(
  ledger: Ledger,
  clip: Rec<'clip'>,
  added: readonly NewPart[],
  failed: ReadonlyMap<number, { url: string; code: string }> = new Map(),
): Promise<Partially<'clip'>> {
  const { fields } = clip;
  const now = new Date(ledger.clock.wall()).toISOString();
  const html = fields.body ? await (await ledger.getBlob(fields.body)).text() : '';
  const known = fields.parts ?? { '1': { url: fields.url, at: now, hash: partHash(textOfBody(html)) } };
  const single = Number(Object.entries(known).find(([, part]) => part.at)?.[0] ?? 1);
  const pages = pagesOfBody(html, single);
  const parts: Record<string, ClipPart> = { ...known };
  const alone = parts[String(single)];
  // An older record says of the whole clip alone what was left out.
  if (alone && fields.cut && !Object.values(parts).some((part) => part.lost))
    parts[String(single)] = { ...alone, lost: fields.cut.total - fields.cut.kept };
  for (const { n, extraction } of added) {
    for (const page of extraction.pager?.pages ?? []) parts[String(page.n)] ??= { url: page.url };
    parts[String(n)] = keptPart(extraction, now);
    pages.set(n, inertMarkup(extraction.html, extraction.text));
  }
  for (const [n, { url, code }] of failed) parts[String(n)] = { url, failed: code };
  if (!added.length) return { parts };
  const body = bodyOfPages(pages);
  const text = textOfBody(body);
  const first = added.find(({ n }) => n === 1)?.extraction;
  const lost = Object.values(parts).reduce((sum, part) => sum + (part.at ? (part.lost ?? 0) : 0), 0);
  return {
    parts,
    body: await ledger.putBlob(new Blob([body], { type: 'text/html;charset=utf-8' })),
    length: bare(text).length,
    textHash: hashText(bare(text)),
    images: [...body.matchAll(/<img /g)].length || null,
    cut: lost ? { kept: text.length, total: text.length + lost } : null,
    ...creditsOf(fields, added, first),
    card: cardOf(fields, added, text, first),
    ...(first ? { title: first.title || fields.title, url: first.url } : {}),
    excerpt: text.replace(/\s+/gu, ' ').trim().slice(0, 160) || null,
  };
}

/** Who is credited: the first page says it, and any page what it does not say, as the editor under the last one. */
function creditsOf(fields: Clip, added: readonly NewPart[], first: Extraction | undefined): Partial<Clip> {
  const credits: Partial<Clip> = {};
  for (const name of ['siteName', 'source', 'author', 'editor', 'published'] as const) {
    const value =
      first?.[name] ?? fields[name] ?? added.find(({ extraction }) => extraction[name])?.extraction[name];
    if (value) credits[name] = value;
  }
  return credits;
}

/**
 * What the text as a whole says of the document that it is. What an earlier page printed beside its text (above its
 * heading, in a table of labels) is not in this text, and stays.
 */
function cardOf(
  fields: Clip,
  added: readonly NewPart[],
  text: string,
  first: Extraction | undefined,
): Partially<'clip'>['card'] {
  const last = added.toSorted((a, b) => a.n - b.n).at(-1)?.extraction;
  const around = { above: first?.around?.above ?? [], below: last?.around?.below ?? [] };
  const title = first?.title || fields.title;
  const patch = documentPatch(fields.card, readDocument({ title, text, coverage: fields.coverage, around }));
  const whole = bare(text);
  return Object.fromEntries(
    Object.entries(patch ?? {}).filter(([field, entry]) => {
      const before = fields.card?.[field];
      if (!before || before.by === 'hand') return true;
      const isBeside = !first && before.passage !== undefined && !whole.includes(bare(before.passage));
      return entry !== null && !isBeside;
    }),
  );
}

/**
 * What puts a page that was clipped into the article that it belongs to; undefined when there is none, or when the page
 * is the only one of its article so far. Needs no permission: the page was read by the click that clipped it.
 * @param quotations the selection as quotations of the clip
 */
export async function joinWrites(
  ledger: Ledger,
  extraction: Extraction,
  quotations: (clip: Rec<'clip'>) => Record<string, Quotation>,
): Promise<ClipWrites | undefined> {
  const clip = await findWhole(ledger, extraction);
  if (!clip) return undefined;
  const { fields } = clip;
  const known = Object.entries(fields.parts ?? {}).find(([, part]) => part.url === extraction.url);
  const n = Number(known?.[0] ?? extraction.pager?.at ?? 0);
  const isOfWhole = fields.wholeKept === true && (extraction.pager?.pages.length ?? 0) > 1;
  // The only page of its article, or one whose number nobody names: an ordinary clip.
  if (!n || (!known && !extraction.pager)) return undefined;
  if (!fields.parts && !isOfWhole && extraction.url === fields.url) return undefined;
  const saved = (
    record: Pick<ClipWrites, 'writes' | 'label'> & Partial<ClipWrites>,
    parts = fields.parts,
  ): ClipWrites => ({
    id: clip.id,
    title: fields.title,
    url: extraction.url,
    fresh: false,
    changed: false,
    pages: partCount({ parts }),
    ...record,
  });
  const quoted = quotations(clip);
  if (isOfWhole || extraction.coverage !== 'article') {
    const isNew = Object.keys(quoted).length > 0;
    return saved({ writes: isNew ? [change(clip, { quotations: quoted })] : [], label: 'clipQuote' });
  }
  const hash = partHash(extraction.text);
  const same = known?.[1].at !== undefined && known[1].hash === hash;
  const patch: Partially<'clip'> = same ? {} : await withParts(ledger, clip, [{ n, extraction }]);
  const changed = known?.[1].at !== undefined && !same;
  return saved(
    {
      writes: [change(clip, { ...patch, quotations: quoted })],
      label: changed ? 'clipMerge' : 'clipPage',
      changed,
    },
    (patch.parts as Clip['parts'] | undefined) ?? fields.parts,
  );
}
