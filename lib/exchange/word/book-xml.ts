import { encode, encodeAttribute } from '../ooxml/xml';
import type { DocumentSection, Fact } from '../record-document';
import type { BookEntry, BookHead, BookNode } from './book-model';
import { FANGSONG, HEI, SIZES, SONG } from './faces';

/** Width between the margins of A4, in twentieths of a point. */
const WIDTH = 9006;
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const run = (text: string): string =>
  encode(text)
    .split('\n')
    .map((line, index) => `${index ? '<w:br/>' : ''}<w:t xml:space="preserve">${line}</w:t>`)
    .join('');
const paragraph = (style: string, text: string, inside = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${inside}</w:pPr>${text ? `<w:r>${run(text)}</w:r>` : ''}</w:p>`;

const cell = (text: string, width: number, style: string, span = 1): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${Math.round(width)}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}<w:vAlign w:val="center"/></w:tcPr>${paragraph(style, text)}</w:tc>`;
const row = (cells: string, head = false): string =>
  `<w:tr><w:trPr><w:cantSplit/>${head ? '<w:tblHeader/>' : ''}</w:trPr>${cells}</w:tr>`;
const table = (widths: readonly number[], rows: string): string =>
  `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${Math.round(width)}"/>`).join('')}</w:tblGrid>${rows}</w:tbl>${paragraph('Gap', '')}`;

/** Facts two to a line; a wide one has a line to itself. */
function facts(list: readonly Fact[]): string {
  const [label, value] = [WIDTH * 0.2, WIDTH * 0.3];
  const rows: string[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const [left, right] = [list[index], list[index + 1]];
    if (!left) continue;
    const head = cell(left.label, label, 'CellHead');
    if (left.wide || !right || right.wide) {
      rows.push(row(head + cell(left.value, WIDTH - label, 'Cell', 3)));
    } else {
      rows.push(
        row(
          head +
            cell(left.value, value, 'Cell') +
            cell(right.label, label, 'CellHead') +
            cell(right.value, value, 'Cell'),
        ),
      );
      index += 1;
    }
  }
  return rows.length ? table([label, value, label, value], rows.join('')) : '';
}

function sectionBody(section: DocumentSection): string {
  switch (section.kind) {
    case 'facts':
      return facts(section.facts);
    case 'list':
      return section.items.map((item, index) => paragraph('Text', `${index + 1}. ${item}`)).join('');
    case 'text':
      return section.text
        .split(/\r?\n/)
        .filter((line) => line.trim())
        .map((line) => paragraph('Text', line.trim()))
        .join('');
    case 'table': {
      const total = section.columns.reduce((sum, column) => sum + column.share, 0);
      const widths = section.columns.map((column) => (WIDTH * column.share) / total);
      const head = row(
        section.columns.map((column, at) => cell(column.header, widths[at] ?? 0, 'CellHead')).join(''),
        true,
      );
      const body = section.rows.map((line) =>
        row(
          section.columns
            .map((column, at) => cell(line[at] ?? '', widths[at] ?? 0, column.small ? 'Tiny' : 'CellSmall'))
            .join(''),
        ),
      );
      return table(widths, head + body.join(''));
    }
  }
}

let marks = 0;

/** One piece of the book as markup of the body. */
export function nodeXml(node: BookNode): string {
  switch (node.kind) {
    case 'heading': {
      marks += 1;
      const start = `<w:bookmarkStart w:id="${marks}" w:name="${encodeAttribute(node.anchor)}"/>`;
      const mark = node.mark ? `　【${node.mark}】` : '';
      return `<w:p><w:pPr><w:pStyle w:val="Heading${node.level}"/></w:pPr>${start}<w:r>${run(node.title + mark)}</w:r><w:bookmarkEnd w:id="${marks}"/></w:p>`;
    }
    case 'note':
      return paragraph('Text', node.text);
    case 'section':
      return (
        (node.titled === false ? '' : paragraph('Part', node.section.heading)) + sectionBody(node.section)
      );
    case 'closing':
      return node.lines.map((line) => paragraph('Tiny', line)).join('');
  }
}

const field = (code: string, shown = ''): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** Contents with their titles; the page numbers are worked out by the program that opens the book. */
function contents(head: BookHead): string {
  const deepest = head.contents.some(({ level }) => level === 2) ? 2 : 1;
  const entry = ({ level, title, anchor }: BookEntry): string =>
    `<w:p><w:pPr><w:pStyle w:val="TOC${level}"/></w:pPr>{begin}<w:hyperlink w:anchor="${encodeAttribute(anchor)}" w:history="1"><w:r>${run(title)}</w:r><w:r><w:tab/></w:r>${field(`PAGEREF ${anchor} \\h`)}</w:hyperlink></w:p>`;
  const begin = `<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-${deepest}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`;
  const entries = head.contents
    .map((one, index) => entry(one).replace('{begin}', index ? '' : begin))
    .join('');
  return `${paragraph('ContentsTitle', head.contentsTitle)}${entries}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
}

