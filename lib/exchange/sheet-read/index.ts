export { parsePasted } from './parse-pasted';
export { readSheet, type ReadSheetOptions } from './read-sheet';
export {
  SHEET_LIMITS,
  type SheetFile,
  type SheetFormat,
  type SheetProgress,
  type SheetTable,
  type SheetWarning,
} from './types';
