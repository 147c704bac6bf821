import { type ItemRecord, refOf } from '../governance/checklist';
import { itemRecordId } from '../governance/item-id';
import type { Ledger } from '../ledger';
import type { ChecklistItem } from '../rules/pack';
import { parsePeriod, type PeriodKey, shiftPeriod } from '../rules/periods';
import { stateChanges, type StateChange, stateOfItem } from './item-state';
import type { KeptReview } from './sign';
import { standingOf } from './standing';

/** Which earlier period an item is held against: the one just before, or the same one a year ago. */
export type Earlier = 'before' | 'yearAgo';

const A_YEAR = { M: 12, Q: 4, H: 2, Y: 1, '3Y': 1 } as const;

/**
 * The earlier periods that an item can be held against. Years have one, because the year before is both; events have
 * none.
 */
export function earlierPeriods(period: PeriodKey): { earlier: Earlier; period: PeriodKey }[] {
  const parsed = parsePeriod(period);
  if (!parsed) return [];
  const steps = A_YEAR[parsed.frequency];
  return [
    { earlier: 'before' as const, period: shiftPeriod(period, -1) },
    ...(steps > 1 ? [{ earlier: 'yearAgo' as const, period: shiftPeriod(period, -steps) }] : []),
  ];
}

/** An item beside itself in an earlier period. */
export interface Compared {
  earlier: ItemRecord;
  /** The review of the earlier period that counts. */
  review?: KeptReview;
  /** What differs: `before` is the earlier period, `now` this one. That it is another period is left out. */
  changes: StateChange[];
}

/** Holds an item against an earlier period; undefined when nothing was answered in that one. */
export async function compareWith(
  ledger: Ledger,
  record: ItemRecord,
  item: ChecklistItem,
  period: PeriodKey,
): Promise<Compared | undefined> {
  const id = itemRecordId(refOf(record.fields, record.fields.item, period));
  const earlier = await ledger.get('governanceItem', id);
  if (!earlier) return undefined;
  const [was, is] = await Promise.all([
    stateOfItem(ledger, earlier, item),
    stateOfItem(ledger, record, item),
  ]);
  const { review } = await standingOf(ledger, id, was);
  const changes = stateChanges(was.text, is.text).filter(
    ({ path }) => !(path[0] === 'answers' && path[1] === 'period'),
  );
  return { earlier, review, changes };
}
