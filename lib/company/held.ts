import type { FieldsOf } from '../records';
import type { CivilDate } from '../rules/calendar';

export type Appointment = FieldsOf<'appointment'>;

/** Whether a position was held on a day: dates known only in part leave it open (`maybe`). */
export type Held = 'yes' | 'maybe' | 'no';

/** First and last day that a date known in part can mean. February has 29 days here: days are only compared. */
export function spanOf(partial: string): { first: CivilDate; last: CivilDate } {
  if (partial.length === 4) return { first: `${partial}-01-01`, last: `${partial}-12-31` };
  if (partial.length === 7) return { first: `${partial}-01`, last: `${partial}-31` };
  return { first: partial, last: partial };
}

/**
 * Whether a position was held on a day. A first day that is not known makes every day before the last one possible, no
 * more; a last day that is absent means held still.
 */
export function heldOn({ from, to }: Pick<Appointment, 'from' | 'to'>, day: CivilDate): Held {
  if (to !== undefined && day > spanOf(to).last) return 'no';
  if (from !== undefined && day < spanOf(from).first) return 'no';
  const begun = from !== undefined && day >= spanOf(from).last;
  const lasts = to === undefined || day <= spanOf(to).first;
  return begun && lasts ? 'yes' : 'maybe';
}

/** True when two stays certainly share a day. */
export function overlap(a: Pick<Appointment, 'from' | 'to'>, b: Pick<Appointment, 'from' | 'to'>): boolean {
  if (a.from === undefined || b.from === undefined) return false;
  const [startA, startB] = [spanOf(a.from).last, spanOf(b.from).last];
  const [endA, endB] = [a, b].map(({ to }) => (to === undefined ? '9999' : spanOf(to).first)) as [
    string,
    string,
  ];
  return startA <= endB && startB <= endA;
}
