import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
