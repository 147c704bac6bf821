import { strToU8, zipSync } from 'fflate';
import { addTemplate } from '../papers/templates';
import type { Ledger } from '../ledger';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OPEN = 'http://schemas.openxmlformats.org';
const FACES =
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="24"/>';

const line = (text: string, settings = ''): string =>
  `<w:p><w:pPr>${settings}<w:rPr>${FACES}</w:rPr></w:pPr>${text ? `<w:r><w:rPr>${FACES}</w:rPr><w:t>${text}</w:t></w:r>` : ''}</w:p>`;
const cell = (text: string, width: number, span = 1): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}<w:vAlign w:val="center"/></w:tcPr>${line(text)}</w:tc>`;
const row = (cells: string, height = 560): string =>
  `<w:tr><w:trPr><w:trHeight w:val="${height}"/></w:trPr>${cells}</w:tr>`;
const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
const BORDERS = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:color="000000"/>`).join('');
const table = (widths: readonly number[], rows: string): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows}</w:tbl>`;

const pair = (left: string, right: string): string =>
  row(cell(left, 1700) + cell('', 2800) + cell(right, 1700) + cell('', 2800));
const wide = (label: string, height: number): string => row(cell(label, 1700) + cell('', 7300, 3), height);

/** A form as a superior organisation might send it. */
function formBytes(): Uint8Array {
  const body = [
    line('党支部组织生活记录表', '<w:jc w:val="center"/>'),
    line('党支部名称：____________　填表日期：____________'),
    table(
      [1700, 2800, 1700, 2800],
      [
        pair('活动主题', '活动类型'),
        pair('时间', '地点'),
        pair('主持人', '记录人'),
        pair('应到人数', '实到人数'),
        wide('缺席人员及原因', 560),
        wide('议程', 1400),
        wide('主要内容', 2600),
        wide('形成决议', 1400),
      ].join(''),
    ),
    line(''),
    table(
      [900, 2700, 2700, 2700],
      [
        row(['序号', '姓名', '到会情况', '原因'].map((text, at) => cell(text, at ? 2700 : 900)).join('')),
        ...[1, 2, 3].map((number) => row(cell(String(number), 900) + cell('', 2700).repeat(3))),
      ].join(''),
    ),
    line('党支部书记签字：'),
  ].join('');
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${HEAD}<Types xmlns="${OPEN}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${HEAD}<Relationships xmlns="${OPEN}/package/2006/relationships"><Relationship Id="rId1" Type="${OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `${HEAD}<w:document xmlns:w="${OPEN}/wordprocessingml/2006/main"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1450" w:bottom="1300" w:left="1450" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ),
  });
}

/** Keeps the sample's form, through the same door as a real one. */
export async function addSampleForm(ledger: Ledger): Promise<void> {
  const blob = new Blob([formBytes() as Uint8Array<ArrayBuffer>]);
  await addTemplate(ledger, { blob, name: '示例·组织生活记录表.docx' });
}
