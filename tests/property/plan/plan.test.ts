import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../lib/rules/calendar';
import { lifePack } from '../../../lib/rules/packs';
import { periodsInYear, proposePlan } from '../../../lib/rules/plan';
import { planPack } from '../../../lib/rules/plan-pack';
import { periodRange } from '../../../lib/rules/periods';
import { loadWorkCalendar, nearestWorkday } from '../../../lib/rules/workdays';

const pack = lifePack();
const plan = await planPack();
const calendar = await loadWorkCalendar();
const groups = [
  { id: 'g1', name: '示例一组' },
  { id: 'g2', name: '示例二组' },
];
const branch = fc.record({
  form: fc.constantFrom('single' as const, 'joint' as const, 'functional' as const, 'temporary' as const),
  hasCommittee: fc.boolean(),
  groups: fc.subarray(groups),
});
const themeDay = fc.oneof(
  fc.record({ nth: fc.integer({ min: 1, max: 5 }), weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ day: fc.integer({ min: 1, max: 31 }) }),
);
const input = fc.record({
  branch,
  year: fc.integer({ min: 2024, max: 2032 }),
  fromDay: fc.integer({ min: 0, max: 340 }),
  choices: fc.record({ themeDay, lectureOnThemeDay: fc.boolean(), appraisalWithOrgLife: fc.boolean() }),
});

const run = (
  value: typeof input extends fc.Arbitrary<infer T> ? T : never,
  planned: Parameters<typeof proposePlan>[0]['planned'] = [],
) =>
  proposePlan({
    ...value,
    pack,
    plan,
    calendar,
    from: addDays(`${value.year}-01-01`, value.fromDay),
    planned,
    held: [],
  });

it('never plans on a holiday, a weekend or before its first day', () => {
  fc.assert(
    fc.property(input, (value) => {
      for (const item of run(value)) {
        expect(calendar.isWorkday(item.on)).toBe(true);
        expect(item.on >= addDays(`${value.year}-01-01`, value.fromDay)).toBe(true);
      }
    }),
  );
});

it('plans one item for every required period that has a working day left, and none twice', () => {
  fc.assert(
    fc.property(input, (value) => {
      const from = addDays(`${value.year}-01-01`, value.fromDay);
      const items = run(value);
      for (const rule of pack.cadences.filter((one) => one.types.length)) {
        const inapplicable =
          rule.exceptForms?.includes(value.branch.form) ||
          (rule.applies === 'committee' && !value.branch.hasCommittee);
        const who = rule.applies === 'eachGroup' ? value.branch.groups.map((group) => group.id) : [undefined];
        for (const group of who) {
          for (const period of periodsInYear(rule.frequency, value.year)) {
            const range = periodRange(period)!;
            const left = { from: range.from < from ? from : range.from, to: range.to };
            const possible = left.from <= left.to && nearestWorkday(calendar, left.from, left) !== undefined;
            const found = items.filter(
              (item) =>
                item.types.some((type) => rule.types.includes(type)) &&
                item.group === group &&
                item.on >= range.from &&
                item.on <= range.to,
            );
            expect(found.length).toBe(inapplicable || !possible ? 0 : rule.count);
          }
        }
      }
    }),
  );
});

it('adds nothing to a year that it has filled', () => {
  fc.assert(
    fc.property(input, (value) => {
      const planned = run(value).map((item, index) => ({ ...item, id: `p${index}` }));
      expect(run(value, planned)).toEqual([]);
    }),
  );
});

it('moves a day to a working day of its range once: moving again changes nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 7, max: 60 }), (start, length) => {
      const date = addDays('2024-01-01', start);
      const range = { from: addDays(date, -3), to: addDays(date, length) };
      const once = nearestWorkday(calendar, date, range)!;
      expect(calendar.isWorkday(once)).toBe(true);
      expect(nearestWorkday(calendar, once, range)).toBe(once);
      expect(once >= range.from && once <= range.to).toBe(true);
    }),
  );
});
