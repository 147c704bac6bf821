import type { CellKind, CellValue } from '../exchange/sheet-write';
import { currentLanguage, t } from '../i18n';
import { percent } from '../life/register-sheets';
import type { RegisterColumn } from './register';

/** A value as a reader sees it, on the screen and on paper. */
export function cellText(value: CellValue, kind?: CellKind): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') {
    if (kind === 'percent') return percent(value);
    return kind === 'money' ? value.toFixed(2) : String(value);
  }
  return value;
}

/** The heading of a column. */
export const headerText = <R, C>({ header }: RegisterColumn<R, C>, context: C): string =>
  typeof header === 'function' ? header(context) : t(header);

/** True for what nobody knows. */
export const isUnknown = (value: CellValue): boolean => value === t('common.unknown');

/** Numbers of cells added up; whole cents, so that sums of money are exact. Undefined when none is a number. */
export function sumOf(values: readonly CellValue[]): number | undefined {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  if (!numbers.length) return undefined;
  return numbers.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
}

/** The closing line's value of a column; undefined where it has none. */
export function totalOf<R, C>(column: RegisterColumn<R, C>, rows: readonly R[], context: C): CellValue {
  const { total } = column;
  if (total === undefined) return undefined;
  if (total === 'sum') return sumOf(rows.map((row) => column.value(row, context)));
  return total(rows, context);
}

/** Order of words of the present language: by pinyin in Chinese, numbers within as numbers. */
export const collator = (): Intl.Collator => new Intl.Collator(currentLanguage(), { numeric: true });
