import type { HistoryStep, Ledger } from '../ledger';

/** Fields of an item that are an answer: whoever set one of them has answered it. */
const ANSWERS = ['design', 'effect', 'reason', 'evidence', 'rectification'];

/** Members who answered an item, by its history: none of them may sign it as independent. */
export const answeredBy = (history: readonly HistoryStep[]): Set<string> =>
  new Set(
    history.flatMap(({ field, by }) => (by && ANSWERS.includes(field.split('/')[0] ?? '') ? [by] : [])),
  );

/** Whether the person of this profile may sign an item as independent, and why not. */
export interface Independence {
  independent: boolean;
  /** `answered`: set an answer or evidence of it; `submitted`: handed it over. */
  why?: 'answered' | 'submitted';
}

/** Reads {@link Independence} from the item's history and steps. Somebody alone can still sign: as 未独立. */
export async function independenceOf(ledger: Ledger, item: string): Promise<Independence> {
  const me = ledger.me?.member ?? '';
  if (answeredBy(await ledger.historyOf(item)).has(me)) return { independent: false, why: 'answered' };
  const steps = await ledger.linked(item, 'itemStep');
  const submitted = steps.some(({ fields }) => fields.step === 'submitted' && fields.enteredBy === me);
  return submitted ? { independent: false, why: 'submitted' } : { independent: true };
}
