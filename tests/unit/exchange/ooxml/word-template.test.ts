import { describe, expect, it } from 'vitest';
import { fillTemplate, readTemplate, type TemplateFilling } from '../../../../lib/exchange/ooxml';
import { document, paragraph, partOf, wordCell, wordTable } from '../../support/office';

const fill = (bytes: Uint8Array, filling: Partial<TemplateFilling>): string =>
  partOf(
    fillTemplate(bytes, 'x.docx', { values: {}, placeholders: {}, lists: [], ...filling }),
    'word/document.xml',
  );
const plain = (xml: string): string =>
  xml
    .replace(/<w:br\/>/g, '\n')
    .replace(/<\/w:p>|<w:p\/>/g, '¶')
    .replace(/<[^>]*>/g, '')
    .trim();

describe('a document as a form', () => {
  it('finds placeholders that are spread over runs, and fills them in the look of the first', () => {
    const form = document(paragraph('会议：{主', '题', '}，地点 {{地点}}。'));
    expect(readTemplate(form, 'x.docx').placeholders).toEqual(['主题', '地点']);
    const xml = fill(form, { placeholders: { 主题: '夜间 <开放>\n第二行', 地点: '三号会议室' } });
    expect(plain(xml)).toContain('会议：夜间 &lt;开放&gt;\n第二行，地点 三号会议室。');
    expect(xml.match(/<w:b\/>/g)).toHaveLength(3);
  });

  it('offers empty cells beside a label, and lines with room after one', () => {
    const form = document(
      wordTable([wordCell(paragraph('时间')), wordCell(), wordCell(paragraph('地点')), wordCell()]) +
        paragraph('主持人：______　记录人：', '____'),
    );
    const view = readTemplate(form, 'x.docx');
    expect(view.grids[0]?.cells.map(({ place, text }) => [place, text])).toEqual([
      ['t0!A1', '时间'],
      ['t0!B1', ''],
      ['t0!C1', '地点'],
      ['t0!D1', ''],
    ]);
    expect(view.lines.map(({ text }) => text)).toEqual(['主持人', '记录人']);
    const [host, recorder] = view.lines.map(({ place }) => place) as [string, string];
    const xml = fill(form, { values: { 't0!B1': '15:00', [host]: '示例甲', [recorder]: '示例乙' } });
    expect(plain(xml)).toBe('时间¶15:00¶地点¶¶主持人：示例甲　记录人：示例乙¶');
    // The answer has the look of its label where the empty cell has none of its own.
    expect(xml).toContain('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">15:00</w:t></w:r>');
  });

  it('repeats a row of a table below the empty ones, and counts where the form counts', () => {
    const line = (number: string) => [wordCell(paragraph(number)), wordCell(), wordCell()];
    const form = document(
      wordTable(
        [wordCell(paragraph('序号')), wordCell(paragraph('姓名')), wordCell(paragraph('备注'))],
        line('1'),
        line('2'),
        [wordCell(paragraph('合计'), '<w:gridSpan w:val="3"/>')],
      ),
    );
    const items = ['甲', '乙', '丙', '丁'].map((name) => ({ 't0!B2': `示例${name}` }));
    const xml = fill(form, { lists: [{ row: 't0!2', items }] });
    expect(plain(xml)).toBe('序号¶姓名¶备注¶1¶示例甲¶¶2¶示例乙¶¶3¶示例丙¶¶4¶示例丁¶¶合计¶');
    expect(xml.match(/<w:tr>/g)).toHaveLength(6);
  });

  it('keeps a repeated row that is written with placeholders for every item', () => {
    const form = document(wordTable([wordCell(paragraph('{姓名}同志')), wordCell()]));
    const items = ['甲', '乙', '丙'].map((name) => ({ 't0!A1': `示例${name}` }));
    expect(plain(fill(form, { lists: [{ row: 't0!1', items }] }))).toBe(
      '示例甲同志¶¶示例乙同志¶¶示例丙同志¶¶',
    );
  });

  it('leaves no placeholder standing in the row of a list that has nothing in it', () => {
    const form = document(
      wordTable([wordCell(paragraph('{姓', '名}同志')), wordCell(paragraph('{支部}'))]) + paragraph('{其他}'),
    );
    const xml = fill(form, { placeholders: { 支部: '示例支部' }, lists: [{ row: 't0!1', items: [] }] });
    expect(plain(xml)).toBe('同志¶示例支部¶{其他}¶');
  });
});
