import { t, tDynamic } from '../i18n';
import type { SheetModel } from '../exchange/sheet-write';
import type { SheetHead } from './development-sheet';
import { sheetColumns, type MemberColumn } from './sheet-column';
import type { TermLine } from './terms';

/** Columns of 支部班子任期表, beside the number of the line. */
export const TERM_COLUMNS: readonly MemberColumn<TermLine, unknown>[] = [
  { key: 'post', width: 14, value: (line) => tDynamic(`exchange.member.post.${line.post}`) },
  { key: 'name', width: 12, value: (line) => line.name },
  { key: 'from', width: 14, kind: 'date', value: (line) => line.from ?? t('common.unknown') },
  {
    key: 'to',
    width: 14,
    kind: 'date',
    value: (line) => line.to ?? (line.when === 'now' ? '' : t('common.unknown')),
  },
  { key: 'basis', width: 36, wrap: true, value: (line) => line.basis ?? '' },
  { key: 'when', width: 12, value: (line) => tDynamic(`members.when.${line.when}`) },
];

/** 支部班子任期表: who held which post from when to when, and on what basis. */
export function termsSheet(lines: readonly TermLine[], head: SheetHead & { term: string }): SheetModel {
  return {
    sheetName: t('members.term.register'),
    title: t('members.term.register'),
    subtitle: [head.branch, head.term, t('exchange.asOf', { date: head.today })].filter(Boolean),
    columns: sheetColumns(TERM_COLUMNS),
    rows: lines.map((line, index) => [
      index + 1,
      ...TERM_COLUMNS.map((column) => column.value(line, undefined)),
    ]),
    footer: [t('members.term.sheetNote')],
    landscape: false,
  };
}
