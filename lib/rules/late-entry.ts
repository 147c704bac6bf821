import { civilDateAt, dateOf, daysBetween, type CivilDate } from './calendar';

/** Days between an event and its entry; negative when it was entered beforehand. */
export function entryDelayDays(event: string, enteredAt: string, offsetMinutes: number): number {
  return daysBetween(dateOf(event), entryDate(enteredAt, offsetMinutes));
}

/** The civil date on which a record was entered. `offsetMinutes` is east of UTC (+480 in China). */
export const entryDate = (enteredAt: string, offsetMinutes: number): CivilDate =>
  civilDateAt(Date.parse(enteredAt), offsetMinutes);

/**
 * 补记: the record was entered more than `thresholdDays` days after the event (`lateEntryDays` of the pack). It is
 * complete and is only marked. `event` is a date or local date-time, `enteredAt` an instant in UTC.
 */
export const isLateEntry = (
  event: string,
  enteredAt: string,
  thresholdDays: number,
  offsetMinutes: number,
): boolean => entryDelayDays(event, enteredAt, offsetMinutes) > thresholdDays;
