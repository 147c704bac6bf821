import type { ItemRecord } from '../../../lib/governance';
import {
  findingsOf,
  type Independence,
  independenceOf,
  type ItemStanding,
  type ItemState,
  type Rights,
  rightsFor,
  standingOf,
  stateOfItem,
} from '../../../lib/review';
import type { Rec } from '../../../lib/ledger';
import type { ChecklistItem } from '../../../lib/rules/pack';
import { useLedger, useLive } from '../../ui';
import { ownName } from './words';

/** Everything that is shown and signed of one item. */
export interface ReviewedItem {
  record: ItemRecord;
  state: ItemState;
  standing: ItemStanding;
  findings: Rec<'finding'>[];
  independence: Independence;
  rights: Rights;
  /** Name of the person of this profile; empty when nobody wrote it down. */
  name: string;
}

/** Reads {@link ReviewedItem}, kept up to date; null where nobody has answered anything. */
export function useReviewedItem(
  id: string,
  item: ChecklistItem | undefined,
): ReviewedItem | null | undefined {
  const ledger = useLedger();
  const found = useLive(async () => {
    const record = await ledger.get('governanceItem', id);
    if (!record || !item) return { id, value: null };
    const state = await stateOfItem(ledger, record, item);
    const [standing, findings, independence, rights, name] = await Promise.all([
      standingOf(ledger, id, state),
      findingsOf(ledger, id),
      independenceOf(ledger, id),
      rightsFor(ledger, record.fields.companyId),
      ownName(ledger),
    ]);
    return { id, value: { record, state, standing, findings, independence, rights, name } };
  }, [id, item]);
  // What was read of another item is not shown for this one.
  return found?.id === id ? found.value : undefined;
}
