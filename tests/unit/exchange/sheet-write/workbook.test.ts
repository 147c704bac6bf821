import { read, utils } from '@e965/xlsx';
import { readXlsx } from 'hucre/xlsx';
import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type SheetModel, writeWorkbook } from '../../../../lib/exchange/sheet-write';
import { contentHash } from '../../../../lib/exchange/sheet-write/content';
import { CELL_TEXT_LIMIT } from '../../../../lib/exchange/sheet-write/text';

const NOW = Date.parse('2026-11-24T02:00:00Z');
const model = (rest: Partial<SheetModel> = {}): SheetModel => ({
  sheetName: '会议记录台账',
  title: '示例支部会议记录台账',
  subtitle: ['示例支部', '截至 2026-11-24'],
  columns: [
    { header: '日期', width: 12, kind: 'date' },
    { header: '名称', width: 24, wrap: true },
    { header: '实到', width: 6, kind: 'integer' },
    { header: '出勤率', width: 8, kind: 'percent' },
  ],
  rows: [
    ['2026-11-05', '主题党日：把关键小事办好\n第二行', 12, 0.75],
    ['2026-02-28', '支委会', '缺项', null],
  ],
  ...rest,
});
const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
const written = async (sheets: SheetModel[]): Promise<Uint8Array> =>
  bytesOf(await writeWorkbook(sheets, { now: NOW }));

describe('a written workbook', () => {
  it('reads back equal in another program: header, dates, numbers, unknowns', async () => {
    const book = read(await written([model()]), { cellDates: true, UTC: true });
    const sheet = book.Sheets['会议记录台账'];
    if (!sheet) throw new Error('no sheet');
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, UTC: true });
    expect(rows[0]).toEqual(['示例支部会议记录台账']);
    expect(String((rows[1] as string[])[0])).toContain('截至 2026-11-24');
    expect(rows[2]).toEqual(['日期', '名称', '实到', '出勤率']);
    const first = rows[3] as [Date, string, number, number];
    expect(first[0].toISOString().slice(0, 10)).toBe('2026-11-05');
    expect(first.slice(1)).toEqual(['主题党日：把关键小事办好\n第二行', 12, 0.75]);
    expect((rows[4] as unknown[]).slice(1)).toEqual(['支委会', '缺项']);
  });

  it('prints on A4 landscape, one page wide, with the header on every page and frozen on screen', async () => {
    const files = unzipSync(await written([model()]));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"/);
    expect(sheet).toMatch(/<pageSetup[^>]*orientation="landscape"/);
    expect(sheet).toMatch(/<pageSetup[^>]*fitToWidth="1"[^>]*fitToHeight="0"/);
    expect(sheet).toMatch(/<pane[^>]*ySplit="3"[^>]*state="frozen"/);
    expect(sheet).toContain('<mergeCell ref="A1:D1"/>');
    const workbook = strFromU8(files['xl/workbook.xml'] ?? new Uint8Array());
    expect(workbook).toMatch(/Print_Titles[^>]*>[^<]*\$3:\$3</);
    expect(strFromU8(files['xl/styles.xml'] ?? new Uint8Array())).toContain('宋体');
  });

  it('stores what looks like a formula as text, and it stays text when it is edited', async () => {
    const bad = ['=1+1', '+86 130', '-5', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")', '=cmd|calc!A0'];
    const bytes = await written([model({ rows: bad.map((text) => [null, text, null, null]) })]);
    const files = unzipSync(bytes);
    expect(strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).not.toContain('<f');
    const book = read(bytes, { cellNF: true });
    const sheet = book.Sheets['会议记录台账'];
    bad.forEach((text, index) => {
      const cell = sheet?.[`B${index + 4}`] as { t: string; v: unknown; z?: string };
      expect([cell.t, cell.v, cell.z]).toEqual(['s', text, '@']);
    });
  });

  it('keeps every text that XML can hold, and says when one was too long for a cell', async () => {
    const long = '长'.repeat(CELL_TEXT_LIMIT + 5);
    const texts = ['_x0041_ 不是 A', '  前后有空格  ', '😀 <b>&amp;</b>', 'a\r\nb', 'x\u0001y\ud800z', long];
    const book = await readXlsx(await written([model({ rows: texts.map((text) => [null, text, 1, 1]) })]));
    const seen = book.sheets[0]?.rows.slice(3).map((row) => row[1]) as string[];
    expect(seen.slice(0, 5)).toEqual([texts[0], texts[1], texts[2], 'a\nb', 'xy\ufffdz']);
    expect(seen[5]).toHaveLength(CELL_TEXT_LIMIT);
    expect(seen[5]).toContain(`${long.length} 字`);
  });

  it('carries a fingerprint of what it says, not of how it looks', () => {
    const hash = contentHash(model());
    expect(contentHash(model({ title: '另一个标题', landscape: false }))).toBe(hash);
    expect(contentHash(model({ rows: [] }))).not.toBe(hash);
  });

  it('gives two tables of one name, or with forbidden signs, tabs that Excel accepts', async () => {
    const book = await readXlsx(
      await written([model({ sheetName: "'台账/[2026]?" }), model({ sheetName: "'台账/[2026]?" })]),
    );
    const names = book.sheets.map((sheet) => sheet.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).not.toMatch(/[[\]:*?/\\]|^'/);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController();
    const pending = writeWorkbook([model()], {
      now: NOW,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(pending).rejects.toThrow(/abort/i);
  });

  it('refuses more rows than Excel can hold', async () => {
    const rows = Array.from({ length: 1_048_577 }, () => []);
    await expect(writeWorkbook([model({ rows })], { now: NOW })).rejects.toMatchObject({ code: 'E421' });
  });
});
