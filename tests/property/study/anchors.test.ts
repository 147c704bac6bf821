import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorAt, AnchoredText } from '../../../lib/study/read/anchors';

const SIGNS =
  '支部把会开在换班的十分钟里议都是身边事大家一条说书记散前当场工谁牵头月底回看办成划掉写明原因和下步'.split(
    '',
  );
const run = (least: number, most: number) =>
  fc.array(fc.constantFrom(...SIGNS), { minLength: least, maxLength: most }).map((signs) => signs.join(''));

/** Replaces stretches of a text, given as shares of its length. */
type Edit = { at: number; drop: number; put: string };
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(80), put: run(0, 60) });
const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((now, { at, drop, put }) => {
    const start = Math.floor(at * now.length);
    return now.slice(0, start) + put + now.slice(start + drop);
  }, text);

test('edits before and after an untouched quotation never lose it', () => {
  fc.assert(
    fc.property(
      run(0, 400),
      run(12, 80),
      run(0, 400),
      fc.array(edit, { maxLength: 4 }),
      fc.array(edit, { maxLength: 4 }),
      (head, words, tail, headEdits, tailEdits) => {
        const text = head + words + tail;
        const anchor = anchorAt(text, head.length, head.length + words.length);
        const before = edited(head, headEdits);
        const now = before + words + edited(tail, tailEdits);
        const at = new AnchoredText(now).locate({ text: words, anchor });
        expect(at).toBeDefined();
        expect(now.slice(at?.start, at?.end)).toBe(words);
      },
    ),
  );
});

test('of equal passages, the one with the old neighbourhood is found, or none', () => {
  fc.assert(
    fc.property(
      fc.array(run(40, 90), { minLength: 3, maxLength: 6 }),
      run(2, 30),
      fc.nat(),
      fc.array(edit, { maxLength: 3 }),
      fc.boolean(),
      (between, words, pick, edits, removed) => {
        const gaps = between.length - 1;
        const chosen = pick % gaps;
        const text = between.join(words);
        const start = between.slice(0, chosen + 1).join(words).length;
        const anchor = anchorAt(text, start, start + words.length);
        // Everything but the neighbourhood of the passage may change.
        const near = {
          before: text.slice(0, start).slice(-32),
          after: text.slice(start + words.length).slice(0, 32),
        };
        const head = edited(text.slice(0, start - near.before.length), edits);
        const tail = text.slice(start + words.length + near.after.length);
        const middle = removed ? '' : near.before + words + near.after;
        const now = head + middle + tail;
        const at = new AnchoredText(now).locate({ text: words, anchor });
        if (removed) {
          // The passage and what was around it are gone: whatever reads the same elsewhere is another one.
          if (at && !at.changed) expect(anchor.of ?? 1).toBe(1);
        } else {
          expect(at).toEqual({
            start: head.length + near.before.length,
            end: head.length + near.before.length + words.length,
            changed: false,
          });
        }
      },
    ),
  );
});
