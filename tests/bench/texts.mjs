import { measuredInBrowser } from './in-browser.mjs';

/**
 * What the helps of reading cost in real Chromium, in milliseconds: main points of a long article, the same text in
 * 5,000 others, a changed passage found again, two versions compared.
 * @returns {Promise<{ points: number, same: number, anchors: number, changes: number, characters: number }>}
 */
export const textTimes = () => measuredInBrowser('texts', 'measure()');
