import { startClipper } from '../../scripts/lib/clipper.mjs';
import { decodePage } from '../../scripts/lib/charset.mjs';
import { addressOf } from '../../scripts/lib/saved-page.mjs';
import { corpus } from '../fixtures/corpus/index.mjs';
import { mark, sum } from '../fixtures/corpus/score.mjs';

/**
 * Clips every page of the corpus in real Chromium with our extractor and with Readability, on the same page in turns.
 * @returns {Promise<{ pages: number, ours: Score, theirs: Score, time: { ours: number, theirs: number, withCopy: number }, huge: number, faults: string[] }>}
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
  /** @type {number[]} */
  const wholeTimes = [];
  /** @type {string[]} */
  const faults = [];
  let huge = Number.NaN;
  try {
    for (const page of corpus) {
      const html = decodePage(page.bytes);
      const found = await clipper.clip(html, { url: page.url ?? addressOf(html), readability: true });
      const marks = mark(page.expected, found);
      ours.push(marks);
      if (Object.values(marks).includes(false)) faults.push(`${page.name}: ${marks.why.join('; ')}`);
      const { title, text, byline, siteName, published, ms, withCopy } = found.readability ?? {};
      const time = (published ?? '').slice(0, 16).replace('T', ' ');
      theirs.push(mark(page.expected, { title, text, author: byline, source: siteName, published: time }));
      times.push(found.ms);
      otherTimes.push(ms ?? 0);
      wholeTimes.push(withCopy ?? 0);
    }
    huge = (await clipper.clip(hugePage(), { url: 'https://page.invalid/', rounds: 3 })).ms;
  } finally {
    await clipper.close();
  }
  return {
    pages: corpus.length,
    ours: sum(ours),
    theirs: sum(theirs),
    time: { ours: median(times), theirs: median(otherTimes), withCopy: median(wholeTimes) },
    huge,
    faults,
  };
}

/** A page of 100,000 nodes: lists of links and a text of 13,400 paragraphs. */
const hugePage = () =>
  `<!DOCTYPE html><title>很长的一页</title><ul>${'<li><a href="/1">别处的一条新闻标题</a></li>'.repeat(5000)}</ul><article>${'<p><span>支部把会开在换班的十分钟里，</span><a href="/2">议的都是身边事</a>。大家一条一条说，书记一条一条记。</p>'.repeat(13_400)}</article>`;

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
