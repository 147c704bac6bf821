import { t, type MessageKey } from '../i18n';
import type { CellKind, CellValue, SheetModel } from './sheet-write';

/** A column of a table, described once for its sheet and for the frame of registers. `R` is a line, `C` what turns ids into words. */
export interface TableColumn<R, C> {
  key: string;
  header: MessageKey;
  /** In characters of the body font; a Chinese character counts as two. */
  width: number;
  kind?: CellKind;
  wrap?: true;
  /** Shown at first. */
  usual?: true;
  /** Lines can stand together by it. */
  groups?: true;
  /** Offered as a filter. */
  filter?: true;
  value: (row: R, context: C) => CellValue;
}

/** Every column of a table as a landscape sheet with 序号 first. */
export const tableSheet = <R, C>(
  columns: readonly TableColumn<R, C>[],
  rows: readonly R[],
  context: C,
  about: { title: string; subtitle: string[]; footer: string[] },
): SheetModel => ({
  sheetName: about.title,
  title: about.title,
  subtitle: about.subtitle,
  columns: [
    { header: t('papers.field.number'), width: 5, kind: 'integer' },
    ...columns.map(({ header, width, kind, wrap }) => ({
      header: t(header),
      width,
      ...(kind ? { kind } : {}),
      ...(wrap ? { wrap } : {}),
    })),
  ],
  rows: rows.map((row, index) => [index + 1, ...columns.map((column) => column.value(row, context))]),
  footer: about.footer,
  landscape: true,
});
