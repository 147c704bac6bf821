import type * as PdfJs from 'pdfjs-dist';
import { TEXT_LIMIT } from '../../records/extraction-limits';
import { Fault } from '../../records/fault';
import { escapeMarkup } from '../markup';
import {
  bodySize,
  linesOf,
  paragraphsOf,
  type Piece,
  type PdfPage,
  titleOf,
  withoutRunningLines,
} from './lines';

/** What was read from a PDF. */
export interface PdfText {
  /** From the file's own data or its first page; absent when neither has one. */
  title?: string;
  /** Number of pages of the file. */
  pages: number;
  /** Each page with text as a section that carries its number; markup of clips inside. */
  html: string;
  /** One paragraph a line. */
  text: string;
  cut?: { kept: number; total: number };
  /** No page holds text: pictures of pages, as a scanner makes them. */
  scan: boolean;
}

export interface PdfOptions {
  /** Characters of text that are kept, `TEXT_LIMIT` when absent. */
  limit?: number;
  signal?: AbortSignal;
  /** Called after each page. */
  onPage?: (done: number, total: number) => void;
}

/** Where the parts of the PDF library are that it fetches by itself. */
export interface PdfParts {
  pdfjs: typeof PdfJs;
  /** Folder of the tables of Chinese encodings. */
  cMapUrl: string;
}

/** Characters that a page of text has at least, on the average: scans often carry a stray line. */
const FEW = 6;

/**
 * Reads the text of a PDF, page by page, outside of the thread that draws. Paragraphs are put together again, running
 * heads and page numbers left out. Runs nothing of the file. Throws E335 (needs a password), E336 (no PDF, or broken
 * beyond reading), and passes on an abort.
 */
export async function readPdf(
  data: Uint8Array<ArrayBuffer>,
  parts: PdfParts,
  options: PdfOptions = {},
): Promise<PdfText> {
  const task = parts.pdfjs.getDocument({
    data,
    cMapUrl: parts.cMapUrl,
    cMapPacked: true,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  const stop = (): void => void task.destroy();
  options.signal?.addEventListener('abort', stop);
  try {
    const pdf = await task.promise;
    const info = (await pdf.getMetadata().catch(() => undefined))?.info as { Title?: unknown } | undefined;
    const pages: PdfPage[] = [];
    for (let n = 1; n <= pdf.numPages; n += 1) {
      options.signal?.throwIfAborted();
      pages.push(await readPage(pdf, n));
      options.onPage?.(n, pdf.numPages);
    }
    return written(pages, typeof info?.Title === 'string' ? info.Title : undefined, options.limit);
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof Fault) throw thrown;
    const name = (thrown as { name?: string }).name;
    throw new Fault(name === 'PasswordException' ? 'E335' : 'E336', {}, { cause: thrown });
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await task.destroy();
  }
}

/** A page that cannot be read is a page without text: the others are worth having. */
async function readPage(pdf: PdfJs.PDFDocumentProxy, n: number): Promise<PdfPage> {
  try {
    const page = await pdf.getPage(n);
    const { height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item)) return [];
      const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
      // Text that stands upright is a mark at the margin.
      if (Math.abs(b) > Math.abs(a)) return [];
      return [{ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) }];
    });
    page.cleanup();
    return { height, lines: linesOf(pieces) };
  } catch {
    return { height: 0, lines: [] };
  }
}

function written(read: readonly PdfPage[], stated: string | undefined, limit = TEXT_LIMIT): PdfText {
  const pages = withoutRunningLines(read);
  const usual = bodySize(pages);
  const title = titleOf(stated, pages[0], usual);
  const html: string[] = [];
  const text: string[] = [];
  let kept = 0;
  let total = 0;
  let full = false;
  for (const [at, page] of pages.entries()) {
    const inner: string[] = [];
    for (const paragraph of paragraphsOf(page.lines, usual)) {
      total += paragraph.text.length;
      // Once one does not fit, none after it is kept: a hole inside a text would not be seen.
      full ||= kept + paragraph.text.length > limit;
      if (full) continue;
      kept += paragraph.text.length;
      const tag = paragraph.heading ? 'h3' : 'p';
      inner.push(`<${tag}>${escapeMarkup(paragraph.text)}</${tag}>`);
      text.push(paragraph.text);
    }
    if (inner.length) html.push(`<section data-page="${at + 1}">\n${inner.join('\n')}\n</section>`);
  }
  const scan = total < Math.max(FEW, pages.length * FEW);
  return {
    title,
    pages: pages.length,
    html: scan ? '' : html.join('\n'),
    text: scan ? '' : text.join('\n'),
    scan,
    ...(kept < total ? { cut: { kept, total } } : {}),
  };
}
