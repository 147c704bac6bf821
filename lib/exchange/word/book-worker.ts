import type { BookHead, BookNode } from './book-model';
import { type BookZip, startBook } from './book-zip';

/** What the page asks for: a head first, then pages, then the end. */
export type BookTask = { head: BookHead } | { nodes: readonly BookNode[] } | { end: true };
export interface BookAnswer {
  blob?: Blob;
  message?: string;
}

let book: BookZip | undefined;

self.addEventListener('message', ({ data }: MessageEvent<BookTask>) => {
  const answer: BookAnswer = {};
  try {
    if ('head' in data) book = startBook(data.head);
    else if ('nodes' in data) book?.add(data.nodes);
    else answer.blob = book?.finish();
  } catch (thrown) {
    answer.message = String(thrown);
  }
  self.postMessage(answer);
});
