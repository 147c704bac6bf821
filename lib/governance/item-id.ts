import { v5 } from 'uuid';
import type { ChecklistItem } from '../rules/pack';
import { periodKey, type CalendarFrequency, type PeriodKey } from '../rules/periods';

/** Where checklist ids come from. Fixed for ever: a change would give every item a second record. */
const NAMESPACE = '5e2d3f5c-6c0b-5d0e-9a55-2f0f6b1f7a44';

/**
 * The name under which answers are filed, whichever checklist is in force: they are kept by item, so that a
 * superior's checklist finds those of the one before. Fixed for ever.
 */
export const ANSWERS = 'cn.platform.governance';

/** One item of the checklist for one company and period. */
export interface ItemRef {
  companyId: string;
  /** {@link ANSWERS}. */
  packId: string;
  /** Item code, such as `B1`. */
  item: string;
  /** Calendar period, or the id of an event. */
  period: PeriodKey;
}

/** Id of the record that holds the state of an item: the same on every device. */
export const itemRecordId = (ref: ItemRef): string =>
  v5([ref.companyId, ref.packId, ref.item, ref.period].join('|'), NAMESPACE);

const SHORTEST_FIRST: readonly CalendarFrequency[] = ['M', 'Q', 'H', 'Y', '3Y'];

/** The frequency at which an item comes up by the calendar; undefined when only events bring it up. */
export const calendarFrequency = (item: Pick<ChecklistItem, 'frequency'>): CalendarFrequency | undefined =>
  SHORTEST_FIRST.find((frequency) => item.frequency.includes(frequency));

/** True when events bring an item up, alone or beside the calendar. */
export const hasEvents = (item: Pick<ChecklistItem, 'frequency'>): boolean => item.frequency.includes('E');

/**
 * The calendar period of an item in which a date lies; undefined when the item has none. `termStart` is the first
 * day of the present term, from which three-year periods are counted.
 */
export function periodOf(
  item: Pick<ChecklistItem, 'frequency'>,
  date: string,
  termStart?: string,
): PeriodKey | undefined {
  const frequency = calendarFrequency(item);
  if (!frequency) return undefined;
  return periodKey(frequency, date, termStart ? Number(termStart.slice(0, 4)) : undefined);
}
