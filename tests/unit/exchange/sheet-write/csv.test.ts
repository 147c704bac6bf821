import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { fileName, writeCsv } from '../../../../lib/exchange/sheet-write';

const columns = [
  { header: '姓名', width: 10 },
  { header: '备注', width: 10 },
];

describe('CSV', () => {
  it('starts with the mark that Excel needs for Chinese, and reads back equal', async () => {
    const rows = [
      ['示例甲', '有"引号"，也有,逗号'],
      ['示例乙', '两行\n文字'],
      ['示例丙', ' 前后空格 '],
    ];
    const bytes = new Uint8Array(await writeCsv({ columns, rows }).arrayBuffer());
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(Papa.parse(text, { skipEmptyLines: true }).data).toEqual([['姓名', '备注'], ...rows]);
  });

  it('puts a quote before what a spreadsheet would calculate, and leaves numbers alone', async () => {
    const text = await writeCsv({
      columns,
      rows: [
        ['=1+1', -5],
        ['+86', '＝A1'],
        ['@x', '\tx'],
      ],
    }).text();
    const cells = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data.slice(1);
    expect(cells).toEqual([
      ["'=1+1", '-5'],
      ["'+86", "'＝A1"],
      ["'@x", "'\tx"],
    ]);
  });
});

describe('file names', () => {
  it('are date, branch, register, without signs that file systems forbid', () => {
    expect(fileName(['2026-11-24', '示例/出行:第三"支部', '会议记录台账'], 'xlsx')).toBe(
      '2026-11-24_示例-出行-第三-支部_会议记录台账.xlsx',
    );
    expect(fileName(['2026 年第四季度', 'Q4 2026'], 'csv')).toBe('2026年第四季度_Q4 2026.csv');
    expect(fileName(['', '..', 'a'], 'csv')).toBe('a.csv');
    expect(fileName([''], 'csv')).toBe('export.csv');
  });

  it('stay short enough for every file system', () => {
    const name = fileName(['2026-11-24', '示'.repeat(300)], 'docx');
    expect(new TextEncoder().encode(name).length).toBeLessThan(255);
  });
});
