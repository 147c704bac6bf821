import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractPage, type ExtractOptions } from '../../../../lib/study/extract';
import type { Extraction } from '../../../../lib/records/extraction';

const PAGES = join(import.meta.dirname, '../../../fixtures/pages');

/** A test page as a browser decodes it: by the charset it names in its head. */
export function pageText(name: string): string {
  const bytes = readFileSync(join(PAGES, name));
  const charset = /charset=["']?([\w-]+)/i.exec(bytes.subarray(0, 1024).toString('latin1'))?.[1] ?? 'utf-8';
  return new TextDecoder(charset).decode(bytes);
}

/** A page that is parsed and not run. */
export const openPage = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

type Options = Partial<ExtractOptions> & { url?: string };

/** Extracts from a page as the injected script does. */
export function extractFrom(document: Document, { url, ...options }: Options = {}): Extraction {
  return extractPage(document, url ?? 'https://news.example/a.html', {
    window: globalThis as unknown as ExtractOptions['window'],
    budget: 60_000,
    ...options,
  });
}

/** {@link extractFrom} HTML. */
export const extract = (html: string, options?: Options): Extraction => extractFrom(openPage(html), options);
