import type { SheetModel } from '../exchange/sheet-write';
import { t } from '../i18n';
import { byLayer } from './narrow';
import type { Narrow } from './layers';
import type { Matrix, Unit } from './matrix';
import { layerWord, bodyWord, bothWord, cellWord, narrowWord, noteWord, partyWord } from './words';

/** Width in characters for the bodies of the paper across. */
const ACROSS = 84;

/** What stands around the matrix on paper. */
export interface MatrixAbout {
  company: string;
  units: readonly Unit[];
  /** What was asked for on the screen, said under the title. */
  narrow?: Narrow;
  /** The figure whose people are shown, in words. */
  shown?: string;
}

/** Company, day, and what the sheet is narrowed to. */
const under = (matrix: Matrix, { company, narrow, shown }: MatrixAbout): string[] =>
  [company, t('exchange.asOf', { date: matrix.on }), narrow && narrowWord(narrow), shown].filter(
    (one): one is string => Boolean(one),
  );

/**
 * The matrix itself as a sheet across: persons in lines, bodies in columns, as of its day. People of several layers
 * stand by layer, which is named in a column of its own.
 */
export function matrixSheet(matrix: Matrix, about: MatrixAbout): SheetModel {
  const { units } = about;
  const groups = byLayer(matrix.people, units, about.narrow?.layer);
  const people = groups.flatMap(({ layer, people: own }) => own.map((row) => ({ layer, row })));
  const layered = groups.length > 1;
  const width = Math.max(9, Math.floor(ACROSS / Math.max(1, matrix.bodies.length)));
  return {
    sheetName: t('posts.title'),
    title: t('posts.title'),
    subtitle: under(matrix, about),
    columns: [
      { header: t('papers.field.number'), width: 5, kind: 'integer' },
      ...(layered ? [{ header: t('record.unit.layer'), width: 10, wrap: true }] : []),
      { header: t('record.appointment.name'), width: 10 },
      ...matrix.bodies.map((body) => ({ header: bodyWord(body), width, wrap: true })),
      { header: t('posts.both'), width: 16, wrap: true },
    ],
    rows: people.map(({ layer, row }, index) => [
      index + 1,
      ...(layered ? [layerWord(layer)] : []),
      row.name,
      ...matrix.bodies.map((body) =>
        (row.cells.get(body) ?? []).map(({ post }) => cellWord(post, units, matrix.on)).join('\n'),
      ),
      bothWord(row),
    ]),
    footer: [t('posts.advised'), t('posts.sheetNote')],
    landscape: true,
  };
}

/** Bodies with who sits there, and what should be looked at. */
export function coverageSheets(matrix: Matrix, about: MatrixAbout): SheetModel[] {
  const unknown = t('posts.unknown');
  const { company, units } = about;
  const subtitle = under(matrix, about);
  return [
    {
      sheetName: t('posts.coverage'),
      title: t('posts.coverage'),
      subtitle,
      columns: [
        { header: t('record.appointment.unit'), width: 22, wrap: true },
        { header: t('record.appointment.body'), width: 16 },
        { header: t('posts.exists'), width: 8 },
        { header: t('posts.seats'), width: 8, kind: 'integer' },
        { header: t('posts.people'), width: 8, kind: 'integer' },
        { header: t('posts.crossed'), width: 10, kind: 'integer' },
        { header: t('posts.partyOf'), width: 26, wrap: true },
        { header: t('posts.bodyTermEnd'), width: 12, kind: 'date' },
      ],
      rows: matrix.rows.map((row) => [
        row.unit?.fields.name ?? company,
        bodyWord(row.body),
        row.exists === undefined ? unknown : t(row.exists ? 'common.yes' : 'common.no'),
        row.seats ?? unknown,
        row.people.length,
        row.crossed.length,
        partyWord(row.party),
        row.termEnd ?? unknown,
      ]),
      footer: [t('posts.sheetNote')],
      landscape: true,
    },
    {
      sheetName: t('posts.notes'),
      title: t('posts.notes'),
      subtitle,
      columns: [
        { header: t('papers.field.number'), width: 5, kind: 'integer' },
        { header: t('posts.notes'), width: 90, wrap: true },
      ],
      rows: matrix.notes.map((note, index) => [index + 1, noteWord(note, units)]),
      footer: [t('posts.notesHint')],
      landscape: true,
    },
  ];
}
