import { wholeRoster } from '../branch/terms';
import type { SheetModel } from '../exchange/sheet-write';
import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { entryDate } from '../rules/late-entry';
import { askersOf, daysOpen, requestsOfYear } from './requests';

export interface RequestSheetQuery {
  year: string;
  today: string;
  branch: string;
  offsetMinutes: number;
}

/** Who asks, in words: members by name, then whoever else or the place. */
export const askersText = (
  fields: Pick<Rec<'request'>['fields'], 'askers' | 'from'>,
  nameOf: (id: string) => string,
): string => [...askersOf(fields).map(nameOf), fields.from].filter(Boolean).join(t('exchange.listJoin'));

/** To whom it went, in words; '' while it went nowhere. */
export const bodyText = ({
  routedTo,
  routedName,
}: Pick<Rec<'request'>['fields'], 'routedTo' | 'routedName'>): string =>
  routedTo ? [tDynamic(`affairs.value.routedTo.${routedTo}`), routedName].filter(Boolean).join(' · ') : '';

/** 诉求台账 of a year: those of the year and those that came into it open. Throws E113 when a long text is missing. */
export async function requestSheet(ledger: Ledger, query: RequestSheetQuery): Promise<SheetModel> {
  const [requests, roster] = await Promise.all([requestsOfYear(ledger, query.year), wholeRoster(ledger)]);
  const names = new Map(roster.map((member) => [member.id, member.fields.name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const unknown = t('common.unknown');
  const rows = await Promise.all(
    requests.toReversed().map(async ({ fields }, index) => {
      const [ask, answer] = await Promise.all([ledger.text(fields.ask), ledger.text(fields.answer)]);
      return [
        index + 1,
        fields.on,
        askersText(fields, nameOf),
        fields.channel ? tDynamic(`affairs.value.channel.${fields.channel}`) : unknown,
        fields.subject,
        ask,
        fields.owner ? nameOf(fields.owner) : unknown,
        bodyText(fields),
        fields.routedOn ?? '',
        answer,
        fields.answeredOn ?? '',
        fields.answeredOn ? daysOpen(fields, query.today) : '',
        fields.closedOn ?? '',
        fields.closing ?? '',
        tDynamic(`affairs.value.state.${fields.state}`),
        fields.enteredAt ? entryDate(fields.enteredAt, query.offsetMinutes) : unknown,
      ];
    }),
  );
  const long = (header: string, width = 26) => ({ header, width, wrap: true });
  const day = (header: string) => ({ header, width: 11, kind: 'date' as const });
  return {
    sheetName: t('affairs.request.register'),
    title: t('affairs.request.register'),
    subtitle: [
      query.branch,
      t('affairs.year', { year: query.year }),
      t('affairs.rows', { count: rows.length }),
      t('exchange.asOf', { date: query.today }),
    ],
    columns: [
      { header: t('talk.col.number'), width: 5, kind: 'integer' },
      day(t('affairs.request.on')),
      long(t('affairs.request.who'), 14),
      { header: t('affairs.request.channel'), width: 9 },
      long(t('affairs.request.subject'), 18),
      long(t('affairs.request.ask')),
      { header: t('affairs.request.owner'), width: 9 },
      long(t('affairs.request.body'), 14),
      day(t('affairs.request.routedOn')),
      long(t('affairs.request.answer')),
      day(t('affairs.request.answeredOn')),
      { header: t('affairs.request.days'), width: 8, kind: 'integer' },
      day(t('affairs.request.closedOn')),
      long(t('affairs.request.closing'), 18),
      { header: t('exchange.doc.state'), width: 8 },
      day(t('talk.col.entered')),
    ],
    rows,
    footer: [t('affairs.request.sheetNote'), t('exchange.unknownNote')],
    landscape: true,
  };
}
