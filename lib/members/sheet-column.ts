import type { CellKind, CellValue, SheetColumn } from '../exchange/sheet-write';
import { t, tDynamic } from '../i18n';

/** A column of a register of members, for the sheet and for the register alike; its heading is `members.col.<key>`. */
export interface MemberColumn<R, C> {
  key: string;
  /** In characters. */
  width: number;
  kind?: CellKind;
  wrap?: true;
  value: (row: R, context: C) => CellValue;
}

/** The columns of a sheet, behind the number of the line. */
export const sheetColumns = (
  columns: readonly Omit<MemberColumn<never, never>, 'value'>[],
): SheetColumn[] => [
  { header: t('members.col.number'), width: 6, kind: 'integer' },
  ...columns.map(({ key, width, kind, wrap }): SheetColumn => ({
    header: tDynamic(`members.col.${key}`),
    width,
    kind,
    wrap,
  })),
];
