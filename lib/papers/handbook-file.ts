import { writeBook } from '../exchange/word/book';
import type { Ledger } from '../ledger';
import { handbook, type HandbookQuery } from './handbook';

/**
 * 支部工作手册 of a year as one Word file with contents. Ends with `AbortError` when stopped, E670 when writing fails;
 * in both cases nothing is handed out.
 */
export async function handbookFile(ledger: Ledger, query: HandbookQuery): Promise<Blob> {
  const book = await handbook(ledger, query);
  return writeBook(book.head, book.pieces(), query.signal);
}
