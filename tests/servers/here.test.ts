import { beforeEach, describe, expect, test } from 'vitest';
import { FolderCarrier, MemoryCarrier, readBundle, writeBundle } from '../../lib/carrier';
import { fakeFolder } from '../unit/carrier/support/fake-folder';
import { carrierSuite } from './support/suite';

const memory = new MemoryCarrier();
carrierSuite('memory', () => memory, { createOnly: true, holdsRaces: true, fresh: 0 });

let now = 0;
const folder = fakeFolder('共享', { now: () => now });
carrierSuite('folder', () => new FolderCarrier(folder.handle, { now: () => now }), {
  createOnly: true,
  holdsRaces: true,
});

describe('folder', () => {
  beforeEach(() => {
    now = 1_000_000;
  });

  test('marks a file once its last change is some time ago', async () => {
    const place = new FolderCarrier(fakeFolder('x', { now: () => now }).handle, { now: () => now });
    await place.put('a', new Uint8Array([1]));
    expect(await place.list('')).toEqual([{ name: 'a', folder: false, size: 1, mark: undefined }]);
    now += 10_000;
    const got = await place.get('a');
    const mark = (got as { mark?: string }).mark;
    expect(mark).toBeDefined();
    expect(await place.get('a', { unless: mark })).toBe('same');
  });
});

describe('one file', () => {
  test('holds everything of another place, and is read as one', async () => {
    const files = memory.files();
    expect(files.length).toBeGreaterThan(50);
    const bundle = await readBundle(await writeBundle(files));
    expect(bundle.leftOut).toEqual([]);
    expect(bundle.names).toEqual(files.map(({ name }) => name));
    for (const { name, bytes } of files) {
      expect(Buffer.compare(((await bundle.get(name)) as { bytes: Uint8Array }).bytes, bytes), name).toBe(0);
    }
    const walk = async (path: string): Promise<string[]> =>
      (
        await Promise.all(
          (await bundle.list(path)).map(({ name, folder: isFolder }) => {
            const full = path ? `${path}/${name}` : name;
            return isFolder ? walk(full) : [full];
          }),
        )
      ).flat();
    expect((await walk('')).sort()).toEqual(files.map(({ name }) => name).sort());
  });
});
