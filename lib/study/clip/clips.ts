import { v5 } from 'uuid';
import {
  change,
  type CommitResult,
  create,
  hashText,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  remove,
  restore,
  type Write,
} from '../../ledger';
import type { Clip } from '../../records';
import type { Extraction } from '../../records/extraction';
import { REMARK_LIMIT } from '../../records/extraction-limits';
import { Fault } from '../../records/fault';
import type { Anchor, Quotation } from '../../records/study';
import { anchorAt, fold } from '../read/anchors';
import { documentPatch } from '../document/card';
import { readDocument } from '../document/read';
import { inertMarkup } from '../markup';
import { joinWrites, type PartCount, partCount, partsOf } from './parts';

/** Characters of the main text that lists show. */
const EXCERPT = 160;

export interface SavedClip {
  id: string;
  title: string;
  url: string;
  /** False when the same address or the same text was in the ledger already: it was merged into that clip. */
  fresh: boolean;
  /** True when the text under a known address is not the text that was kept before; that one is in the history. */
  changed: boolean;
  /** Number of the commit, for undo; undefined when nothing differed. */
  n?: number;
  /** Pages kept of an article that has several. */
  pages?: PartCount;
  /** True when nothing but the title of a new page could be read. */
  empty?: boolean;
}

/** Text without white space: what the fingerprint is computed over, so that a re-flowed page is the same text. */
const bare = (text: string): string => text.replace(/\s+/gu, '');

/** Where clip ids come from. Fixed for ever: the same page kept twice at once, or by two people, is one clip. */
const NAMESPACE = '0b6a7d1e-3f57-5c1a-8a0d-6f3b1c9e52d4';
/** Id of the clip that a page at this address becomes. */
export const clipId = (url: string): string => v5(url, NAMESPACE);
/** Shorter texts are often those of error pages, and the same under many addresses. */
export const SAME_TEXT = 60;
/** How much of a page a clip holds: a later one that holds less does not replace it. */
const WORTH: Record<Clip['coverage'], number> = { article: 3, visible: 2, selection: 1 };

/**
 * Keeps an extraction as study material, in one commit. The same address, or the same text under another address,
 * is merged into the clip that is there: a selection becomes one more quotation, a changed text replaces the old
 * one, which stays in the history; a page on which less was found changes nothing. A clip in the trash comes back.
 * Runs in the worker: `html` must be the markup of clips (`markup.ts`), and is sanitised again when shown. Throws E325 for a note that is
 * too long.
 */
export async function saveClip(
  ledger: Ledger,
  extraction: Extraction,
  options: { note?: string } = {},
): Promise<SavedClip> {
  const { writes, label, ...saved } = await saveWrites(ledger, extraction, options);
  const { n } = await ledger.commit(writes, { label });
  return { ...saved, n };
}

/** What {@link saveClip} writes, and what it will say: for several clips in one commit. */
export type ClipWrites = Omit<SavedClip, 'n'> & { writes: Write[]; label: string };

/** {@link saveClip} without the commit. The writes hold as long as nothing else is written to the same clip. */
export const saveWrites = async (
  ledger: Ledger,
  extraction: Extraction,
  options: { note?: string } = {},
): Promise<ClipWrites> =>
  (await joinWrites(ledger, extraction, (clip) => newQuotation(ledger, extraction, clip))) ??
  clipWrites(ledger, extraction, options);

/** {@link saveWrites} for a page that is taken as an article of its own. */
export async function clipWrites(
  ledger: Ledger,
  extraction: Extraction,
  options: { note?: string } = {},
): Promise<ClipWrites> {
  const { url } = extraction;
  const known = await findClip(ledger, extraction);
  if (known) return mergeClip(ledger, known, extraction, options.note);
  const title = extraction.title || url;
  const fields: Clip = {
    ...(await contentOf(ledger, extraction)),
    ...partsOf(extraction, stampOf(ledger)),
    title,
    url,
  };
  const note = checkedNote(options.note);
  const quotations = newQuotation(ledger, extraction);
  const id = clipId(url);
  const gone = await ledger.find(id);
  const writes =
    gone?.kind === 'clip' && gone.deleted
      ? [
          restore(gone),
          change(gone as Rec<'clip'>, {
            // What comes back has the text of this page alone, whatever pages it had before.
            ...onePage(gone as Rec<'clip'>, fields),
            quotations,
            ...(note ? { note } : {}),
          }),
        ]
      : [create('clip', { ...fields, quotations, note }, id)];
  return {
    id,
    title,
    url,
    fresh: true,
    changed: false,
    pages: partCount(fields),
    empty: !bare(extraction.text),
    writes,
    label: 'clipSave',
  };
}

const onePage = ({ fields: { parts } }: Rec<'clip'>, fields: Clip): Partially<'clip'> => ({
  ...fields,
  wholeKept: null,
  whole: fields.whole ?? null,
  parts: { ...Object.fromEntries(Object.keys(parts ?? {}).map((n) => [n, null])), ...fields.parts },
});

