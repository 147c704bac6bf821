/** The writer alone: fetched as a whole package, it would bring every reader with it. */
export { writeXlsx } from 'hucre/xlsx';
