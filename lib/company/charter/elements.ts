import type { FieldsOf } from '../../records';
import type { CharterElement, CompanyPack } from '../../rules/company-pack';

/** A clause with its id, in the order of the charter. */
export interface Clause {
  id: string;
  no: string;
  text: string;
  part?: string;
  elements?: Record<string, true>;
  order: number;
}

/** The clauses of a charter in their order. */
export const clausesOf = ({ clauses }: Pick<FieldsOf<'charter'>, 'clauses'>): Clause[] =>
  Object.entries(clauses ?? {})
    .map(([id, clause]) => ({ id, ...clause }))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

/** Whether a clause speaks of the Party organisation. */
export const concernsParty = (pack: CompanyPack, text: string): boolean =>
  pack.partyWords.some((word) => text.includes(word));

/**
 * The elements that a clause may cover, by its words: a suggestion that a person keeps or changes. A clause that does
 * not speak of the Party organisation covers none.
 */
export const suggestElements = (pack: CompanyPack, clause: { text: string; part?: string }): string[] =>
  concernsParty(pack, `${clause.part ?? ''}${clause.text}`)
    ? pack.elements
        .filter(({ words }) => words.some((word) => clause.text.includes(word)))
        .map(({ id }) => id)
    : [];

/** One expected element, and the clauses that cover it. None is 缺项, and says nothing about anybody. */
export interface Coverage {
  element: CharterElement;
  clauses: Clause[];
}

/** Every expected element with the clauses that were marked as covering it. */
export const coverageOf = (pack: CompanyPack, clauses: readonly Clause[]): Coverage[] =>
  pack.elements.map((element) => ({
    element,
    clauses: clauses.filter(({ elements }) => elements?.[element.id]),
  }));

/** Elements that no clause covers. */
export const lackingOf = (pack: CompanyPack, clauses: readonly Clause[]): CharterElement[] =>
  coverageOf(pack, clauses).flatMap((one) => (one.clauses.length ? [] : [one.element]));
