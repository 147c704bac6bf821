import type { Ledger, Rec } from '../ledger';
import { stateChanges, type StateChange } from './item-state';
import { inChain } from './order';
import type { KeptReview } from './sign';
import { readReview, reviewHash } from '../verify';

/**
 * How an item stands: 草稿, 已提交, 复核中, 已退回, 已签字, 签后有变 (something in its state is another one since), and
 * 已撤销 (the last signature was taken back).
 */
export type Standing = 'draft' | 'submitted' | 'inReview' | 'returned' | 'signed' | 'changed' | 'revoked';

/** Everything that tells how an item stands. */
export interface ItemStanding {
  standing: Standing;
  /** The last review that counts; absent when none was signed, or the last one was taken back. */
  review?: KeptReview;
  /** What differs from the state that was signed last. */
  changes: StateChange[];
  /** Steps and reviews in the order in which they were made, oldest first. */
  trail: (Rec<'itemStep'> | KeptReview)[];
}

/** A step or a review of an item. */
export type TrailEntry = ItemStanding['trail'][number];

/** True for a review; a step otherwise. */
export const isReview = <R extends { content: unknown }>(one: Rec<'itemStep'> | R): one is R =>
  'content' in one;

/**
 * How an item stands after its steps and reviews, and the last review that counts. Whether something is another one
 * since it was signed is not looked at.
 */
export function standingAfter<R extends { content: { act: string } }>(
  trail: readonly (Rec<'itemStep'> | R)[],
): { standing: Standing; review?: R } {
  let standing: Standing = 'draft';
  let review: R | undefined;
  for (const one of trail) {
    if (isReview<R>(one)) {
      review = one.content.act === 'review' ? one : undefined;
      standing = review ? 'signed' : 'revoked';
    } else {
      standing = afterStep(standing, one.fields.step);
    }
  }
  return { standing, review };
}

/** Reads how an item stands; `now` is its present state. */
export async function standingOf(
  ledger: Ledger,
  item: string,
  now: { text: string; hash: string },
): Promise<ItemStanding> {
  const trail = trailOf(item, await ledger.linked(item));
  const { standing, review } = standingAfter<KeptReview>(trail);
  if (!review || review.content.state === now.hash) return { standing, review, changes: [], trail };
  const changes = stateChanges(await ledger.text(review.record.fields.state), now.text);
  return { standing: standing === 'signed' ? 'changed' : standing, review, changes, trail };
}

function afterStep(before: Standing, step: Rec<'itemStep'>['fields']['step']): Standing {
  switch (step) {
    case 'submitted':
      return 'submitted';
    case 'started':
      return 'inReview';
    case 'returned':
      return 'returned';
    case 'withdrawn':
      return 'draft';
    case 'comment':
      return before;
  }
}

/** Steps and readable reviews of an item in their order, oldest first. */
export function trailOf(item: string, around: readonly Rec[]): (Rec<'itemStep'> | KeptReview)[] {
  const found = around.flatMap((record): (Rec<'itemStep'> | KeptReview)[] => {
    if (record.kind === 'itemStep') return [record as Rec<'itemStep'>];
    if (record.kind !== 'review') return [];
    const of = record as Rec<'review'>;
    const content = readReview(of.fields.text);
    if (content?.item !== item) return [];
    return [{ record: of, content, hash: reviewHash(of.fields.text, of.fields.signature) }];
  });
  return inChain(found, (one) =>
    'content' in one
      ? { h: one.record.h, chain: { hash: one.hash, before: one.content.before } }
      : { h: one.h },
  );
}
