import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../../lib/exchange/ooxml';
import { document, paragraph, row, text, workbook, zipText } from '../../support/office';

const code = (bytes: Uint8Array): string => {
  try {
    readTemplate(bytes, 'x');
    return 'read';
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown);
  }
};
const GOOD = workbook([{ rows: row(1, text('A1', '时间')) }]);
const rels = (type: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://x/${type}" Target="${target}" TargetMode="External"/></Relationships>`;

describe('a template that is none, or is made to harm', () => {
  it.each(
    (
      [
        ['a text file', new TextEncoder().encode('时间,地点'), 'E660'],
        [
          'an old .xls or .doc',
          new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Array<number>(600).fill(0)]),
          'E660',
        ],
        ['a zip of something else', zipText({ 'a.txt': 'x' }), 'E660'],
        ['a cut file', GOOD.slice(0, GOOD.length - 40), 'E661'],
        ['a broken part', workbook([{ rows: '<row r="1"><c></row>' }]), 'E661'],
        ['a name that leads out of the folder', zipSync({ '../x.xml': new Uint8Array([1]) }), 'E661'],
        ['a password', locked(), 'E663'],
        ['a macro', workbook([{ rows: '' }], { extra: { 'xl/vbaProject.bin': 'x' } }), 'E664'],
        [
          'a document type',
          document('', { 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
          'E664',
        ],
        [
          'a remote picture',
          document(paragraph('时间：'), { 'word/_rels/document.xml.rels': rels('image', 'http://x/y.png') }),
          'E664',
        ],
        [
          'a field that starts a program',
          document('<w:p><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r></w:p>'),
          'E664',
        ],
        ['an empty sheet', workbook([{ rows: '' }]), 'E665'],
        [
          'more nesting than any program writes',
          document('<w:p>'.repeat(3000) + '</w:p>'.repeat(3000)),
          'E661',
        ],
      ] as [string, Uint8Array, string][]
    ).map(([name, bytes, expected]) => ({ name, bytes, expected })),
  )('$name → $expected', ({ bytes, expected }) => {
    expect(code(bytes)).toBe(expected);
  });

  it('refuses what says it unpacks to more than the limit, before unpacking it', () => {
    const bytes = workbook([{ rows: row(1, text('A1', '时间')) }]);
    // The size that the directory at the end of a zip states for its first part.
    const entry = bytes.findIndex(
      (_, at) => bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 1,
    );
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(entry + 24, 130 * 1024 * 1024, true);
    expect(code(bytes)).toBe('E662');
  });

  it('takes a form with a link to click on, and one made from a template on another machine', () => {
    const form = document(paragraph('时间：'), {
      'word/settings.xml':
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:attachedTemplate/></w:settings>',
      'word/_rels/settings.xml.rels': rels('attachedTemplate', 'file:///C:/Normal.dotm'),
      'word/_rels/document.xml.rels': rels('hyperlink', 'https://example.org'),
    });
    expect(code(form)).toBe('read');
  });
});

function locked(): Uint8Array {
  const name = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  return new Uint8Array([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array<number>(504).fill(0),
    ...name,
    0,
    0,
  ]);
}
