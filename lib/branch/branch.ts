import type { Ledger, Rec } from '../ledger';
import { addDays, addMonths, dateOf } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import type { BranchFacts } from '../rules/cadence';

/** Last day of a term that begins on `start`: the pack's number of years, less a day. */
export function termEndOf(
  pack: LifePack,
  start: string,
  which: 'termYears' | 'termYearsCommunity' = 'termYears',
): string {
  const years = pack.thresholds[which].value;
  return addDays(`${Number(start.slice(0, 4)) + years}${start.slice(4)}`, -1);
}

/** The branch of this ledger; undefined before the first run. */
export const currentBranch = async (ledger: Ledger): Promise<Rec<'branch'> | undefined> =>
  (await ledger.list('branch', { limit: 1 }))[0];

/**
 * What the cadence rules need to know of the branch; of one that was not entered yet, what is usual. `notBefore`: see
 * {@link trackedSince}.
 */
export async function branchFacts(
  ledger: Ledger,
  branch: Rec<'branch'> | undefined,
  notBefore?: string,
): Promise<BranchFacts> {
  const fields = branch?.fields;
  const [groups, since] = await Promise.all([ledger.list('partyGroup'), trackedSince(ledger, notBefore)]);
  return {
    form: fields?.form ?? 'single',
    hasCommittee: fields?.hasCommittee ?? false,
    groups: groups.map((group) => ({ id: group.id, name: group.fields.name })),
    foundedOn: fields?.foundedOn,
    termEnd: fields?.termEnd,
    frequencies: fields?.frequencies,
    trackedSince: since,
  };
}

/**
 * First day from which the ledger claims to know what was held. Whoever enters the activities of earlier months makes
 * them known, as far back as every month has one; a single old record does not turn all that lies between into gaps.
 * Who needs to know no further back than a day says so with `notBefore`: the search ends there.
 */
export async function trackedSince(ledger: Ledger, notBefore = ''): Promise<string | undefined> {
  const since = await ledger.meta('trackedSince');
  if (since && since <= notBefore) return since;
  // One month more than is asked about: an activity in it makes the asked month known from its first day on.
  const first = notBefore && addMonths(`${notBefore.slice(0, 7)}-01`, -1).slice(0, 7);
  const keys = await ledger.linkKeys([[`meetingIn:${first}`, `meetingIn:${since?.slice(0, 7) ?? ''}`]]);
  const months = new Set(keys.map((key) => key.slice(-7)));
  let month = since?.slice(0, 7) ?? keys.at(-1)?.slice(-7);
  if (!month) return since;
  const before = (of: string): string => addMonths(`${of}-01`, -1).slice(0, 7);
  while (months.has(before(month))) month = before(month);
  const [start] = await ledger.sortKeys('meeting', { from: month, to: month, limit: 1 });
  const day = start && dateOf(start);
  return since && (!day || since < day) ? since : day;
}
