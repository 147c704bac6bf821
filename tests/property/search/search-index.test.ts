import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../lib/search/fold';
import { termsOf } from '../../../lib/search/query';
import { candidates, holdsAll } from '../../../lib/search/search-index';
import { buildSegment, mergeSegments } from '../../../lib/search/segment';

/** Few characters, so that pairs meet without their substring: 学习学 holds 习学 and 学习. */
const text = fc
  .array(fc.constantFrom('学', '习', '会', '议', 'a', 'B', '１', ' ', '，', '\n', '𠮷'), { maxLength: 24 })
  .map((units) => units.join(''));
const documents = fc.array(fc.record({ title: text, text }), { minLength: 1, maxLength: 30 });

const made = (list: { title: string; text: string }[], from = 0) =>
  buildSegment(
    list.map((one, index) => ({
      ...one,
      id: `d${from + index}`,
      kind: 'clip' as const,
      day: '2026-11-20',
      people: [],
      names: [],
      tags: [],
    })),
    fold,
  );
const fresh = (segment: ReturnType<typeof made>, gone: readonly number[] = []) => ({
  segment,
  gone: Uint8Array.from(segment.ids, (_, number) => (gone.includes(number) ? 1 : 0)),
});

describe('the index beside reading everything', () => {
  it('finds every document that holds the terms, and after reading those alone', () => {
    fc.assert(
      fc.property(documents, documents, text, fc.array(fc.nat(29)), (first, second, typed, gone) => {
        const terms = termsOf(typed);
        if (!terms.length) return;
        const parts = [fresh(made(first), gone), fresh(made(second, first.length))];
        const whole = [...first, ...second].map((one) => `${one.title}\n${one.text}`);
        const wanted = whole.flatMap((one, index) =>
          holdsAll(one.replace(/\s/g, ' '), terms) && !(index < first.length && gone.includes(index))
            ? [`d${index}`]
            : [],
        );
        for (const tried of [parts, [fresh(mergeSegments(parts))]]) {
          const found = candidates(tried, typed);
          const ids: string[] = [];
          for (let place = 0; place < found.length; place += 1) {
            const { id, check } = found.at(place);
            if (holdsAll(whole[Number(id.slice(1))]!.replace(/\s/g, ' '), check)) ids.push(id);
          }
          expect(ids.sort()).toEqual([...wanted].sort());
        }
      }),
      { numRuns: 400 },
    );
  });
});
