import { t, tDynamic } from '../../lib/i18n';
import type { TemplateValue } from '../../lib/exchange/ooxml';
import { fieldOf, TEMPLATE_LISTS } from '../../lib/papers/template-fields';

/** Name of a field of a form; one of a newer version by its key. */
export function fieldWord(key: string): string {
  const field = fieldOf(key);
  return field ? t(field.label) : key;
}

/** Name of a list, such as 到会名单. */
export const listWord = (list: string): string =>
  list in TEMPLATE_LISTS ? tDynamic(`papers.list.${list}`) : list;

/** A value as it will read in the form. */
export const valueWord = (value: TemplateValue): string =>
  typeof value === 'object' ? value.text : String(value);
