// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { TEXT_LIMIT } from '../../../../lib/records/extraction-limits';
import { extract, extractFrom, openPage } from './page';

const PROSE =
  '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。'.repeat(3);

/** A page whose article holds `inside`, with `around` before it. */
const page = (inside: string, around = '', head = ''): string =>
  `<!DOCTYPE html><html><head><title>示例文章 - 示例网</title>${head}</head><body>${around}<article><h1>示例文章</h1><p>${PROSE}</p>${inside}<p>${PROSE}</p></article></body></html>`;

const HOSTILE: [name: string, inside: string, around?: string, head?: string][] = [
  ['a script', '<script>window.hit=1</script><p>正文<script src="https://evil.example/x.js"></script></p>'],
  [
    'event handlers',
    '<p onclick="hit()" onmouseover=hit()>点我。</p><img src="https://p.example/a.jpg" onerror="hit()">',
  ],
  [
    'a javascript: link',
    '<p><a href="javascript:hit()">第一。</a><a href=" java\nscript:hit()">第二。</a></p>',
  ],
  [
    'a data: link and picture',
    '<p><a href="data:text/html,<script>hit()</script>">第三。</a><img src="data:image/svg+xml,<svg onload=hit()>"></p>',
  ],
  [
    'a vbscript: and a blob: link',
    '<p><a href="vbscript:hit()">一。</a><a href="blob:https://x.example/1">二。</a></p>',
  ],
  [
    'SVG',
    '<svg onload="hit()"><script>hit()</script><foreignObject><p>图里的字。</p></foreignObject><use href="https://evil.example/#a"/></svg>',
  ],
  [
    'MathML',
    '<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>',
  ],
  [
    'srcdoc',
    '<iframe srcdoc="<script>parent.hit()</script>"></iframe><iframe src="https://evil.example/"></iframe>',
  ],
  [
    'a meta refresh',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '',
    '<meta http-equiv="refresh" content="0;url=javascript:hit()">',
  ],
  [
    'CSS that phones home',
    '<style>p{background:url(https://evil.example/p)}@import "https://evil.example/i.css";</style><p style="background:url(https://evil.example/s)">字。</p>',
  ],
  [
    'a stylesheet link',
    '<link rel="stylesheet" href="https://evil.example/c.css"><link rel="prefetch" href="https://evil.example/pre">',
  ],
  [
    'a form',
    '<form action="https://evil.example/f"><input name="q" autofocus onfocus="hit()"><button formaction="javascript:hit()">交</button></form>',
  ],
  [
    'media',
    '<video src="https://evil.example/v.mp4" poster="https://evil.example/p.jpg" autoplay></video><audio src="https://evil.example/a.mp3"></audio>',
  ],
  [
    'srcset and picture',
    '<picture><source srcset="https://evil.example/1.jpg 1x"><img srcset="https://evil.example/2.jpg 2x" src="https://p.example/b.jpg"></picture>',
  ],
  [
    'old attributes that load',
    '<table background="https://evil.example/t.gif"><tr><td background="https://evil.example/c.gif">一</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>',
  ],
  [
    'object and embed',
    '<object data="https://evil.example/o.swf"><p>替代。</p></object><embed src="https://evil.example/e.swf">',
  ],
  [
    'a template and a noscript',
    '<template><img src=x onerror=hit()></template><noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
  ],
  [
    'ping and download',
    '<p><a href="https://ok.example/" ping="https://evil.example/ping" download onclick="hit()">链接。</a></p>',
  ],
  [
    'text that is markup',
    '<p>&lt;img src=x onerror=hit()&gt; &lt;script&gt;hit()&lt;/script&gt; 这是一段讲代码的话。</p>',
  ],
  [
    'a broken tag',
    '<p>开头<img src="x` onerror=hit()><a href="https://ok.example/"onclick=hit()//>链。</a></p>',
  ],
  ['a base that is a script', '<p><a href="x">相对。</a></p>', '', '<base href="javascript:hit()//">'],
  [
    'a quotation mark in an address',
    '<p><img data-src="https://p.example/a.jpg&quot; onerror=&quot;hit()"><a href="https://ok.example/&quot;onclick=&quot;hit()">链。</a></p>',
  ],
];

/** The result as it would be shown, and what it would do. */
function show(html: string): Element {
  const box = openPage(`<div id="shown">${html}</div>`).querySelector('#shown');
  if (!box) throw new Error('nothing to show');
  return box;
}

const ALLOWED = ['href', 'data-src', 'alt', 'colspan', 'rel', 'target'];

