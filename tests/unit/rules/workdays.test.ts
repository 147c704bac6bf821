import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { loadWorkCalendar, nearestWorkday, statutoryHolidays } from '../../../lib/rules/workdays';

const calendar = await loadWorkCalendar();

describe('working days', () => {
  it('follow the published arrangement: days off in lieu, makeup days, holidays', () => {
    expect(calendar.isAnnounced(2026)).toBe(true);
    expect(calendar.isWorkday('2026-10-01')).toBe(false);
    expect(calendar.holidayOf('2026-10-07')).toBe('nationalDay');
    expect(calendar.isWorkday('2026-10-10')).toBe(true);
    expect(calendar.isMakeup('2026-10-10')).toBe(true);
    expect(calendar.isWorkday('2026-10-11')).toBe(false);
    expect(calendar.holidayOf('2026-10-11')).toBeUndefined();
    expect(calendar.isWorkday('2026-11-25')).toBe(true);
  });

  it('fall back on the statutory holidays while nothing is published, the lunar ones included', () => {
    const year = 2031;
    expect(calendar.isAnnounced(year)).toBe(false);
    // Known from the almanac: the lunar year 2031 begins on 23 January.
    expect(calendar.holidayOf('2031-01-22')).toBe('springFestival');
    expect(calendar.holidayOf('2031-01-25')).toBe('springFestival');
    expect(calendar.isWorkday('2031-10-03')).toBe(false);
    expect(calendar.isWorkday('2031-10-06')).toBe(true);
    expect([...statutoryHolidays(2027)].map(([day, name]) => `${day} ${name}`)).toEqual([
      '2027-01-01 newYear',
      '2027-02-05 springFestival',
      '2027-02-06 springFestival',
      '2027-02-07 springFestival',
      '2027-02-08 springFestival',
      '2027-04-05 qingming',
      '2027-05-01 labourDay',
      '2027-05-02 labourDay',
      '2027-06-09 dragonBoat',
      '2027-09-15 midAutumn',
      '2027-10-01 nationalDay',
      '2027-10-02 nationalDay',
      '2027-10-03 nationalDay',
    ]);
  });

  it('know the lunar holidays as the almanac of the same package does', () => {
    const civil = (year: number, month: number, day: number) =>
      chineseDays.getSolarDateFromLunar(new Date(year, month - 1, day, 12)).date;
    for (let year = 2027; year <= 2036; year += 1) {
      const days = statutoryHolidays(year);
      expect(days.get(civil(year, 1, 1))).toBe('springFestival');
      expect(days.get(civil(year, 5, 5))).toBe('dragonBoat');
      // 中秋 may fall on the national holiday, and is one all the same.
      expect(days.get(civil(year, 8, 15))).toMatch(/midAutumn|nationalDay/);
    }
  });

  it('are found forwards first, and backwards at the end of the range', () => {
    const october = { from: '2026-10-01', to: '2026-10-31' };
    expect(nearestWorkday(calendar, '2026-10-01', october)).toBe('2026-10-08');
    expect(nearestWorkday(calendar, '2026-10-31', october)).toBe('2026-10-30');
    expect(nearestWorkday(calendar, '2026-10-03', { from: '2026-10-02', to: '2026-10-04' })).toBeUndefined();
  });
});
