import { describe, expect, it, vi } from 'vitest';
import { change, create, hashBlob, type Ledger } from '../../../lib/ledger';
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
  reader: { role: 'secretary' as const, me: 'a' },
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
    const gaps = await inspectionGaps(await smallBranch(), query({ period: '2026Q4' }));
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
    const gaps = await inspectionGaps(await smallBranch(), query({ period: '2026Q1' }));
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

  it('holds files of admission cases, dues and the checklist, and for others only their own', async () => {
    const ledger = await smallBranch();
    const put = async (text: string, name: string) => ({
      ...(await ledger.putBlob(new Blob([text]))),
      name,
      role: 'scan' as const,
    });
    await ledger.commit(
      [
        create('developmentCase', {
          member: 'c',
          stage: 'candidate',
          steps: { application: { on: '2025-03-01' } },
          attachments: {
            x: { ...(await put('申请', '申请书.pdf')), document: 'application:application' },
            y: { ...(await put('无', '不在.pdf')), sha256: 'e'.repeat(64) },
          },
        }),
        create('developmentCase', {
          member: 'b',
          stage: 'full',
          endedOn: '2024-06-01',
          ended: 'converted',
          attachments: { z: await put('旧', '旧案.pdf') },
        }),
        create('duesRecord', {
          member: 'b',
          month: '2026-11',
          paid: 100,
          attachments: { v: await put('转账', '转账.jpg') },
        }),
        create('duesHandover', { period: '2026Q4', attachments: { w: await put('收据', '收据.jpg') } }),
        create('duesHandover', { period: '2025', attachments: { w: await put('去年', '去年收据.jpg') } }),
        create('governanceItem', {
          companyId: 'c',
          item: 'B1',
          period: '2026H2',
          evidence: {
            e: { file: await put('章程', '章程.pdf'), note: '章程修正案', addedOn: TODAY },
          },
        }),
      ],
      { label: 'test' },
    );
    const made = async (over: object) => {
      const parts = await unzip((await inspectionFolder(ledger, query({ period: '2026Q4', ...over }))).blob);
      const files = Object.keys(parts).filter((path) => path.includes('3_附件'));
      const contents = Object.entries(parts).find(([path]) => path.endsWith('目录.html'))?.[1] ?? '';
      return { names: files.map((path) => path.split('/').slice(-2).join('/')), contents };
    };
    const whole = await made({});
    expect(whole.names.sort()).toEqual(
      [
        '党费_2026-11_示例乙/转账.jpg',
        '党费上交与公示/收据.jpg',
        '发展党员_示例丙/申请书.pdf',
        '治理清单_B1/章程.pdf',
      ].sort(),
    );
    expect(whole.contents).toContain('章程修正案');
    expect(whole.contents).toMatch(/发展党员：示例丙.*不在\.pdf/);
    expect(whole.contents).not.toContain('没有放入');
    const own = await made({ reader: { role: 'member', me: 'b' } });
    expect(own.names.some((name) => name.startsWith('发展党员'))).toBe(false);
    expect(own.names).toContain('党费_2026-11_示例乙/转账.jpg');
    expect(own.contents).toContain('另有 2 个发展党员材料没有放入');
    const other = await made({ reader: { role: 'compliance', me: 'a' } });
    expect(other.names.sort()).toEqual(['党费上交与公示/收据.jpg', '治理清单_B1/章程.pdf'].sort());
    expect(other.contents).toContain('另有 1 个党费凭证没有放入');
    expect((await made({ withFiles: false })).names).toEqual([]);
  });

  it('has everybody’s evaluation for the secretary alone', async () => {
    const ledger = await smallBranch();
    await ledger.commit(
      [
        create('appraisal', { member: 'a', year: '2026', grade: 'excellent', feedbackOn: '2026-11-01' }),
        create('appraisal', { member: 'b', year: '2026', grade: 'qualified', feedbackOn: '2026-11-02' }),
      ],
      { label: 'test' },
    );
    const sheet = async (over: object) => {
      const { blob } = await inspectionFolder(ledger, query(over));
      const parts = unzipSync(new Uint8Array(await blob.arrayBuffer()));
      const name = Object.keys(parts).find((path) => path.includes('民主评议'));
      return name
        ? Object.values(await unzip(new Blob([parts[name] as Uint8Array<ArrayBuffer>]))).join('')
        : undefined;
    };
    expect(await sheet({})).toMatch(/示例甲[^]*示例乙/);
    const own = await sheet({ reader: { role: 'member', me: 'b' } });
    expect(own).toContain('示例乙');
    expect(own).not.toContain('示例甲');
    expect(await sheet({ reader: { role: 'compliance', me: 'c' } })).toBeUndefined();
  });
});
