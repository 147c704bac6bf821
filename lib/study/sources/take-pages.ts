import { change, type CommitResult, type Ledger, type Rec } from '../../ledger';
import { webFetch, type WebFetchOptions } from '../../platform/web-fetch';
import type { Extraction } from '../../records/extraction';
import { PAGE_LIMIT } from '../../records/extraction-limits';
import { asFault, Fault } from '../../records/fault';
import type { ClipPart } from '../../records/study';
import { decodePage } from './decode-page';
import { extractPage, type ExtractOptions } from '../extract';
import { sameHeadline } from '../extract/same-headline';
import { inertMarkup } from '../markup';
import { type NewPart, partHash, withParts } from '../clip/parts';

/** Bytes of one page at most. */
const PAGE_BYTES = 8 * 1024 * 1024;

export interface TakeOptions {
  /** Window in which the pages are read: they are parsed there, and nothing of them runs. */
  window: ExtractOptions['window'];
  signal?: AbortSignal;
  /** Called before each page. */
  onPage?: (done: number, total: number) => void;
  fetch?: WebFetchOptions['fetch'];
}

export interface Taken extends CommitResult {
  /** Pages that were added. */
  added: number;
  /** Pages that could not be had, with the reason. */
  failed: { n: number; fault: Fault }[];
}

/** Fetches a page of the web and reads it as an article, without running anything of it. */
export async function readWebPage(url: string, options: TakeOptions): Promise<Extraction> {
  const { bytes, type } = await webFetch(url, {
    limit: PAGE_BYTES,
    accept: /html|xml|text\/plain/,
    sameOrigin: true,
    signal: options.signal,
    fetch: options.fetch,
  });
  const document = new options.window.DOMParser().parseFromString(decodePage(bytes, type), 'text/html');
  return extractPage(document, url, { window: options.window });
}

/**
 * Fetches the pages of an article that its clip does not hold, one after the other, and adds them in one commit. Takes
 * only addresses of the article's own site, at most {@link PAGE_LIMIT}, follows what each page says of further ones,
 * and stops at a page that is there already. What could not be had is noted with its reason and can be asked for again.
 * A page that is of another article is refused (E334). An abort throws and keeps nothing.
 */
export async function takePages(ledger: Ledger, clip: Rec<'clip'>, options: TakeOptions): Promise<Taken> {
  const { fields } = clip;
  const { origin } = new URL(fields.url);
  const parts = new Map(Object.entries(fields.parts ?? {}).map(([n, part]) => [Number(n), { ...part }]));
  const hashes = new Set([...parts.values()].flatMap((part) => (part.at && part.hash ? [part.hash] : [])));
  const tried = new Set<number>();
  const added: NewPart[] = [];
  const failed: Taken['failed'] = [];
  for (;;) {
    const next = [...parts]
      .sort(([a], [b]) => a - b)
      .find(([n, part]) => !part.at && !tried.has(n) && n <= PAGE_LIMIT);
    if (!next) break;
    const [n, part] = next;
    tried.add(n);
    options.onPage?.([...parts.values()].filter(({ at }) => at).length, parts.size);
    options.signal?.throwIfAborted();
    try {
      if (new URL(part.url).origin !== origin) throw new Fault('E334', { n });
      const extraction = await readWebPage(part.url, options);
      const hash = partHash(extraction.text);
      // A site that answers a page beyond the last with the first or the last again.
      if (hashes.has(hash)) {
        parts.delete(n);
        continue;
      }
      if (!isOfArticle(extraction, fields.title, parts)) throw new Fault('E334', { n });
      hashes.add(hash);
      added.push({ n, extraction });
      parts.set(n, { ...part, at: 'now', hash });
      for (const page of extraction.pager?.pages ?? [])
        if (!parts.has(page.n)) parts.set(page.n, { url: page.url });
    } catch (thrown) {
      options.signal?.throwIfAborted();
      failed.push({ n, fault: asFault(thrown) });
    }
  }
  options.signal?.throwIfAborted();
  // Pages may have been clipped by hand while these came: they stay, and what was read here is put beside them.
  const now = (await ledger.get('clip', clip.id)) ?? clip;
  const byHand = (n: number): boolean => {
    const there = now.fields.parts?.[n]?.at;
    return there !== undefined && there !== fields.parts?.[n]?.at;
  };
  const fresh = added.filter(({ n }) => !byHand(n));
  const notes = new Map(
    failed
      .filter(({ n }) => !byHand(n))
      .map(({ n, fault }) => [n, { url: parts.get(n)?.url ?? '', code: fault.code }]),
  );
  const patch = await withParts(ledger, now, fresh, notes);
  // What turned out to be no page of its own is forgotten.
  for (const n of Object.keys(patch.parts ?? {}))
    if (!parts.has(Number(n)) && !byHand(Number(n))) Object.assign(patch.parts ?? {}, { [n]: null });
  const result = await ledger.commit([change(now, patch)], { label: 'clipPage' });
  return { ...result, added: fresh.length, failed };
}

/** Whether a fetched page is a page of the article: it is an article, and its pager or its headline says so. */
function isOfArticle(extraction: Extraction, title: string, parts: ReadonlyMap<number, ClipPart>): boolean {
  if (extraction.coverage !== 'article') return false;
  const known = new Set([...parts.values()].map((part) => part.url));
  const names = (extraction.pager?.pages ?? []).some(({ url }) => url !== extraction.url && known.has(url));
  return names || sameHeadline(extraction.title, title);
}

/**
 * Fetches the page on which the whole article stands (全文) and puts it in place of the pages. Refuses one with less text
 * than is kept (E334).
 */
export async function takeWhole(
  ledger: Ledger,
  clip: Rec<'clip'>,
  options: TakeOptions,
): Promise<CommitResult> {
  const { fields } = clip;
  const extraction = await readWebPage(fields.whole ?? '', options);
  const size = extraction.text.replace(/\s+/gu, '').length;
  if (
    extraction.coverage !== 'article' ||
    size < (fields.length ?? 0) * 0.9 ||
    !sameHeadline(extraction.title, fields.title)
  )
    throw new Fault('E334', { n: 1 });
  const patch = await withParts(
    ledger,
    { ...clip, fields: { ...fields, body: undefined, parts: undefined } },
    [{ n: 1, extraction }],
  );
  const parts = Object.fromEntries(Object.keys(fields.parts ?? {}).map((n) => [n, null]));
  const body = await ledger.putBlob(
    new Blob([inertMarkup(extraction.html, extraction.text)], { type: 'text/html;charset=utf-8' }),
  );
  const whole = { parts, body, whole: null, wholeKept: true, url: fields.url, title: fields.title };
  return ledger.commit([change(clip, { ...patch, ...whole })], { label: 'clipPage' });
}
