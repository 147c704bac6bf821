import { type CommitResult, type Ledger, type Rec, remove, type Seen } from '../ledger';
import type { DuesHandover } from '../records';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import { inRange, periodRange } from '../rules/periods';
import { duesHandoverId } from './ids';
import { wholeWrite } from './write';

/**
 * Records that the dues of a period were handed up, or published, or both. Throws E437 (neither), E430 (handed up
 * without an amount), E431 (a day that is none or still to come), E438 (no period).
 */
export async function saveHandover(
  ledger: Ledger,
  branch: string,
  fields: DuesHandover,
  options: { today: string; draft?: string; seen?: Seen },
): Promise<CommitResult> {
  if (!/^\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(fields.period)) throw new Fault('E438');
  const clean = Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== undefined && value !== ''),
  ) as DuesHandover;
  if (!clean.handedOn && !clean.publishedOn) throw new Fault('E437');
  for (const day of [clean.handedOn, clean.publishedOn]) {
    if (day !== undefined && (!isCivilDate(day) || day > options.today)) throw new Fault('E431');
  }
  const amount = clean.fen ?? NaN;
  if (clean.handedOn && !(Number.isSafeInteger(amount) && amount > 0)) throw new Fault('E430');
  const id = duesHandoverId(branch, clean.period);
  const write = await wholeWrite(ledger, 'duesHandover', id, clean, options.seen);
  return ledger.commit([write], { label: 'duesHandover', draft: options.draft });
}

/** Puts it in the trash. */
export const removeHandover = (ledger: Ledger, record: Rec<'duesHandover'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'duesHandoverRemove' });

/** What was handed up and published of a year, by period. */
export const handoversOf = (ledger: Ledger, year: number): Promise<Rec<'duesHandover'>[]> =>
  ledger.list('duesHandover', { from: String(year), to: String(year) });

/** True when a month lies in a period (`2026`, `2026Q4`, `2026-11`). */
export function isMonthIn(month: string, period: string): boolean {
  const range = periodRange(period);
  return range !== undefined && inRange(`${month}-01`, range);
}
