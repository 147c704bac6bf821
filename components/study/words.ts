import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Quotation } from '../../lib/records/study';
import { isCivilDate } from '../../lib/rules/calendar';
import { citedDay, documentCitation } from '../../lib/study/document/cite';

/** Where a clip comes from, in one line: credited source, date, author. Only what the page said. */
export function provenance(clip: Rec<'clip'>): string {
  const { source, siteName, published, author, edition } = clip.fields;
  // The page of a newspaper names its paper and day as well.
  const paper = edition && (!source || edition.includes(source)) ? edition : undefined;
  const origin = paper ?? [source ?? siteName, published, edition].filter(Boolean).join(' · ');
  return [origin, author && t('study.by', { author })].filter(Boolean).join(' · ');
}

/**
 * A quotation as it is put into another text: the words in quotation marks, then author, title, source, day, page
 * and address, as far as they are known.
 */
export function citation(clip: Rec<'clip'>, text: string, page?: number): string {
  const cited = work(clip, page);
  // Its number and day stand in brackets already.
  if (documentCitation(clip)) return t('lists.citeQuote', { text: inner(text), citation: cited });
  return t('reader.citation', { text: inner(text), work: cited });
}

/** Several quotations from one work, a line each, and the work once, under them. */
export function allCitations(clip: Rec<'clip'>, quotations: readonly Quotation[]): string {
  const lines = quotations.map(({ text, page }) =>
    t(page ? 'reader.citedOnPage' : 'reader.cited', { text: inner(text), page: page ?? 0 }),
  );
  return [...lines, t('reader.citedFrom', { work: work(clip) })].join('\n');
}

/** 作者：《标题》，来源，日期，第 N 页，地址; a document with a card is cited by its number and day. */
function work(clip: Rec<'clip'>, page?: number): string {
  const onPage = page && t('reader.page', { page });
  const document = documentCitation(clip);
  if (document) return [document, onPage].filter(Boolean).join(t('reader.comma'));
  const { author, title, source, siteName, published, edition, url } = clip.fields;
  const day = published?.slice(0, 10);
  const titled = t('reader.titled', { title: currentLanguage() === 'en' ? title : innerTitle(title) });
  return [
    author ? t('reader.authored', { author, titled }) : titled,
    source ?? siteName,
    day && (isCivilDate(day) ? citedDay(day) : published),
    // Its last three words are the page of the paper.
    edition?.split(' ').slice(-3).join(' '),
    onPage,
    url,
  ]
    .filter(Boolean)
    .join(t('reader.comma'));
}

/** Quotation marks inside of a quotation are the single ones. */
const inner = (text: string): string =>
  text.trim().replace(/\n+/g, '\n').replaceAll('\u201c', '\u2018').replaceAll('\u201d', '\u2019');

/** A title inside of a title stands in single brackets. */
const innerTitle = (title: string): string =>
  title.replaceAll('\u300a', '\u3008').replaceAll('\u300b', '\u3009');
/** What was kept of a page that shows a video. */
export function videoText(seconds: number | undefined): string {
  if (seconds === undefined) return t('sources.video.kept');
  const length = [Math.floor(seconds / 60), seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return t('sources.video.keptLength', { length });
}
