import { Fault } from '../../records/fault';
import { decodeText } from './decode-text';
import { parseDelimited } from './delimited';
import { detectContainer, detectMarkup } from './detect';
import type { SheetAnswer, SheetFile, SheetProgress, SheetRequest, SheetTable, SheetWarning } from './types';
import { repackWorkbook } from './unpack';
import { checkOle, readWorkbook } from './workbook';

/** Names of things people rename to `.xlsx`, as the value of the fault's `what`. */
const OTHER: Record<string, string> = { pdf: 'PDF', image: 'JPG / PNG', rtf: 'RTF', archive: 'ZIP / RAR' };

/** Reads a table file by its content; see {@link readSheet} for the faults. Runs in the worker. */
export function readBytes({ bytes, name, cellLength }: SheetRequest, onProgress: SheetProgress): SheetFile {
  const container = detectContainer(bytes);
  if (container === 'empty') throw new Fault('E214', { name });
  if (container === 'binary') throw new Fault('E211', { name });
  const other = OTHER[container];
  if (other) throw new Fault('E213', { name, what: other });
  onProgress('parse', 0, bytes.length);
  if (container === 'zip') {
    const { bytes: parts, format } = repackWorkbook(bytes, name);
    return filled(format, readWorkbook(parts, name, onProgress, cellLength), name);
  }
  if (container === 'ole') {
    checkOle(bytes, name);
    return filled('xls', readWorkbook(bytes, name, onProgress, cellLength), name);
  }
  const decoded = decodeText(bytes);
  const markup = detectMarkup(decoded.text);
  const read = markup
    ? readWorkbook(decoded.text, name, onProgress, cellLength)
    : readText(decoded.text, name, cellLength);
  if (decoded.doubtful) read.warnings.push({ code: 'encodingDoubtful', sheet: '', count: 1, cells: [] });
  return filled(markup ?? 'csv', read, name);
}

function readText(
  text: string,
  name: string,
  cellLength?: number,
): { sheets: SheetTable[]; warnings: SheetWarning[] } {
  const { rows, warnings } = parseDelimited(text, cellLength);
  return { sheets: rows.length ? [{ name, rows, hidden: false }] : [], warnings };
}

function filled(
  format: SheetFile['format'],
  read: { sheets: SheetTable[]; warnings: SheetWarning[] },
  name: string,
): SheetFile {
  // A workbook whose every cell is a formula without value has rows to complain about, not nothing.
  if (!read.sheets.length && !read.warnings.length) throw new Fault('E214', { name });
  return { format, ...read };
}

/** Answers one request the way the worker does: progress, then the file or what went wrong. */
export function answer(request: SheetRequest, post: (message: SheetAnswer) => void): void {
  try {
    post({ file: readBytes(request, (...progress) => post({ progress })) });
  } catch (thrown) {
    if (thrown instanceof Fault) post({ fault: { code: thrown.code, params: thrown.params } });
    else post({ error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}
