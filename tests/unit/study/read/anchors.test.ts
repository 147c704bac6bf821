import { describe, expect, it } from 'vitest';
import { anchorAt, AnchoredText, fold, placeAll } from '../../../../lib/study/read/anchors';

const TEXT = fold(
  `支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。
   第二次会上先回头看：谁的事谁牵头，办成的划掉。没办成的写明原因，散会前当场分工。
   第三次会来的人更多，骑手们把车停在门口，站着听完。`,
);

/** The quotation of a passage as the reader takes it; `nth` of equal ones, from 0. */
const quote = (words: string, nth = 0, text = TEXT) => {
  let start = -1;
  for (let at = 0; at <= nth; at += 1) start = text.indexOf(fold(words), start + 1);
  expect(start).toBeGreaterThanOrEqual(0);
  return { text: words, at: '', anchor: anchorAt(text, start, start + fold(words).length) };
};
const found = (quotation: ReturnType<typeof quote>, text: string) => {
  const at = new AnchoredText(fold(text)).locate(quotation);
  return at && { words: fold(text).slice(at.start, at.end), start: at.start, changed: at.changed };
};

describe('locate', () => {
  it('finds a passage whatever white space and line breaks are in it now', () => {
    const quotation = quote('书记一条\n 一条记，');
    const reset = TEXT.replaceAll('。', '。\n\u3000\u3000').replace('一条记', '一\u200b条 记');
    expect(found(quotation, reset)).toMatchObject({ words: '书记一条一条记，', changed: false });
  });

  it('keeps to the equal passage that was marked, before and after it changed places', () => {
    const first = quote('散会前当场分工。', 0);
    const second = quote('散会前当场分工。', 1);
    expect(first.anchor).toMatchObject({ nth: 0, of: 2 });
    expect(found(first, TEXT)?.start).toBe(first.anchor.start);
    expect(found(second, TEXT)?.start).toBe(second.anchor.start);
    const later = `编者按：下面是一个站点的做法，供各支部参考。${TEXT}`;
    expect(found(second, later)?.start).toBe(later.lastIndexOf('散会前当场分工。'));
    // Another paragraph with the same words, before both.
    const more = `有的支部也说散会前当场分工。${TEXT}`;
    expect(found(first, more)?.start).toBe(more.indexOf('散会前当场分工。', 20));
    expect(found(second, more)?.start).toBe(more.lastIndexOf('散会前当场分工。'));
  });

  it('never goes over to the other equal passage when its own is gone', () => {
    const second = quote('散会前当场分工。', 1);
    const without = TEXT.replace(/第二次会上.*?(?=第三次)/u, '');
    expect(without).toContain('散会前当场分工。');
    expect(found(second, without)).toBeUndefined();
  });

  it('tells passages apart by their order when even what is around them is the same', () => {
    const verse = '大家听好。记下这一句话。到此为止。'.repeat(4);
    const third = quote('记下这一句话。', 2, verse);
    expect(found(third, verse)?.start).toBe(third.anchor.start);
    expect(found(third, `前面多了一段说明文字，很长很长。${verse}`)?.start).toBe(16 + third.anchor.start);
  });

  it('follows words that were corrected in their place, and says that they changed', () => {
    const quotation = quote('谁的事谁牵头，办成的划掉。');
    expect(found(quotation, TEXT.replace('谁的事谁牵头', '谁的事由谁牵头'))).toMatchObject({
      words: '谁的事由谁牵头，办成的划掉。',
      changed: true,
    });
    // Its own passage was corrected while the equal one still reads as before.
    const second = quote('散会前当场分工。', 1);
    const corrected = TEXT.replace('原因，散会前当场分工', '原因，散会之前当场分工');
    expect(found(second, corrected)).toMatchObject({ words: '散会之前当场分工。', changed: true });
  });

  it('gives up on words that are no longer there', () => {
    expect(found(quote('骑手们把车停在门口，站着听完。'), TEXT.slice(0, 60))).toBeUndefined();
    expect(found(quote('原因'), TEXT.replace('写明原因', '写明情况'))).toBeUndefined();
    expect(found(quote('支部把会开在'), '')).toBeUndefined();
    expect(new AnchoredText(TEXT).locate({ text: ' \n' })).toBeUndefined();
  });

  it('does not go over to another item of a list in which all items are alike', () => {
    const list = Array.from({ length: 24 }, (_, at) => `第${at + 3}段说的是别的事，说到第${at + 3}件为止。`);
    const text = list.join('');
    const last = quote(list.at(-1) ?? '', 0, text);
    expect(found(last, list.slice(0, -1).join(''))).toBeUndefined();
    const middle = quote(list[9] ?? '', 0, text);
    expect(found(middle, list.filter((_, at) => at !== 9).join(''))).toBeUndefined();
    expect(found(middle, list.join('').replace('第12段说的是', '第12段讲的是'))).toMatchObject({
      words: (list[9] ?? '').replace('说的是', '讲的是'),
      changed: true,
    });
  });

  it('moves with a passage that is the only one, even when all around it was rewritten', () => {
    const quotation = quote('骑手们把车停在门口');
    expect(found(quotation, '那天下雨。骑手们把车停在门口，没有人走。')).toMatchObject({ changed: false });
  });

  it('finds quotations without anchor by their words', () => {
    const text = new AnchoredText(TEXT);
    expect(text.locate({ text: '散会前 当场分工' })).toMatchObject({
      start: TEXT.indexOf('散会前当场分工'),
      changed: false,
    });
    const long = '大家一条一条地说，书记一条一条记，散会之前当场分工。';
    expect(text.locate({ text: long })).toMatchObject({
      start: TEXT.indexOf('大家一条'),
      changed: true,
    });
    expect(text.locate({ text: '完全不在这里的一句话，也没有哪一句和它相像。' })).toBeUndefined();
  });

  it('finds a passage at either edge of the text, and one that is all of it', () => {
    for (const words of ['支部把会开在', '站着听完。', TEXT]) {
      const quotation = quote(words);
      expect(found(quotation, TEXT)).toMatchObject({ words });
    }
    expect(found(quote('支部把会开在'), `本报讯${TEXT}`)).toMatchObject({ start: 3 });
  });

  it('finds a changed passage of 5,000 characters in a text of 400,000, and gives up where all is alike', () => {
    // A text in which short runs are rare, and one in which all of them are common.
    let seed = 20_261_126;
    const varied = Array.from({ length: 400_000 }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return String.fromCharCode(0x4e00 + ((seed >>> 16) % 3000));
    }).join('');
    for (const text of [varied, '一条一条说，'.repeat(66_000)]) {
      const words = text.slice(200_000, 205_000);
      const quotation = { text: words, at: '', anchor: anchorAt(text, 200_000, 205_000) };
      const changed = `${text.slice(0, 202_000)}这里改过${text.slice(202_010)}`;
      const at = new AnchoredText(changed).locate(quotation);
      if (text === varied) expect(at).toEqual({ start: 200_000, end: 204_994, changed: true });
    }
  });
});

describe('placeAll', () => {
  it('numbers quotations in the order of the text and keeps those that are lost, last', () => {
    const placed = placeAll(
      {
        c: { ...quote('站着听完'), at: '2026-11-01T00:00:00.000Z' },
        lost: { text: '早就删掉的一句话，哪里都找不到', at: '2026-10-01T00:00:00.000Z', note: '留着' },
        a: { ...quote('支部把会开在'), at: '2026-11-03T00:00:00.000Z' },
      },
      TEXT,
    );
    expect(placed.map(({ id, number, at }) => [id, number, Boolean(at)])).toEqual([
      ['a', 1, true],
      ['c', 2, true],
      ['lost', 3, false],
    ]);
    expect(placed[2]?.quotation).toMatchObject({ text: '早就删掉的一句话，哪里都找不到', note: '留着' });
    expect(placeAll(undefined, TEXT)).toEqual([]);
  });
});
