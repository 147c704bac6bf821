import { v5 } from 'uuid';
import { change, create, hashBlob, hashText, type Ledger, type Rec, restore } from '../../ledger';
import { fileKindOf } from '../../exchange/photo';
import { webFetch, type WebFetchOptions } from '../../platform/web-fetch';
import type { Clip } from '../../records';
import { Fault } from '../../records/fault';
import type { SavedClip } from '../clip/clips';
import { documentPatch } from '../document/card';
import { readDocument } from '../document/read';
import { cleanAddress } from '../extract/address';
import type { PdfOptions, PdfText } from '../pdf/read';

/** Largest PDF that is kept, in bytes. */
export const PDF_BYTES = 50 * 1024 * 1024;
/** Where ids of PDF clips come from: the same file kept twice is one clip. Fixed for ever. */
const NAMESPACE = '2f6f9a3e-61b4-5f0e-8d0b-9a4f0c7d5e21';

export interface PdfSource {
  blob: Blob;
  /** Name of the file. */
  name: string;
  /** Address of the web that it came from, if any. */
  url?: string;
}

/** Reads a PDF; see `readPdf`. A parameter, because it needs a window. */
export type PdfReader = (data: Uint8Array<ArrayBuffer>, options: PdfOptions) => Promise<PdfText>;

const bare = (text: string): string => text.replace(/\s+/gu, '');

/**
 * Keeps a PDF as study material: its text by pages, and the file itself under its fingerprint, in one commit. A file
 * that is there already is found and not kept twice. A scan is kept as a file and says so. Nothing is written before
 * everything has been read. Throws E335 (password), E336 (no PDF, or broken), E337 (too large), E110 (disk full), and
 * passes on an abort.
 */
export async function savePdf(
  ledger: Ledger,
  source: PdfSource,
  read: PdfReader,
  options: PdfOptions = {},
): Promise<SavedClip> {
  const { blob, name } = source;
  const max = PDF_BYTES / 1024 / 1024;
  if (blob.size > PDF_BYTES)
    throw new Fault('E337', { name, size: (blob.size / 1024 / 1024).toFixed(1), max });
  const url = source.url ? cleanAddress(source.url) : '';
  let sha256: string;
  try {
    if ((await fileKindOf(blob)) !== 'pdf') throw new Fault('E336');
    sha256 = await hashBlob(blob);
  } catch (thrown) {
    // A file that was moved or removed meanwhile cannot be read either.
    throw thrown instanceof Fault ? thrown : new Fault('E336', {}, { cause: thrown });
  }
  const [known] = await ledger.linked(`file:${sha256}`, 'clip');
  if (known) return found(ledger, known, url);
  const text = await read(new Uint8Array(await blob.arrayBuffer()), options);
  const base = name.replace(/\.pdf$/i, '').trim();
  const title = text.title || base || name;
  const fields: Clip = {
    title,
    url,
    coverage: 'article',
    excerpt: text.text.replace(/\s+/gu, ' ').trim().slice(0, 160) || undefined,
    length: bare(text.text).length,
    textHash: text.text ? hashText(bare(text.text)) : undefined,
    cut: text.cut,
    card: documentPatch(undefined, readDocument({ title, text: text.text, coverage: 'article' })),
    body: text.html
      ? await ledger.putBlob(new Blob([text.html], { type: 'text/html;charset=utf-8' }))
      : undefined,
    file: {
      ...(await ledger.putBlob(new Blob([blob], { type: 'application/pdf' }))),
      name,
      role: text.scan ? 'scan' : 'file',
    },
    pageCount: text.pages,
    scan: text.scan || undefined,
  };
  const id = v5(sha256, NAMESPACE);
  const gone = await ledger.find(id);
  const writes =
    gone?.kind === 'clip' && gone.deleted
      ? [restore(gone), change(gone as Rec<'clip'>, fields)]
      : [create('clip', fields, id)];
  const { n } = await ledger.commit(writes, { label: 'clipSave' });
  return { id, title, url, fresh: true, changed: false, n };
}

async function found(ledger: Ledger, known: Rec<'clip'>, url: string): Promise<SavedClip> {
  const { title } = known.fields;
  // Picked from the computer first and met on the web now: its address is worth having.
  const n =
    url && !known.fields.url
      ? (await ledger.commit([change(known, { url })], { label: 'clipMerge' })).n
      : undefined;
  return { id: known.id, title, url, fresh: false, changed: false, n };
}

/** Fetches the PDF at an address of the web, whose site has to be allowed. Throws as {@link webFetch} does. */
export async function fetchPdf(
  url: string,
  options: Pick<WebFetchOptions, 'signal' | 'fetch'> = {},
): Promise<PdfSource> {
  const { bytes, url: last } = await webFetch(url, {
    limit: PDF_BYTES,
    accept: /pdf|octet-stream|binary|download/,
    timeout: 120_000,
    ...options,
  });
  const tail = new URL(last).pathname.split('/').at(-1) ?? '';
  let name = tail;
  try {
    name = decodeURIComponent(tail);
  } catch {
    // A name in another encoding stays as it is.
  }
  return { blob: new Blob([bytes], { type: 'application/pdf' }), name: name || 'document.pdf', url };
}
