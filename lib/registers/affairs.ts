import { wholeRoster } from '../branch/terms';
import {
  filterOf,
  isOwnLine,
  RECTIFICATION_COLUMNS,
  RECTIFICATION_FILTERS,
  type RectificationContext,
  type RectificationFilter,
  type RectificationLine,
  rectificationLines,
} from '../governance/rectification-register';
import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { namesOf } from '../life/register-columns';
import { HONOUR_COLUMNS, type HonourContext, honoursIn, membersOf } from '../yearly/honours';
import { defineRegister, type RegisterFigure, type RegisterTone } from './register';

/** Numbers above a table, one for each state that has lines. */
const counts = <R>(
  states: readonly string[],
  rows: readonly R[],
  about: { of: (row: R) => string; word: (state: string) => string; tone: (state: string) => RegisterTone },
): RegisterFigure<R>[] =>
  states.flatMap((state) => {
    const own = rows.filter((row) => about.of(row) === state);
    if (!own.length) return [];
    return [
      { key: state, label: about.word(state), value: String(own.length), rows: own, tone: about.tone(state) },
    ];
  });

const filterWord = (filter: string): string => tDynamic(`affairs.filter.${filter}`);
const FILTER_TONES: Record<RectificationFilter, RegisterTone> = {
  open: 'due',
  overdue: 'bad',
  done: 'info',
  reviewed: 'ok',
  dropped: 'unknown',
};

/** 整改台账 of every meeting, check and item of the checklist. A member finds the branch's and the own lines. */
export const rectificationsRegister = defineRegister<RectificationLine, RectificationContext>({
  key: 'rectifications',
  title: 'affairs.rectify.register',
  time: 'year',
  read: async ({ ledger, year, today, role, me }) => {
    const { rows, context } = await rectificationLines(ledger, String(year), today);
    return { rows: role === 'member' ? rows.filter((line) => isOwnLine(line, me)) : rows, context };
  },
  columns: RECTIFICATION_COLUMNS.map((column) =>
    column.key === 'state'
      ? {
          ...column,
          tone: (line: RectificationLine, { today }: RectificationContext) =>
            FILTER_TONES[filterOf(line, today)],
        }
      : column,
  ),
  id: ({ id }) => id,
  version: ({ record }) => record?.h ?? '',
  to: ({ to }) => to,
  names: ({ subject, owner }, { nameOf }) => [subject, owner].flatMap((id) => (id ? [nameOf(id)] : [])),
  filters: [
    {
      key: 'state',
      label: 'exchange.doc.state',
      chips: true,
      options: (rows, { today }) =>
        RECTIFICATION_FILTERS.filter((filter) => rows.some((line) => filterOf(line, today) === filter)).map(
          (value) => ({ value, label: filterWord(value) }),
        ),
      of: (line, { today }) => [filterOf(line, today)],
    },
  ],
  figures: (rows, { today }) =>
    counts(RECTIFICATION_FILTERS, rows, {
      of: (line) => filterOf(line, today),
      word: filterWord,
      tone: (filter) => FILTER_TONES[filter as RectificationFilter],
    }),
  numbered: true,
  notes: () => [t('affairs.rectify.sheetNote'), t('exchange.unknownNote')],
  empty: {
    title: 'papers.grid.empty',
    hint: 'affairs.rectify.emptyHint',
    action: { label: 'affairs.rectify.title', to: '/rectifications' },
  },
  entry: { label: 'affairs.rectify.title', to: '/rectifications' },
});

interface HonoursContext extends HonourContext {
  penalties: boolean;
}

/** 奖惩台账. Penalties are read for the secretary alone, and shown, printed and exported only when chosen. */
export const honoursRegister = defineRegister<Rec<'honour'>, HonoursContext>({
  key: 'honours',
  title: 'affairs.honour.register',
  time: 'period',
  firstDay: async (ledger) => (await ledger.list('honour', { limit: 1 }))[0]?.fields.on,
  read: async ({ ledger, range, role }) => {
    const penalties = role === 'secretary';
    const [rows, roster] = await Promise.all([honoursIn(ledger, range, { penalties }), wholeRoster(ledger)]);
    return { rows, context: { penalties, nameOf: namesOf(roster) } };
  },
  columns: HONOUR_COLUMNS,
  id: ({ id }) => id,
  version: ({ h }) => h,
  to: ({ id }) => `/honours/${id}`,
  names: ({ fields }, { nameOf }) => membersOf(fields).map(nameOf),
  sort: { key: 'on', descending: true },
  filters: [
    {
      key: 'sort',
      label: 'affairs.honour.sort',
      initial: 'award',
      options: (_, { penalties }) =>
        (penalties ? ['award', 'penalty'] : ['award']).map((value) => ({
          value,
          label: tDynamic(`affairs.value.sort.${value}`),
        })),
      of: ({ fields }) => [fields.sort],
    },
  ],
  numbered: true,
  notes: ({ penalties }) => [
    t(penalties ? 'affairs.honour.registerNote' : 'affairs.honour.sheetAwards'),
    t('exchange.unknownNote'),
  ],
  empty: {
    title: 'papers.grid.empty',
    hint: 'affairs.honour.emptyHint',
    action: { label: 'affairs.honour.new', to: '/honours/new' },
  },
  entry: { label: 'affairs.honour.title', to: '/honours' },
});
