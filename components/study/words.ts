import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';

/** Where a clip comes from, in one line: credited source, date, author. Only what the page said. */
export function provenance(clip: Rec<'clip'>): string {
  const { source, siteName, published, author } = clip.fields;
  return [source ?? siteName, published, author && t('study.by', { author })].filter(Boolean).join(' · ');
}

/** A quotation with its source, as it is put into another text. */
export function citation(clip: Rec<'clip'>, text: string): string {
  return t('study.citation', { text, title: clip.fields.title, from: provenance(clip) || clip.fields.url });
}
