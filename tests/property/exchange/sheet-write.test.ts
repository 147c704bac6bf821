import { read } from '@e965/xlsx';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { writeCsv, writeWorkbook } from '../../../lib/exchange/sheet-write';
import { cellText, looksLikeFormula } from '../../../lib/exchange/sheet-write/text';

/** Texts that people and attackers put into cells. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '_x0041_', "'", '"'), fc.string())
    .map((parts) => parts.join('')),
);
const columns = [
  { header: '甲', width: 10, wrap: true },
  { header: '乙', width: 10, wrap: true },
];
const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 });

describe('whatever text a cell is given', () => {
  it('comes back from the workbook as that text, and nothing is a formula', () =>
    fc.assert(
      fc.asyncProperty(rows, async (data) => {
        const sheet = { sheetName: 'x', title: 't', subtitle: [], columns, rows: data };
        const blob = await writeWorkbook([sheet], { now: 0 });
        const book = read(new Uint8Array(await blob.arrayBuffer()));
        const cells = book.Sheets.x ?? {};
        data.forEach((row, index) =>
          row.forEach((value, at) => {
            const cell = cells[`${at ? 'B' : 'A'}${index + 4}`] as
              { t: string; v: unknown; f?: string } | undefined;
            expect(cell?.f).toBeUndefined();
            expect(String(cell?.v ?? '')).toBe(cellText(value));
            if (cell?.v !== undefined) expect(cell.t).toBe('s');
          }),
        );
      }),
      { numRuns: 60 },
    ));

  it('comes back from CSV, with a quote before what would be calculated', () =>
    fc.assert(
      fc.asyncProperty(rows, async (data) => {
        const bytes = new Uint8Array(await writeCsv({ columns, rows: data }).arrayBuffer());
        const parsed = Papa.parse<string[]>(new TextDecoder().decode(bytes), {
          delimiter: ',',
          newline: '\r\n',
          quoteChar: '"',
        }).data;
        data.forEach((row, index) =>
          row.forEach((value, at) => {
            // Lone surrogates cannot be written in UTF-8.
            const plain = new TextDecoder().decode(new TextEncoder().encode(value));
            expect(parsed[index + 1]?.[at]).toBe(looksLikeFormula(value) ? `'${plain}` : plain);
          }),
        );
      }),
      { numRuns: 200 },
    ));
});
