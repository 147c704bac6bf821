import { currentLanguage, t } from '../../i18n';
import type { Rec } from '../../ledger';
import { formatDate } from '../../rules/calendar';
import { documentOf } from './card';

/** A day as citations print it: `2019年5月6日`; words that are no day stay as they are. */
export function citedDay(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  const text = formatDate(value, currentLanguage(), { year: true });
  return currentLanguage() === 'en' ? text : text.replace(/ /g, '');
}

/**
 * A document cited in the Chinese form, 《标题》（文号，日期）: what its card does not state is left out. Book marks
 * inside the title become single ones. Undefined for a clip that is no document.
 */
export function documentCitation(clip: Rec<'clip'>): string | undefined {
  const card = documentOf(clip);
  if (!card) return undefined;
  const title = (card.title ?? clip.fields.title)
    .trim()
    .replace(/^《([^《》]+)》$/, '$1')
    .replace(/《/g, '〈')
    .replace(/》/g, '〉');
  const day = card.writtenOn ?? card.issuedOn;
  const details = [card.number, day && citedDay(day)].filter((part): part is string => Boolean(part));
  return details.length
    ? t('lists.cite', { title, details: details.join(t('lists.citeComma')) })
    : t('lists.citeTitle', { title });
}
