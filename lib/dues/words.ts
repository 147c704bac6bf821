import { currentLanguage, t } from '../i18n';
import type { Rec } from '../ledger';
import type { DuesStep } from '../records/dues';
import { formatMonth } from '../rules/calendar';
import { type DuesCell, type Month, stepOf } from '../rules/dues';
import { type DuesBand, type DuesPack, wayRule } from '../rules/dues-pack';
import { packText } from '../rules/pack';
import { yuanText } from '../rules/money';
import type { DuesRow } from './year';

/** 1.5% */
export const rateText = (rate: number): string => `${rate / 100}%`;

/** The limits of a band in yuan: 3000 元以下（含）, 3000–5000 元. */
export function bandText(bands: readonly DuesBand[], band: DuesBand): string {
  const before = bands[bands.indexOf(band) - 1]?.upTo;
  const yuan = (fen: number): string => String(fen / 100);
  if (band.upTo === undefined) return t('dues.band.above', { from: yuan(before ?? 0) });
  if (before === undefined) return t('dues.band.upTo', { to: yuan(band.upTo) });
  return t('dues.band.between', { from: yuan(before), to: yuan(band.upTo) });
}

/** 执行标准: the rate of the band, else the way of being paid; what was reduced or waived says so. */
export function standardText(pack: DuesPack, step: DuesStep): string {
  if (step.relief) return t(`dues.relief.${step.relief}`);
  const rule = wayRule(pack, step.way);
  const bands = rule?.table ? pack.tables[rule.table].bands : [];
  const band = bands.find((one) => one.id === step.band);
  const way = rule ? packText(rule.title, currentLanguage()) : step.way;
  if (!band) return way;
  return step.way === 'monthly'
    ? rateText(band.rate)
    : t('dues.standard', { way, rate: rateText(band.rate) });
}

/** The step that holds at the end of a row's year or in the present month, whichever comes first. */
export function presentStep(row: DuesRow, present: Month): DuesStep | undefined {
  if (!row.base) return undefined;
  const year = String(row.base.fields.year);
  const month = present.startsWith(year) ? present.slice(5) : present < year ? '01' : '12';
  return (stepOf(row.base.fields, month) ?? stepOf(row.base.fields, '12'))?.step;
}

/** The state of a month in a word. */
export const stateWord = (cell: DuesCell): string => t(`dues.state.${cell.state}`);

/** 11 月 */
export const monthWord = (month: Month): string => formatMonth(month, currentLanguage());

/** 9 月、10 月: months of the present year by number alone, others with their year. */
export const monthsText = (months: readonly Month[], year: number): string =>
  months
    .map((month) =>
      month.startsWith(String(year))
        ? monthWord(month)
        : t('dues.monthOfYear', { year: month.slice(0, 4), month: Number(month.slice(5)) }),
    )
    .join(t('dues.join'));

/** Changes during the year and what was relieved, for the remark of a row. */
export function remarksOf(base: Rec<'duesBase'> | undefined): string[] {
  if (!base) return [];
  const steps = Object.entries(base.fields.steps).sort(([a], [b]) => (a < b ? -1 : 1));
  const remarks = steps.flatMap(([from, step], index) => {
    const words = [];
    if (index > 0 || from !== '01')
      words.push(t('dues.remark.from', { month: Number(from), amount: yuanText(step.fen) }));
    if (step.reason) words.push(step.reason);
    if (step.relief && step.approver) words.push(t('dues.remark.approved', { by: step.approver }));
    return words.length ? [words.join(t('dues.comma'))] : [];
  });
  return base.fields.note ? [...remarks, base.fields.note] : remarks;
}
