import { wholeRoster } from '../branch/terms';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { CellValue, SheetModel } from '../exchange/sheet-write';
import type { Talk } from '../records';
import type { LongText } from '../records/kind';
import { packText, type LifePack } from '../rules/pack';
import { relationOf, talkCoverage } from '../rules/talks';
import { pairsOfYear, talkPeople } from './talk-pairs';
import { mayReadTalk, talksOfYear } from './talks';
import { entryDateOf, lateDays } from './warnings';

export interface TalkSheetQuery {
  year: string;
  today: string;
  pack: LifePack;
  branch: string;
  /** Person for whom the sheet is made: decides whose words may stand in it. */
  me: string;
  /** With what was said; without it the sheet says only who talked with whom and when. */
  content?: boolean;
  offsetMinutes: number;
}

/** What a talk was held for, in words. */
export const occasionText = (fields: Pick<Talk, 'occasion' | 'otherOccasion'>): string =>
  fields.occasion === 'other' && fields.otherOccasion
    ? fields.otherOccasion
    : tDynamic(`talk.occasion.${fields.occasion ?? 'usual'}`);

/** 支委之间, 支委与党员 or 党员之间, by the posts of today; '' when one of the two is not on the roster. */
export function relationText(
  pack: LifePack,
  roster: readonly Rec<'member'>[],
  fields: Pick<Talk, 'talker' | 'partner' | 'on'>,
): string {
  const people = new Map(talkPeople(roster, pack, fields.on).map((person) => [person.id, person]));
  const relation = relationOf(people, [fields.talker, fields.partner]);
  const found = pack.talks.relations.find((one) => one.id === relation);
  return found ? packText(found.title, currentLanguage()) : '';
}

/** 谈心谈话台账 of a year, and beside it what the year still lacks. Throws E113 when a long text is missing. */
export async function talkSheets(ledger: Ledger, query: TalkSheetQuery): Promise<[SheetModel, SheetModel]> {
  const [talks, roster, pairs] = await Promise.all([
    talksOfYear(ledger, query.year),
    wholeRoster(ledger),
    pairsOfYear(ledger, query.year),
  ]);
  const names = new Map(roster.map((member) => [member.id, member.fields.name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const rows: CellValue[][] = [];
  for (const [index, talk] of [...talks].reverse().entries()) {
    rows.push(await talkRow(ledger, talk, index + 1, roster, nameOf, query));
  }
  const subtitle = [
    query.branch,
    t('talk.year', { year: query.year }),
    t('exchange.asOf', { date: query.today }),
  ];
  const long = (header: string) => ({ header, width: 32, wrap: true });
  return [
    {
      sheetName: t('talk.register'),
      title: t('talk.register'),
      subtitle,
      columns: [
        { header: t('talk.col.number'), width: 6, kind: 'integer' },
        { header: t('talk.on'), width: 12, kind: 'date' },
        { header: t('talk.talker'), width: 12 },
        { header: t('talk.partner'), width: 12 },
        { header: t('talk.relation'), width: 14 },
        { header: t('talk.occasion'), width: 16 },
        ...(query.content
          ? [long(t('talk.content')), long(t('talk.problems')), long(t('talk.measures'))]
          : []),
        { header: t('talk.col.entered'), width: 18 },
      ],
      rows,
      footer: [t(query.content ? 'talk.sheetPrivate' : 'talk.sheetNoContent')],
      landscape: true,
    },
    coverageSheet(query, roster, pairs, nameOf, subtitle),
  ];
}

async function talkRow(
  ledger: Ledger,
  talk: Rec<'talk'>,
  number: number,
  roster: readonly Rec<'member'>[],
  nameOf: (id: string) => string,
  query: TalkSheetQuery,
): Promise<CellValue[]> {
  const { fields } = talk;
  const readable = mayReadTalk(fields, query.me);
  const said = (text: LongText | undefined) =>
    readable ? ledger.text(text) : Promise.resolve(text === undefined ? '' : t('talk.hidden'));
  const entered = fields.enteredAt ? entryDateOf(fields.enteredAt) : t('common.unknown');
  const late = lateDays(
    { startsAt: `${fields.on}T00:00`, enteredAt: fields.enteredAt },
    query.pack,
    query.offsetMinutes,
  );
  return [
    number,
    fields.on,
    nameOf(fields.talker),
    nameOf(fields.partner),
    relationText(query.pack, roster, fields),
    occasionText(fields),
    ...(query.content
      ? await Promise.all([said(fields.content), said(fields.problems), said(fields.measures)])
      : []),
    late === undefined ? entered : t('talk.enteredLate', { date: entered }),
  ];
}

/** What a year of talks still lacks, as a sheet. */
export function coverageSheet(
  query: Pick<TalkSheetQuery, 'year' | 'today' | 'pack'>,
  roster: readonly Rec<'member'>[],
  pairs: Awaited<ReturnType<typeof pairsOfYear>>,
  nameOf: (id: string) => string,
  subtitle: string[],
): SheetModel {
  const last = `${query.year}-12-31`;
  const people = talkPeople(roster, query.pack, last < query.today ? last : query.today);
  const language = currentLanguage();
  return {
    sheetName: t('talk.pairs'),
    title: t('talk.coverage'),
    subtitle,
    columns: [
      { header: t('talk.relation'), width: 16 },
      { header: t('talk.col.needed'), width: 10, kind: 'integer' },
      { header: t('talk.col.covered'), width: 10, kind: 'integer' },
      { header: t('talk.col.open'), width: 70, wrap: true },
    ],
    rows: talkCoverage(query.pack, people, pairs).map((one) => [
      packText(one.title, language),
      one.needed,
      one.covered,
      one.open.map((unit) => unit.map(nameOf).join('—')).join(t('exchange.listJoin')),
    ]),
    footer: [packText(query.pack.talks.wording, language)],
    landscape: false,
  };
}
