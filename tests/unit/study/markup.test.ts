// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { inertMarkup, isInert } from '../../../lib/study/markup';
import { sanitise } from '../../../lib/study/sanitise';

describe('the markup of clips', () => {
  it('is what the reader of pages writes, before and after it is sanitised for showing', () => {
    const html =
      '<h2>一</h2>\n<p>二<strong>三<a href="https://a.example/?x=1&amp;y=%22" rel="noopener noreferrer nofollow" target="_blank">四</a></strong> 1 &lt; 2 > 1</p>\n<ul>\n<li>五</li>\n</ul>\n<table><tbody><tr><th colspan="2">六</th><td>七</td></tr></tbody></table>\n<p><img data-src="https://a.example/1.jpg" alt="图"></p>';
    expect(isInert(html)).toBe(true);
    expect(isInert(sanitise(html, window))).toBe(true);
    expect(inertMarkup(html, '')).toBe(html);
    expect(isInert('')).toBe(true);
  });

  it.each([
    '<script>x</script>',
    '<p onclick="x()">一</p>',
    '<p style="color:red">一</p>',
    '<img src="https://a.example/1.jpg">',
    '<img data-src="data:image/png,x" alt="">',
    '<a href="javascript:x()">一</a>',
    '<a href="https://a.example/" onclick="x()">一</a>',
    "<a href='https://a.example/'>一</a>",
    '<a href="https://a.example/"onclick=x()>一</a>',
    '<svg><p>一</p></svg>',
    '<p>一</p><!-- x -->',
    '<p>一</p><',
    '<P>一</P>',
    '<p\n>一</p>',
    '<td colspan="2" colspan="2" rel="x" rel="x" rel="x">一</td>',
  ])('is not %s, of which only the text is kept', (html) => {
    expect(isInert(html)).toBe(false);
    expect(inertMarkup(html, '一 <b>\n二')).toBe('<p>一 &lt;b&gt;</p>\n<p>二</p>');
  });

  it('is told however long it is', () => {
    const long = `<p>${'一二三'.repeat(300_000)}</p>`.repeat(4);
    expect(isInert(`${long}<b>`)).toBe(false);
  });
});
