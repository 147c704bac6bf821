import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { SheetModel } from '../exchange/sheet-write';
import type { SheetHead } from './development-sheet';
import { contactState, type Floating } from './floating';
import { type MemberColumn, sheetColumns } from './sheet-column';

/** What turns ids into names, and the day as of which contacts are counted. */
export interface FloatingContext {
  nameOf: (idOrName: string | undefined) => string;
  today: string;
}

/** Name of the person of a record. */
export const floatingName = ({ fields }: Floating, { nameOf }: Pick<FloatingContext, 'nameOf'>): string =>
  fields.name ?? nameOf(fields.member);

/** Columns of 流动党员登记表, beside the number of the line. */
export const FLOATING_COLUMNS: readonly MemberColumn<Floating, FloatingContext>[] = [
  { key: 'direction', width: 7, value: ({ fields }) => tDynamic(`members.direction.${fields.direction}`) },
  { key: 'name', width: 10, value: floatingName },
  { key: 'region', width: 14, wrap: true, value: ({ fields }) => fields.region ?? t('common.unknown') },
  { key: 'since', width: 12, kind: 'date', value: ({ fields }) => fields.since },
  { key: 'reason', width: 14, wrap: true, value: ({ fields }) => fields.reason ?? '' },
  { key: 'certificate', width: 12, value: ({ fields }) => fields.certificate ?? '' },
  { key: 'liaison', width: 10, value: ({ fields }, { nameOf }) => nameOf(fields.liaison) },
  { key: 'organization', width: 20, wrap: true, value: ({ fields }) => fields.organization ?? '' },
  { key: 'reportedOn', width: 12, kind: 'date', value: ({ fields }) => fields.reportedOn ?? '' },
  {
    key: 'lastContact',
    width: 12,
    kind: 'date',
    value: (record, { today }) => contactState(record, today).last ?? t('common.unknown'),
  },
  {
    key: 'days',
    width: 8,
    kind: 'integer',
    value: (record, { today }) => (record.fields.returnedOn ? '' : contactState(record, today).days),
  },
  { key: 'returnedOn', width: 12, kind: 'date', value: ({ fields }) => fields.returnedOn ?? '' },
  { key: 'note', width: 16, wrap: true, value: ({ fields }) => fields.note ?? '' },
];

/** 流动党员登记表: those away and those here, with the last contact and the days since. */
export function floatingSheet(
  records: readonly Floating[],
  members: readonly Rec<'member'>[],
  head: SheetHead,
): SheetModel {
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  const context: FloatingContext = {
    nameOf: (value) => (value ? (names.get(value) ?? value) : ''),
    today: head.today,
  };
  return {
    sheetName: t('members.flow.register'),
    title: t('members.flow.register'),
    subtitle: [head.branch, t('exchange.asOf', { date: head.today })].filter(Boolean),
    columns: sheetColumns(FLOATING_COLUMNS),
    rows: records.map((record, index) => [
      index + 1,
      ...FLOATING_COLUMNS.map((column) => column.value(record, context)),
    ]),
    footer: [t('members.flow.sheetNote')],
    landscape: true,
  };
}
