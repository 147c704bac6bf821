import type { SheetModel } from '../exchange/sheet-write';
import { t } from '../i18n';
import type { CivilDate } from '../rules/calendar';
import type { ConflictLine } from './conflicts';

const listed = (words: readonly string[]): string => words.join(t('settings.listJoin'));

/** Positions of a line in words; a day that is not known leaves them open. */
export const positionWord = (line: ConflictLine): string =>
  listed(line.positions) || (line.on === undefined ? t('posts.unknown') : t('posts.none'));

/** What was declared, in words: only the day, or nothing on file. */
export function declaredWord(line: ConflictLine): string {
  if (line.what === 'declared') return line.declared ?? t('posts.conflicts.dayOnly');
  return listed(line.declared) || t('posts.conflicts.nothing');
}

/** Title of the matter; '' for a declaration. */
export const matterWord = (line: ConflictLine): string =>
  line.what === 'recusal' ? line.matter.fields.title : '';

/** Why somebody stood back; '' for a declaration. */
export const reasonWord = (line: ConflictLine): string =>
  line.what === 'recusal' ? (line.reason ?? t('posts.unknown')) : '';

/** 利益冲突与回避 as a sheet across. */
export function conflictSheet(
  lines: readonly ConflictLine[],
  about: { company: string; today: CivilDate },
): SheetModel {
  return {
    sheetName: t('posts.conflicts'),
    title: t('posts.conflicts'),
    subtitle: [about.company, t('exchange.asOf', { date: about.today })],
    columns: [
      { header: t('papers.field.number'), width: 5, kind: 'integer' },
      { header: t('record.appointment.name'), width: 10 },
      { header: t('record.appointment.position'), width: 14, wrap: true },
      { header: t('posts.conflicts.kind'), width: 8 },
      { header: t('record.appointment.conflict'), width: 26, wrap: true },
      { header: t('posts.conflicts.day'), width: 12, kind: 'date' },
      { header: t('posts.conflicts.matter'), width: 24, wrap: true },
      { header: t('posts.conflicts.reason'), width: 20, wrap: true },
    ],
    rows: lines.map((line, index) => [
      index + 1,
      line.name,
      positionWord(line),
      t(`posts.conflicts.${line.what}`),
      declaredWord(line),
      line.on ?? t('posts.unknown'),
      matterWord(line),
      reasonWord(line),
    ]),
    footer: [t('posts.conflicts.note')],
    landscape: true,
  };
}
