import { t, tMaybe } from '../../lib/i18n';
import type { Json } from '../../lib/records/kind';

/** A flat field of an item and its value, in words, for concurrent changes. */
export function fieldWords(field: string, value: Json | undefined): { label: string; value: string } {
  const [name = field, element = ''] = field.split('/');
  const label = tMaybe(`plan.field.${name}`) ?? name;
  if (name === 'types') {
    return { label, value: value ? (tMaybe(`life.type.${element}`) ?? element) : t('life.removed') };
  }
  return { label, value: typeof value === 'string' ? value : t('life.removed') };
}
