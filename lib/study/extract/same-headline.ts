/** A headline without the number of a page behind it. */
const headline = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/\s*[-_([]?\s*(?:第?\s*\d{1,2}\s*页?)\s*[)\]]?$/u, '')
    .replace(/[\s\p{P}\p{S}]+/gu, '');

/** Whether two headlines name one article: alike but for a page number behind. */
export const sameHeadline = (one: string, other: string): boolean => headline(one) === headline(other);
