import { change, type CommitResult, type Ledger, newId, type Rec } from '../../ledger';
import { Fault } from '../../records/fault';
import type { Anchor, Quotation } from '../../records/study';
import { fold } from './anchors';

/** A stretch of the main text as a person marked it. */
export interface Passage {
  text: string;
  anchor: Anchor;
  /** Page of a paged source, from 1. */
  page?: number;
}

/**
 * Marks a passage: it becomes a quotation with its place. The same stretch marked again is the quotation that is
 * there. Throws E326 when the passage has no words.
 */
export async function markPassage(
  ledger: Ledger,
  clip: Rec<'clip'>,
  passage: Passage,
): Promise<{ id: string; n?: number }> {
  const { anchor } = passage;
  const words = checked(passage);
  // As it is now: a window shows what was marked a moment later.
  const now = (await ledger.get('clip', clip.id)) ?? clip;
  const same = Object.entries(now.fields.quotations ?? {}).find(
    ([, entry]) =>
      fold(entry.text) === fold(words) &&
      entry.anchor?.before === anchor.before &&
      entry.anchor.after === anchor.after &&
      entry.anchor.nth === anchor.nth,
  );
  if (same) return { id: same[0] };
  const id = newId();
  const quotation: Quotation = {
    text: words,
    at: new Date(ledger.clock.wall()).toISOString(),
    anchor,
    page: passage.page,
  };
  const { n } = await ledger.commit([change(clip, { quotations: { [id]: quotation } })], {
    label: 'clipQuote',
  });
  return { id, n };
}

/**
 * Gives a quotation the place and words of a passage of the present text; its note stays. For one whose words
 * changed or were lost. Throws E326 when the passage has no words, E327 when the quotation was removed meanwhile.
 */
export async function reattach(
  ledger: Ledger,
  clip: Rec<'clip'>,
  id: string,
  passage: Passage,
): Promise<CommitResult> {
  const quotation = clip.fields.quotations?.[id];
  if (!quotation) throw new Fault('E327');
  const next: Quotation = {
    ...quotation,
    text: checked(passage),
    anchor: passage.anchor,
    page: passage.page ?? quotation.page,
  };
  return ledger.commit([change(clip, { quotations: { [id]: next } })], { label: 'clipQuoteMove' });
}

function checked({ text }: Passage): string {
  const words = text.trim();
  if (!fold(words)) throw new Fault('E326');
  return words;
}
