import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MEETING_TYPES } from '../../../lib/records/meeting';
import { addDays } from '../../../lib/rules/calendar';
import { evaluateCadence, type ActivityFact, type BranchFacts } from '../../../lib/rules/cadence';
import { lifePack } from '../../../lib/rules/packs';

const pack = lifePack();
const today = '2026-11-23';
const day = fc.integer({ min: -900, max: 60 }).map((days) => addDays(today, days));
const activity = fc
  .record({
    types: fc.subarray([...MEETING_TYPES], { minLength: 1 }),
    on: day,
    group: fc.constantFrom('g1', 'g2'),
  })
  .map((fields) => ({ ...fields, id: `${fields.on} ${fields.types.join()} ${fields.group}` }));
const activities = fc.uniqueArray(activity, { selector: (one) => one.id, maxLength: 40 });
const branch = fc.record({
  form: fc.constantFrom('single' as const, 'joint' as const, 'functional' as const, 'temporary' as const),
  hasCommittee: fc.boolean(),
  groups: fc.subarray([
    { id: 'g1', name: '示例一组' },
    { id: 'g2', name: '示例二组' },
  ]),
  foundedOn: fc.option(day, { nil: undefined }),
  trackedSince: fc.option(day, { nil: undefined }),
  termEnd: fc.option(day, { nil: undefined }),
});
const run = (facts: BranchFacts, list: ActivityFact[]) =>
  evaluateCadence({ pack, branch: facts, activities: list, today });
const satisfied = new Set(['done', 'late']);

it('calls nothing missing that lies before founding or before the ledger began, nor before its date', () => {
  fc.assert(
    fc.property(branch, activities, (facts, list) => {
      for (const finding of run(facts, list)) {
        if (finding.state !== 'missing') continue;
        expect(finding.deadline && finding.deadline < today).toBe(true);
        if (finding.rule === 'term') continue;
        expect(facts.trackedSince).toBeDefined();
        const first = finding.period.slice(0, 4);
        expect((facts.trackedSince ?? '9') <= (finding.deadline ?? '')).toBe(true);
        expect((facts.foundedOn ?? '0').slice(0, 4) <= first).toBe(true);
      }
    }),
  );
});

it('counts no activity for two periods of one rule, and none that is still to come', () => {
  fc.assert(
    fc.property(branch, activities, (facts, list) => {
      const byId = new Map(list.map((one) => [one.id, one]));
      const seen = new Set<string>();
      for (const finding of run(facts, list)) {
        for (const id of finding.held) {
          const key = `${finding.rule} ${finding.group?.id ?? ''} ${id}`;
          expect(seen.has(key)).toBe(false);
          seen.add(key);
          expect((byId.get(id)?.on ?? '9') <= today).toBe(true);
        }
      }
    }),
  );
});

it('never turns what is done into something else by one more record of the present period', () => {
  fc.assert(
    fc.property(branch, activities, fc.constantFrom(...MEETING_TYPES), (facts, list, type) => {
      const key = (finding: { rule: string; period: string; group?: { id: string } }): string =>
        `${finding.rule} ${finding.period} ${finding.group?.id ?? ''}`;
      const before = new Map(run(facts, list).map((finding) => [key(finding), finding.state]));
      const more = [...list, { id: 'one more', types: [type], on: today, group: 'g1' }];
      for (const finding of run(facts, more)) {
        if (satisfied.has(before.get(key(finding)) ?? '')) expect(satisfied.has(finding.state)).toBe(true);
      }
    }),
  );
});
