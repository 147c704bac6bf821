import { readFileSync } from 'node:fs';
import { zipSync, strToU8 } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePasted, readSheet, SHEET_LIMITS } from '../../../../lib/exchange/sheet-read';
import { encodeGbk } from '../../support/gb18030';
import { SheetWorker } from '../../support/sheet-worker';

beforeEach(() => {
  vi.stubGlobal('Worker', SheetWorker);
});

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/roster/${name}`, import.meta.url)));
const blob = (...parts: (string | Uint8Array<ArrayBuffer>)[]): Blob => new Blob(parts);
const text = async (body: string | Uint8Array<ArrayBuffer>, name = 'x.csv') => readSheet(blob(body), name);

/** A workbook of one sheet, from the rows of its XML. */
function xlsx(rows: string, extra: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ...extra,
  };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, body]) => [name, strToU8(body)])),
  ) as Uint8Array<ArrayBuffer>;
}

describe('workbooks that another program wrote', () => {
  const expected = [
    ['示例出行有限公司第三党支部党员名册'],
    ['填报日期：2026年11月'],
    [
      '序号',
      '姓名',
      '性别',
      '公民身份证号码',
      '出生日期',
      '人员类别',
      '党小组',
      '入党日期',
      '转正日期',
      '党龄',
      '手机号码',
      '党内职务',
    ],
    [
      '1',
      '陈立夏',
      '女',
      '000000198803120000',
      '1988-03-12',
      '正式党员',
      '第一党小组',
      '2011-06-25',
      '2012-06-25',
      '15',
      '10000000001',
      '党支部书记',
    ],
    [
      '2',
      '周　明',
      '男',
      '',
      '1990-11-05',
      '预备党员',
      '第一党小组',
      '2026-05-20',
      '—',
      '0',
      '100 0000 0002',
      '无',
    ],
    ['3', '何小满', '女', '', '1992年7月', '入党积极分子', '第二党小组'],
  ];

  it.each(['xlsx', 'xls'])('reads .%s: titles, dates, formulas, merged groups', async (extension) => {
    const file = await readSheet(blob(fixture(`roster.${extension}`)), `名册.${extension}`);
    expect(file.format).toBe(extension);
    expect(file.sheets.map((sheet) => sheet.name)).toEqual(['党员名册']);
    expect(file.sheets[0]?.rows).toEqual(expected);
    expect(file.warnings).toEqual([]);
  });

  it('goes by the content, not by the name', async () => {
    expect((await readSheet(blob(fixture('roster.xls')), '名册.xlsx')).format).toBe('xls');
    expect((await readSheet(blob(fixture('roster.xlsx')), '名册.xls')).format).toBe('xlsx');
    expect((await readSheet(blob('姓名,性别\n甲,男'), '名册.xls')).format).toBe('csv');
  });

  it('gives the same day in every time zone', async () => {
    const zone = process.env.TZ;
    for (const tz of ['America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai']) {
      process.env.TZ = tz;
      const { sheets } = await readSheet(blob(fixture('roster.xlsx')), 'a.xlsx');
      expect(sheets[0]?.rows[3]?.[4]).toBe('1988-03-12');
    }
    process.env.TZ = zone;
  });
});

describe('cells', () => {
  it('writes dates of any format as days, keeps times, long numbers and serial numbers without format', async () => {
    const { sheets, warnings } = await readSheet(
      blob(
        xlsx(
          '<row r="1"><c r="A1" s="1"><v>44378</v></c><c r="B1" s="2"><v>44378.75</v></c><c r="C1"><v>44378</v></c><c r="D1"><v>13800000000</v></c><c r="E1"><v>110101199001010000</v></c><c r="F1" s="3"><v>0.5</v></c></row>',
        ),
      ),
      'a.xlsx',
    );
    expect(sheets[0]?.rows).toEqual([
      ['2021-07-01', '2021-07-01', '44378', '13800000000', '110101199001010000', '12:00'],
    ]);
    expect(warnings).toEqual([{ code: 'digitsLost', sheet: '名册', count: 1, cells: ['E1'] }]);
  });

  it('counts from 1904 where the workbook does', async () => {
    const book =
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>';
    const { sheets } = await readSheet(
      blob(xlsx('<row r="1"><c r="A1" s="1"><v>42916</v></c></row>', { 'xl/workbook.xml': book })),
      'a.xlsx',
    );
    expect(sheets[0]?.rows).toEqual([['2021-07-01']]);
  });

  it('says which formulas have no stored value and which cells show an error', async () => {
    const { sheets, warnings } = await readSheet(
      blob(
        xlsx(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1"><f>A1&amp;"x"</f></c><c r="C1" t="str"><f>"a"</f><v>甲</v></c><c r="D1" t="e"><v>#N/A</v></c></row><row r="2"><c r="B2"><f>1+1</f></c></row>',
        ),
      ),
      'a.xlsx',
    );
    expect(sheets[0]?.rows).toEqual([['姓名', '', '甲']]);
    expect(warnings).toEqual([
      { code: 'formulaNoValue', sheet: '名册', count: 2, cells: ['B1', 'B2'] },
      { code: 'cellError', sheet: '名册', count: 1, cells: ['D1'] },
    ]);
  });

  it('cuts rows beyond the limit and says so, and ignores the empty rows of formatted sheets', async () => {
    const one = (r: number) => `<row r="${r}"><c r="A${r}"><v>1</v></c></row>`;
    const far = await readSheet(blob(xlsx(one(1) + one(SHEET_LIMITS.rows + 1))), 'a.xlsx');
    expect(far.sheets[0]?.rows).toHaveLength(1);
    expect(far.warnings.map((warning) => warning.code)).toEqual(['rowsCut']);
    const formatted = await readSheet(
      blob(xlsx(`${one(1)}<row r="1048576"><c r="XFD1048576" s="1"/></row>`)),
      'a.xlsx',
    );
    expect(formatted.sheets[0]?.rows).toEqual([['1']]);
    expect(formatted.warnings).toEqual([]);
  });
});

describe('text files', () => {
  it('reads UTF-8 with and without mark, GB18030 and UTF-16', async () => {
    const rows = [
      ['姓名', '备注'],
      ['陈立夏', '含逗号, 与"引号"\n换行'],
      ['喆', ''],
    ];
    const csv = '姓名,备注\r\n陈立夏,"含逗号, 与""引号""\n换行"\r\n喆,\r\n';
    const trimmed = rows.map((row) => row.filter(Boolean));
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...csv].map((c) => c.charCodeAt(0))).buffer),
    ]);
    for (const body of [csv, `\ufeff${csv}`, encodeGbk(csv), wide]) {
      const file = await text(body);
      expect(file.sheets[0]?.rows).toEqual(trimmed);
      expect(file.warnings).toEqual([]);
    }
  });

  it('knows semicolons, tabs, the sep= line and digits kept as text', async () => {
    expect((await text('姓名;电话\n甲;="0100"\n')).sheets[0]?.rows).toEqual([
      ['姓名', '电话'],
      ['甲', '0100'],
    ]);
    expect((await text('姓名\t备注\n甲\ta,b,c')).sheets[0]?.rows).toEqual([
      ['姓名', '备注'],
      ['甲', 'a,b,c'],
    ]);
    expect((await text('sep=|\n姓名|a,b\n')).sheets[0]?.rows).toEqual([['姓名', 'a,b']]);
  });

  it('reads an HTML table saved as .xls, in its own charset, without turning digits into numbers', async () => {
    const html =
      '<html><head><meta charset="gb2312"></head><body><table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>陈&nbsp;立夏</td><td>110101199001011234</td></tr></table></body></html>';
    const file = await text(encodeGbk(html), '名册.xls');
    expect(file.format).toBe('html');
    expect(file.sheets[0]?.rows[1]?.[1]).toBe('110101199001011234');
    expect(file.sheets[0]?.rows[0]).toEqual(['姓名', '身份证号']);
  });

  it('reads an Excel 2003 XML workbook', async () => {
    const xml =
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="名册"><Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">入党日期</Data></Cell></Row><Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-07-01T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>';
    const file = await text(xml, '名册.xls');
    expect(file.format).toBe('xml');
    expect(file.sheets[0]?.rows).toEqual([
      ['姓名', '入党日期'],
      ['甲', '2021-07-01'],
    ]);
  });
});

describe('pasted cells', () => {
  it('reads tabs, quoted cells, columns of spaces, and one name a line', async () => {
    const rows = async (pasted: string) => (await parsePasted(pasted)).sheets[0]?.rows;
    expect(await rows('姓名\t党小组\n陈立夏\t"第一\n小组"\n')).toEqual([
      ['姓名', '党小组'],
      ['陈立夏', '第一\n小组'],
    ]);
    expect(await rows('姓名    人员类别\n陈立夏  正式党员')).toEqual([
      ['姓名', '人员类别'],
      ['陈立夏', '正式党员'],
    ]);
    expect(await rows('陈立夏\n周一鸣')).toEqual([['陈立夏'], ['周一鸣']]);
    await expect(parsePasted(' \n ')).rejects.toMatchObject({ code: 'E214' });
  });
});

describe('bad files', () => {
  const fails = (file: Blob, name: string, fault: { code: string; params?: object }) =>
    expect(readSheet(file, name)).rejects.toMatchObject(fault);
  const whole = fixture('roster.xlsx');

  it('knows a Word file under the name of a workbook, old and new', async () => {
    await fails(blob(fixture('letter.doc')), '名册.xlsx', {
      code: 'E213',
      params: { what: 'Word' },
    });
    const docx = zipSync({ '[Content_Types].xml': strToU8('<x/>'), 'word/document.xml': strToU8('<x/>') });
    await fails(blob(docx as Uint8Array<ArrayBuffer>), '名册.xlsx', { code: 'E213' });
    await fails(blob('%PDF-1.7 ...'), '名册.xlsx', { code: 'E213', params: { what: 'PDF' } });
  });

  it('says that a file was cut short, at whatever length', async () => {
    for (let length = 40; length < whole.length; length += 397) {
      await fails(blob(whole.slice(0, length)), 'a.xlsx', { code: 'E212' });
    }
    const old = fixture('roster.xls');
    for (const length of [512, 1024, 2048, 4096, old.length - 1536]) {
      await fails(blob(old.slice(0, length)), 'a.xls', { code: 'E212' });
    }
  });

  it('says that there is nothing in it', async () => {
    await fails(blob(), 'a.xlsx', { code: 'E214' });
    await fails(blob(' \r\n'), 'a.csv', { code: 'E214' });
    await fails(blob(xlsx('')), 'a.xlsx', { code: 'E214' });
  });

  it('refuses what is no table and what is too large, before unpacking it', async () => {
    const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251);
    noise.set([1, 2, 3, 0, 5]);
    await fails(blob(noise), 'a.xlsx', { code: 'E211' });
    const bomb = xlsx('<row r="1"/>');
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 28 < bomb.length; at += 1) {
      // The unpacked size that the directory of the zip states.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100 * 1024 * 1024, true);
    }
    await fails(blob(bomb), 'a.xlsx', { code: 'E216' });
    const big = { size: SHEET_LIMITS.fileBytes + 1 } as Blob;
    await fails(big, 'a.xlsx', { code: 'E216' });
  });
});

describe('long work', () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `示例${i},女,1990-01-01,正式党员,2015-06-30,第一党小组`,
  ).join('\n');
  const csv = `姓名,性别,出生日期,人员类别,入党日期,党小组\n${rows}`;

  it('reads 20,000 rows and reports progress', async () => {
    const steps: string[] = [];
    const cells = csv
      .split('\n')
      .map(
        (line, r) =>
          `<row r="${r + 1}">${line
            .split(',')
            .map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`)
            .join('')}</row>`,
      )
      .join('');
    const file = await readSheet(blob(xlsx(cells)), 'a.xlsx', { onProgress: (step) => steps.push(step) });
    expect(file.sheets[0]?.rows).toHaveLength(20_001);
    expect(file.sheets[0]?.rows[20_000]?.[0]).toBe('示例19999');
    expect(new Set(steps)).toEqual(new Set(['load', 'parse', 'rows']));
    expect((await text(csv)).sheets[0]?.rows).toHaveLength(20_001);
  });

  it('stops when it is told to, and ends the worker', async () => {
    const stop = new AbortController();
    const reading = readSheet(blob(csv), 'a.csv', { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