function expectInert(html: string): void {
  for (const element of show(html).querySelectorAll('*')) {
    expect(
      element.matches('p,h2,h3,h4,ul,ol,li,blockquote,table,tbody,tr,td,th,strong,em,sup,sub,u,a,img'),
    ).toBe(true);
    for (const { name, value } of element.attributes) {
      expect(ALLOWED).toContain(name);
      if (name === 'href') {
        expect(element.tagName).toBe('A');
        expect(value).toMatch(/^https?:\/\//);
        expect(element.getAttribute('rel')).toContain('noreferrer');
      }
    }
  }
}

describe('a hostile page', () => {
  it.each(HOSTILE)('with %s leaves nothing that runs or loads', (_name, inside, around, head) => {
    const found = extract(page(inside, around, head));
    expect(found.coverage).toBe('article');
    expect(found.title).toBe('示例文章');
    expectInert(found.html);
    expect(found.text.split('\n')[0]).toBe(PROSE);
    expect(found.text.split('\n').at(-1)).toBe(PROSE);
  });

  it.each(HOSTILE)('with %s around no article leaves nothing either', (_name, inside) => {
    expectInert(extract(`<title>x</title><body><a href="/1">一</a>${inside}`).html);
  });

  it('shows markup that was text as text', () => {
    const found = extract(page('<p>&lt;img src=x onerror=hit()&gt; 是一段讲代码的话。</p>'));
    expect(show(found.html).querySelector('img')).toBeNull();
    expect(show(found.html).textContent).toContain('<img src=x onerror=hit()>');
  });

  it('cannot put its own elements in front of the properties we read', () => {
    const names =
      'firstChild nextSibling parentNode nodeType nodeValue tagName getAttribute hasAttribute textContent parentElement';
    const inputs = names.split(' ').map((name) => `<input name="${name}">`);
    const clobbered =
      'body title head scripts querySelectorAll getElementById createElement documentElement cloneNode'.split(
        ' ',
      );
    const images = clobbered.map((name) => `<img name="${name}">`);
    const html = `<body>${images.join('')}<form id="f">${inputs.join('')}<article><h1>示例文章</h1><p>${PROSE}</p><p>${PROSE}</p></article></form></body>`;
    const found = extract(html);
    expect(found.coverage).toBe('article');
    expect(found.text).toBe(`${PROSE}\n${PROSE}`);
  });

  it('nested 2,000 deep is read to the bottom', () => {
    // jsdom parses deep nesting slowly; 10,000 and more are in blocks.test.ts and, in Chromium, in tests/e2e.
    const nest = `${'<div><span>'.repeat(1000)}在最深处，也有一句话。`;
    const found = extract(page('', nest));
    expect(found.text).toContain(PROSE);
    expectInert(found.html);
    expect(extract(`<title>深</title><body>${nest}`)).toMatchObject({
      coverage: 'visible',
      text: '在最深处，也有一句话。',
      html: '<p>在最深处，也有一句话。</p>',
    });
  });

  it('of 20 MB keeps what fits and says how much there was', () => {
    const document = openPage(page(''));
    const article = document.querySelector('article');
    for (let part = 0; part < 100; part += 1) {
      const paragraph = document.createElement('p');
      paragraph.textContent = '很长的一段话，一直说下去。'.repeat(16_000);
      article?.append(paragraph);
    }
    const found = extractFrom(document);
    expect(found.text.length).toBeGreaterThan(TEXT_LIMIT * 0.9);
    expect(found.text.length).toBeLessThanOrEqual(TEXT_LIMIT + 1000);
    expect(found.cut?.total).toBeGreaterThan(20_000_000);
    expect(found.cut?.kept).toBe(found.text.length);
  }, 60_000);

  it('of one 20 MB text without a break keeps its beginning', () => {
    const document = openPage('<title>长</title><body><div class="content"></div></body>');
    const div = document.querySelector('div');
    if (div) div.textContent = `开头。${'没有尽头的话，'.repeat(3_000_000)}`;
    const found = extractFrom(document);
    expect(found.text.startsWith('开头。')).toBe(true);
    expect(found.cut?.total).toBeGreaterThan(20_000_000);
  }, 60_000);

  it('that takes too long is read as far as time allows', () => {
    const html = page(`<p>${PROSE}</p>`.repeat(1500));
    let now = 0;
    const found = extract(html, { clock: () => (now += 100), budget: 150 });
    expect(found.cut).toBeDefined();
    expect(found.text).toContain(PROSE);
    expect(found.text.length).toBeLessThan(PROSE.length * 1500);
  });
});
