import { blocksOfHtml, blocksOfText } from './blocks';
import { type Heading, partsOf, type Sentence, type TextParts } from './document';
import { keySentences } from './key-sentences';
import { type KeyTerm, keyTerms } from './key-terms';
import { type DateMention, datesOf } from './timeline';

export type { DateMention, Heading, KeyTerm, Sentence, TextParts };
export { partsOf };

/** What a text says in short, worked out by counting and comparing alone. */
export interface Points {
  parts: TextParts;
  /** Key sentences in their order; empty for a text as short as its main points. */
  key: Sentence[];
  terms: KeyTerm[];
  /** Dates, earliest first; those that nobody can place in the order stand at the end, as printed. */
  dates: (DateMention & { text: string })[];
  /** Headings, when the text has at least two; chapters of a regulation with their articles. */
  outline: Heading[];
}

/** A text to look at: the HTML of a clip, or plain text with one paragraph a line. */
export type Looked = { html: string } | { text: string };

/** Parts of a text; see {@link pointsOf}. */
export const partsIn = (looked: Looked): TextParts =>
  partsOf('html' in looked ? blocksOfHtml(looked.html) : blocksOfText(looked.text));

/**
 * 要点: key sentences, terms, dates and outline of a text. The same text gives the same answer in the same browser.
 * `published` is the day from which words such as 昨天 count.
 */
export function pointsOf(looked: Looked, about: { title?: string; published?: string } = {}): Points {
  const parts = partsIn(looked);
  const dates = datesOf(parts.sentences, about.published).map((one) => ({
    ...one,
    text: parts.sentences[one.sentence]?.text ?? '',
  }));
  return {
    parts,
    key: keySentences(parts, about.title).flatMap((at) => parts.sentences[at] ?? []),
    terms: keyTerms(parts, about.title),
    dates: sorted(dates),
    outline: parts.headings.length >= 2 ? parts.headings : [],
  };
}

/** Earliest first; the same day in the same sentence once. */
function sorted(dates: Points['dates']): Points['dates'] {
  const seen = new Set<string>();
  const once = dates.filter(({ value, until, printed, sentence }) => {
    const key = `${sentence}:${value ?? printed}:${until ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const known = once.filter(({ value }) => value);
  known.sort((a, b) =>
    (a.value ?? '') < (b.value ?? '') ? -1 : a.value === b.value ? a.start - b.start : 1,
  );
  return [...known, ...once.filter(({ value }) => !value)];
}
