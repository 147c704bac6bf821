import { t, tDynamic } from '../i18n';
import type { SheetModel } from '../exchange/sheet-write';
import type { SheetHead } from './development-sheet';
import type { TermLine } from './terms';

/** 支部班子任期表: who held which post from when to when, and on what basis. */
export function termsSheet(lines: readonly TermLine[], head: SheetHead & { term: string }): SheetModel {
  return {
    sheetName: t('members.term.register'),
    title: t('members.term.register'),
    subtitle: [head.branch, head.term, t('exchange.asOf', { date: head.today })].filter(Boolean),
    columns: [
      { header: t('members.col.number'), width: 6, kind: 'integer' },
      { header: t('members.col.post'), width: 14 },
      { header: t('members.col.name'), width: 12 },
      { header: t('members.col.from'), width: 14, kind: 'date' },
      { header: t('members.col.to'), width: 14, kind: 'date' },
      { header: t('members.col.basis'), width: 36, wrap: true },
      { header: t('members.col.when'), width: 12 },
    ],
    rows: lines.map((line, index) => [
      index + 1,
      tDynamic(`exchange.member.post.${line.post}`),
      line.name,
      line.from ?? t('common.unknown'),
      line.to ?? (line.when === 'now' ? '' : t('common.unknown')),
      line.basis ?? '',
      tDynamic(`members.when.${line.when}`),
    ]),
    footer: [t('members.term.sheetNote')],
    landscape: false,
  };
}
