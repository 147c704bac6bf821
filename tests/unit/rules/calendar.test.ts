import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  civilDateAt,
  daysBetween,
  endOfMonth,
  endOfQuarter,
  endOfWeek,
  formatDate,
  formatDay,
  formatMonth,
  isCivilDate,
  minutesBetween,
  monthsIn,
  startOfQuarter,
  startOfWeek,
  weekday,
} from '../../../lib/rules/calendar';
import { formatPeriod, periodKey, periodRange, shiftPeriod } from '../../../lib/rules/periods';

describe('civil dates', () => {
  it('knows leap years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2000-02-28', 1)).toBe('2000-02-29');
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01');
    expect(isCivilDate('2024-02-29')).toBe(true);
    expect(isCivilDate('2026-02-29')).toBe(false);
    expect(isCivilDate('2026-13-01')).toBe(false);
    expect(isCivilDate('2026-1-1')).toBe(false);
  });

  it('clamps to the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-03-31', -4)).toBe('2025-11-30');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('knows weeks, which begin on Monday', () => {
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-29')).toBe(7);
    expect(startOfWeek('2026-11-29')).toBe('2026-11-23');
    expect(endOfWeek('2026-11-23')).toBe('2026-11-29');
  });

  it('knows the ends of months and quarters', () => {
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29');
    expect(startOfQuarter('2026-11-23')).toBe('2026-10-01');
    expect(endOfQuarter('2026-02-01')).toBe('2026-03-31');
    expect(monthsIn('2025-12-15', '2026-02-01')).toEqual(['2025-12', '2026-01', '2026-02']);
  });

  it('counts days across years and minutes across midnight', () => {
    expect(daysBetween('2023-12-31', '2025-01-01')).toBe(367);
    expect(minutesBetween('2026-11-25T15:00', '2026-11-25T16:30')).toBe(90);
    expect(minutesBetween('2026-11-30T23:30', '2026-12-01T00:15')).toBe(45);
  });

  it('takes the date of the wall clock of the place', () => {
    const instant = Date.parse('2026-11-23T16:30:00.000Z');
    expect(civilDateAt(instant, 480)).toBe('2026-11-24');
    expect(civilDateAt(instant, 0)).toBe('2026-11-23');
    expect(civilDateAt(instant, -1020)).toBe('2026-11-22');
  });

  it('writes dates as people read them', () => {
    expect(formatDay('2026-11-23', 'zh-CN')).toBe('11 月 23 日 周一');
    expect(['zh-CN', 'en'].map((language) => formatMonth('2026-11', language as 'en'))).toEqual([
      '11 月',
      'Nov',
    ]);
    expect(formatDay('2026-11-23', 'zh-TW')).toBe('11 月 23 日 週一');
    expect(formatDay('2026-11-23', 'en')).toBe('Mon 23 Nov');
    expect(formatDate('2026-01-05', 'zh-CN', { year: true })).toBe('2026 年 1 月 5 日');
    expect(formatDate('2026-01-05', 'en', { year: true })).toBe('5 Jan 2026');
  });
});

describe('periods', () => {
  it('names the period of a date', () => {
    expect(periodKey('Y', '2026-11-23')).toBe('2026');
    expect(periodKey('H', '2026-06-30')).toBe('2026H1');
    expect(periodKey('H', '2026-07-01')).toBe('2026H2');
    expect(periodKey('Q', '2026-11-23')).toBe('2026Q4');
    expect(periodKey('M', '2026-11-23')).toBe('2026-11');
    expect(periodKey('3Y', '2026-11-23')).toBe('2024/3');
    expect(periodKey('3Y', '2027-01-01')).toBe('2027/3');
  });

  it('counts three years from the first year of a term', () => {
    expect(periodKey('3Y', '2026-11-23', 2025)).toBe('2025/3');
    expect(periodKey('3Y', '2024-11-23', 2025)).toBe('2022/3');
  });

  it('gives first and last day, and none for an event', () => {
    expect(periodRange('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodRange('2026Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodRange('2026H1')).toEqual({ from: '2026-01-01', to: '2026-06-30' });
    expect(periodRange('2024/3')).toEqual({ from: '2024-01-01', to: '2026-12-31' });
    expect(periodRange('0191d0a4-7b3e-7000-8000-000000000000')).toBeUndefined();
  });

  it('steps over the turn of a year', () => {
    expect(shiftPeriod('2026-01', -1)).toBe('2025-12');
    expect(shiftPeriod('2026Q4', 1)).toBe('2027Q1');
    expect(shiftPeriod('2026H1', -1)).toBe('2025H2');
    expect(shiftPeriod('2025/3', -1)).toBe('2022/3');
  });

  it('writes periods as people read them', () => {
    expect(formatPeriod('2026Q4', 'zh-CN')).toBe('2026 年第四季度');
    expect(formatPeriod('2026H2', 'zh-TW')).toBe('2026 年下半年');
    expect(formatPeriod('2026-11', 'en')).toBe('Nov 2026');
    expect(formatPeriod('2024/3', 'en')).toBe('2024–2026');
  });
});
