import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { fillTemplate, readTemplate, type TemplateFilling } from '../../../../lib/exchange/ooxml';
import { blank, partOf, row, text, workbook } from '../../support/office';

const NOTHING: TemplateFilling = { values: {}, placeholders: {}, lists: [] };
const fill = (bytes: Uint8Array, filling: Partial<TemplateFilling>) =>
  fillTemplate(bytes, 'x.xlsx', { ...NOTHING, ...filling });
const sheetXml = (bytes: Uint8Array, number = 1) => partOf(bytes, `xl/worksheets/sheet${number}.xml`);
const valuesOf = async (bytes: Uint8Array) => (await readXlsx(bytes)).sheets[0]?.rows ?? [];

const FORM = workbook([
  {
    before:
      '<cols><col min="1" max="1" width="12" customWidth="1"/><col min="2" max="4" width="20" customWidth="1"/></cols>',
    rows: [
      row(1, text('A1', '会议记录', 3)),
      row(2, text('A2', '时间') + blank('B2', 2) + text('C2', '地点') + blank('D2')),
      row(3, text('A3', '记录：') + blank('B3') + blank('C3') + blank('D3'), ' ht="20" customHeight="1"'),
    ].join(''),
    after:
      '<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="A3:D3"/></mergeCells><printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>',
  },
]);

describe('a workbook as a form', () => {
  it('is shown as a grid with its merged cells', () => {
    const [grid] = readTemplate(FORM, 'x.xlsx').grids;
    expect(grid?.cells.find(({ place }) => place === 's0!A1')).toMatchObject({
      text: '会议记录',
      columnSpan: 4,
    });
    expect(grid?.cells.some(({ place }) => place === 's0!B1')).toBe(false);
    expect(grid?.cells.find(({ place }) => place === 's0!D2')).toMatchObject({ text: '' });
  });

  it('keeps widths, merging and print set-up, writes a day where the cell is formatted as one', async () => {
    const bytes = fill(FORM, {
      values: { 's0!B2': { day: '2026-11-18', text: '2026年11月18日' }, 's0!D2': '三号会议室' },
    });
    const [before, after] = [sheetXml(FORM), sheetXml(bytes)];
    for (const kept of [
      /<cols>.*<\/cols>/,
      /<mergeCells.*<\/mergeCells>/,
      /<printOptions[^>]*>/,
      /<pageSetup[^>]*>/,
    ]) {
      expect(kept.exec(after)?.[0]).toBe(kept.exec(before)?.[0]);
    }
    expect(after).toContain('<c r="B2" s="2"><v>46344</v></c>');
    expect((await valuesOf(bytes))[1]?.[3]).toBe('三号会议室');
  });

  it('writes after a label in the same cell, and makes the row as tall as the text needs', async () => {
    const bytes = fill(FORM, { values: { 's0!A3': `第一行\n${'长'.repeat(200)}` } });
    expect((await valuesOf(bytes))[2]?.[0]).toMatch(/^记录：第一行\n长/);
    const height = Number(/<row r="3" ht="(\d+)"/.exec(sheetXml(bytes))?.[1]);
    expect(height).toBeGreaterThan(90);
  });

  it.each(['=1+1', '+86', '-3', '@SUM(A1)', '＝1', '\t=1'])(
    'writes %j as a text that stays one',
    async (value) => {
      const bytes = fill(FORM, { values: { 's0!D2': value } });
      const cell = /<c r="D2" s="(\d+)" t="inlineStr">/.exec(sheetXml(bytes));
      const looks = [
        ...(/<cellXfs.*<\/cellXfs>/.exec(partOf(bytes, 'xl/styles.xml'))?.[0] ?? '').matchAll(/<xf [^>]*>/g),
      ];
      expect(looks[Number(cell?.[1])]?.[0]).toMatch(
        /numFmtId="49".*quotePrefix="1"|quotePrefix="1".*numFmtId="49"/,
      );
      expect((await readXlsx(bytes)).sheets[0]?.rows[1]?.[3]).toBe(value);
      expect(sheetXml(bytes)).not.toContain('<f>');
    },
  );

  it('fills placeholders inside of texts and leaves unknown ones alone', async () => {
    const form = workbook([{ rows: row(1, text('A1', '{支部}{{年度}}年 ${谁}')) }]);
    const bytes = fill(form, { placeholders: { 支部: '示例支部', 年度: 2026 } });
    expect((await valuesOf(bytes))[0]?.[0]).toBe('示例支部2026年 ${谁}');
  });
});

