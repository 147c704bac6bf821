import { t } from '../i18n';
import { cellText, headerText, isUnknown, totalOf } from './cell';
import { type Behind, type BehindLine, columnsOf, type Register, type RegisterColumn } from './register';

/** What a line is called: its first column, or what the register says. */
export function titleOf<R, C>(register: Register<R, C>, row: R, context: C): string {
  if (register.lineTitle) return register.lineTitle(row, context);
  const [first] = columnsOf(register, context);
  return first ? cellText(first.value(row, context), first.kind) : '';
}

/** What else is said of a line where there is little room. */
export function metaOf<R, C>(register: Register<R, C>, row: R, context: C): string {
  const own = register.card?.(row, context).meta;
  if (own !== undefined) return own;
  return columnsOf(register, context)
    .filter(({ usual }, at) => usual && at > 0)
    .map((column) => cellText(column.value(row, context), column.kind))
    .filter(Boolean)
    .join(' · ');
}

/** The lines behind a number above the table. */
export const behindRows = <R, C>(
  register: Register<R, C>,
  title: string,
  rows: readonly R[],
  context: C,
): Behind => ({
  title,
  lines: async () =>
    rows.map((row): BehindLine => ({
      key: register.id(row),
      title: titleOf(register, row, context),
      meta: metaOf(register, row, context),
      to: register.to?.(row, context),
    })),
  empty: t('exchange.figure.none'),
});

/** The lines that a total is made of, and those it leaves out because they are unknown. */
export function behindTotal<R, C>(
  register: Register<R, C>,
  column: RegisterColumn<R, C>,
  rows: readonly R[],
  context: C,
): Behind | undefined {
  if (column.behind) return column.behind(undefined, context);
  if (column.total !== 'sum') return undefined;
  const value = cellText(totalOf(column, rows, context), column.kind);
  const line = (row: R): BehindLine => ({
    key: register.id(row),
    title: titleOf(register, row, context),
    meta: cellText(column.value(row, context), column.kind),
    to: register.to?.(row, context),
  });
  return {
    title: t('registers.sumOf', { column: headerText(column, context), value }),
    lines: async () => {
      const counted = rows.filter((row) => {
        const one = column.value(row, context);
        return typeof one === 'number' && one !== 0;
      });
      const unknown = rows.filter((row) => isUnknown(column.value(row, context)));
      return [
        ...counted.map(line),
        ...unknown.map((row) => ({ ...line(row), meta: t('registers.outside'), mark: t('common.unknown') })),
      ];
    },
    empty: t('exchange.figure.none'),
  };
}
