import { describe, expect, it } from 'vitest';
import { textOfHtml } from '../../../lib/search/documents';
import { fold } from '../../../lib/search/fold';
import { marksOf, snippetOf, termsOf } from '../../../lib/search/query';

describe('what was typed', () => {
  it.each([
    ['骑手  权益', ['骑手', '权益']],
    ['“ 三会 一课 ”  ＡＢc', ['三会 一课', 'abc']],
    ['"没有关上', ['没有关上']],
    ['学习 学习', ['学习']],
    ['　', []],
  ])('%s', (typed, terms) => expect(termsOf(typed)).toEqual(terms));

  it('is compared unit for unit, so that places in the text stay', () => {
    const text = 'Ａ，Ｂ　ÀİẞΣ𠮷\t１２';
    expect(fold(text)).toHaveLength(text.length);
    expect(fold('ＡＢ　１２')).toBe('ab 12');
  });
});

describe('what is shown of a text', () => {
  it('marks every term, joining those that touch', () => {
    expect(marksOf('学习贯彻学习', ['学习', '习贯'])).toEqual([
      [0, 3],
      [4, 6],
    ]);
  });

  it('is the piece where the terms stand together', () => {
    const text = `开头提到骑手。${'另外的话。'.repeat(60)}后来骑手权益写在一起，${'再说别的。'.repeat(40)}`;
    const piece = snippetOf(text, ['骑手', '权益']);
    expect(piece.text).toContain('骑手权益');
    expect(piece.text.startsWith('…') && piece.text.endsWith('…')).toBe(true);
    expect(piece.marks.map(([start, end]) => piece.text.slice(start, end))).toEqual(['骑手权益']);
  });

  it('begins with the line of the find: what belongs to another piece of the record says nothing about it', () => {
    const text = `示例日报\n骑手 网格 党课\n骑手权益的说明会开过两次。${'再说别的。'.repeat(40)}`;
    expect(snippetOf(text, ['权益']).text).toMatch(/^骑手权益的说明会/);
    expect(snippetOf(text, ['网格']).text).toMatch(/^骑手 网格 党课/);
  });

  it('is the beginning when nothing is marked', () => {
    expect(snippetOf('短短一句', ['没有'])).toEqual({ text: '短短一句', marks: [] });
  });
});

it('reads the text of a page that was kept, without its marks', () => {
  expect(textOfHtml('<p>第一段&nbsp;A&amp;B</p><p>第二<b>段</b>&#x4e2d;</p><img alt="x">')).toBe(
    '第一段 A&B\n第二段中\n',
  );
});
