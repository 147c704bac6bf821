import { t, tMaybe } from '../../lib/i18n';
import { SETTLED } from '../../lib/ledger';
import type { Json } from '../../lib/records/kind';

/** Name of a flat field of an item record, as the form calls it. */
export const fieldWord = (field: string): string =>
  field.startsWith(SETTLED)
    ? t('share.conflict.settled', { field: fieldWord(field.slice(SETTLED.length)) })
    : field.startsWith('evidence/')
      ? t('governance.history.evidence')
      : (tMaybe(`governance.field.${field}`) ?? field);

/** A value of a flat field in words. `nameOf` turns member ids into names. */
export function valueWord(
  field: string,
  value: Json | undefined,
  nameOf: (id: string | undefined) => string,
): string {
  if (value === null || value === undefined) return t('governance.verdict.none');
  if (field.startsWith(SETTLED)) return t('record.value.set');
  if (field === 'design' || field === 'effect') {
    return tMaybe(`governance.verdict.${String(value)}`) ?? String(value);
  }
  if (field === 'owner') return nameOf(String(value));
  if (field.startsWith('evidence/') && typeof value === 'object' && !Array.isArray(value)) {
    const { file, record } = value;
    if (file && typeof file === 'object' && !Array.isArray(file)) return String(file.name);
    if (record && typeof record === 'object' && !Array.isArray(record)) {
      return tMaybe(`governance.kind.${String(record.kind)}`) ?? String(record.kind);
    }
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
