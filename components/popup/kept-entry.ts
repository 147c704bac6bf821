import * as z from 'zod/mini';
import { type Ledger, openText, sealText } from '../../lib/ledger';
import { MEETING_TYPES } from '../../lib/records/meeting';

const shape = z.object({
  type: z.enum(MEETING_TYPES),
  otherType: z.string(),
  /** `YYYY-MM-DD`, or empty. */
  date: z.string(),
  /** `HH:mm`; empty = the usual time of that type. */
  time: z.string(),
  text: z.string(),
});
export type KeptEntry = z.infer<typeof shape>;

const keyOf = (space: string): string => `quickEntry:${space}`;

/**
 * What was typed into the quick entry and not saved. A popup closes at any click beside it, without a chance to
 * wait for a database: the synchronous storage of the page keeps every keystroke, sealed while a lock is set up.
 */
export function readKept(own: Ledger, space: string): KeptEntry | undefined {
  try {
    const stored = localStorage.getItem(keyOf(space)) ?? 'null';
    const result = z.safeParse(shape, JSON.parse(openText(own, stored) ?? 'null'));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the entry; `undefined` forgets it. */
export function keepEntry(own: Ledger, space: string, entry: KeptEntry | undefined): void {
  if (entry) localStorage.setItem(keyOf(space), sealText(own, JSON.stringify(entry)));
  else localStorage.removeItem(keyOf(space));
}
