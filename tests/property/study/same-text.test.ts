import fc from 'fast-check';
import { expect, it } from 'vitest';
import { samePassages, SHORTEST } from '../../../lib/study/reflections/same-text';

// Few characters, so that texts have much in common.
const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁，。 \n“”《》（）'), maxLength: 120 });
const letters = (value: string): string => value.replace(/[^甲乙丙丁]/g, '');

it('finds whatever two texts have in common, and nothing that they have not', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (one, other) => {
      // Without marks nothing is a quotation.
      const plain = one.replace(/[“”]/g, '');
      const found = await samePassages(plain, [{ source: 'other', text: other }]);
      const theirs = letters(other);
      for (const { start, end, text: same } of found) {
        expect(same).toBe(plain.slice(start, end));
        expect(letters(same).length).toBeGreaterThanOrEqual(SHORTEST);
        expect(theirs).toContain(letters(same));
      }
      // Every stretch of the shortest length that both have lies within a passage, wherever it stands.
      const places = [...plain].flatMap((sign, at) => (letters(sign) ? [at] : []));
      for (let at = 0; at + SHORTEST <= places.length; at += 1) {
        const [first = 0, last = 0] = [places[at], places[at + SHORTEST - 1]];
        if (!theirs.includes(letters(plain.slice(first, last + 1)))) continue;
        expect(found.some(({ start, end }) => start <= first && last < end)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
