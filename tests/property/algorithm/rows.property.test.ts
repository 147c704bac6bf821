import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowScanner } from '../../../lib/algorithm/scan';
import { dispatchExport } from '../../../lib/sample/dispatch';
import { counted } from '../../unit/algorithm/files';

it('the order of rows does not matter', async () => {
  const [header = '', ...lines] = [...dispatchExport({ rows: 600, couriers: 14, days: 3 })]
    .join('')
    .trim()
    .split('\n');
  const whole = await counted(new Blob([[header, ...lines].join('\n')]));
  expect(whole.rest?.figures.spells?.of).toBeGreaterThan(20);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), async (shuffled) => {
      expect(await counted(new Blob([[header, ...shuffled].join('\n')]))).toEqual(whole);
    }),
    { numRuns: 8 },
  );
});

it('where a file is cut into pieces does not matter, inside a number, a character or a quoted field', async () => {
  const lines = [...dispatchExport({ rows: 60, couriers: 12, days: 1 })].join('').trim().split('\n');
  const text = lines
    .map((line, index) => (index ? `"骑,\n手""${index}",${line}` : `备注🛵,${line}`))
    .join('\r\n');
  const file = new Blob([text]);
  const whole = await counted(file);
  expect(whole.rows).toBe(60);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (piece) => {
      expect(await counted(file, { piece })).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

/** A field as a program writes it: quoted where it has to be. */
const written = (field: string): string =>
  /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

it('fields are found as they were written, whatever stands in them', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r\n', '骑', ' ') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
      (rows, cuts) => {
        const lines = rows.map((row) => row.map(written).join(','));
        const bytes = new TextEncoder().encode(['a,b,c', ...lines].join('\n'));
        const found: string[][] = [];
        const scanner: RowScanner = new RowScanner(
          { delimiter: 44, eol: 10, columns: 3 },
          Int16Array.of(0, 1, 2),
          (buffer) => {
            found.push(
              [0, 1, 2].map((slot) =>
                new TextDecoder()
                  .decode(buffer.slice(scanner.starts[slot], scanner.ends[slot]))
                  .replaceAll('""', '"'),
              ),
            );
          },
        );
        for (let at = 0, index = 0; at < bytes.length; index += 1) {
          const cut = cuts[index % cuts.length] as number;
          scanner.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        scanner.end();
        expect(found).toEqual(rows);
        expect(scanner.wrongLength).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});
