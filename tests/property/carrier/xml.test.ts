import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Node, readXml } from '../../../lib/carrier/xml';

/** An element as a server may write it: prefix, attributes, blanks and comments are the server's to choose. */
interface Element {
  name: string;
  prefix: string;
  attributes: string;
  filler: string;
  isShort: boolean;
  content: string | Element[];
}

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9.-]{0,8}$/);
const said = fc.stringMatching(/^[^<>&\s]([^<>&]{0,20}[^<>&\s])?$/u);
const element: fc.Arbitrary<Element> = fc.letrec<{ one: Element }>((tie) => ({
  one: fc.record({
    name: word,
    prefix: fc.constantFrom('', 'D:', 'lp1:'),
    attributes: fc.constantFrom('', ' a="1"', " xmlns:D='DAV:'", ' a="x > y" b = \'/>\''),
    filler: fc.constantFrom('', '\n  ', '<!-- <a> & -->', '<?x y?>'),
    isShort: fc.boolean(),
    content: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(said, fc.constant('')),
      fc.array(tie('one'), { minLength: 1, maxLength: 4 }),
    ),
  }),
})).one;

function written({ name, prefix, attributes, filler, isShort, content }: Element): string {
  const tag = `${prefix}${name}`;
  if (content === '' && isShort) return `<${tag}${attributes}/>`;
  const inside =
    typeof content === 'string' ? content : content.map((one) => `${filler}${written(one)}`).join('');
  return `<${tag}${attributes}>${inside}${filler}</${tag} >`;
}

/** The same by hand: what a reader of the answer has to see. */
function meant({ content }: Element): Node {
  if (typeof content === 'string') return content;
  const children: Record<string, Node | Node[]> = {};
  for (const one of content) {
    const before = children[one.name];
    children[one.name] =
      before === undefined ? meant(one) : [...(Array.isArray(before) ? before : [before]), meant(one)];
  }
  return children;
}

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

describe('what a server writes', () => {
  it('is read as it was meant, with any prefix, attribute, blank or comment', () =>
    fc.assert(
      fc.property(element, (one) => {
        expect(readXml(HEAD + written(one))).toEqual({ [one.name]: meant(one) });
      }),
    ));

  it('is nothing when it is cut off, wherever: half of a listing is no shorter one', () =>
    fc.assert(
      fc.property(element, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (one, part) => {
        const text = HEAD + written(one);
        const cut = HEAD.length + Math.floor((text.length - HEAD.length) * part);
        expect(readXml(text.slice(0, cut))).toBeUndefined();
      }),
    ));

  it('never breaks the reader', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              '<a>',
              '</a>',
              '<a/>',
              '<',
              '>',
              '<!',
              '<?',
              '<!--',
              '<![CDATA[',
              ']]>',
              '"',
              '<a b="',
            ),
            fc.string(),
          ),
        ),
        (parts) => {
          readXml(parts.join(''));
        },
      ),
    ));

  it('may stand in a section of plain text, where nothing is a reference', () => {
    expect(readXml('<a><b><![CDATA[x <y> &amp;]]></b></a>')).toEqual({ a: { b: 'x <y> &amp;amp;' } });
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['two roots', '<a/><b/>'],
    ['text beside the root', '<a/>b'],
    ['elements that cross', '<a><b></a></b>'],
    ['nests without end', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['no XML', '{"a":1}'],
  ])('is nothing with %s', (_, text) => {
    expect(readXml(text)).toBeUndefined();
  });
});
