import { duesYear } from '../dues/year';
import type { Ledger } from '../ledger';
import { addMonths } from '../rules/calendar';
import { monthsAbsent, talkLevel } from '../rules/deadlines';
import type { LifePack } from '../rules/pack';

/** Somebody to talk to first, and since how many months there is no attendance on record. */
export interface TalkReason {
  member: string;
  name: string;
  months: number;
  level: 1 | 2;
}

const TOOK_PART: ReadonlySet<string> = new Set(['present', 'online', 'makeup']);

/**
 * Members for whom the last months hold entries and none of them is an attendance, the longest row first. Reads the
 * activities of half a year: for the screen that shows it, never for the badge. Those exempt are left out; what
 * was not entered (未记) is not counted as absence.
 */
export async function participationTalks(
  ledger: Ledger,
  pack: LifePack,
  today: string,
): Promise<TalkReason[]> {
  const months = pack.thresholds.arrearsMonths.value + 1;
  const [members, meetings] = await Promise.all([
    ledger.list('member'),
    ledger.list('meeting', { from: addMonths(`${today.slice(0, 7)}-01`, -months), to: today }),
  ]);
  const byMember = new Map<string, Map<string, boolean[]>>();
  for (const { fields } of meetings) {
    const month = fields.startsAt.slice(0, 7);
    for (const [id, entry] of Object.entries(fields.attendance ?? {})) {
      const own = byMember.get(id) ?? new Map<string, boolean[]>();
      byMember.set(id, own);
      own.set(month, [...(own.get(month) ?? []), TOOK_PART.has(entry.state) || Boolean(entry.madeUpOn)]);
    }
  }
  return members
    .filter(
      ({ fields }) =>
        !fields.exempt &&
        !fields.leftOn &&
        (fields.category === 'full' || fields.category === 'probationary'),
    )
    .flatMap(({ id, fields }): TalkReason[] => {
      const absent = monthsAbsent(byMember.get(id) ?? new Map(), today);
      const level = talkLevel(pack, absent);
      return level ? [{ member: id, name: fields.name, months: absent, level }] : [];
    })
    .sort((a, b) => b.months - a.months || (a.name < b.name ? -1 : 1));
}

/**
 * Members without a payment for as many months in a row as the pack names, the longest first. The dues register says
 * what is owed; exempt months and gaps in knowledge end its count.
 */
export async function duesTalks(ledger: Ledger, pack: LifePack, today: string): Promise<TalkReason[]> {
  const { rows } = await duesYear(ledger, Number(today.slice(0, 4)), today);
  return rows
    .flatMap(({ member, arrears }): TalkReason[] => {
      const level = talkLevel(pack, arrears.running);
      const name = member.fields.name;
      return level ? [{ member: member.id, name, months: arrears.running, level }] : [];
    })
    .sort((a, b) => b.months - a.months || (a.name < b.name ? -1 : 1));
}
