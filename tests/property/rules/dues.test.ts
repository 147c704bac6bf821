import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  arrearsOf,
  duesAmount,
  type DuesCell,
  duesCell,
  monthsOf,
  shareOf,
  sumCells,
} from '../../../lib/rules/dues';
import { parseYuan, yuanText } from '../../../lib/rules/money';
import { duesPack } from '../../../lib/rules/packs';

const pack = await duesPack();
const base = fc.integer({ min: 0, max: 100_000_000 });
const step = fc.constantFrom(1, 10, 50, 100);

describe.each(['monthly', 'retired'] as const)('%s', (way) => {
  const { bands } = pack.tables[way];

  it('never asks for less when the base is higher, within a band and across bands', () => {
    fc.assert(
      fc.property(base, fc.nat(2_000_000), step, (low, more, rounding) => {
        const [a, b] = [duesAmount(pack, way, low, rounding)!, duesAmount(pack, way, low + more, rounding)!];
        expect(b.fen).toBeGreaterThanOrEqual(a.fen);
        expect(bands.indexOf(b.band!)).toBeGreaterThanOrEqual(bands.indexOf(a.band!));
      }),
    );
  });

  it('is a whole multiple of the rounding, within half of it of the exact share of the whole base', () => {
    fc.assert(
      fc.property(base, step, (amount, rounding) => {
        const { fen, band } = duesAmount(pack, way, amount, rounding)!;
        expect(fen % rounding).toBe(0);
        // Exact in whole numbers: |fen·10000 − base·rate| ≤ rounding·5000, the upper half included.
        const off = BigInt(fen) * 10_000n - BigInt(amount) * BigInt(band!.rate);
        expect(off <= BigInt(rounding) * 5000n && off > BigInt(rounding) * -5000n).toBe(true);
      }),
    );
  });

  it('at the edge of a band the lower rate still holds, and one fen more takes the higher', () => {
    for (const [index, band] of bands.entries()) {
      if (band.upTo === undefined) continue;
      expect(duesAmount(pack, way, band.upTo)!.fen).toBe(shareOf(band.upTo, band.rate, 1));
      expect(duesAmount(pack, way, band.upTo + 1)!.fen).toBe(
        shareOf(band.upTo + 1, bands[index + 1]!.rate, 1),
      );
    }
  });
});

it('what is typed in yuan is the same fen when it is shown and read again', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), (fen) => {
      expect(parseYuan(yuanText(fen))).toBe(fen);
      expect(parseYuan(`¥${yuanText(fen).replace(/\B(?=(\d{3})+\.)/g, ',')} 元`)).toBe(fen);
    }),
  );
});

const cells: fc.Arbitrary<DuesCell[]> = fc
  .tuple(fc.integer({ min: 1, max: 200_000 }), fc.array(fc.nat(300_000), { minLength: 12, maxLength: 12 }))
  .map(([due, paid]) =>
    monthsOf(2026).map((month, index) =>
      duesCell({
        pack,
        member: { category: 'full' },
        month,
        today: '2026-09-10',
        base: { steps: { '01': { fen: due, way: 'monthly' } } },
        record: paid[index]! % 3 ? undefined : { paid: paid[index]! },
      }),
    ),
  );

it('a payment laid over months is lost nowhere: shares and rest are the payment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), cells, (fen, months) => {
      const { shares, rest } = allocate(fen, months);
      expect(shares.reduce((sum, share) => sum + share.fen, 0) + rest).toBe(fen);
      for (const share of shares) {
        const cell = months.find(({ month }) => month === share.month)!;
        expect(share.fen).toBeGreaterThan(0);
        expect(share.fen).toBeLessThanOrEqual((cell.due ?? 0) - cell.paid);
      }
    }),
  );
});

it('sums are the sums of their months, and what is owed is what past months lack', () => {
  fc.assert(
    fc.property(cells, (months) => {
      const sum = sumCells(months);
      expect(sum.paid).toBe(months.reduce((total, cell) => total + cell.paid, 0));
      expect(sum.due).toBe(months.reduce((total, cell) => total + (cell.due ?? 0), 0));
      const past = months.filter(({ month }) => month < '2026-09');
      const { owed, unpaid, running } = arrearsOf(months, '2026-09', { first: 3, second: 5, article: 6 });
      expect(owed).toBe(past.reduce((total, cell) => total + Math.max(0, (cell.due ?? 0) - cell.paid), 0));
      expect(running).toBeLessThanOrEqual(unpaid.length);
    }),
  );
});
