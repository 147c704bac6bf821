// Runs in the page that is clipped, in a world of its own: the extractor of the extension, and Readability beside it.
import { Readability } from '@mozilla/readability';
import { extractPage } from '../../lib/study/extract';

/**
 * Extracts once for the result and then for the time.
 * @param {string} url
 * @param {number} rounds times that are measured
 * @param {boolean} beside whether Readability is asked too
 */
export function clip(url, rounds, beside) {
  const ours = () => extractPage(document, url, { window: /** @type {any} */ (globalThis), budget: 30_000 });
  const theirs = () => {
    const before = performance.now();
    const copy = /** @type {Document} */ (document.cloneNode(true));
    const start = performance.now();
    const article = new Readability(copy).parse();
    const end = performance.now();
    return { article, took: end - start, whole: end - before };
  };
  const found = ours();
  const other = beside ? theirs().article : undefined;
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const otherTimes = [];
  // It changes what it reads: on a page that is to stay as it is, the copy is part of its work.
  /** @type {number[]} */
  const wholeTimes = [];
  // In turns, so that a busy moment of the machine meets both.
  for (let round = 0; round < rounds + 1; round += 1) {
    const start = performance.now();
    ours();
    const took = performance.now() - start;
    const second = beside ? theirs() : { took: 0, whole: 0 };
    const otherTook = second.took;
    // The first round still compiles.
    if (round === 0) continue;
    times.push(took);
    otherTimes.push(otherTook);
    wholeTimes.push(second.whole);
    if (took + otherTook > 1500) break;
  }
  return {
    found,
    ms: median(times),
    readability: beside
      ? {
          title: other?.title ?? '',
          byline: other?.byline ?? '',
          siteName: other?.siteName ?? '',
          published: other?.publishedTime ?? '',
          text: other?.textContent ?? '',
          ms: median(otherTimes),
          withCopy: median(wholeTimes),
        }
      : undefined,
  };
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[sorted.length >> 1] ?? 0) * 1000) / 1000;
}
