/**
 * Which runs of three characters a document may hold, in half a byte a run. Two neighbouring pairs in one document are
 * often not neighbours of each other: without this, a common term of three characters would have hundreds of texts
 * read for nothing. It never denies a run that is there; of those that are not it lets about one in seven pass.
 */
export function sketchOf(folded: string): Uint8Array {
  const sketch = new Uint8Array(Math.max(1, Math.ceil(folded.length / 2)));
  eachRun(folded, (hash) => {
    for (const bit of bitsOf(hash, sketch.length * 8)) {
      sketch[bit >> 3] = (sketch[bit >> 3] as number) | (1 << (bit & 7));
    }
    return true;
  });
  return sketch;
}

/** False when a text with this sketch, `bytes` from `from` to `to`, cannot hold the folded term. */
export const mayHold = (bytes: Uint8Array, from: number, to: number, term: string): boolean =>
  eachRun(term, (hash) =>
    bitsOf(hash, (to - from) * 8).every((bit) => (bytes[from + (bit >> 3)] as number) & (1 << (bit & 7))),
  );

/** Calls back with a hash of each run of three that no space parts, while the answer is true. */
function eachRun(text: string, each: (hash: number) => boolean): boolean {
  for (let at = 0; at + 2 < text.length; at += 1) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    if (a === SPACE || b === SPACE || c === SPACE) continue;
    const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
    if (!each(Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d))) return false;
  }
  return true;
}

const SPACE = 0x20;

const bitsOf = (hash: number, bits: number): [number, number] => [
  (hash >>> 0) % bits,
  (Math.imul(hash ^ (hash >>> 13), 0x297a2d39) >>> 0) % bits,
];
