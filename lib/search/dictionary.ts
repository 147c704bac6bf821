/**
 * For each code the documents that hold it, in little room: the codes stand in blocks, each as its difference from the
 * one before with the length of its postings, so that a million of them take three megabytes. All numbers are written
 * seven bits a byte, the last byte of each below 128.
 */
export interface Dictionary {
  /** First code of each block of {@link BLOCK}. */
  blockCodes: Uint32Array;
  /** Where each block begins in `codes`, and last where they end. */
  blockStarts: Uint32Array;
  /** Where the postings of each block begin. */
  blockPostings: Uint32Array;
  codes: Uint8Array;
  /** Ascending document numbers of each code, as differences. */
  postings: Uint8Array;
  /** Pairs of code and document in all. */
  entries: number;
}

const BLOCK = 32;
export const MAX_CODE = 0xffffffff;

/** @param pairs code × `limit` + document, each once, in any order; sorted in place */
export function dictionaryOf(pairs: Float64Array, limit: number): Dictionary {
  pairs.sort();
  const codes = new Bytes();
  const postings = new Bytes();
  const blockCodes: number[] = [];
  const blockStarts: number[] = [];
  const blockPostings: number[] = [];
  let index = 0;
  let before = 0;
  for (let at = 0; at < pairs.length; index += 1) {
    const code = Math.floor((pairs[at] as number) / limit);
    if (index % BLOCK === 0) {
      blockCodes.push(code);
      blockStarts.push(codes.length);
      blockPostings.push(postings.length);
      before = code;
    }
    const start = postings.length;
    const first = code * limit;
    let last = 0;
    for (; at < pairs.length && (pairs[at] as number) < first + limit; at += 1) {
      const number = (pairs[at] as number) - first;
      postings.add(number - last);
      last = number;
    }
    codes.add(code - before);
    codes.add(postings.length - start);
    before = code;
  }
  blockStarts.push(codes.length);
  return {
    blockCodes: Uint32Array.from(blockCodes),
    blockStarts: Uint32Array.from(blockStarts),
    blockPostings: Uint32Array.from(blockPostings),
    codes: codes.whole(),
    postings: postings.whole(),
    entries: pairs.length,
  };
}

/** Bytes that grow. */
class Bytes {
  length = 0;
  #bytes = new Uint8Array(1 << 16);

  add(value: number): void {
    if (this.length + 5 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.length] = (rest & 127) | 128;
      this.length += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.length] = rest;
    this.length += 1;
  }

  whole(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }
}

/** Calls back for each code from `first` to `last`, both included, with the place of its postings; `false` ends it. */
export function eachCode(
  { blockCodes, blockStarts, blockPostings, codes }: Dictionary,
  first: number,
  last: number,
  each: (code: number, from: number, to: number) => unknown,
): void {
  for (let block = blockBefore(blockCodes, first); block < blockCodes.length; block += 1) {
    let code = blockCodes[block] as number;
    if (code > last) return;
    let posting = blockPostings[block] as number;
    const end = blockStarts[block + 1] as number;
    for (let at = blockStarts[block] as number; at < end;) {
      let shift = 1;
      let step = 0;
      let byte = codes[at++] as number;
      for (; byte > 127; byte = codes[at++] as number, shift *= 128) step += (byte & 127) * shift;
      code += step + byte * shift;
      shift = 1;
      let length = 0;
      byte = codes[at++] as number;
      for (; byte > 127; byte = codes[at++] as number, shift *= 128) length += (byte & 127) * shift;
      length += byte * shift;
      if (code > last) return;
      if (code >= first && each(code, posting, posting + length) === false) return;
      posting += length;
    }
  }
}

/** The block in which a code stands, if it does. */
function blockBefore(blockCodes: Uint32Array, code: number): number {
  let low = 0;
  let high = blockCodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blockCodes[middle] as number) <= code) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Reads the documents of postings into `into`; returns how many there are. */
export function readPostings({ postings }: Dictionary, from: number, to: number, into: Uint16Array): number {
  let count = 0;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const byte = postings[at] as number;
    if (byte > 127) {
      at += 1;
      number += (byte & 127) | ((postings[at] as number) << 7);
    } else {
      number += byte;
    }
    into[count] = number;
    count += 1;
  }
  return count;
}
