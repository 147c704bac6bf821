import { currentBranch } from '../branch/branch';
import type { Ledger } from '../ledger';
import type { CadenceFinding } from '../rules/cadence';
import type { CivilDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { findingsOf } from './talk-findings';
import { talksCovered } from './talk-pairs';

/** What the rules about records that are no activities (谈心谈话) find, counted now from the roster and the talks. */
export async function talkFindings(ledger: Ledger, today: CivilDate): Promise<CadenceFinding[]> {
  return findingsOf(ledger, today, await talksCovered(ledger, lifePack(), today));
}

/** Counts what the talks of this year and the one before cover, for `rememberedTalkFindings`. */
export async function rememberTalks(ledger: Ledger, today: CivilDate): Promise<void> {
  if (!(await currentBranch(ledger))) return;
  const covered = await talksCovered(ledger, lifePack(), today);
  const year = Number(today.slice(0, 4));
  const counted = Object.fromEntries(
    [year - 1, year].map((one) => [String(one), covered({ from: `${one}-01-01`, to: `${one}-12-31` })]),
  );
  const known = await ledger.meta('talkCoverage');
  // A value that stands is not written again: every window that shows it would be told.
  if (JSON.stringify(known) !== JSON.stringify(counted)) await ledger.setMeta('talkCoverage', counted);
}
