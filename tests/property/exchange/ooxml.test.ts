import { read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../lib/exchange/ooxml';
import { movedRow, shiftFormula } from '../../../lib/exchange/ooxml/sheet-refs';
import { parseXml, serialise } from '../../../lib/exchange/ooxml/xml';
import { cellText } from '../../../lib/exchange/sheet-write/text';
import {
  blank,
  document,
  paragraph,
  partOf,
  row,
  text,
  wordCell,
  wordTable,
  workbook,
} from '../../unit/support/office';

/** Texts that people and attackers put into records. */
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '<w:p>', '&amp;', '_x0041_', ']]>'), fc.string())
    .map((parts) => parts.join('')),
);

describe('whatever is put into a form', () => {
  it('reads back from a sheet as that text, and is no formula', () =>
    fc.assert(
      fc.property(
        words.filter((value) => cellText(value).trim() !== ''),
        (value) => {
          const form = workbook([{ name: 'x', rows: row(1, text('A1', '甲') + blank('B1')) }]);
          const bytes = fillTemplate(form, 'x', { values: { 's0!B1': value }, placeholders: {}, lists: [] });
          const cell = (read(bytes).Sheets.x ?? {}).B1 as { v?: unknown; f?: unknown } | undefined;
          expect(cell?.f).toBeUndefined();
          expect(cell?.v).toBe(cellText(value));
        },
      ),
      { numRuns: 80 },
    ));

  it('leaves a document well formed', () =>
    fc.assert(
      fc.property(words, words, (one, two) => {
        const form = document(paragraph('{甲', '}乙') + wordTable([wordCell(paragraph('丙')), wordCell()]));
        const bytes = fillTemplate(form, 'x', {
          values: { 't0!B1': one },
          placeholders: { 甲: two },
          lists: [],
        });
        expect(parseXml(partOf(bytes, 'word/document.xml')).root.name).toBe('w:document');
      }),
      { numRuns: 80 },
    ));

  it('has as many lines as a list has items, in order, however many the form had', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 12 }), (slots, count) => {
        const lines = Array.from({ length: slots }, (_, index) => row(2 + index, blank(`A${2 + index}`)));
        const form = workbook([
          {
            name: 'x',
            rows: row(1, text('A1', '姓名')) + lines.join('') + row(2 + slots, text(`A${2 + slots}`, '完')),
          },
        ]);
        const items = Array.from({ length: count }, (_, index) => ({ 's0!A2': `示例${index}` }));
        const bytes = fillTemplate(form, 'x', {
          values: {},
          placeholders: {},
          lists: [{ row: 's0!2', items }],
        });
        const column = utils
          .sheet_to_json<unknown[]>(read(bytes).Sheets.x ?? {}, { header: 1, blankrows: true })
          .map(([cell]) => cell);
        expect(column.filter((cell) => cell !== undefined)).toEqual([
          '姓名',
          ...items.map((item) => item['s0!A2']),
          '完',
        ]);
        expect(column.indexOf('完')).toBe(1 + Math.max(slots, count));
      }),
      { numRuns: 60 },
    ));
});

const node: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.string({ maxLength: 12 }).map((value) => value.replace(/[<>&]/g, ' ')),
    fc
      .tuple(
        fc.constantFrom('a', 'w:p', 'x'),
        fc.constantFrom('', ' b="1>2"', " c='<\"'".replace('<', '')),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([name, attrs, children]) =>
        children.length ? `<${name}${attrs}>${children.join('')}</${name}>` : `<${name}${attrs}/>`,
      ),
  ),
})).node;

describe('a part that nobody touched', () => {
  it('comes out as it came', () =>
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), (children) => {
        const part = `<?xml version="1.0"?>\n<!-- x --><root z = "1">${children.join('')}</root>\n`;
        expect(serialise(parseXml(part))).toBe(part);
      }),
    ));
});

describe('a reference after rows were put in', () => {
  it('means the same cell, also in ranges, beside texts and functions', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (line, at, count) => {
          const insertion = { sheet: '表', at, count };
          const moved = movedRow(line - 1, insertion) + 1;
          const formula = (of: number) => `IF(LOG10($B$${of})>1,"B${line}",SUM(表!C1:C${of}))`;
          const expected = formula(moved)
            .replace(':', ':')
            .replace('C1:', `C${movedRow(0, insertion) + 1}:`);
          expect(shiftFormula(formula(line), insertion, '表')).toBe(expected);
          expect(shiftFormula(`别!A${line}`, insertion, '表')).toBe(`别!A${line}`);
        },
      ),
    ));
});
