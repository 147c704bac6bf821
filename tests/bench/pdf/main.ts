import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { readPdfFile } from '../../../lib/study/pdf';
import { makeBook } from '../../unit/support/make-pdf';

const ROUNDS = 3;

/** The bare text of every page by the library alone, as one string. */
async function bareText(data: Uint8Array): Promise<string> {
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const task = pdfjs.getDocument({ data, cMapUrl: '/cmaps/', cMapPacked: true, verbosity: 0 });
  const pdf = await task.promise;
  let text = '';
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const page = await pdf.getPage(n);
    const { items } = await page.getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await task.destroy();
  return text;
}

interface Timed {
  took: number;
  stood: number;
  length: number;
}

/** Milliseconds of the work, and the longest time that the page drew nothing meanwhile. */
async function timed(work: () => Promise<string>): Promise<Timed> {
  let stood = 0;
  let last = performance.now();
  let running = true;
  const tick = (): void => {
    const now = performance.now();
    stood = Math.max(stood, now - last);
    last = now;
    if (running) setTimeout(tick);
  };
  tick();
  const began = performance.now();
  const { length } = await work();
  const took = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve));
  running = false;
  return { took, stood, length };
}

/** Reading a book of so many pages, ours and the library's bare text in turn; the best round of each. */
async function measure(pages: number) {
  const book = makeBook(pages);
  const ours: Timed[] = [];
  const bare: Timed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await timed(() => bareText(book.slice())));
    ours.push(await timed(async () => (await readPdfFile(book.slice())).text));
  }
  const [least] = ours;
  if (!least || least.length < pages * 1000) throw new Error(`only ${least?.length} characters`);
  const best = (list: Timed[], key: 'took' | 'stood') => Math.min(...list.map((one) => one[key]));
  return { ours: best(ours, 'took'), bare: best(bare, 'took'), stood: best(ours, 'stood') };
}

Object.assign(globalThis, { measure });
