// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { drawMarks, markOf } from '../../../../components/study/marks';
import { anchorAt, fold, placeAll } from '../../../../lib/study/read/anchors';
import {
  blocksOf,
  mapText,
  paragraphsOf,
  rangeOf,
  stretch,
  stretchOfBlock,
  stretchOfRange,
} from '../../../../lib/study/read/text-map';

const page = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body;
};
const HTML = `<h2>第一节</h2><p>　　把<strong>站点的灯</strong>多亮
  一小时。<br>先点灯。</p>
  <ul><li>谁牵头</li><li>谁<em>跟进</em> <a href="https://x.example/">看这里</a></li></ul><p>After <b>hours</b> only</p>`;

describe('mapText', () => {
  it('reads paragraphs as a person does, whatever the source looks like', () => {
    const map = mapText(page(HTML));
    expect(paragraphsOf(map)).toEqual([
      '第一节',
      '把站点的灯多亮 一小时。',
      '先点灯。',
      '谁牵头',
      '谁跟进 看这里',
      'After hours only',
    ]);
    expect(map.text).toBe(fold(document.body.textContent ?? ''));
    expect(blocksOf(map).map(({ tagName }) => tagName)).toEqual(['H2', 'P', 'LI', 'LI', 'P']);
  });

  it('leads from a selection to its words and back, across elements and paragraphs', () => {
    const root = page(HTML);
    const map = mapText(root);
    const range = document.createRange();
    range.setStart(root.querySelector('strong')?.firstChild as Node, 2);
    range.setEnd(root.querySelector('em')?.firstChild as Node, 1);
    const found = stretchOfRange(map, range);
    expect(found?.text).toBe('的灯多亮 一小时。\n先点灯。\n谁牵头\n谁跟');
    const again = rangeOf(map, found?.start ?? 0, found?.end ?? 0);
    expect(stretchOfRange(map, again as Range)).toEqual(found);
    expect(stretchOfBlock(map, root.querySelector('h2') as Element)?.text).toBe('第一节');
  });

  it('takes a selection that ends where the next paragraph begins for one of the first alone', () => {
    const root = page('<p>第一段。</p><p>第二段。</p>');
    const range = document.createRange();
    range.setStart(root.querySelector('p')?.firstChild as Node, 0);
    range.setEnd(root.querySelectorAll('p')[1] as Element, 0);
    expect(stretchOfRange(mapText(root), range)?.text).toBe('第一段。');
    range.collapse();
    expect(stretchOfRange(mapText(root), range)).toBeUndefined();
  });
});

describe('drawMarks', () => {
  const draw = (html: string, passages: Record<string, string | [string, number]>) => {
    const root = page(html);
    const { text } = mapText(root);
    const placed = placeAll(
      Object.fromEntries(
        Object.entries(passages).map(([id, passage]) => {
          const [words, nth] = typeof passage === 'string' ? [passage, 0] : passage;
          let start = -1;
          for (let at = 0; at <= nth; at += 1) start = text.indexOf(words, start + 1);
          return [id, { text: words, at: id, anchor: anchorAt(text, start, start + words.length) }];
        }),
      ),
      text,
    );
    drawMarks(root, placed);
    return { root, text };
  };
  const wordsOf = (root: Element, id: string): string =>
    [...root.querySelectorAll(`mark[data-quotations~="${id}"]`)]
      .map(({ textContent }) => textContent)
      .join('');

  it('marks a passage across inline elements and paragraphs, and changes no word', () => {
    const { root, text } = draw(HTML, { a: '的灯多亮一小时。先点灯。谁牵头谁跟' });
    expect(fold(wordsOf(root, 'a'))).toBe('的灯多亮一小时。先点灯。谁牵头谁跟');
    expect(mapText(root).text).toBe(text);
    const numbers = [...root.querySelectorAll('button')];
    expect(numbers.map(({ textContent }) => textContent)).toEqual(['1']);
    expect(numbers[0]?.previousElementSibling).toBe([...root.querySelectorAll('mark')].at(-1));
  });

  it('marks the one of several equal passages that was meant', () => {
    const { root } = draw('<p>当场分工。回头看。当场分工。再回头看。当场分工。</p>', {
      a: ['当场分工。', 1],
    });
    expect(markOf(root, 'a')?.previousSibling?.textContent).toBe('当场分工。回头看。');
  });

  it('draws passages that overlap, each with its number, and finds either', () => {
    const { root, text } = draw('<p>大家一条一条说，书记一条一条记。</p>', {
      long: '大家一条一条说，书记',
      short: '书记一条一条记',
    });
    expect(wordsOf(root, 'long')).toBe('大家一条一条说，书记');
    expect(wordsOf(root, 'short')).toBe('书记一条一条记');
    expect(root.querySelector('[data-over]')?.textContent).toBe('书记');
    expect(mapText(root).text).toBe(text);
    // What is selected over marks and numbers is still only the words of the text.
    const map = mapText(root);
    expect(stretch(map, 0, text.length).text).toBe('大家一条一条说，书记一条一条记。');
  });
});