/** Everything of the body before the first chapter. */
export const bookStart = (head: BookHead): string =>
  [
    `${XML}<w:document ${W}><w:body>`,
    paragraph('CoverTitle', head.title),
    paragraph('CoverBranch', head.branch),
    ...head.under.map((line) => paragraph('CoverLine', line)),
    ...head.signatures.map((line) => paragraph('CoverSign', `${line}________________`)),
    contents(head),
  ].join('');

/** Everything after the last chapter. */
export const BOOK_END =
  '<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1400" w:bottom="1300" w:left="1500" w:header="700" w:footer="700" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>';

type Face = typeof SONG;
const face = ({ ascii, hAnsi, eastAsia }: Face): string =>
  `<w:rFonts w:ascii="${ascii}" w:hAnsi="${hAnsi}" w:eastAsia="${eastAsia}"/>`;
const style = (
  id: string,
  look: { face?: Face; size: number; bold?: boolean; paragraph?: string; name?: string },
): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}><w:name w:val="${look.name ?? id}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:pPr>${look.paragraph ?? ''}</w:pPr><w:rPr>${look.face ? face(look.face) : ''}${look.bold ? '<w:b/>' : ''}<w:sz w:val="${look.size}"/><w:szCs w:val="${look.size}"/></w:rPr></w:style>`;
const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
const LINES = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join(
  '',
);
const CENTER = '<w:jc w:val="center"/>';
const TABS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>';

const STYLES = [
  `${XML}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr>${face(FANGSONG)}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`,
  style('Normal', { face: FANGSONG, size: SIZES.text }),
  style('Heading1', {
    name: 'heading 1',
    face: HEI,
    size: 36,
    paragraph: `<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="240"/>${CENTER}<w:outlineLvl w:val="0"/>`,
  }),
  style('Heading2', {
    name: 'heading 2',
    face: HEI,
    size: SIZES.heading,
    paragraph: '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="1"/>',
  }),
  style('Part', {
    face: HEI,
    size: SIZES.text,
    paragraph: '<w:keepNext/><w:spacing w:before="160" w:after="60"/>',
  }),
  style('Text', {
    size: SIZES.text,
    paragraph: '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="480"/><w:jc w:val="both"/>',
  }),
  style('Cell', { size: SIZES.table, paragraph: '<w:spacing w:before="40" w:after="40"/>' }),
  style('CellSmall', { size: SIZES.small, paragraph: '<w:spacing w:before="30" w:after="30"/>' }),
  style('CellHead', {
    face: HEI,
    size: SIZES.small,
    paragraph: `<w:spacing w:before="40" w:after="40"/>${CENTER}`,
  }),
  style('Tiny', { face: SONG, size: SIZES.tiny }),
  style('Gap', { size: 12, paragraph: '<w:spacing w:line="120" w:lineRule="exact"/>' }),
  style('CoverTitle', {
    face: SONG,
    size: 72,
    bold: true,
    paragraph: `<w:spacing w:before="3600" w:after="800"/>${CENTER}`,
  }),
  style('CoverBranch', { face: HEI, size: 36, paragraph: `<w:spacing w:after="600"/>${CENTER}` }),
  style('CoverLine', { size: SIZES.heading, paragraph: `<w:spacing w:after="160"/>${CENTER}` }),
  style('CoverSign', { size: SIZES.heading, paragraph: `<w:spacing w:before="500"/>${CENTER}` }),
  style('ContentsTitle', {
    face: HEI,
    size: 36,
    paragraph: `<w:pageBreakBefore/><w:spacing w:after="240"/>${CENTER}`,
  }),
  style('TOC1', { name: 'toc 1', size: SIZES.text, paragraph: `${TABS}<w:spacing w:before="80"/>` }),
  style('TOC2', { name: 'toc 2', size: SIZES.small, paragraph: `${TABS}<w:ind w:left="420"/>` }),
  `<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>${LINES}</w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
  '</w:styles>',
].join('');

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const rels = (...list: [type: string, target: string][]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** The small parts of the file. */
export function bookParts(head: BookHead): Record<string, string> {
  const [before, between, after] = head.foot;
  const text = (value: string): string => `<w:r>${run(value)}</w:r>`;
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${WORD}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${WORD}.footer+xml"/></Types>`,
    '_rels/.rels': rels(['officeDocument', 'word/document.xml']),
    'word/_rels/document.xml.rels': rels(
      ['styles', 'styles.xml'],
      ['settings', 'settings.xml'],
      ['footer', 'footer1.xml'],
    ),
    'word/styles.xml': STYLES,
    'word/settings.xml': `${XML}<w:settings ${W}><w:updateFields w:val="true"/></w:settings>`,
    'word/footer1.xml': `${XML}<w:ftr ${W}><w:p><w:pPr><w:pStyle w:val="Tiny"/>${CENTER}</w:pPr>${text(before)}${field('PAGE', '1')}${text(between)}${field('NUMPAGES', '1')}${text(after)}</w:p></w:ftr>`,
  };
}
