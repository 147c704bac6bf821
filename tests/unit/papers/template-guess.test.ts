import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../lib/exchange/ooxml';
import { fieldOf } from '../../../lib/papers/template-fields';
import { guessTemplate } from '../../../lib/papers/template-guess';
import { blank, document, paragraph, row, text, wordCell, wordTable, workbook } from '../support/office';

const guessSheet = (rows: string, after = '', name = '表') =>
  guessTemplate(readTemplate(workbook([{ name, rows, after }]), 'x.xlsx'), name);
const line = (number: number, ...cells: string[]): string =>
  row(
    number,
    cells
      .map((value, at) =>
        value ? text(`${'ABCDEFGH'[at]}${number}`, value) : blank(`${'ABCDEFGH'[at]}${number}`),
      )
      .join(''),
  );

describe('bindings guessed from the labels of a form', () => {
  it('reads a record of a meeting with answers to the right, merged, and in the same cell', () => {
    const guess = guessSheet(
      [
        line(1, '党支部会议记录', '', '', ''),
        line(2, '会议名称', '', '时  间：', ''),
        line(3, '地点', '', '主持人', ''),
        line(4, '应到（人）', '', '实到人数', ''),
        line(5, '缺席人员及原因', '', '记 录 人', ''),
        line(6, '会议内容：', '', '', ''),
      ].join(''),
      '<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="A6:D6"/></mergeCells>',
    );
    expect(guess).toEqual({
      subject: 'meeting',
      lists: {},
      bindings: {
        's0!B2': 'meeting.title',
        's0!D2': 'meeting.dateTime',
        's0!B3': 'meeting.place',
        's0!D3': 'meeting.host',
        's0!B4': 'meeting.expected',
        's0!D4': 'meeting.attended',
        's0!B5': 'meeting.away',
        's0!D5': 'meeting.recorder',
        's0!A6': 'meeting.minutes',
      },
    });
  });

  it('reads a list of the activities of a quarter with its number column', () => {
    const guess = guessSheet(
      [
        line(1, '第　季度三会一课情况统计表', '', '', '', '', ''),
        line(2, '支部名称', '', '', '', '填表人', ''),
        line(3, '序号', '日期', '会议类型', '主题', '应到', '实到'),
        line(4, '', '', '', '', '', ''),
        line(5, '', '', '', '', '', ''),
      ].join(''),
    );
    expect(guess.subject).toBe('period');
    expect(guess.lists).toEqual({ 's0!4': 'meetings' });
    expect(guess.bindings).toEqual({
      's0!B2': 'any.branch',
      's0!F2': 'any.maker',
      's0!A4': 'meetings.number',
      's0!B4': 'meetings.date',
      's0!C4': 'meetings.types',
      's0!D4': 'meetings.title',
      's0!E4': 'meetings.expected',
      's0!F4': 'meetings.attended',
    });
  });

  it('reads a sheet to sign on as a list of one activity, and a roster as one of the branch', () => {
    const sign = guessSheet(
      [line(1, '时间', '', '地点', ''), line(2, '姓名', '签到', '原因', ''), line(3, '', '', '', '')].join(
        '',
      ),
    );
    expect(sign).toMatchObject({ subject: 'meeting', lists: { 's0!3': 'attendance' } });
    const roster = guessSheet(
      [
        line(1, '党员花名册', '', '', ''),
        line(2, '姓名', '性别', '入党时间', '联系电话'),
        line(3, '', '', '', ''),
      ].join(''),
    );
    expect(roster).toMatchObject({
      subject: 'period',
      lists: { 's0!3': 'members' },
      bindings: { 's0!C3': 'members.joinedOn', 's0!D3': 'members.phone' },
    });
  });

  it('reads lines, placeholders and tables of a document', () => {
    const form = document(
      paragraph('主持人：____　记录人：____') +
        paragraph('{支部名称}于{会议时间}召开') +
        wordTable([wordCell(paragraph('议题')), wordCell(), wordCell(paragraph('形成决议')), wordCell()]),
    );
    const { bindings } = guessTemplate(readTemplate(form, 'x.docx'));
    expect(
      Object.entries(bindings)
        .map(([, key]) => key)
        .sort(),
    ).toEqual([
      'any.branch',
      'meeting.agenda',
      'meeting.dateTime',
      'meeting.host',
      'meeting.recorder',
      'meeting.resolutions',
    ]);
  });

  it('never names a field that does not exist, and leaves unknown labels open', () => {
    const guess = guessSheet(line(1, '领导签字', '', '盖章', ''));
    expect(guess.bindings).toEqual({});
    for (const key of Object.values(guess.bindings)) expect(fieldOf(key)).toBeDefined();
  });
});
