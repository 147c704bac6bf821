import { t } from '../i18n';
import type { SheetModel } from '../exchange/sheet-write';
import type { CivilDate } from '../rules/calendar';
import type { ChecklistItem, ChecklistPack, Source } from '../rules/pack';
import { ITEM_COLUMNS, type ItemColumn } from './table-words';

/** What an item cites, as a cell says it: a document with its article in each line. */
export const basisText = ({ basis }: Pick<ChecklistItem, 'basis'>, sources: Record<string, Source>): string =>
  basis
    .map(({ source, article }) => `${sources[source]?.document.zh ?? source}${article?.zh ?? ''}`)
    .join('\n');

const WIDTHS: Record<ItemColumn, number> = {
  code: 8,
  group: 14,
  text: 46,
  evidence: 30,
  frequency: 14,
  mark: 10,
  basis: 40,
  scope: 16,
};

/**
 * A checklist as a table that can be written on in a spreadsheet and read again. In Chinese, the language of the lists
 * themselves; which records prove an item is no part of it and is known again by the item's words.
 */
export function checklistTable(pack: ChecklistPack, today: CivilDate): SheetModel {
  const group = new Map(pack.groups.map(({ code, title }) => [code, title.zh]));
  return {
    sheetName: t('packs.kind.checklist'),
    title: pack.title.zh,
    subtitle: [
      t('packs.table.issuer', { issuer: pack.issuer?.zh ?? t('packs.file.issuer') }),
      t('packs.table.edition', { day: today }),
    ],
    columns: ITEM_COLUMNS.map((column) => ({
      header: t(`packs.table.${column}`),
      width: WIDTHS[column],
      wrap: true,
    })),
    rows: pack.items.map((item) => [
      item.code,
      group.get(item.code.charAt(0)),
      item.text.zh,
      item.evidence.map(({ zh }) => zh).join('\n'),
      item.frequency.map((one) => t(`rules.frequency.${one}`)).join('、'),
      t(`packs.table.${item.mark}`),
      basisText(item, pack.sources),
      item.scope?.zh ?? '',
    ]),
    landscape: true,
  };
}
