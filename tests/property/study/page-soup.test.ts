// @vitest-environment jsdom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractionSchema } from '../../../lib/records/extraction';
import { extractFrom, openPage } from '../../unit/study/extract/page';

const TAGS =
  'div p span a b font section article table tr td ul li h1 h2 form input svg template frameset iframe br img pre center select textarea math noscript object script style title meta x-y'.split(
    ' ',
  );
const WORDS = [
  '来源：',
  '作者：',
  '2023年5月6日 14:03',
  '责任编辑：张三',
  '推荐阅读',
  '第一条 为了方便群众，制定本办法。',
  '支部把会开在换班的十分钟里。',
  '\u0000',
  '&lt;',
  '　　',
  '【',
  '（记者',
  '|',
  '12:',
  '05-06',
  ':::',
  '\ud800',
];
const NAMES = [
  'content',
  'article',
  'nav',
  'comment',
  'js_content',
  'title',
  'source',
  'firstChild',
  'nodeType',
  'body',
];

const piece = fc.oneof(
  fc.constantFrom(...WORDS),
  fc
    .tuple(fc.constantFrom(...TAGS), fc.constantFrom(...NAMES))
    .map(([tag, name]) => `<${tag} class="${name}" name="${name}" id="${name}" style="display:none">`),
  fc.constantFrom(...TAGS).map((tag) => `<${tag}>`),
  fc.constantFrom(...TAGS).map((tag) => `</${tag}>`),
  fc.constantFrom(
    '<!--',
    '-->',
    '<script>var ct="1571961600";',
    '<meta name=PubDate content=x>',
    '<base href="::">',
    '<a href="http://[">',
    '<p',
    '"',
    '>',
  ),
);

test('whatever a page is made of, it is read without a fault and left as it was', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const document = openPage(pieces.join(''));
      const before = document.documentElement.outerHTML;
      const found = extractFrom(document);
      expect(document.documentElement.outerHTML).toBe(before);
      expect(extractionSchema.safeParse(found).success).toBe(true);
      expect(found.html).not.toMatch(/<(?:script|iframe|svg|style|form)\b|\son\w+=/i);
    }),
    { numRuns: 120 },
  );
}, 60_000);
