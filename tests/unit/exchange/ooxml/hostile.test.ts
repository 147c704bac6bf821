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
        ...[
          'INCLUDEPICTURE "https://x/y.png"',
          ' includetext "\\\\\\\\x\\\\y.docx" ',
          'LINK Excel.Sheet.8 "c:\\\\x.xls"',
          'DDE cmd "/c calc"',
        ].flatMap((field): [string, Uint8Array, string][] => [
          [`${field} in one run`, document(complexField(field)), 'E664'],
          [`${field} spread over runs`, document(complexField(...field)), 'E664'],
          [
            `${field} in short form`,
            document(`<w:p><w:fldSimple w:instr='${field}'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>`),
            'E664',
          ],
          [
            `${field} within another field`,
            document(complexField('IF 1 = 1 ').replace('</w:p>', `${complexField(field).slice(5)}`)),
            'E664',
          ],
        ]),
        [
          'a header with such a field',
          document(paragraph('时间：'), { 'word/header1.xml': header('DDE x y') }),
          'E664',
        ],
        ...[
          'WEBSERVICE("http://x/"&amp;A1)',
          '_xlfn.WEBSERVICE ("http://x")',
          '_xlfn.IMAGE("http://x/y.png")',
          "cmd|'/c calc'!A0",
          'IF(A1="x",Excel|Book1!R1C1,0)',
        ].map((formula): [string, Uint8Array, string] => [
          formula,
          workbook([{ rows: row(1, text('A1', '时间') + `<c r="B1"><f>${formula}</f></c>`) }]),
          'E664',
        ]),
        [
          'a name that stands for such a formula',
          workbook([{ rows: row(1, text('A1', '时间')) }], {
            names: '<definedName name="x">cmd|\'/c calc\'!A0</definedName>',
          }),
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

  it('refuses more elements than a form can have, though the file is small', () => {
    const bomb = document(paragraph('时间：') + '<w:p/>'.repeat(1_000_001));
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(code(bomb)).toBe('E662');
    // Also when they are in several parts.
    const half = '<w:p/>'.repeat(600_000);
    const both = document(paragraph('时间：') + half, {
      'word/header1.xml': `<w:hdr xmlns:w="x">${half}</w:hdr>`,
    });
    expect(code(both)).toBe('E662');
  });

  it.each([
    ['DDE 与 DDEAUTO 的说明', document(paragraph('DDE 说明：见 DDEAUTO 与 ddeLink 一节', '时间：'))],
    ['words of a sheet', workbook([{ rows: row(1, text('A1', 'DDE 地址 | WEBSERVICE(说明) 时间')) }])],
    ['shared words', workbook([{ rows: row(1, text('A1', '时间')) }], { shared: ['cmd|x!A1', 'DDE '] })],
    [
      'texts and sheet names in formulas',
      workbook([
        {
          name: 'a|b',
          rows: row(
            1,
            text('A1', '时间') + `<c r="B1"><f>IF('a|b'!A1="WEBSERVICE(|","IMAGE(",MYIMAGE(A1))</f></c>`,
          ),
        },
      ]),
    ],
    [
      'a page number and a link to click on',
      document(complexField('PAGE') + complexField('HYPERLINK "https://x"') + paragraph('时间：')),
    ],
    ['a linked contents list', document(complexField('LINKS') + paragraph('时间：'))],
  ])('takes plain text and harmless fields: %s', (_, bytes) => {
    expect(code(bytes)).toBe('read');
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

/** A field as Word writes one, its code in as many runs as are given. */
function complexField(...parts: string[]): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const runs = parts.map((part) => `<w:r><w:instrText xml:space="preserve">${part}</w:instrText></w:r>`);
  return `<w:p>${mark('begin')}${runs.join('')}${mark('separate')}<w:r><w:t>x</w:t></w:r>${mark('end')}</w:p>`;
}

function header(field: string): string {
  return `<w:hdr xmlns:w="x">${complexField(field)}</w:hdr>`;
}
