import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { SheetModel } from '../exchange/sheet-write';
import type { SheetHead } from './development-sheet';
import { contactState, type Floating } from './floating';

/** 流动党员登记表: those away and those here, with the last contact and the days since. */
export function floatingSheet(
  records: readonly Floating[],
  members: readonly Rec<'member'>[],
  head: SheetHead,
): SheetModel {
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  const nameOf = (value: string | undefined): string => (value ? (names.get(value) ?? value) : '');
  return {
    sheetName: t('members.flow.register'),
    title: t('members.flow.register'),
    subtitle: [head.branch, t('exchange.asOf', { date: head.today })].filter(Boolean),
    columns: [
      { header: t('members.col.number'), width: 5, kind: 'integer' },
      { header: t('members.col.direction'), width: 7 },
      { header: t('members.col.name'), width: 10 },
      { header: t('members.col.region'), width: 14, wrap: true },
      { header: t('members.col.since'), width: 12, kind: 'date' },
      { header: t('members.col.reason'), width: 14, wrap: true },
      { header: t('members.col.certificate'), width: 12 },
      { header: t('members.col.liaison'), width: 10 },
      { header: t('members.col.organization'), width: 20, wrap: true },
      { header: t('members.col.reportedOn'), width: 12, kind: 'date' },
      { header: t('members.col.lastContact'), width: 12, kind: 'date' },
      { header: t('members.col.days'), width: 8, kind: 'integer' },
      { header: t('members.col.returnedOn'), width: 12, kind: 'date' },
      { header: t('members.col.note'), width: 16, wrap: true },
    ],
    rows: records.map((record, index) => {
      const { fields } = record;
      const contact = contactState(record, head.today);
      return [
        index + 1,
        tDynamic(`members.direction.${fields.direction}`),
        fields.name ?? nameOf(fields.member),
        fields.region ?? t('common.unknown'),
        fields.since,
        fields.reason ?? '',
        fields.certificate ?? '',
        nameOf(fields.liaison),
        fields.organization ?? '',
        fields.reportedOn ?? '',
        contact.last ?? t('common.unknown'),
        fields.returnedOn ? '' : contact.days,
        fields.returnedOn ?? '',
        fields.note ?? '',
      ];
    }),
    footer: [t('members.flow.sheetNote')],
    landscape: true,
  };
}
