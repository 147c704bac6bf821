import { wholeRoster } from '../branch/terms';
import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { offsetMinutesAt } from '../life/meetings';
import { namesOf } from '../life/register-columns';
import { asFault } from '../records/fault';
import type { LongText } from '../records/kind';
import { REQUEST_STATES } from '../records/request';
import { askersText, bodyText, REQUEST_COLUMNS, type RequestContext } from '../requests/request-sheet';
import { CHANNELS, isOwnRequest, requestsIn } from '../requests/requests';
import { defineRegister, type RegisterColumn, type RegisterTone } from './register';

interface Context extends RequestContext {
  ledger: Ledger;
}
type Line = Rec<'request'>;
type Column = RegisterColumn<Line, Context>;

const TONES: Partial<Record<Line['fields']['state'], RegisterTone>> = { open: 'due', closed: 'ok' };

/** The whole of a long text for a file, or that its bytes are not here. */
const whole = async ({ fields }: Line, { ledger }: Context, text: 'ask' | 'answer'): Promise<string> => {
  try {
    return await ledger.text(fields[text]);
  } catch (thrown) {
    return t('exchange.minutesMissing', { code: asFault(thrown).code });
  }
};
const shown = (text: LongText | undefined): string =>
  typeof text === 'object' ? t('exchange.longMinutes') : (text ?? '');

/** What the frame of registers adds to the columns of the sheet. */
const ADDED: Partial<Record<string, Partial<Column>>> = {
  ask: { whole: (line, context) => whole(line, context, 'ask') },
  answer: { whole: (line, context) => whole(line, context, 'answer') },
  state: {
    sort: ({ fields }) => REQUEST_STATES.indexOf(fields.state),
    tone: ({ fields }) => TONES[fields.state],
  },
};
const columns: readonly Column[] = REQUEST_COLUMNS.map((column) => ({
  ...column,
  // The channel has a filter of its own below, in the order of its choices.
  filter: undefined,
  ...ADDED[column.key],
}));

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
        textOf: ({ fields }, text) => shown(fields[text]),
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
