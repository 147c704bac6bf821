import { change, create, hashText, type Ledger, newId, type Partially, type Rec, remove } from '../ledger';
import type { Clip } from '../records';
import type { Extraction } from '../records/extraction';

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
}

/** Text without white space: what the fingerprint is computed over, so that a re-flowed page is the same text. */
const bare = (text: string): string => text.replace(/\s+/gu, '');

/**
 * Keeps an extraction as study material, in one commit. The same address, or the same text under another address,
 * is merged into the clip that is there: a selection becomes one more quotation, a changed text replaces the old
 * one, which stays in the history. Runs in the worker: `html` was sanitised in the page, and is again when shown.
 */
export async function saveClip(
  ledger: Ledger,
  extraction: Extraction,
  options: { note?: string } = {},
): Promise<SavedClip> {
  const known = await findClip(ledger, extraction);
  const quotations = extraction.quotation ? { [newId()]: quotationOf(ledger, extraction.quotation) } : {};
  const content = await contentOf(ledger, extraction);
  const note = options.note?.trim() || undefined;
  if (!known) {
    const title = extraction.title || extraction.url;
    const write = create('clip', {
      ...content,
      title,
      url: extraction.url,
      quotations,
      note,
    });
    const { n } = await ledger.commit([write], { label: 'clipSave' });
    return { id: write.id, title, url: extraction.url, fresh: true, changed: false, n };
  }
  // A selection of a page that was kept whole adds a quotation and leaves the text alone.
  const lesser = extraction.coverage === 'selection' && known.fields.coverage !== 'selection';
  const changed = !lesser && Boolean(known.fields.textHash) && known.fields.textHash !== content.textHash;
  const repeated = Object.values(known.fields.quotations ?? {}).some(
    (entry) => entry.text === extraction.quotation,
  );
  const elsewhere =
    known.fields.url !== extraction.url &&
    !Object.values(known.fields.addresses ?? {}).some((entry) => entry.url === extraction.url);
  const title = lesser ? known.fields.title : extraction.title || known.fields.title;
  const patch: Partially<'clip'> = {
    ...(lesser ? {} : { ...content, title }),
    ...(repeated ? {} : { quotations }),
    ...(elsewhere
      ? {
          addresses: {
            [hashText(extraction.url).slice(0, 16)]: { url: extraction.url, at: stampOf(ledger) },
          },
        }
      : {}),
    ...(note ? { note: [known.fields.note, note].filter(Boolean).join('\n') } : {}),
  };
  const { n } = await ledger.commit([change(known, patch)], { label: 'clipMerge' });
  return { id: known.id, title, url: extraction.url, fresh: false, changed, n };
}

/** The clip that holds this address or this text; undefined when neither is in the ledger. */
export async function findClip(
  ledger: Ledger,
  page: Pick<Extraction, 'url' | 'text'>,
): Promise<Rec<'clip'> | undefined> {
  const [byAddress] = await ledger.linked(`url:${page.url}`, 'clip');
  if (byAddress || !bare(page.text)) return byAddress;
  const [byText] = await ledger.linked(`text:${hashText(bare(page.text))}`, 'clip');
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
    images: extraction.images.length || undefined,
    body: extraction.html
      ? await ledger.putBlob(new Blob([extraction.html], { type: 'text/html;charset=utf-8' }))
      : undefined,
  };
}

const quotationOf = (ledger: Ledger, text: string) => ({
  text,
  at: stampOf(ledger),
});

const stampOf = (ledger: Ledger): string => new Date(ledger.clock.wall()).toISOString();

/** Adds a quotation, with a note if there is one. Returns the quotation's id. */
export async function addQuotation(
  ledger: Ledger,
  clip: Rec<'clip'>,
  text: string,
  note?: string,
): Promise<string> {
  const id = newId();
  const quotation = { ...quotationOf(ledger, text.trim()), note: note?.trim() || undefined };
  await ledger.commit([change(clip, { quotations: { [id]: quotation } })], { label: 'clipQuote' });
  return id;
}

/** Takes a quotation off; the history keeps it. */
export const removeQuotation = (ledger: Ledger, clip: Rec<'clip'>, id: string) =>
  ledger.commit([change(clip, { quotations: { [id]: null } })], { label: 'clipQuote' });

/** Sets the note on a clip and removes its draft; an empty note is no note. */
export const setNote = (ledger: Ledger, clip: Rec<'clip'>, note: string, draft?: string) =>
  ledger.commit([change(clip, { note: note.trim() || null })], { label: 'clipNote', draft });

/** Puts a clip on the study list of a month (`YYYY-MM`), or takes it off with `null`. */
export const putOnMonthList = (ledger: Ledger, clip: Rec<'clip'>, month: string | null) =>
  ledger.commit([change(clip, { listMonth: month })], { label: 'clipList' });

/** Puts a clip in the trash. Agenda items and declarations that name it keep their own words. */
export const removeClip = (ledger: Ledger, clip: Rec<'clip'>) =>
  ledger.commit([remove(clip)], { label: 'clipRemove' });

/** The sanitised HTML of the main text; empty when the clip has none. Throws E113 when its bytes are missing. */
export const clipBody = async (ledger: Ledger, clip: Rec<'clip'>): Promise<string> =>
  clip.fields.body ? (await ledger.getBlob(clip.fields.body)).text() : '';
