import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeBallot } from '../../../lib/rules/ballot';
import { lifePack } from '../../../lib/rules/packs';
import { judgeVote } from '../../../lib/rules/quorum';

const pack = lifePack();
const numbers = fc
  .record({ eligible: fc.integer({ min: 1, max: 400 }), a: fc.nat(400), b: fc.nat(400) })
  .map(({ eligible, a, b }) => {
    const present = Math.min(a, eligible);
    return { eligible, present, yes: Math.min(b, present) };
  });
const kinds = ['ordinary', 'admission', 'conversion', 'election'] as const;

describe.each(kinds)('%s', (kind) => {
  it('agrees with the smallest numbers that it names', () => {
    fc.assert(
      fc.property(numbers, (input) => {
        const result = judgeVote(pack, kind, input);
        expect(result.quorate).toBe(input.present >= result.presentNeeded);
        expect(result.passed).toBe(result.quorate && input.yes >= result.yesNeeded);
        expect(result.notices).not.toContain('impossible');
      }),
    );
  });

  it('never turns worse by one more present or one more vote', () => {
    fc.assert(
      fc.property(numbers, (input) => {
        const before = judgeVote(pack, kind, input);
        if (before.quorate && input.present < input.eligible) {
          expect(judgeVote(pack, kind, { ...input, present: input.present + 1 }).quorate).toBe(true);
        }
        if (before.passed && input.yes < input.present) {
          expect(judgeVote(pack, kind, { ...input, yes: input.yes + 1 }).passed).toBe(true);
        }
      }),
    );
  });

  it('speaks up exactly at equality', () => {
    fc.assert(
      fc.property(numbers, (input) => {
        const { notices, rule } = judgeVote(pack, kind, input);
        const [numerator, denominator] = rule.quorum.of;
        expect(notices.includes('quorumAtEquality')).toBe(
          input.present * denominator === input.eligible * numerator,
        );
        const whole = rule.passOf === 'eligible' ? input.eligible : input.present;
        if (whole > 0) expect(notices.includes('passAtEquality')).toBe(input.yes * 2 === whole);
      }),
    );
  });
});

describe('a recorded vote', () => {
  const counts = fc
    .record({ eligible: fc.integer({ min: 1, max: 300 }), a: fc.nat(300), b: fc.nat(300), yes: fc.nat(300) })
    .map(({ eligible, a, b, yes }) => {
      const present = Math.min(a, eligible);
      return { eligible, present, online: Math.min(b, eligible - present), yes };
    });
  const voters = ({ eligible, present, online }: { eligible: number; present: number; online: number }) => ({
    expected: eligible,
    attended: present + online,
    eligible,
    present,
    online,
  });

  it('agrees with the formulas of the rules, whatever the numbers', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('ordinary', 'admission', 'conversion'), (input, kind) => {
        const ballot = { order: 1, kind, text: 'x', yes: input.yes } as const;
        const { passed, quorate } = judgeBallot(pack, ballot, voters(input), { general: true });
        const present = input.present + (kind === 'ordinary' ? input.online : 0);
        expect(quorate).toBe(
          kind === 'ordinary' ? present * 2 >= input.eligible : present * 2 > input.eligible,
        );
        expect(passed).toBe(quorate && input.yes * 2 > input.eligible);
      }),
    );
  });

  it('elects by more than half of those in the room, with four fifths there', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.nat(300), { minLength: 1, maxLength: 9 }), (input, votes) => {
        const candidates = votes.map((yes, index) => ({ name: `${index}`, yes }));
        const ballot = { order: 1, kind: 'election', text: 'x', candidates } as const;
        const result = judgeBallot(pack, { ...ballot, candidates }, voters(input), { general: true });
        const held = input.present * 5 >= input.eligible * 4;
        expect(result.quorate).toBe(held);
        expect(result.candidates.map(({ reached }) => reached)).toEqual(
          votes.map((yes) => held && yes * 2 > input.present),
        );
      }),
    );
  });

  it('speaks against an announcement exactly when the numbers do', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('passed', 'failed'), (input, declared) => {
        const ballot = { order: 1, kind: 'ordinary', text: 'x', yes: input.yes, declared } as const;
        const result = judgeBallot(pack, ballot, voters(input), { general: true });
        expect(result.against).toBe((declared === 'passed') !== result.passed);
        expect(result.notices.includes('declaredAgainst')).toBe(result.against);
      }),
    );
  });

  it('asks for candidates by whole numbers: a fifth more than the seats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (seats, count) => {
        const candidates = Array.from({ length: count }, (_, index) => ({ name: `${index}` }));
        const { notices } = judgeBallot(
          pack,
          { order: 1, kind: 'election', text: 'x', contested: true, seats, candidates },
          voters({ eligible: 100, present: 100, online: 0 }),
          { general: true },
        );
        expect(notices.includes('marginTooSmall')).toBe((count - seats) * 5 < seats);
        expect(notices.includes('marginAtEquality')).toBe((count - seats) * 5 === seats);
      }),
    );
  });
});
