import { t } from '../../i18n';
import { hashText } from '../../ledger';
import { fullHeader, type SheetModel } from './model';

/**
 * SHA-256 of what a sheet says (header and rows, not its looks), so that two copies can be compared. The input is
 * the JSON of `[headers, …rows]` with `null` for an empty cell.
 */
export const contentHash = (sheet: Pick<SheetModel, 'columns' | 'rows'>): string =>
  hashText(
    JSON.stringify([
      sheet.columns.map(fullHeader),
      ...sheet.rows.map((row) => sheet.columns.map((_, index) => row[index] ?? null)),
    ]),
  );

/** The first characters of a fingerprint, as they are printed. */
export const shortHash = (hash: string): string => hash.slice(0, 16);

/** The line under a table's title: what it is of, and its fingerprint. */
export const subtitleLine = (sheet: SheetModel, hash: string): string =>
  [...sheet.subtitle, t('exchange.fingerprint', { hash: shortHash(hash) })].join('　');
