import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SheetModel } from '../../../lib/exchange/sheet-write';
import { paperParts } from '../../../lib/registers/sheets';

const LIMIT = 215;

it('a table of any width is cut into parts that hold every column once, begin alike, and fit the paper', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 60 }),
      fc.boolean(),
      (widths, numbered) => {
        const columns = [
          ...(numbered ? [{ header: '序号', width: 6 }] : []),
          ...widths.map((width, at) => ({ header: `c${at}`, width })),
          { header: '版本', width: 24, hidden: true },
        ];
        const sheet: SheetModel = {
          sheetName: 'x',
          title: 'x',
          subtitle: [],
          columns,
          rows: [columns.map(({ header }) => header)],
          landscape: true,
        };
        const parts = paperParts(sheet);
        const head = numbered ? ['序号', 'c0'] : ['c0'];
        const rest: string[] = [];
        for (const part of parts) {
          const headers = part.columns.map(({ header }) => header);
          expect(headers.slice(0, head.length)).toEqual(head);
          expect(part.rows[0]).toEqual(headers);
          const width = part.columns.reduce((sum, column) => sum + column.width, 0);
          // Parts are as even as columns allow; the widest column may stand over.
          expect(width).toBeLessThanOrEqual(LIMIT + 40);
          rest.push(...headers.slice(head.length));
        }
        expect(rest).toEqual(widths.slice(1).map((_, at) => `c${at + 1}`));
      },
    ),
  );
});
