import { t, tDynamic } from '../i18n';
import { type Around, type ChapterTables, tableOf } from './handbook-tables';
import { mayReadAppraisal } from './reader';

const unknown = (): string => t('common.unknown');

/** 民主评议党员: ballots as numbers, and what the organisation decided. */
export const appraisals: ChapterTables = async ({ ledger, year, nameOf, reader }) => {
  const found = (await ledger.linked(`appraisal:${year}`, 'appraisal')).filter(({ fields }) =>
    mayReadAppraisal(reader, fields),
  );
  const grade = (value: string | undefined) => (value ? tDynamic(`papers.grade.${value}`) : unknown());
  const votes = (value: number | undefined) => (value === undefined ? '' : String(value));
  return tableOf(
    t('papers.hb.appraisals'),
    [
      [t('exchange.roster.name'), 3],
      [t('papers.hb.self'), 3],
      [t('papers.grade.excellent'), 2],
      [t('papers.grade.qualified'), 2],
      [t('papers.grade.basic'), 2],
      [t('papers.grade.unqualified'), 2],
      [t('papers.hb.grade'), 3],
      [t('papers.hb.feedback'), 3],
    ],
    found.map(({ fields }) => [
      nameOf(fields.member),
      grade(fields.self),
      votes(fields.excellent),
      votes(fields.qualified),
      votes(fields.basic),
      votes(fields.unqualified),
      grade(fields.grade),
      fields.feedbackOn ?? '',
    ]),
  );
};

/** What of a chapter stands in the ledger and is not for this reader, in a sentence; undefined = nothing. */
export async function leftOut(
  chapter: string,
  { ledger, year, reader }: Pick<Around, 'ledger' | 'year' | 'reader'>,
): Promise<string | undefined> {
  if (chapter !== 'appraisals') return undefined;
  const found = await ledger.linked(`appraisal:${year}`, 'appraisal');
  const count = found.filter(({ fields }) => !mayReadAppraisal(reader, fields)).length;
  return count ? t('papers.hb.appraisalsLeftOut', { count }) : undefined;
}
