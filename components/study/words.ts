import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { documentCitation } from '../../lib/study/document/cite';

/** Where a clip comes from, in one line: credited source, date, author. Only what the page said. */
export function provenance(clip: Rec<'clip'>): string {
  const { source, siteName, published, author } = clip.fields;
  return [source ?? siteName, published, author && t('study.by', { author })].filter(Boolean).join(' · ');
}

/** A quotation with its source, as it is put into another text; a document is cited by its number and day. */
export function citation(clip: Rec<'clip'>, text: string): string {
  const document = documentCitation(clip);
  if (document) return t('lists.citeQuote', { text, citation: document });
  return t('study.citation', { text, title: clip.fields.title, from: provenance(clip) || clip.fields.url });
}
