/** Tables out: `.xlsx` and CSV. Everything heavy is fetched at the first use. */
export { writeCsv } from './csv';
export type { CellKind, CellValue, SheetColumn, SheetModel, WriteOptions } from './model';
export { fileName } from './text';
export { writeWorkbook } from './workbook';
