import { describe, expect, it, vi } from 'vitest';
import { change, hashBlob, type Ledger } from '../../../lib/ledger';
import { inspectionFolder, inspectionGaps } from '../../../lib/papers/inspection';
import { smallBranch, TODAY, unzip } from './support';
import { unzipSync } from 'fflate';

// Every folder is many packed files.
vi.setConfig({ testTimeout: 20_000 });

const query = (over = {}) => ({
  period: '2026',
  today: TODAY,
  now: Date.parse(`${TODAY}T02:00:00Z`),
  appVersion: '1',
  ...over,
});

async function withFile(): Promise<Ledger> {
  const ledger = await smallBranch();
  const meeting = await ledger.get('meeting', 'm1');
  if (!meeting) throw new Error('no meeting');
  const ref = await ledger.putBlob(new Blob(['照片的字节'], { type: 'image/jpeg' }));
  await ledger.commit(
    [
      change(meeting, {
        attachments: {
          p: { ...ref, name: '../a<b>.jpg', role: 'photo' },
          q: { ...ref, sha256: 'f'.repeat(64), name: '丢失.pdf', role: 'file' },
        },
      }),
    ],
    { label: 'test' },
  );
  return ledger;
}

describe('what is missing', () => {
  it('names rules with their source, and gaps within records', async () => {
    const gaps = await inspectionGaps(await smallBranch(), '2026Q4', TODAY);
    const theme = gaps.find(({ what, when }) => what.includes('主题党日') && when.includes('10'));
    expect(theme).toMatchObject({ state: 'missing' });
    expect(theme?.basis).toMatch(/《.+》.*（.+，\d{4}）/);
    expect(theme?.confidence).not.toBe('');
    expect(gaps.some(({ detail }) => detail.includes('联系站点') && detail.includes('2026-11-01'))).toBe(
      true,
    );
    expect(gaps.some(({ detail, meeting }) => meeting === 'm2' && /地点/.test(detail))).toBe(true);
    expect(gaps.some(({ detail, meeting }) => meeting === 'm2' && /2 人未记/.test(detail))).toBe(true);
  });

  it('calls days unknown that the ledger does not claim to know, not missing', async () => {
    const gaps = await inspectionGaps(await smallBranch(), '2026Q1', TODAY);
    expect(gaps.some(({ state }) => state === 'missing')).toBe(false);
    expect(gaps.some(({ state, what }) => state === 'unknown' && what.includes('主题党日'))).toBe(true);
  });
});

describe('the folder for an inspection', () => {
  it('holds registers, records, files and contents, and its manifest is true of every one', async () => {
    const { blob, name } = await inspectionFolder(await withFile(), query());
    expect(name).toBe('迎检材料_示例支部_2026年.zip');
    const bytes = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    const root = name.replace('.zip', '/');
    const manifest = JSON.parse(new TextDecoder().decode(bytes[`${root}manifest.json`])) as {
      files: { path: string; size: number; sha256: string }[];
    };
    expect(Object.keys(bytes).length).toBe(manifest.files.length + 2);
    for (const { path, size, sha256 } of manifest.files) {
      const part = bytes[root + path];
      expect(part?.byteLength, path).toBe(size);
      expect(await hashBlob(new Blob([part as Uint8Array<ArrayBuffer>])), path).toBe(sha256);
    }
    const paths = manifest.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        '1_台账/会议记录台账_2026年.xlsx',
        '1_台账/党员名册_2026年.xlsx',
        '1_台账/学习教育_2026年.xlsx',
        '缺项清单.xlsx',
        '目录.html',
        '目录.txt',
      ]),
    );
    expect(paths.filter((path) => path.startsWith('2_记录/'))).toHaveLength(2);
    expect(paths.filter((path) => path.startsWith('3_附件/'))).toHaveLength(1);
    expect(paths.every((path) => !/(^|\/)\.|[<>:"\\|?*]/.test(path))).toBe(true);
  });

  it('names a file whose bytes are gone instead of failing, and escapes what people wrote', async () => {
    const parts = await unzip((await inspectionFolder(await withFile(), query())).blob);
    const html = Object.entries(parts).find(([path]) => path.endsWith('目录.html'))?.[1] ?? '';
    expect(html).toContain('丢失.pdf');
    expect(html).not.toMatch(/<夜间|<script/);
    expect(html).not.toMatch(/src=|https?:/);
  });

  it('leaves the files out when asked, and nothing at all when stopped', async () => {
    const ledger = await withFile();
    const { blob } = await inspectionFolder(ledger, query({ withFiles: false }));
    expect(Object.keys(await unzip(blob)).some((path) => path.includes('3_附件'))).toBe(false);
    const control = new AbortController();
    const onProgress = (done: number) => done > 0 && control.abort();
    await expect(
      inspectionFolder(ledger, query({ signal: control.signal, onProgress })),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
