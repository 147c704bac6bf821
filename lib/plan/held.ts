import type { Ledger } from '../ledger';
import { MEETING_TYPES, type MeetingType } from '../records/meeting';
import { addDays, addMonths } from '../rules/calendar';
import type { HeldFact } from '../rules/plan-match';

/**
 * The activities from one month to another (`YYYY-MM`, both included), with their types, from the index of types and
 * months: no activity is read, however long its attendance. `today` tells those that are entered for a day to come.
 */
export async function heldFacts(
  ledger: Ledger,
  range: { from: string; to: string },
  groups: readonly string[],
  today: string,
): Promise<HeldFact[]> {
  const within = (prefix: string) => [prefix + range.from, prefix + range.to] as const;
  const [entries, coming] = await Promise.all([
    ledger.linkEntries([
      ...MEETING_TYPES.map((type) => within(`meeting:${type}:`)),
      ...groups.map((group) => within(`meetingOfGroup:${group}:`)),
    ]),
    ledger.ids('meeting', { from: addDays(today, 1), to: range.to }),
  ]);
  const ahead = new Set(coming);
  const facts = new Map<string, HeldFact & { types: MeetingType[] }>();
  for (const { key, id } of entries) {
    const [kind, of = '', month = ''] = key.split(':');
    const fact = facts.get(id) ?? { id, types: [], month, ahead: ahead.has(id) };
    if (kind === 'meetingOfGroup') fact.group = of;
    else fact.types.push(of as MeetingType);
    facts.set(id, fact);
  }
  return [...facts.values()].sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}

/** The months that the strip of a year looks at: the year, the one before it, the January after it. */
export const monthsAround = (year: number): { from: string; to: string } => ({
  from: `${year - 1}-01`,
  to: addMonths(`${year}-12-01`, 1).slice(0, 7),
});
