import {
  documentHash,
  type DocumentSection,
  type Fact,
  type RecordDocument,
} from '../../exchange/record-document';
import { currentLanguage, t } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { type CivilDate, formatDate, isCivilDate } from '../../rules/calendar';
import { type Placed, placeAll } from './anchors';
import { documentCitation } from '../document/cite';
import { paragraphsOf, type TextMap } from './text-map';

/**
 * 学习笔记 of one clip as it stands on paper: where it comes from, what was quoted in the order of the text with the
 * note on each, one's own note, and the main text when it is asked for.
 */
export async function notePaper(
  ledger: Ledger,
  clip: Rec<'clip'>,
  options: { map: TextMap; withText: boolean; branch: string; today: CivilDate },
): Promise<RecordDocument> {
  const { fields } = clip;
  const { map } = options;
  const placed = placeAll(fields.quotations, map.text);
  const member = ledger.me && (await ledger.get('member', ledger.me.member));
  const note: DocumentSection[] = fields.note
    ? [{ heading: t('study.note'), kind: 'text', text: fields.note }]
    : [];
  const text: DocumentSection[] =
    options.withText && map.text
      ? [{ heading: t('study.text'), kind: 'text', text: paragraphsOf(map).join('\n') }]
      : [];
  const body = {
    title: t('reader.paperTitle'),
    branch: options.branch,
    facts: factsOf(clip),
    sections: [...(placed.length ? [quotations(placed)] : []), ...note, ...text],
  };
  return {
    ...body,
    signatures: [t('reader.paperBy', { name: member?.fields.name ?? '' }), t('exchange.doc.signDate')],
    closing: [
      t('exchange.doc.id', { id: clip.id, date: options.today }),
      t('exchange.doc.hash', { hash: documentHash(body) }),
    ],
  };
}

function factsOf(clip: Rec<'clip'>): Fact[] {
  const { title, source, siteName, author, published, url, enteredAt } = clip.fields;
  const day = (value: string | undefined): string | undefined =>
    value && isCivilDate(value.slice(0, 10))
      ? formatDate(value.slice(0, 10), currentLanguage(), { year: true })
      : value;
  const facts: (Fact | { label: string; value: string | undefined; wide?: boolean })[] = [
    { label: t('reader.fact.title'), value: documentCitation(clip) ?? title, wide: true },
    { label: t('reader.fact.source'), value: source ?? siteName },
    { label: t('reader.fact.author'), value: author },
    { label: t('reader.fact.published'), value: day(published) },
    { label: t('reader.paperClipped'), value: day(enteredAt) },
    { label: t('reader.paperUrl'), value: url, wide: true },
  ];
  return facts.flatMap((fact) => (fact.value ? [{ ...fact, value: fact.value }] : []));
}

function quotations(placed: readonly Placed[]): DocumentSection {
  return {
    heading: t('reader.paperQuotations'),
    kind: 'table',
    columns: [
      { header: t('exchange.doc.number'), share: 7, small: true },
      { header: t('study.quotations'), share: 55 },
      { header: t('reader.paperNote'), share: 38 },
    ],
    rows: placed.map(({ number, quotation, at }) => [
      String(number),
      [
        quotation.text,
        quotation.page && t('reader.page', { page: quotation.page }),
        !at && t('reader.lost'),
        at?.changed && t('reader.wordsChanged'),
      ]
        .filter(Boolean)
        .join('\n'),
      quotation.note ?? '',
    ]),
  };
}
