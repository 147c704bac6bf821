import { measuredInBrowser } from './in-browser.mjs';

/** Records of the year that is written as a book. */
const RECORDS = 5000;

/**
 * How long 支部工作手册 of a year takes in real Chromium, from the records in storage to the finished file.
 * @returns {Promise<{ records: number, milliseconds: number }>}
 */
export async function handbookTime() {
  return { records: RECORDS, milliseconds: await measuredInBrowser('book', `measure(${RECORDS})`) };
}
