import { change, type CommitResult, type Ledger, type Partially, type Rec } from '../../ledger';
import type { DocumentEntry } from '../../records/study';
import { DOCUMENT_FIELDS, type DocumentField } from './labels';
import type { DocumentReading } from './read';

type Card = NonNullable<Rec<'clip'>['fields']['card']>;

/**
 * What a reading changes of the card that a clip has. A value set by hand stays; what the page prints now is kept
 * beside it, so that the difference can be shown. A value that the page printed and does not print any more goes.
 */
export function documentPatch(
  known: Card | undefined,
  reading: DocumentReading | undefined,
): Card | undefined;
export function documentPatch(known: Card | undefined, reading: DocumentReading | undefined) {
  const patch: NonNullable<Partially<'clip'>['card']> = {};
  for (const field of DOCUMENT_FIELDS) {
    const before = known?.[field];
    // A page without a document, such as the short form of an article, says nothing against an earlier reading.
    if (!reading) break;
    const read = reading[field];
    if (before?.by === 'hand') {
      const { value, by } = before;
      patch[field] = read ? { value, by, page: read } : { value, by };
    } else if (read) patch[field] = { ...read, by: 'page' };
    else if (before) patch[field] = null;
  }
  return Object.keys(patch).length ? patch : undefined;
}

/** Sets one line of the card by hand; an empty text says that the document does not state it. */
export function correctDocument(
  ledger: Ledger,
  clip: Rec<'clip'>,
  field: DocumentField,
  text: string,
): Promise<CommitResult> {
  const before = clip.fields.card?.[field];
  const entry: DocumentEntry = { value: text.trim(), by: 'hand' };
  const page = before?.by === 'hand' ? before.page : before && pageOf(before);
  if (page) entry.page = page;
  return ledger.commit([change(clip, { card: { [field]: entry } })], { label: 'clipDocument' });
}

/** Takes what the page prints in place of what was set by hand. */
export function takeFromPage(ledger: Ledger, clip: Rec<'clip'>, field: DocumentField): Promise<CommitResult> {
  const page = clip.fields.card?.[field]?.page;
  const entry: DocumentEntry | null = page ? { ...page, by: 'page' } : null;
  return ledger.commit([change(clip, { card: { [field]: entry } })], { label: 'clipDocument' });
}

const pageOf = ({ value, passage }: DocumentEntry): DocumentEntry['page'] =>
  passage === undefined ? undefined : { value, passage };

/** The values of a clip's card by field, without what is not stated; undefined for a clip that is no document. */
export function documentOf(clip: Rec<'clip'>): Partial<Record<DocumentField, string>> | undefined {
  const card = clip.fields.card;
  if (!card) return undefined;
  const values: Partial<Record<DocumentField, string>> = {};
  for (const field of DOCUMENT_FIELDS) if (card[field]?.value) values[field] = card[field].value;
  return Object.keys(values).length ? values : undefined;
}
