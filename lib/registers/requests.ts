import { wholeRoster } from '../branch/terms';
import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { offsetMinutesAt } from '../life/meetings';
import { namesOf } from '../life/register-columns';
import { asFault } from '../records/fault';
import type { LongText } from '../records/kind';
import { REQUEST_STATES } from '../records/request';
import { askersText, bodyText } from '../requests/request-sheet';
import { CHANNELS, daysOpen, isOwnRequest, requestsIn } from '../requests/requests';
import { entryDate } from '../rules/late-entry';
import { defineRegister, type RegisterColumn, type RegisterTone } from './register';

interface Context {
  ledger: Ledger;
  nameOf: (idOrName: string) => string;
  today: string;
  offsetMinutes: number;
}
type Line = Rec<'request'>;
type Column = RegisterColumn<Line, Context>;

const TONES: Partial<Record<Line['fields']['state'], RegisterTone>> = { open: 'due', closed: 'ok' };

/** A long text: on the screen that it is long, in a file the whole of it, or that its bytes are not here. */
const long = (key: 'ask' | 'answer'): Pick<Column, 'value' | 'whole'> => ({
  value: ({ fields }) => shown(fields[key]),
  whole: async ({ fields }, { ledger }) => {
    try {
      return await ledger.text(fields[key]);
    } catch (thrown) {
      return t('exchange.minutesMissing', { code: asFault(thrown).code });
    }
  },
});
const shown = (text: LongText | undefined): string =>
  typeof text === 'object' ? t('exchange.longMinutes') : (text ?? '');

const columns: readonly Column[] = [
  {
    key: 'subject',
    header: 'affairs.request.subject',
    width: 18,
    wrap: true,
    usual: true,
    value: ({ fields }) => fields.subject,
  },
  {
    key: 'on',
    header: 'affairs.request.on',
    width: 11,
    kind: 'date',
    usual: true,
    value: ({ fields }) => fields.on,
  },
  {
    key: 'who',
    header: 'affairs.request.who',
    width: 14,
    wrap: true,
    usual: true,
    value: ({ fields }, { nameOf }) => askersText(fields, nameOf),
  },
  {
    key: 'channel',
    header: 'affairs.request.channel',
    width: 9,
    groups: true,
    value: ({ fields }) =>
      fields.channel ? tDynamic(`affairs.value.channel.${fields.channel}`) : t('common.unknown'),
  },
  { key: 'ask', header: 'affairs.request.ask', width: 26, wrap: true, ...long('ask') },
  {
    key: 'owner',
    header: 'affairs.request.owner',
    width: 9,
    usual: true,
    groups: true,
    value: ({ fields }, { nameOf }) => (fields.owner ? nameOf(fields.owner) : t('common.unknown')),
  },
  {
    key: 'body',
    header: 'affairs.request.body',
    width: 14,
    wrap: true,
    usual: true,
    groups: true,
    value: ({ fields }) => bodyText(fields),
  },
  {
    key: 'routedOn',
    header: 'affairs.request.routedOn',
    width: 11,
    kind: 'date',
    value: ({ fields }) => fields.routedOn ?? '',
  },
  { key: 'answer', header: 'affairs.request.answer', width: 26, wrap: true, usual: true, ...long('answer') },
  {
    key: 'answeredOn',
    header: 'affairs.request.answeredOn',
    width: 11,
    kind: 'date',
    usual: true,
    value: ({ fields }) => fields.answeredOn ?? '',
  },
  {
    key: 'days',
    header: 'affairs.request.days',
    width: 8,
    kind: 'integer',
    value: ({ fields }, { today }) => (fields.answeredOn ? daysOpen(fields, today) : ''),
  },
  {
    key: 'closedOn',
    header: 'affairs.request.closedOn',
    width: 11,
    kind: 'date',
    usual: true,
    value: ({ fields }) => fields.closedOn ?? '',
  },
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
    width: 8,
    usual: true,
    groups: true,
    value: ({ fields }) => tDynamic(`affairs.value.state.${fields.state}`),
    sort: ({ fields }) => REQUEST_STATES.indexOf(fields.state),
    tone: ({ fields }) => TONES[fields.state],
  },
  {
    key: 'entered',
    header: 'talk.col.entered',
    width: 11,
    kind: 'date',
    value: ({ fields }, { offsetMinutes }) =>
      fields.enteredAt ? entryDate(fields.enteredAt, offsetMinutes) : t('common.unknown'),
  },
];

/** 诉求台账 of a time, those that came into it open included. A member sees the own ones, as on their page. */
export const requestsRegister = defineRegister<Line, Context>({
  key: 'requests',
  title: 'affairs.request.register',
  time: 'period',
  firstDay: async (ledger) => (await ledger.list('request', { limit: 1 }))[0]?.fields.on,
  read: async ({ ledger, range, today, role, me }) => {
    const [all, roster] = await Promise.all([requestsIn(ledger, range), wholeRoster(ledger)]);
    return {
      rows: role === 'member' ? all.filter(({ fields }) => isOwnRequest(fields, me)) : all,
      context: {
        ledger,
        nameOf: namesOf(roster),
        today,
        offsetMinutes: offsetMinutesAt(ledger.clock.wall()),
      },
    };
  },
  columns,
  id: ({ id }) => id,
  version: ({ h }) => h,
  to: ({ id }) => `/requests/${id}`,
  names: ({ fields }, { nameOf }) => [
    ...Object.keys(fields.askers ?? {}).map(nameOf),
    ...(fields.owner ? [nameOf(fields.owner)] : []),
  ],
  card: ({ fields }, { nameOf }) => ({
    meta: [fields.on, askersText(fields, nameOf), bodyText(fields)].filter(Boolean).join(' · '),
    figures: [
      {
        key: 'state',
        label: tDynamic(`affairs.value.state.${fields.state}`),
        tone: TONES[fields.state] ?? 'info',
      },
    ],
  }),
  sort: { key: 'on', descending: true },
  filters: [
    {
      key: 'state',
      label: 'exchange.doc.state',
      chips: true,
      options: (rows) =>
        REQUEST_STATES.filter((value) => rows.some(({ fields }) => fields.state === value)).map((value) => ({
          value,
          label: tDynamic(`affairs.value.state.${value}`),
        })),
      of: ({ fields }) => [fields.state],
    },
    {
      key: 'channel',
      label: 'affairs.request.channel',
      options: (rows) =>
        CHANNELS.filter((value) => rows.some(({ fields }) => fields.channel === value)).map((value) => ({
          value,
          label: tDynamic(`affairs.value.channel.${value}`),
        })),
      of: ({ fields }) => (fields.channel ? [fields.channel] : []),
    },
  ],
  figures: (rows) =>
    REQUEST_STATES.flatMap((state) => {
      const of = rows.filter(({ fields }) => fields.state === state);
      const tone = state === 'open' ? { tone: 'due' as const } : {};
      return of.length
        ? [
            {
              key: state,
              label: tDynamic(`affairs.value.state.${state}`),
              value: String(of.length),
              rows: of,
              ...tone,
            },
          ]
        : [];
    }),
  numbered: true,
  notes: () => [t('affairs.request.sheetNote'), t('exchange.unknownNote')],
  empty: {
    title: 'papers.grid.empty',
    hint: 'registers.request.emptyHint',
    action: { label: 'affairs.request.new', to: '/requests/new' },
  },
  entry: { label: 'affairs.request.title', to: '/requests' },
});
