import { expect, it } from 'vitest';
import { entryDelayDays, isLateEntry } from '../../../lib/rules/late-entry';
import { lifePack } from '../../../lib/rules/packs';

const days = lifePack().thresholds.lateEntryDays.value;

it('marks an entry as 补记 only when it is more than seven days later', () => {
  expect(isLateEntry('2026-11-01T15:00', '2026-11-08T02:00:00.000Z', days, 480)).toBe(false);
  expect(isLateEntry('2026-11-01T15:00', '2026-11-09T02:00:00.000Z', days, 480)).toBe(true);
});

it('counts days on the calendar of the place, not in UTC', () => {
  // 8 November 23:30 in UTC is already the 9th in China.
  expect(isLateEntry('2026-11-01', '2026-11-08T23:30:00.000Z', days, 480)).toBe(true);
  expect(isLateEntry('2026-11-01', '2026-11-08T23:30:00.000Z', days, 0)).toBe(false);
});

it('does not mark what was entered beforehand', () => {
  expect(entryDelayDays('2026-11-25T15:00', '2026-11-20T02:00:00.000Z', 480)).toBe(-5);
  expect(isLateEntry('2026-11-25T15:00', '2026-11-20T02:00:00.000Z', days, 480)).toBe(false);
});
