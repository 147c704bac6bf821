const HAN = '\\p{Script=Han}';
const PADDED = new RegExp(`(?<=^|[^${HAN}])(${HAN})[\\s\\u3000]+(${HAN})(?=$|[^${HAN}])`, 'gu');
const BETWEEN_HAN = new RegExp(`(?<=${HAN})[\\s\\u3000]+(?=${HAN})`, 'gu');
const DOTS = /[•‧・∙．]/g;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/**
 * A person's name as it is stored and compared: no invisible characters, none of the spaces that typists put
 * into two-character names to align a column, and one kind of middle dot in names of several parts.
 * Spaces inside Latin names stay.
 */
export function normalizeName(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\u3000/g, ' ')
    .replace(DOTS, '·')
    .replace(BETWEEN_HAN, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Joins two-character names that were padded with spaces, in a text that holds other words too. */
export const joinPaddedNames = (text: string): string => text.replace(PADDED, '$1$2');

/** True when a text has the form of a person's name: 2–4 Han characters, parts joined by `·`, or Latin words. */
export const looksLikeName = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$/u.test(text) ||
  /^\p{Script=Han}{1,10}(·\p{Script=Han}{1,10})+$/u.test(text) ||
  /^[A-Za-z][A-Za-z.'’-]*( [A-Za-z][A-Za-z.'’-]*){0,3}$/.test(text);
