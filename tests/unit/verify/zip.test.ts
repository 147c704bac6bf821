import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { openPackZip, verifyPack } from '../../../lib/verify';
import { makeTestPack } from '../support/review-pack';

const at = { mtime: '2026-11-26T02:00:00' };
const zipOf = (files: Record<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array<ArrayBuffer> =>
  zipSync(files, { level, ...at }) as Uint8Array<ArrayBuffer>;
const opened = async (bytes: Uint8Array<ArrayBuffer>) => openPackZip(new Blob([bytes]));
const small = { 'a.txt': strToU8('abc'), 'b.txt': strToU8('def') };

/** Bytes with one text put in the place of another of the same length, everywhere. */
function swapped(bytes: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes).toString('latin1').replaceAll(from, to);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

it('verifies a zipped pack, packed or not', async () => {
  for (const level of [0, 6] as const) {
    const verdict = await verifyPack(await opened(zipOf(Object.fromEntries(makeTestPack(1)), level)));
    expect([verdict.problems, verdict.accusations]).toEqual([[], []]);
  }
});

it('refuses in words what is no zip, cut short, or put together irregularly', async () => {
  await expect(opened(new Uint8Array())).rejects.toMatchObject({ reason: 'notZip' });
  await expect(opened(new Uint8Array(Buffer.from('%PDF-1.7 no zip at all')))).rejects.toMatchObject({
    reason: 'notZip',
  });
  const whole = zipOf(small);
  for (let end = 4; end < whole.length; end += 1)
    await expect(opened(whole.slice(0, end))).rejects.toMatchObject({ reason: 'cut' });
  const before = new Uint8Array(Buffer.concat([Buffer.from('#!'), whole]));
  await expect(opened(before)).rejects.toMatchObject({ reason: 'damaged' });
});

it('refuses names that lead out of a folder or are not what they look', async () => {
  for (const name of ['../ab', '/abcd', 'a/../', 'C:abc', 'a\\bcd', 'ab\u0007cd'])
    await expect(opened(zipOf({ [name]: strToU8('x') })), name).rejects.toMatchObject({
      reason: 'unsafeName',
    });
  await expect(opened(zipOf({ 'gnp.\u202etxt': strToU8('x') }))).rejects.toMatchObject({
    reason: 'unsafeName',
  });
});

it('names a file that stands twice', async () => {
  const files = Object.fromEntries(makeTestPack(1));
  const bytes = swapped(zipOf(files), 'evidence/1.txt', 'evidence/0.txt');
  const verdict = await verifyPack(await opened(bytes));
  expect(verdict.problems).toContainEqual({ problem: 'fileTwice', path: 'evidence/0.txt' });
  expect(verdict.problems).toContainEqual({ problem: 'fileMissing', path: 'evidence/1.txt' });
});

it('unpacks no more than was promised', async () => {
  const bomb = zipOf({ 'a.bin': new Uint8Array(65 * 1024 * 1024) });
  await expect(opened(bomb)).rejects.toMatchObject({ reason: 'tooMuch', path: 'a.bin' });
  // The directory says less than comes out.
  const liar = zipOf({ 'a.bin': new Uint8Array(1024 * 1024) });
  const view = new DataView(liar.buffer);
  const directory = view.getUint32(liar.length - 6, true);
  view.setUint32(directory + 24, 10, true);
  const reader = await opened(liar);
  expect(await reader.hash('a.bin')).toBe('');
});

it('never crashes for a changed byte: it is refused in words, or a verdict that does not hold', async () => {
  const whole = zipOf(Object.fromEntries(makeTestPack(2)));
  for (let place = 0; place < whole.length; place += 37) {
    const bytes = whole.slice();
    bytes[place]! ^= 0x40;
    const outcome = await opened(bytes).then(
      (reader) =>
        verifyPack(reader).then(({ problems, accusations }) => problems.length + accusations.length),
      (thrown: { reason?: string }) => thrown.reason,
    );
    // Times and such of the container say nothing of its content.
    expect(typeof outcome === 'number' || typeof outcome === 'string', `byte ${place}`).toBe(true);
  }
});
