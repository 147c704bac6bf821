import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { t } from '../../i18n';
import type { DocumentSection, Fact, RecordDocument } from '../record-document';
import { textWidth } from '../sheet-write/row-height';
import { xmlText } from '../xml-text';
import { FANGSONG, HEI, SIZES, SONG } from './faces';

/** A4 in twentieths of a point, with the margins between which everything is laid out. */
const PAGE = { width: 11906, height: 16838, top: 1440, bottom: 1300, left: 1500, right: 1400 } as const;
const WIDTH = PAGE.width - PAGE.left - PAGE.right;
/** One and a third lines: dense enough for a table, open enough to annotate by pen. */
const SPACING = { line: 320, lineRule: LineRuleType.AUTO };

interface Look {
  size?: number;
  bold?: boolean;
  face?: typeof FANGSONG;
}

const run = (text: string, look: Look = {}): TextRun =>
  new TextRun({
    text: xmlText(text),
    font: look.face ?? FANGSONG,
    size: look.size ?? SIZES.table,
    bold: look.bold,
  });

/** Text with its line breaks kept. */
const lines = (text: string, look: Look, options: { align?: 'left' | 'center' } = {}): Paragraph[] =>
  xmlText(text)
    .split('\n')
    .map(
      (line) =>
        new Paragraph({
          alignment: options.align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT,
          spacing: SPACING,
          children: [run(line, look)],
        }),
    );

const cell = (text: string, width: number, look: Look = {}, align: 'left' | 'center' = 'left', span = 1) =>
  new TableCell({
    width: { size: Math.round(width), type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: lines(text, look, { align }),
  });

const table = (widths: readonly number[], rows: TableRow[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths.map((width) => Math.round(width)),
    rows,
  });

/** Facts two to a line; a wide one has a line to itself. */
function factsTable(facts: readonly Fact[]): Table {
  const label = WIDTH * 0.2;
  const value = WIDTH * 0.3;
  const rows: TableRow[] = [];
  const pair = (left: Fact, right: Fact | undefined): void => {
    const name = (fact: Fact) => cell(fact.label, label, { face: HEI }, 'center');
    rows.push(
      new TableRow({
        cantSplit: true,
        children: right
          ? [name(left), cell(left.value, value), name(right), cell(right.value, value)]
          : [name(left), cell(left.value, WIDTH - label, {}, 'left', 3)],
      }),
    );
  };
  for (let index = 0; index < facts.length; index += 1) {
    const left = facts[index];
    const right = facts[index + 1];
    if (!left) continue;
    if (left.wide || !right || right.wide) pair(left, undefined);
    else {
      pair(left, right);
      index += 1;
    }
  }
  return table([label, value, label, value], rows);
}

const heading = (text: string): Paragraph =>
  new Paragraph({
    keepNext: true,
    spacing: { ...SPACING, before: 240, after: 80 },
    children: [run(text, { face: HEI, size: SIZES.heading })],
  });

const indented = (children: ParagraphChild[]): Paragraph =>
  new Paragraph({
    spacing: { line: 360, lineRule: LineRuleType.AUTO },
    // Two characters of the text.
    indent: { firstLine: SIZES.text * 20 },
    alignment: AlignmentType.BOTH,
    children,
  });

function sectionBody(section: DocumentSection): (Paragraph | Table)[] {
  const text = { size: SIZES.text };
  switch (section.kind) {
    case 'facts':
      return [factsTable(section.facts)];
    case 'list':
      return section.items.map((item, index) => indented([run(`${index + 1}. ${item}`, text)]));
    case 'text':
      return xmlText(section.text)
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => indented([run(line.trim(), text)]));
    case 'table': {
      const total = section.columns.reduce((sum, column) => sum + column.share, 0);
      const widths = section.columns.map((column) => (WIDTH * column.share) / total);
      return [
        table(widths, [
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: section.columns.map((column, at) =>
              cell(column.header, widths[at] ?? 0, { face: HEI, size: SIZES.small }, 'center'),
            ),
          }),
          ...section.rows.map(
            (row) =>
              new TableRow({
                cantSplit: true,
                children: section.columns.map((column, at) =>
                  cell(row[at] ?? '', widths[at] ?? 0, { size: column.small ? SIZES.tiny : SIZES.small }),
                ),
              }),
          ),
        ]),
      ];
    }
  }
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_LINES = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
};

/** Labels with a line to sign on, side by side, never torn from one another by a page break. */
function signatures(labels: readonly string[]): Table {
  const line = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
  // A label is as wide as its text; the lines share what is left.
  const wide = labels.map((text) => textWidth(text) * SIZES.small * 5 + 160);
  const pen = (WIDTH - wide.reduce((sum, width) => sum + width, 0)) / Math.max(1, labels.length);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: wide.flatMap((width) => [Math.round(width), Math.round(pen)]),
    borders: NO_LINES,
    rows: [
      new TableRow({
        cantSplit: true,
        height: { value: 640, rule: 'atLeast' },
        children: labels.flatMap((text, at) => [
          new TableCell({
            width: { size: Math.round(wide[at] ?? 0), type: WidthType.DXA },
            verticalAlign: VerticalAlign.BOTTOM,
            borders: { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE },
            margins: { left: 60, right: 20 },
            children: [
              new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(text, { size: SIZES.small })] }),
            ],
          }),
          new TableCell({
            width: { size: Math.round(pen), type: WidthType.DXA },
            borders: { top: NO_LINE, left: NO_LINE, right: NO_LINE, bottom: line },
            children: [new Paragraph({})],
          }),
        ]),
      }),
    ],
  });
}

function footer(model: RecordDocument): Footer {
  const [before = '', between = '', after = ''] = t('exchange.pageOfPages', {
    page: '\u0000',
    pages: '\u0000',
  }).split('\u0000');
  const look = { font: SONG, size: SIZES.tiny };
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ ...look, text: `${xmlText(model.branch)}　${before}` }),
          new TextRun({ ...look, children: [PageNumber.CURRENT] }),
          new TextRun({ ...look, text: between }),
          new TextRun({ ...look, children: [PageNumber.TOTAL_PAGES] }),
          new TextRun({ ...look, text: after }),
        ],
      }),
    ],
  });
}

/** Draws the model as a Word document on A4. */
export function draw(model: RecordDocument): Document {
  const children: ISectionOptions['children'] = [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [run(model.title, { face: SONG, size: SIZES.title, bold: true })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 200 },
      children: [
        run(model.branch, { size: SIZES.text }),
        ...(model.mark ? [run(`　【${model.mark}】`, { face: HEI, size: SIZES.text })] : []),
      ],
    }),
    factsTable(model.facts),
    ...model.sections.flatMap((section) => [heading(section.heading), ...sectionBody(section)]),
    new Paragraph({ keepNext: true, spacing: { before: 360 }, children: [] }),
    signatures(model.signatures),
    ...model.closing.map(
      (text, index) =>
        new Paragraph({
          spacing: { before: index === 0 ? 240 : 20 },
          children: [run(text, { face: SONG, size: SIZES.tiny })],
        }),
    ),
  ];
  return new Document({
    title: xmlText(model.title),
    creator: xmlText(model.branch),
    styles: {
      default: {
        document: {
          run: { font: FANGSONG, size: SIZES.table, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              top: PAGE.top,
              bottom: PAGE.bottom,
              left: PAGE.left,
              right: PAGE.right,
              footer: 700,
              header: 700,
            },
          },
        },
        footers: { default: footer(model) },
        children,
      },
    ],
  });
}

/** The bytes of the Word file. */
export const pack = (model: RecordDocument): Promise<Blob> => Packer.toBlob(draw(model));
