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

/** What turns a request into words. */
export interface RequestContext {
  nameOf: (id: string) => string;
  /** A text of the request, or what stands for it where it is not read. */
  textOf: (request: Rec<'request'>, text: 'ask' | 'answer') => string;
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

type Column = TableColumn<Rec<'request'>, RequestContext>;
const unknown = (): string => t('common.unknown');
const day = (key: 'routedOn' | 'answeredOn' | 'closedOn'): Column => ({
  key,
  header: `affairs.request.${key}`,
  width: 12,
  kind: 'date',
  value: ({ fields }) => fields[key] ?? '',
});

/** The columns of 诉求台账. */
export const REQUEST_COLUMNS: readonly Column[] = [
  {
    key: 'subject',
    header: 'affairs.request.subject',
    width: 22,
    wrap: true,
    usual: true,
    value: ({ fields }) => fields.subject,
  },
  {
    key: 'on',
    header: 'affairs.request.on',
    width: 12,
    kind: 'date',
    usual: true,
    value: ({ fields }) => fields.on,
  },
  {
    key: 'who',
    header: 'affairs.request.who',
    width: 16,
    wrap: true,
    usual: true,
    value: ({ fields }, { nameOf }) => askersText(fields, nameOf),
  },
  {
    key: 'channel',
    header: 'affairs.request.channel',
    width: 10,
    groups: true,
    filter: true,
    value: ({ fields }) => (fields.channel ? tDynamic(`affairs.value.channel.${fields.channel}`) : unknown()),
  },
  {
    key: 'ask',
    header: 'affairs.request.ask',
    width: 26,
    wrap: true,
    value: (request, { textOf }) => textOf(request, 'ask'),
  },
  {
    key: 'owner',
    header: 'affairs.request.owner',
    width: 10,
    usual: true,
    groups: true,
    value: ({ fields }, { nameOf }) => (fields.owner ? nameOf(fields.owner) : unknown()),
  },
  {
    key: 'routedTo',
    header: 'affairs.request.body',
    width: 18,
    wrap: true,
    usual: true,
    groups: true,
    value: ({ fields }) => bodyText(fields),
  },
  day('routedOn'),
  {
    key: 'answer',
    header: 'affairs.request.answer',
    width: 26,
    wrap: true,
    usual: true,
    value: (request, { textOf }) => textOf(request, 'answer'),
  },
  day('answeredOn'),
  {
    key: 'days',
    header: 'affairs.request.days',
    width: 9,
    kind: 'integer',
    usual: true,
    value: ({ fields }, { today }) => (fields.answeredOn ? daysOpen(fields, today) : ''),
  },
  day('closedOn'),
  {
    key: 'closing',
    header: 'affairs.request.closing',
    width: 18,
    wrap: true,
    value: ({ fields }) => fields.closing ?? '',
  },
  {
    key: 'state',
    header: 'exchange.doc.state',
    width: 9,
    usual: true,
    groups: true,
    value: ({ fields }) => tDynamic(`affairs.value.state.${fields.state}`),
  },
  {
    key: 'entered',
    header: 'talk.col.entered',
    width: 12,
    kind: 'date',
    value: ({ fields }, { offsetMinutes }) =>
      fields.enteredAt ? entryDate(fields.enteredAt, offsetMinutes) : unknown(),
  },
];

/** 诉求台账 of a time as a sheet: those asked in it, and those that came into it open. Throws E113. */
export async function requestSheet(
  ledger: Ledger,
  query: { range: DateRange; period: string; today: string; branch: string; offsetMinutes: number },
): Promise<SheetModel> {
  const [requests, roster] = await Promise.all([requestsIn(ledger, query.range), wholeRoster(ledger)]);
  const texts = new Map<string, { ask: string; answer: string }>();
  for (const { id, fields } of requests) {
    const [ask, answer] = await Promise.all([fields.ask, fields.answer].map((text) => ledger.text(text)));
    texts.set(id, { ask: ask ?? '', answer: answer ?? '' });
  }
  const context: RequestContext = {
    nameOf: namesOf(roster),
    textOf: ({ id }, text) => texts.get(id)?.[text] ?? '',
    today: query.today,
    offsetMinutes: query.offsetMinutes,
  };
  return tableSheet(REQUEST_COLUMNS, requests.toReversed(), context, {
    title: t('affairs.request.register'),
    subtitle: [query.branch, query.period, t('exchange.asOf', { date: query.today })],
    footer: [t('affairs.request.sheetNote'), t('exchange.unknownNote')],
  });
}
