import type { ItemRecord } from '../governance/checklist';
import { create, type Ledger } from '../ledger';
import { Fault } from '../records/fault';
import type { ITEM_STEPS } from '../records/review';
import type { ChecklistItem } from '../rules/pack';
import { stateOfItem } from './item-state';
import { type Rights, rightsFor } from './rights';
import { type Standing, standingOf } from './standing';

/** 提交, 受理, 退回, 撤回, 意见. */
export type Step = (typeof ITEM_STEPS)[number];

/** How an item has to stand for a step; a comment fits always. */
const FROM: Record<Exclude<Step, 'comment'>, readonly Standing[]> = {
  submitted: ['draft', 'returned', 'revoked', 'changed'],
  started: ['submitted', 'changed', 'revoked'],
  returned: ['submitted', 'inReview', 'signed', 'changed', 'revoked'],
  withdrawn: ['submitted', 'inReview'],
};

/** How an item has to stand to be signed: somebody handed it over, or signed it before. */
const SIGNABLE: readonly Standing[] = ['submitted', 'inReview', 'signed', 'changed', 'revoked'];

const LABELS: Record<Step, string> = {
  submitted: 'reviewSubmit',
  started: 'reviewStart',
  returned: 'reviewReturn',
  withdrawn: 'reviewWithdraw',
  comment: 'reviewComment',
};

/** True when this person is one of those whose step it is. */
const isTheirs = (step: Step, { answers, reviews }: Rights): boolean =>
  step === 'submitted' || step === 'withdrawn' ? answers : step === 'comment' ? answers || reviews : reviews;

/** True when a step can be taken now, by this person. */
export const mayStep = (step: Step, standing: Standing, rights: Rights): boolean =>
  isTheirs(step, rights) && (step === 'comment' || FROM[step].includes(standing));

/** True when this person may sign an item that stands so. */
export const maySign = (standing: Standing, rights: Rights): boolean =>
  rights.reviews && SIGNABLE.includes(standing);

/** A step that somebody takes. */
export interface TakenStep {
  item: ItemRecord;
  asked: Pick<ChecklistItem, 'text' | 'mark'>;
  step: Step;
  /** Reason of a return, or the comment. */
  text?: string;
  /** Name of who takes it, as the roster has it. */
  name: string;
}

/**
 * Takes a step and answers the id of its record. Throws E946 when it is another role's, E998 when the item stands
 * otherwise by now, E999 for a return or comment without words.
 */
export async function takeStep(
  ledger: Ledger,
  { item, asked, step, name, ...said }: TakenStep,
): Promise<string> {
  const { companyId } = item.fields;
  const rights = await rightsFor(ledger, companyId);
  if (!isTheirs(step, rights)) throw new Fault('E946');
  const text = said.text?.trim() || undefined;
  if (!text && (step === 'returned' || step === 'comment')) throw new Fault('E999');
  const now = await stateOfItem(ledger, item, asked);
  const { standing } = await standingOf(ledger, item.id, now);
  if (!mayStep(step, standing, rights)) throw new Fault('E998');
  const write = create('itemStep', {
    companyId,
    item: item.id,
    step,
    text,
    state: now.hash,
    at: new Date(ledger.clock.wall()).toISOString(),
    name,
  });
  await ledger.commit([write], { label: LABELS[step] });
  return write.id;
}
