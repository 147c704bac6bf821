import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { startZip } from '../../../../lib/exchange/backup/zip';
import { create, type Ledger } from '../../../../lib/ledger';
import { listFile, openListFile } from '../../../../lib/study/lists/list-file';
import { monthList } from '../../../../lib/study/lists/month-list';
import { openTestLedger } from '../../support/ledger';

/** The parser that a window of ours has. */
const parser: string = 'jsdom';
const { JSDOM } = (await import(parser)) as {
  JSDOM: new (html: string) => { window: Parameters<typeof openListFile>[1] };
};
const { window } = new JSDOM('');
const MONTH = '2026-11';
const material = { file: '1.html', title: '甲', coverage: 'article' };
const manifest = { kind: 'study-list', version: 1, month: MONTH };

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});
const zipped = async (files: Record<string, string>): Promise<Blob> => {
  const zip = startZip(0);
  for (const [name, text] of Object.entries(files))
    await zip.sink.write({ name, packed: false }, new Blob([text]).stream());
  return zip.finish();
};

describe('a long list as a file', () => {
  it('holds more than 200 materials, and says how many found no room', async () => {
    const many = Array.from({ length: 205 }, (_, n) =>
      create('clip', {
        title: `第${n}篇`,
        url: `https://many.example/${n}`,
        coverage: 'article',
        lists: { [MONTH]: { order: n } },
      }),
    );
    await ledger.commit(many, { label: 'clipList' });
    const clips = await monthList(ledger, MONTH);
    const whole = await listFile(ledger, clips, { month: MONTH, branch: '' });
    const all = unzipSync(new Uint8Array(await whole.blob.arrayBuffer()));
    expect([whole.left, Object.keys(all).filter((name) => name.endsWith('.html')).length]).toEqual([0, 205]);
    // An older program, which reads 200 of them, says that it is too old.
    expect(JSON.parse(Buffer.from(all['manifest.json']!).toString()).version).toBe(2);
    // Pages of some 150 bytes.
    const small = await listFile(ledger, clips, { month: MONTH, branch: '' }, 2000);
    const opened = await openListFile(small.blob, window);
    expect(opened.materials.length).toBeGreaterThan(2);
    expect([opened.left, opened.materials.length + small.left]).toEqual([small.left, 205]);
    const { 'README.txt': readme } = unzipSync(new Uint8Array(await small.blob.arrayBuffer()));
    expect(Buffer.from(readme!).toString()).toContain(`${small.left} 份`);
  });

  it('a file with more than a list may have is read up to the bound, and says so', async () => {
    const materials = Array.from({ length: 9 }, (_, n) => ({ ...material, url: `https://x.example/${n}` }));
    const file = await zipped({
      'manifest.json': JSON.stringify({ ...manifest, materials, left: 4 }),
      '1.html': '',
    });
    const list = await openListFile(file, window, 6);
    expect([list.materials.length, list.left]).toEqual([6, 7]);
    expect((await openListFile(file, window)).left).toBe(4);
  });
});