/** A table with `slots` empty rows from row 3, a sum below, a page break and a second sheet that looks at it. */
const listForm = (slots: number) =>
  workbook(
    [
      {
        name: '名单',
        rows: [
          row(1, text('A1', '签到表', 3)),
          row(2, text('A2', '序号') + text('B2', '姓名') + text('C2', '学时') + text('D2', '折合')),
          ...Array.from({ length: slots }, (_, index) =>
            row(
              3 + index,
              `<c r="A${3 + index}" s="1"><v>${index + 1}</v></c>${blank(`B${3 + index}`)}${blank(`C${3 + index}`)}<c r="D${3 + index}" s="1"><f>C${3 + index}*45</f><v>0</v></c>`,
              ' ht="24" customHeight="1"',
            ),
          ),
          row(
            3 + slots,
            text(`A${3 + slots}`, '合计') +
              `<c r="C${3 + slots}" s="1"><f>SUM(C3:C${2 + slots})</f><v>0</v></c>`,
          ),
          row(4 + slots, text(`A${4 + slots}`, '记录人：')),
        ].join(''),
        after: `<mergeCells count="1"><mergeCell ref="A${4 + slots}:D${4 + slots}"/></mergeCells>`,
      },
      { name: '汇总', rows: row(1, `<c r="A1"><f>名单!C${3 + slots}</f><v>0</v></c>`) },
    ],
    {
      names: `<definedName name="_xlnm.Print_Area" localSheetId="0">名单!$A$1:$D$${4 + slots}</definedName>`,
    },
  );

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ 's0!B3': `示例${index + 1}`, 's0!C3': index + 1 }));

describe('a repeated row', () => {
  it('fills the empty rows of the form and leaves the rest empty', async () => {
    const bytes = fill(listForm(4), { lists: [{ row: 's0!3', items: people(2) }] });
    const rows = await valuesOf(bytes);
    expect(rows.slice(2, 7).map((line) => line[1] ?? null)).toEqual(['示例1', '示例2', null, null, null]);
    expect(sheetXml(bytes)).toContain('SUM(C3:C6)');
  });

  it.each([1, 2, 4])(
    'adds rows of the same look to a form with %i, and moves what stands below',
    async (slots) => {
      const bytes = fill(listForm(slots), {
        values: { [`s0!A${4 + slots}`]: '示例甲' },
        lists: [{ row: 's0!3', items: people(6) }],
      });
      const xml = sheetXml(bytes);
      const rows = await valuesOf(bytes);
      expect(rows.slice(2, 8).map((line) => line.slice(0, 3))).toEqual(
        Array.from({ length: 6 }, (_, index) => [index + 1, `示例${index + 1}`, index + 1]),
      );
      expect(rows[9]?.[0]).toBe('记录人：示例甲');
      // Without a remembered result: every program works it out when it opens the file.
      expect(xml).toContain('<f>SUM(C3:C8)</f></c>');
      expect([...xml.matchAll(/<f>C(\d)\*45<\/f>/g)].map((match) => match[1])).toEqual([
        '3',
        '4',
        '5',
        '6',
        '7',
        '8',
      ]);
      expect([...xml.matchAll(/<row r="[3-8]" ht="24" customHeight="1">/g)]).toHaveLength(6);
      expect(xml).toContain('<mergeCell ref="A10:D10"/>');
      expect(partOf(bytes, 'xl/workbook.xml')).toContain('名单!$A$1:$D$10');
      expect(sheetXml(bytes, 2)).toContain('<f>名单!C9</f>');
      expect(partOf(bytes, 'xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
      const numbers = [...xml.matchAll(/<row r="(\d+)"/g)].map((match) => Number(match[1]));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  );
});

describe('a list with nothing in it, or a form with hardly a row', () => {
  it('leaves no placeholder standing', async () => {
    const form = workbook([
      { rows: row(1, text('A1', '签到 {支部}')) + row(2, text('A2', '{姓名}同志') + text('B2', '{支部}')) },
    ]);
    const bytes = fill(form, { placeholders: { 支部: '示例支部' }, lists: [{ row: 's0!2', items: [] }] });
    expect((await valuesOf(bytes)).map((line) => line.slice(0, 2))).toEqual([
      ['签到 示例支部', expect.toSatisfy((cell: unknown) => !cell)],
      ['同志', '示例支部'],
    ]);
    expect(sheetXml(fill(form, { lists: [{ row: 's0!2', items: [] }] }))).not.toContain('{姓名}');
  });

  it.each([1, 3])('moves only what was moved when the first row did not exist yet (%i items)', (count) => {
    // Row 3 has no element of its own; the second sheet and a name look at what stands below.
    const form = workbook(
      [
        { name: '名单', rows: row(1, text('A1', '名单')) + row(5, `<c r="C5"><f>SUM(C3:C4)</f></c>`) },
        { name: '汇总', rows: row(1, '<c r="A1"><f>名单!C5</f></c>') },
      ],
      { names: '<definedName name="x">名单!$C$5</definedName>' },
    );
    const bytes = fill(form, { lists: [{ row: 's0!3', items: people(count) }] });
    const moved = 5 + count - 1;
    expect(sheetXml(bytes)).toContain(`<row r="${moved}"`);
    expect(sheetXml(bytes, 2)).toContain(`<f>名单!C${moved}</f>`);
    expect(partOf(bytes, 'xl/workbook.xml')).toContain(`名单!$C$${moved}<`);
  });
});
