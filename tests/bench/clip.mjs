import { startClipper } from '../../scripts/lib/clipper.mjs';
import { decodePage } from '../../scripts/lib/charset.mjs';
import { addressOf } from '../../scripts/lib/saved-page.mjs';
import { corpus } from '../fixtures/corpus/index.mjs';
import { mark, sum } from '../fixtures/corpus/score.mjs';

/**
 * Clips every page of the corpus in real Chromium with our extractor and with Readability, on the same page in turns.
 * @returns {Promise<{ pages: number, ours: Score, theirs: Score, time: { ours: number, theirs: number }, faults: string[] }>}
 *
 * @typedef {Record<string, { right: number, of: number }>} Score
 */
export async function clipMarks() {
  const clipper = await startClipper();
  const ours = [];
  const theirs = [];
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const otherTimes = [];
  /** @type {string[]} */
  const faults = [];
  try {
    for (const page of corpus) {
      const html = decodePage(page.bytes);
      const found = await clipper.clip(html, { url: page.url ?? addressOf(html), readability: true });
      const marks = mark(page.expected, found);
      ours.push(marks);
      if (Object.values(marks).includes(false)) faults.push(`${page.name}: ${marks.why.join('; ')}`);
      const { title, text, byline, siteName, published, ms } = found.readability ?? {};
      const time = (published ?? '').slice(0, 16).replace('T', ' ');
      theirs.push(mark(page.expected, { title, text, author: byline, source: siteName, published: time }));
      times.push(found.ms);
      otherTimes.push(ms ?? 0);
    }
  } finally {
    await clipper.close();
  }
  return {
    pages: corpus.length,
    ours: sum(ours),
    theirs: sum(theirs),
    time: { ours: median(times), theirs: median(otherTimes) },
    faults,
  };
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
