import { t, tDynamic } from '../i18n';
import type { Ledger } from '../ledger';
import type { SheetModel } from '../exchange/sheet-write';
import type { Appraisal } from '../records';
import { GRADES } from '../records/appraisal';
import { appraisalsOf } from './appraisals';
import { isMemberOn } from './expected';

/** Members who take part in the evaluation of a year: those of its last day, or of today. */
export const appraisalDay = (year: string, today: string): string =>
  `${year}-12-31` < today ? `${year}-12-31` : today;

/** 民主评议登记表 of a year, in the order of the roster. */
export async function appraisalSheet(
  ledger: Ledger,
  query: {
    year: string;
    today: string;
    branch: string;
    /** Those whose result may stand in it; everybody when absent, which is for the secretary alone. */
    mayRead?: (fields: Appraisal) => boolean;
  },
): Promise<SheetModel> {
  const { mayRead } = query;
  const [roster, all] = await Promise.all([ledger.list('member'), appraisalsOf(ledger, query.year)]);
  const records = new Map([...all].filter(([, { fields }]) => !mayRead || mayRead(fields)));
  const day = appraisalDay(query.year, query.today);
  const members = roster.filter((member) => records.has(member.id) || (!mayRead && isMemberOn(member, day)));
  const unknown = t('common.unknown');
  const word = (grade: string | undefined) => (grade ? tDynamic(`types.grade.${grade}`) : unknown);
  return {
    sheetName: t('types.appraisal.sheet'),
    title: t('types.appraisal.sheetTitle', { year: query.year }),
    subtitle: [query.branch, t('exchange.asOf', { date: query.today })],
    columns: [
      { header: t('talk.col.number'), width: 6, kind: 'integer' },
      { header: t('types.name'), width: 12 },
      { header: t('types.appraisal.self'), width: 12 },
      ...GRADES.map((grade) => ({
        group: t('types.appraisal.ballots'),
        header: tDynamic(`types.grade.${grade}`),
        width: 10,
        kind: 'integer' as const,
      })),
      { header: t('types.appraisal.grade'), width: 12 },
      { header: t('types.appraisal.feedbackOn'), width: 12, kind: 'date' as const },
    ],
    rows: members.map((member, index) => {
      const fields = records.get(member.id)?.fields;
      return [
        index + 1,
        member.fields.name,
        word(fields?.self),
        ...GRADES.map((grade) => fields?.[grade] ?? unknown),
        word(fields?.grade),
        fields?.feedbackOn ?? unknown,
      ];
    }),
    footer: [t('types.appraisal.sheetNote'), t('exchange.unknownNote')],
    landscape: true,
  };
}