async function mergeClip(
  ledger: Ledger,
  known: Rec<'clip'>,
  extraction: Extraction,
  note: string | undefined,
): Promise<ClipWrites> {
  const { fields } = known;
  const isElsewhere = fields.url !== extraction.url;
  const isNoted = Object.values(fields.addresses ?? {}).some((address) => address.url === extraction.url);
  const isLess = WORTH[extraction.coverage] < WORTH[fields.coverage];
  const content = await contentOf(ledger, extraction);
  const changed = !isLess && Boolean(fields.textHash) && fields.textHash !== content.textHash;
  const patch: Partially<'clip'> = { quotations: newQuotation(ledger, extraction, known) };
  if (isElsewhere) {
    // A reprint, however often it is met: the clip stays as its first page (or its file) credits it and only learns
    // what it did not know.
    Object.assign(patch, missingFrom(fields, content));
    if (!isNoted)
      patch.addresses = { [clipId(extraction.url)]: { url: extraction.url, at: stampOf(ledger) } };
  } else if (!isLess) {
    const whole = {
      cut: content.cut ?? null,
      images: content.images ?? null,
      card: documentPatch(fields.card, readDocument(extraction)),
    };
    Object.assign(patch, content, whole, partsOf(extraction, stampOf(ledger)), {
      title: extraction.title || fields.title,
    });
  }
  const more = checkedNote([fields.note, note?.trim()].filter(Boolean).join('\n'));
  if (note?.trim()) patch.note = more;
  return {
    id: known.id,
    title: patch.title ?? fields.title,
    url: extraction.url,
    fresh: false,
    changed: changed && !isElsewhere,
    writes: [change(known, patch)],
    label: 'clipMerge',
  };
}

const missingFrom = (fields: Clip, content: Partial<Clip>): Partially<'clip'> =>
  Object.fromEntries(
    Object.entries(content).filter(
      ([name, value]) => value !== undefined && fields[name as keyof Clip] === undefined,
    ),
  );

/** The clip that holds this address, or this article; undefined when neither is in the ledger. */
export async function findClip(
  ledger: Ledger,
  page: Pick<Extraction, 'url' | 'text' | 'coverage'>,
): Promise<Rec<'clip'> | undefined> {
  const [byAddress] = await ledger.linked(`url:${page.url}`, 'clip');
  if (byAddress) return byAddress;
  const text = bare(page.text);
  if (page.coverage !== 'article' || text.length < SAME_TEXT) return undefined;
  const [byText] = await ledger.linked(`text:${hashText(text)}`, 'clip');
  return byText;
}

async function contentOf(ledger: Ledger, extraction: Extraction): Promise<Omit<Clip, 'title' | 'url'>> {
  const text = bare(extraction.text);
  return {
    siteName: extraction.siteName,
    source: extraction.source,
    author: extraction.author,
    editor: extraction.editor,
    published: extraction.published,
    coverage: extraction.coverage,
    excerpt: extraction.text.replace(/\s+/gu, ' ').trim().slice(0, EXCERPT) || undefined,
    length: text.length,
    textHash: text ? hashText(text) : undefined,
    cut: extraction.cut,
    card: documentPatch(undefined, readDocument(extraction)),
    images: extraction.images.length || undefined,
    edition: extraction.edition,
    items: extraction.items,
    video: extraction.video,
    body: extraction.html
      ? await ledger.putBlob(
          new Blob([inertMarkup(extraction.html, extraction.text)], { type: 'text/html;charset=utf-8' }),
        )
      : undefined,
  };
}

/** The selection as a quotation, unless the clip has it already. */
function newQuotation(
  ledger: Ledger,
  extraction: Extraction,
  known?: Rec<'clip'>,
): Record<string, Quotation> {
  const text = extraction.quotation?.trim();
  const isThere = Object.values(known?.fields.quotations ?? {}).some(
    (entry) => bare(entry.text) === bare(text ?? ''),
  );
  return text && !isThere
    ? { [newId()]: { text, at: stampOf(ledger), anchor: onlyPlace(text, extraction.text) } }
    : {};
}

/** The place of words that stand in the text once. Which of several was selected, the page did not say. */
function onlyPlace(words: string, text: string): Anchor | undefined {
  const whole = fold(text);
  const pattern = fold(words);
  const start = whole.indexOf(pattern);
  if (start < 0 || whole.includes(pattern, start + 1)) return undefined;
  return anchorAt(whole, start, start + pattern.length);
}

/** A remark, trimmed; undefined when empty. Longer text would not fit the record (E325): the draft keeps it. */
function checkedNote(note: string | undefined): string | undefined {
  const text = note?.trim() || undefined;
  if (text && text.length > REMARK_LIMIT)
    throw new Fault('E325', { limit: REMARK_LIMIT, length: text.length });
  return text;
}

const stampOf = (ledger: Ledger): string => new Date(ledger.clock.wall()).toISOString();

/** Sets the note on a quotation and removes its draft; an empty note is no note. Throws E325. */
export async function setQuotationNote(
  ledger: Ledger,
  clip: Rec<'clip'>,
  id: string,
  note: string,
  draft?: string,
): Promise<CommitResult | undefined> {
  const quotation = clip.fields.quotations?.[id];
  if (!quotation) return undefined;
  return ledger.commit([change(clip, { quotations: { [id]: { ...quotation, note: checkedNote(note) } } })], {
    label: 'clipQuote',
    draft,
  });
}

/** Takes a quotation off; the history keeps it. */
export const removeQuotation = (ledger: Ledger, clip: Rec<'clip'>, id: string) =>
  ledger.commit([change(clip, { quotations: { [id]: null } })], { label: 'clipQuote' });

/** Sets the note on a clip and removes its draft; an empty note is no note. Throws E325. */
export const setNote = async (
  ledger: Ledger,
  clip: Rec<'clip'>,
  note: string,
  draft?: string,
): Promise<CommitResult> =>
  ledger.commit([change(clip, { note: checkedNote(note) ?? null })], { label: 'clipNote', draft });

/** Puts a clip in the trash. Agenda items and declarations that name it keep their own words. */
export const removeClip = (ledger: Ledger, clip: Rec<'clip'>) =>
  ledger.commit([remove(clip)], { label: 'clipRemove' });

/** The sanitised HTML of the main text; empty when the clip has none. Throws E113 when its bytes are missing. */
export const clipBody = async (ledger: Ledger, clip: Rec<'clip'>): Promise<string> =>
  clip.fields.body ? (await ledger.getBlob(clip.fields.body)).text() : '';
