import { wholeRoster } from '../branch/terms';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { namesOf } from '../life/register-columns';
import { talkPeople } from '../life/talk-pairs';
import { coverageSheet, occasionText, relationText } from '../life/talk-register';
import { entryDateOf, lateDays } from '../life/warnings';
import { offsetMinutesAt } from '../life/meetings';
import { TALK_OCCASIONS } from '../records/talk';
import type { DateRange } from '../rules/periods';
import { packText, type LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { talkCoverage, type TalkPair } from '../rules/talks';
import { defineRegister, type RegisterFilter } from './register';

interface Context {
  ledger: Ledger;
  pack: LifePack;
  roster: readonly Rec<'member'>[];
  nameOf: (id: string) => string;
  branch: string;
  year: number;
  today: string;
  offsetMinutes: number;
  /** The days that are looked at are a whole year: only then is anything still open. */
  wholeYear: boolean;
}
type Line = Rec<'talk'>;

const relation = ({ fields }: Line, { pack, roster }: Context): string => relationText(pack, roster, fields);
const pair = ({ fields }: Line, { nameOf }: Context): string =>
  `${nameOf(fields.talker)}—${nameOf(fields.partner)}`;

function enteredText({ fields }: Line, { pack, offsetMinutes }: Context): string {
  const entered = fields.enteredAt ? entryDateOf(fields.enteredAt) : t('common.unknown');
  const late = lateDays({ startsAt: `${fields.on}T00:00`, enteredAt: fields.enteredAt }, pack, offsetMinutes);
  return late === undefined ? entered : t('talk.enteredLate', { date: entered });
}

const filters: readonly RegisterFilter<Line, Context>[] = [
  {
    key: 'occasion',
    label: 'talk.occasion',
    options: (rows) =>
      TALK_OCCASIONS.filter((value) => rows.some(({ fields }) => (fields.occasion ?? 'usual') === value)).map(
        (value) => ({ value, label: tDynamic(`talk.occasion.${value}`) }),
      ),
    of: ({ fields }) => [fields.occasion ?? 'usual'],
  },
];

/** What a year asks for between whom, as the pages of 谈心谈话 count it. */
function coverage(rows: readonly Line[], { pack, roster, year, today }: Context) {
  const last = `${year}-12-31`;
  const people = talkPeople(roster, pack, last < today ? last : today);
  return talkCoverage(
    pack,
    people,
    rows.map(({ fields }): TalkPair => [fields.talker, fields.partner]),
  );
}

/** 谈心谈话台账: who talked with whom and when. What was said is theirs, and in no register. */
export const talksRegister = defineRegister<Line, Context>({
  key: 'talks',
  title: 'talk.register',
  time: 'period',
  firstDay: async (ledger) => (await ledger.list('talk', { limit: 1 }))[0]?.fields.on,
  read: async ({ ledger, range, year, today }) => {
    const [rows, roster, branches] = await Promise.all([
      ledger.list('talk', range),
      wholeRoster(ledger),
      ledger.list('branch', { limit: 1 }),
    ]);
    return {
      rows,
      context: {
        ledger,
        pack: lifePack(),
        roster,
        nameOf: namesOf(roster),
        branch: branches[0]?.fields.name ?? '',
        year,
        today,
        offsetMinutes: offsetMinutesAt(ledger.clock.wall()),
        wholeYear: isWholeYear(range),
      },
    };
  },
  columns: [
    { key: 'pair', header: 'registers.talk.pair', width: 20, usual: true, value: pair },
    { key: 'on', header: 'talk.on', width: 12, kind: 'date', usual: true, value: ({ fields }) => fields.on },
    {
      key: 'relation',
      header: 'talk.relation',
      width: 16,
      usual: true,
      groups: true,
      filter: true,
      value: relation,
    },
    {
      key: 'occasion',
      header: 'talk.occasion',
      width: 18,
      usual: true,
      groups: true,
      value: ({ fields }) => occasionText(fields),
    },
    {
      key: 'talker',
      header: 'talk.talker',
      width: 12,
      groups: true,
      value: ({ fields }, { nameOf }) => nameOf(fields.talker),
    },
    {
      key: 'partner',
      header: 'talk.partner',
      width: 12,
      groups: true,
      value: ({ fields }, { nameOf }) => nameOf(fields.partner),
    },
    { key: 'entered', header: 'talk.col.entered', width: 18, usual: true, value: enteredText },
  ],
  id: ({ id }) => id,
  version: ({ h }) => h,
  to: ({ id }) => `/life/talk/${id}`,
  names: ({ fields }, { nameOf }) => [nameOf(fields.talker), nameOf(fields.partner)],
  // By names, days and occasions: what was said is not for lists.
  text: (row, context) => [pair(row, context), row.fields.on, occasionText(row.fields)].join('\n'),
  sort: { key: 'on', descending: true },
  filters,
  figures: (rows, context) =>
    context.wholeYear
      ? coverage(rows, context)
          .filter(({ needed }) => needed > 0)
          .map((one) => ({
            key: one.relation,
            label: packText(one.title, currentLanguage()),
            value: t('registers.ofNeeded', { covered: one.covered, needed: one.needed }),
            ...(one.open.length ? { tone: 'due' as const } : {}),
            behind: {
              title: packText(one.title, currentLanguage()),
              note: t('registers.talk.open', { count: one.open.length }),
              lines: async () =>
                one.open.map((unit) => ({
                  key: unit.join(' '),
                  title: unit.map(context.nameOf).join('—'),
                  to: `/life/talk/new?talker=${encodeURIComponent(unit[0] ?? '')}&partner=${encodeURIComponent(unit[1] ?? '')}`,
                })),
              empty: t('talk.allCovered'),
            },
          }))
      : [],
  numbered: true,
  notes: () => [t('talk.sheetNoContent')],
  more: async (rows, context, _, whole) => {
    if (!whole || !context.wholeYear) return [];
    const { year, today, pack, branch, roster, nameOf } = context;
    const pairs = rows.map(({ fields }): TalkPair => [fields.talker, fields.partner]);
    const under = [branch, t('talk.year', { year }), t('exchange.asOf', { date: today })];
    return [coverageSheet({ year: String(year), today, pack }, roster, pairs, nameOf, under)];
  },
  empty: {
    title: 'registers.talk.empty',
    hint: 'talk.emptyHint',
    action: { label: 'talk.new', to: '/life/talk/new' },
  },
  entry: { label: 'talk.new', to: '/life/talk/new' },
});

const isWholeYear = ({ from, to }: DateRange): boolean => from.endsWith('-01-01') && to.endsWith('-12-31');
