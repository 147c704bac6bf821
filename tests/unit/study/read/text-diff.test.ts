import { describe, expect, it } from 'vitest';
import { countDiff, diffParagraphs } from '../../../../lib/study/read/text-diff';

const A = '支部把会开在换班的十分钟里，议的都是身边事。';
const B = '大家一条一条说，书记一条一条记。散会前当场分工，谁的事谁牵头。';
const C = '办成的划掉，没办成的写明原因。';

/** The comparison read back: both texts must be in it whole. */
const sides = (old: string[], now: string[]) => {
  const parts = diffParagraphs(old, now);
  const read = (drop: 'added' | 'removed') =>
    parts.flatMap((part) => {
      if (part.kind === 'same') return part.paragraphs;
      if (part.kind === 'changed')
        return [
          part.pieces
            .filter(({ kind }) => kind !== drop)
            .map(({ text }) => text)
            .join(''),
        ];
      return part.kind === drop ? [] : [part.text];
    });
  return { old: read('added'), now: read('removed') };
};

describe('diffParagraphs', () => {
  it('finds what was added, removed and left alone', () => {
    expect(diffParagraphs([A, B, C], [A, '新的一段。', C])).toEqual([
      { kind: 'same', paragraphs: [A] },
      { kind: 'removed', text: B },
      { kind: 'added', text: '新的一段。' },
      { kind: 'same', paragraphs: [C] },
    ]);
    expect(countDiff(diffParagraphs([A, B], [A, B, C]))).toEqual({ added: 1, removed: 0, changed: 0 });
  });

  it('shows an edited paragraph sentence by sentence, with the words that differ', () => {
    const edited = B.replace('谁牵头', '谁办、月底销号').replace('一条一条记', '逐条记');
    const [part] = diffParagraphs([B], [edited]);
    expect(part?.kind).toBe('changed');
    const pieces = part?.kind === 'changed' ? part.pieces : [];
    expect(pieces.map(({ kind, text, core }) => [kind, text.slice(...(core ?? [0]))])).toEqual([
      ['removed', '一条一'],
      ['added', '逐'],
      ['removed', '牵头'],
      ['added', '办、月底销号'],
    ]);
  });

  it('sees no change in another setting of the same words', () => {
    expect(diffParagraphs([A, `　　${B}`], [` ${A}`, B.replace('。', '。\n ')])).toEqual([
      { kind: 'same', paragraphs: [` ${A}`, B.replace('。', '。\n ')] },
    ]);
    expect(diffParagraphs([], [])).toEqual([]);
  });

  it('leaves nothing out of either text', () => {
    const old = [A, B, C, '第四段。第二句。', '第五段。'];
    const now = ['开头。', A, C, B.replace('当场', '随后'), '第四段。第二句改过。', '第五段。', '尾。'];
    const { old: left, now: right } = sides(old, now);
    expect(left).toEqual(old);
    expect(right).toEqual(now);
  });

  it('compares 6,000 paragraphs', () => {
    const old = Array.from({ length: 6000 }, (_, at) => `第 ${at} 段，${at % 7 ? '说一件事' : '空话'}。`);
    const now = old.filter((_, at) => at % 9).map((text, at) => (at % 11 ? text : `${text}补充一句。`));
    const counts = countDiff(diffParagraphs(old, now));
    expect(counts.removed + counts.changed).toBeGreaterThan(600);
    expect(sides(old, now).now).toEqual(now);
  });
});
