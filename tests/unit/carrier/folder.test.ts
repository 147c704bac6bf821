import { describe, expect, test } from 'vitest';
import { FolderCarrier } from '../../../lib/carrier';
import { Ledger, keepFolder, keptFolder } from '../../../lib/ledger';
import { askFolder } from '../../../lib/platform/folder';
import { fakeFolder } from './support/fake-folder';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const contentOf = (got: unknown): string => new TextDecoder().decode((got as { bytes: Uint8Array }).bytes);

describe('a folder that the person opened', () => {
  test('is not touched until it is allowed again', async () => {
    const folder = fakeFolder('共享');
    const place = new FolderCarrier(folder.handle);
    folder.permission = 'prompt';
    for (const ask of [() => place.put('a', text('1')), () => place.get('a'), () => place.list('')]) {
      await expect(ask()).rejects.toMatchObject({ code: 'E875', params: { site: '共享' } });
    }
    expect(await askFolder(folder.handle)).toBe(true);
    expect(await place.put('a', text('1'))).toBe('stored');
    folder.permission = 'prompt';
    folder.answer = 'denied';
    expect(await askFolder(folder.handle)).toBe(false);
  });

  test.each([
    ['QuotaExceededError', 'E861'],
    ['NotAllowedError', 'E875'],
    ['NoModificationAllowedError', 'E862'],
    ['NotReadableError', 'E876'],
  ])('whose write fails with %s says %s and keeps what stood there', async (name, code) => {
    const folder = fakeFolder('共享');
    const place = new FolderCarrier(folder.handle);
    await place.put('v1/head', text('old'));
    folder.failWrite = name;
    await expect(place.put('v1/head', text('new'))).rejects.toMatchObject({ code });
    expect(contentOf(await place.get('v1/head'))).toBe('old');
    folder.failWrite = name;
    await expect(place.put('v1/other', text('new'))).rejects.toMatchObject({ code });
    expect(await place.get('v1/other')).toBeUndefined();
    expect((await place.list('v1')).map((line) => line.name)).toEqual(['head']);
  });

  test('does not list what the browser or other programs leave there', async () => {
    const { handle } = fakeFolder('共享');
    const place = new FolderCarrier(handle);
    await place.put('a', text('1'));
    for (const name of ['a.crswap', '.DS_Store', '新建 文本文档.txt', 'b.tmp']) {
      await handle.getFileHandle(name, { create: true });
    }
    expect((await place.list('')).map((line) => line.name)).toEqual(['a']);
  });

  test('is kept with the ledger until it is forgotten', async () => {
    const ledger = await Ledger.open({ name: 'folder-handle' });
    expect(await keptFolder(ledger)).toBeUndefined();
    // What the database keeps of a handle here is its plain part; real handles are tried in a browser.
    await keepFolder(ledger, { kind: 'directory', name: '共享' } as FileSystemDirectoryHandle);
    expect(await keptFolder(ledger)).toMatchObject({ name: '共享' });
    await keepFolder(ledger, undefined);
    expect(await keptFolder(ledger)).toBeUndefined();
    ledger.close();
  });
});
