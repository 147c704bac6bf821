import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { measuredInBrowser } from './in-browser.mjs';

/** Pages of the book that is read. */
const PAGES = 300;

/**
 * How long the text of a PDF takes in real Chromium, ours and that of the bare library, and how long the page stood
 * still at most; in milliseconds.
 * @returns {Promise<{ pages: number, ours: number, bare: number, stood: number }>}
 */
export async function pdfTimes() {
  const cmaps = join(ROOT, 'node_modules', 'pdfjs-dist', 'cmaps');
  return { pages: PAGES, ...(await measuredInBrowser('pdf', `measure(${PAGES})`, { cmaps })) };
}
