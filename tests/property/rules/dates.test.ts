import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  endOfMonth,
  isCivilDate,
  weekday,
} from '../../../lib/rules/calendar';
import { inRange, periodKey, periodRange, shiftPeriod } from '../../../lib/rules/periods';

// 1900-01-01 to 2150-12-31.
const anyDay = fc.integer({ min: -25567, max: 66108 }).map(dateOfDayNumber);
const frequency = fc.constantFrom('M' as const, 'Q' as const, 'H' as const, 'Y' as const, '3Y' as const);

it('agrees with the calendar of the platform on every day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25567, max: 66108 }), (days) => {
      const platform = new Date(days * 86_400_000);
      const date = dateOfDayNumber(days);
      expect(date).toBe(platform.toISOString().slice(0, 10));
      expect(dayNumber(date)).toBe(days);
      expect(weekday(date) % 7).toBe(platform.getUTCDay());
      expect(isCivilDate(date)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('adds and takes away days without loss, in text order', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
      const moved = addDays(date, days);
      expect(daysBetween(date, moved)).toBe(days);
      expect(Math.sign(days)).toBe(moved > date ? 1 : moved < date ? -1 : 0);
    }),
  );
});

it('moves by months into the right month, never past its end', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (date, months) => {
      const moved = addMonths(date, months);
      const index = (value: string): number => Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7));
      expect(index(moved) - index(date)).toBe(months);
      expect(moved <= endOfMonth(moved)).toBe(true);
      expect(isCivilDate(moved)).toBe(true);
    }),
  );
});

it('puts every day in exactly one period of a frequency, next to its neighbours', () => {
  fc.assert(
    fc.property(anyDay, frequency, fc.integer({ min: 2000, max: 2040 }), (date, every, anchor) => {
      const key = periodKey(every, date, anchor);
      const range = periodRange(key);
      const next = periodRange(shiftPeriod(key, 1));
      const previous = periodRange(shiftPeriod(key, -1));
      expect(range && inRange(date, range)).toBe(true);
      expect(range && addDays(range.to, 1)).toBe(next?.from);
      expect(range && addDays(range.from, -1)).toBe(previous?.to);
    }),
  );
});
