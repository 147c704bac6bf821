import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle, writeBundle } from '../../../lib/carrier';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const ENTRIES = [
  { name: 'v1/b/one/h/a', bytes: text('head') },
  { name: 'v1/b/one/d/a/r/202611/00000001-ff', bytes: text('first segment') },
  { name: 'v1/b/one/d/a/r/202611/00000002-ee', bytes: text('second segment') },
];

/** The bytes of a bundle, changed. */
const changed = async (change: (bytes: Uint8Array<ArrayBuffer>) => BlobPart): Promise<Blob> =>
  new Blob([change(new Uint8Array(await (await writeBundle(ENTRIES)).arrayBuffer()))]);

describe('a file of many files', () => {
  test('is read as the place that it was written from', async () => {
    const bundle = await readBundle(await writeBundle(ENTRIES));
    expect(bundle.names).toEqual(ENTRIES.map(({ name }) => name));
    expect(await bundle.get('v1/b/one/h/a')).toEqual({ bytes: text('head') });
    expect(await bundle.get('v1/b/one/h/b')).toBeUndefined();
    expect(await bundle.list('v1/b/one')).toEqual([
      { name: 'h', folder: true },
      { name: 'd', folder: true },
    ]);
    await expect(bundle.put('v1/x', text('x'))).rejects.toMatchObject({ code: 'E878' });
  });

  test('with nothing in it is one too', async () => {
    expect((await readBundle(await writeBundle([]))).names).toEqual([]);
  });

  test('that was cut off keeps what came before', async () => {
    const bundle = await readBundle(await changed((bytes) => bytes.slice(0, -3)));
    expect(bundle.names).toEqual(ENTRIES.slice(0, 2).map(({ name }) => name));
    expect(bundle.leftOut).toEqual([{ name: ENTRIES[2]?.name, why: 'cutOff' }]);
  });

  test('of which a byte was changed keeps the others', async () => {
    const bundle = await readBundle(
      await changed((bytes) => {
        bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
        return bytes;
      }),
    );
    expect(bundle.leftOut).toEqual([{ name: ENTRIES[1]?.name, why: 'changed' }]);
    expect(bundle.names).toHaveLength(2);
  });

  test.each([
    ['something else', 'PK\u0003\u0004', 'other'],
    ['nothing', '', 'other'],
    ['a newer version', 'branch-sidebook bundle 2\n5\n[]\n', 'newer'],
    ['without an index', 'branch-sidebook bundle 1\n', 'damaged'],
    ['with an index longer than the file', 'branch-sidebook bundle 1\n999999\n[]', 'damaged'],
    ['with an index of another form', 'branch-sidebook bundle 1\n8\n{"a":1}\n', 'damaged'],
    ['with an index that is no JSON', 'branch-sidebook bundle 1\n3\n[[[', 'damaged'],
    [
      'with a size below zero',
      'branch-sidebook bundle 1\n99\n[{"name":"a","size":-1,"sha256":""}]',
      'damaged',
    ],
  ])('that is %s is refused whole', async (_, content, why) => {
    await expect(readBundle(new Blob([content]))).rejects.toMatchObject({ code: 'E877', params: { why } });
  });

  test('names that lead elsewhere, and names twice, are left out', async () => {
    const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const index = `${JSON.stringify([
      { name: '../../etc/passwd', size: 0, sha256: hash },
      { name: 'v1/__proto__', size: 0, sha256: hash },
      { name: 'v1/a', size: 0, sha256: hash },
      { name: 'v1/a', size: 0, sha256: hash },
      { name: 'v1/huge', size: 99_999_999_999, sha256: hash },
    ])}\n`;
    const bundle = await readBundle(new Blob(['branch-sidebook bundle 1\n', `${index.length}\n`, index]));
    expect(bundle.names).toEqual(['v1/__proto__', 'v1/a']);
    expect(bundle.leftOut.map(({ why }) => why)).toEqual(['name', 'twice', 'tooLarge']);
    expect((await bundle.list('v1')).map(({ name }) => name)).toEqual(['__proto__', 'a']);
  });

  test('never hands out a byte that was not put in, whatever happened to it', async () => {
    const whole = new Uint8Array(await (await writeBundle(ENTRIES)).arrayBuffer());
    const known = new Map(ENTRIES.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')]));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        async (at, flip, length) => {
          const bytes = whole.slice(0, Math.max(at + 1, length));
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const bundle = await readBundle(new Blob([bytes])).catch((thrown: unknown) => thrown);
          if (bundle instanceof Error) {
            expect(bundle).toMatchObject({ code: 'E877' });
            return;
          }
          const read = bundle as Awaited<ReturnType<typeof readBundle>>;
          for (const name of read.names) {
            const got = await read.get(name);
            const content = Buffer.from((got as { bytes: Uint8Array }).bytes).toString('hex');
            // A changed name is possible here: what is in a file is told by its own signature.
            expect([...known.values()]).toContain(content);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
