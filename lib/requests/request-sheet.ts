import { wholeRoster } from '../branch/terms';
import type { SheetModel } from '../exchange/sheet-write';
import { namesOf } from '../life/register-columns';
import { type TableColumn, tableSheet } from '../exchange/table';
import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { MemberRequest } from '../records';
import { entryDate } from '../rules/late-entry';
import type { DateRange } from '../rules/periods';
import { askersOf, daysOpen, requestsIn } from './requests';

/** A line of 诉求台账. */
export interface RequestLine {
  record: Rec<'request'>;
  ask: string;
  answer: string;
}

/** What turns a line into words. */
export interface RequestContext {
  nameOf: (id: string) => string;
  today: string;
  offsetMinutes: number;
}

/** Who asks, in words: members by name, then whoever else or the place. */
export const askersText = (
  fields: Pick<MemberRequest, 'askers' | 'from'>,
  nameOf: (id: string) => string,
): string => [...askersOf(fields).map(nameOf), fields.from].filter(Boolean).join(t('exchange.listJoin'));

/** To whom it went, in words; '' while it went nowhere. */
export const bodyText = ({ routedTo, routedName }: Pick<MemberRequest, 'routedTo' | 'routedName'>): string =>
  routedTo ? [tDynamic(`affairs.value.routedTo.${routedTo}`), routedName].filter(Boolean).join(' · ') : '';

type Column = TableColumn<RequestLine, RequestContext>;
const unknown = (): string => t('common.unknown');
const day = (key: 'routedOn' | 'answeredOn' | 'closedOn'): Column => ({
  key,
  header: `affairs.request.${key}`,
  width: 12,
  kind: 'date',
  value: ({ record }) => record.fields[key] ?? '',
});

/** The columns of 诉求台账. */
export const REQUEST_COLUMNS: readonly Column[] = [
  {
    key: 'subject',
    header: 'affairs.request.subject',
    width: 22,
    wrap: true,
    usual: true,
    value: ({ record }) => record.fields.subject,
  },
  {
    key: 'on',
    header: 'affairs.request.on',
    width: 12,
    kind: 'date',
    usual: true,
    value: ({ record }) => record.fields.on,
  },
  {
    key: 'who',
    header: 'affairs.request.who',
    width: 16,
    wrap: true,
    usual: true,
    value: ({ record }, { nameOf }) => askersText(record.fields, nameOf),
  },
  {
    key: 'channel',
    header: 'affairs.request.channel',
    width: 10,
    groups: true,
    filter: true,
    value: ({ record: { fields } }) =>
      fields.channel ? tDynamic(`affairs.value.channel.${fields.channel}`) : unknown(),
  },
  { key: 'ask', header: 'affairs.request.ask', width: 26, wrap: true, value: ({ ask }) => ask },
  {
    key: 'owner',
    header: 'affairs.request.owner',
    width: 10,
    usual: true,
    groups: true,
    value: ({ record: { fields } }, { nameOf }) => (fields.owner ? nameOf(fields.owner) : unknown()),
  },
  {
    key: 'routedTo',
    header: 'affairs.request.body',
    width: 18,
    wrap: true,
    usual: true,
    groups: true,
    value: ({ record }) => bodyText(record.fields),
  },
  day('routedOn'),
  {
    key: 'answer',
    header: 'affairs.request.answer',
    width: 26,
    wrap: true,
    usual: true,
    value: ({ answer }) => answer,
  },
  day('answeredOn'),
  {
    key: 'days',
    header: 'affairs.request.days',
    width: 9,
    kind: 'integer',
    usual: true,
    value: ({ record: { fields } }, { today }) => (fields.answeredOn ? daysOpen(fields, today) : ''),
  },
  day('closedOn'),
  {
    key: 'closing',
    header: 'affairs.request.closing',
    width: 18,
    wrap: true,
    value: ({ record }) => record.fields.closing ?? '',
  },
  {
    key: 'state',
    header: 'exchange.doc.state',
    width: 9,
    usual: true,
    groups: true,
    value: ({ record }) => tDynamic(`affairs.value.state.${record.fields.state}`),
  },
  {
    key: 'entered',
    header: 'talk.col.entered',
    width: 12,
    kind: 'date',
    value: ({ record: { fields } }, { offsetMinutes }) =>
      fields.enteredAt ? entryDate(fields.enteredAt, offsetMinutes) : unknown(),
  },
];

/** The lines of a time, newest first, and what turns them into words. Throws E113 when a long text is missing. */
export async function requestLines(
  ledger: Ledger,
  range: DateRange,
  about: { today: string; offsetMinutes: number },
): Promise<{ rows: RequestLine[]; context: RequestContext }> {
  const [records, roster] = await Promise.all([requestsIn(ledger, range), wholeRoster(ledger)]);
  const rows = await Promise.all(
    records.map(async (record) => {
      const texts = [record.fields.ask, record.fields.answer].map((text) => ledger.text(text));
      const [ask = '', answer = ''] = await Promise.all(texts);
      return { record, ask, answer };
    }),
  );
  return { rows, context: { ...about, nameOf: namesOf(roster) } };
}

/** 诉求台账 of a time as a sheet: those asked in it, and those that came into it open. Throws E113. */
export async function requestSheet(
  ledger: Ledger,
  query: { range: DateRange; period: string; today: string; branch: string; offsetMinutes: number },
): Promise<SheetModel> {
  const { rows, context } = await requestLines(ledger, query.range, query);
  return tableSheet(REQUEST_COLUMNS, rows.toReversed(), context, {
    title: t('affairs.request.register'),
    subtitle: [query.branch, query.period, t('exchange.asOf', { date: query.today })],
    footer: [t('affairs.request.sheetNote'), t('exchange.unknownNote')],
  });
}
