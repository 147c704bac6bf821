import type { KindName } from '../records';

/** One record as search sees it. */
export interface SearchDocument {
  /** Record id. */
  id: string;
  kind: KindName;
  title: string;
  /** What is searched besides the title; pieces on lines of their own. */
  text: string;
  /** `YYYY-MM-DD`, or '' where the record has no day. */
  day: string;
  /** Ids of the members concerned, for the filter. */
  people: readonly string[];
  /** Names of the members concerned, found by pinyin and initials too. */
  names: readonly string[];
  /** What else can be filtered by: types of an activity, tags of a material. */
  tags: readonly string[];
}

/**
 * What pinyin a text is typed in: each syllable with a capital, other characters folded. In a name the first character
 * is read as a surname (曾 zeng, not ceng).
 */
export type Spell = (text: string, name: boolean) => string;
