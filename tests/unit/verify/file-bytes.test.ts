import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bytesOf } from '../../../scripts/lib/file-bytes.mjs';

it('reads a file of more than 4 GiB where it is asked to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-large-'));
  const path = join(folder, 'sparse.bin');
  const size = 4.5 * 1024 ** 3;
  writeFileSync(path, 'head');
  // A hole: it takes no room on the disk.
  truncateSync(path, size - 4);
  writeFileSync(path, 'tail', { flag: 'a' });
  const file = await open(path);
  try {
    const bytes = bytesOf(file, size);
    const text = async (from: number, to: number) =>
      Buffer.from(await bytes.slice(from, to).arrayBuffer()).toString();
    expect(bytes.size).toBe(size);
    expect([await text(0, 4), await text(size - 4, size)]).toEqual(['head', 'tail']);
  } finally {
    await file.close();
    rmSync(folder, { recursive: true });
  }
});
