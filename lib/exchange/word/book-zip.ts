import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { BookHead, BookNode } from './book-model';
import { BOOK_END, bookParts, bookStart, nodeXml } from './book-xml';

/** A book being written: its pages are packed as they come, and never stand in memory as a whole. */
export interface BookZip {
  add(nodes: readonly BookNode[]): void;
  finish(): Blob;
}

/** Starts a book. */
export function startBook(head: BookHead): BookZip {
  const pieces: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, data) => {
    if (error) failure = error;
    else pieces.push(data);
  });
  for (const [name, text] of Object.entries(bookParts(head))) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(text), true);
  }
  const body = new ZipDeflate('word/document.xml', { level: 4 });
  zip.add(body);
  body.push(strToU8(bookStart(head)));
  return {
    add: (nodes) => {
      if (nodes.length) body.push(strToU8(nodes.map(nodeXml).join('')));
    },
    finish: () => {
      body.push(strToU8(BOOK_END), true);
      zip.end();
      if (failure) throw failure;
      return new Blob(pieces as Uint8Array<ArrayBuffer>[], {
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      });
    },
  };
}
