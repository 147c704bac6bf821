import { t } from '../../i18n';
import { xmlText } from '../xml-text';

/** Excel's limit for the text of one cell. */
export const CELL_TEXT_LIMIT = 32_767;

/** First characters with which a spreadsheet program starts to calculate. The full-width forms count in some. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;

/** True for a text that a spreadsheet program might take for a formula. */
export const looksLikeFormula = (text: string): boolean => FORMULA_START.test(text);

/**
 * Text as a cell may hold it: line ends as `\n`, without the control characters and lone surrogates that XML
 * forbids, not longer than Excel allows (the end then says how long the whole is).
 */
export function cellText(text: string): string {
  const clean = xmlText(text);
  if (clean.length <= CELL_TEXT_LIMIT) return clean;
  const note = t('exchange.cellCut', { length: clean.length });
  let end = CELL_TEXT_LIMIT - note.length;
  if (/[\ud800-\udbff]/.test(clean.charAt(end - 1))) end -= 1;
  return clean.slice(0, end) + note;
}

/** Longest text of a cell that is taken back from an edited table, in characters; longer ones are edited in the ledger. */
export const EDIT_TEXT_LIMIT = 3900;

/** A text for a cell that may be edited; one that is too long to come back says so at its start. */
export const editableText = (text: string): string =>
  text.length > EDIT_TEXT_LIMIT
    ? `${t('exchange.cellLong', { length: text.length, limit: EDIT_TEXT_LIMIT })}\n${text}`
    : text;

/** `_x0041_` in a workbook means the character A: a text that really reads so has its first `_` escaped. */
export const escapeXlsx = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** The tab name that Excel accepts: 1 to 31 characters, none of `[]:*?/\`, no quote at either end, unique. */
export function tabName(wanted: string, taken: ReadonlySet<string>): string {
  const clean =
    cellText(wanted)
      .replace(/[[\]:*?/\\\n\t]/g, ' ')
      .replace(/^['\s]+|['\s]+$/g, '') || 'Sheet';
  for (let serial = 1; ; serial += 1) {
    const suffix = serial === 1 ? '' : ` ${serial}`;
    const name = clean.slice(0, 31 - suffix.length).replace(/[\ud800-\udbff]$/, '') + suffix;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/**
 * A file name from its parts, `日期_支部_台账名.xlsx`: what file systems forbid becomes `-`, and the whole stays
 * short enough for every one of them. Empty parts are left out.
 */
export function fileName(parts: readonly string[], extension: string): string {
  const clean = parts
    .map((part) =>
      part
        // eslint-disable-next-line no-control-regex -- file names may not hold them
        .replace(/[\u0000-\u001f\\/:*?"<>|]+/g, '-')
        .replace(/\s+/g, ' ')
        // 2026 年第四季度: the blank beside a Chinese character is typography, and in the way in a file name.
        .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
        .replace(/^[\s.-]+|[\s.-]+$/g, ''),
    )
    .filter(Boolean);
  // 80 characters of Chinese are 240 bytes; most file systems allow 255.
  const stem = [...clean.join('_')]
    .slice(0, 76)
    .join('')
    .replace(/[\s.]+$/, '');
  return `${stem || 'export'}.${extension}`;
}
