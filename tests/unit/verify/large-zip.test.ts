import { expect, it } from 'vitest';
import { startZip } from '../../../lib/exchange/backup/zip';
import { hashOfText, openPackZip } from '../../../lib/verify';

const FIRST = 'first.bin';
const SIZE = 4.5 * 1024 ** 3;
/** Where the entries that are really written begin: behind a first one of 4.5 GiB. */
const START = 30 + FIRST.length + SIZE;

/** Writes fields of a header: pairs of a place and a number of 16, 32 or 64 bits. */
function header(
  length: number,
  fields: readonly (readonly [number, 16 | 32 | 64, number])[],
  text: [number, string],
) {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [at, bits, value] of fields)
    if (bits === 16) view.setUint16(at, value, true);
    else if (bits === 32) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  bytes.set(new TextEncoder().encode(text[1]), text[0]);
  return bytes;
}

/** A blob of which only the beginning and the end hold anything. */
const sparse = (head: Uint8Array, tail: Uint8Array): Blob => {
  const end = START + tail.length;
  const slice = (from = 0, to = end) => ({
    arrayBuffer: async () => {
      const part = new Uint8Array(to - from);
      if (from < head.length) part.set(head.subarray(from, Math.min(to, head.length)));
      if (to > START) {
        const bytes = tail.subarray(Math.max(0, from - START), to - START);
        part.set(bytes, Math.max(0, START - from));
      }
      return part.buffer;
    },
  });
  return { size: end, slice } as unknown as Blob;
};

it('writes and reads entries beyond 4 GiB where they lie', async () => {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const write = (chunk: Uint8Array): void => void pieces.push(new Uint8Array(chunk));
  // A zip goes on where its target ends.
  const writable = Object.assign(new WritableStream<Uint8Array>({ write }), { size: START });
  const zip = startZip(Date.UTC(2026, 10, 26), { writable, blob: () => Promise.resolve(new Blob(pieces)) });
  await zip.sink.write({ name: 'stored.txt', packed: true }, new Blob(['abc']).stream());
  await zip.sink.write({ name: 'packed.txt', packed: false }, new Blob(['支部'.repeat(99)]).stream());
  const tail = new Uint8Array(await (await zip.finish()).arrayBuffer());
  const view = new DataView(tail.buffer);
  const [wide, locator] = [tail.length - 98, tail.length - 42];
  expect([view.getUint32(wide, true), view.getUint32(locator, true)]).toEqual([0x06064b50, 0x07064b50]);
  const directory = Number(view.getBigUint64(wide + 48, true)) - START;
  expect(directory + Number(view.getBigUint64(wide + 40, true))).toBe(wide);

  // The first entry, in front of what was written and of its directory.
  const head = header(
    30 + FIRST.length,
    [
      [0, 32, 0x04034b50],
      [26, 16, FIRST.length],
    ],
    [30, FIRST],
  );
  const listed = header(
    46 + FIRST.length + 20,
    [
      [0, 32, 0x02014b50],
      [20, 32, 0xffffffff],
      [24, 32, 0xffffffff],
      [28, 16, FIRST.length],
      [30, 16, 20],
      [46 + FIRST.length, 16, 1],
      [48 + FIRST.length, 16, 16],
      [50 + FIRST.length, 64, SIZE],
      [58 + FIRST.length, 64, SIZE],
    ],
    [46, FIRST],
  );
  const more = (at: number, by: number) =>
    view.setBigUint64(at, view.getBigUint64(at, true) + BigInt(by), true);
  more(wide + 24, 1);
  more(wide + 32, 1);
  more(wide + 40, listed.length);
  more(locator + 8, listed.length);
  const all = Buffer.concat([tail.subarray(0, directory), listed, tail.subarray(directory)]);

  const reader = await openPackZip(sparse(head, all));
  expect(reader.files().map(({ path, size }) => [path, size])).toEqual([
    [FIRST, SIZE],
    ['stored.txt', 3],
    ['packed.txt', 594],
  ]);
  expect(await reader.hash('stored.txt')).toBe(hashOfText('abc'));
  expect(new TextDecoder().decode(await reader.bytes('packed.txt'))).toBe('支部'.repeat(99));
  await expect(reader.bytes(FIRST)).rejects.toMatchObject({ reason: 'tooMuch', path: FIRST });
});
