import { branchFacts, currentBranch } from '../branch/branch';
import type { Ledger } from '../ledger';
import { type CadenceFinding, evaluateCadence } from '../rules/cadence';
import type { CivilDate } from '../rules/calendar';
import type { Cadence } from '../rules/pack';
import { lifePack } from '../rules/packs';
import type { DateRange } from '../rules/periods';

type Covered = (range: DateRange) => { needed: number; covered: number };

/** Of a year that is not looked at: the rules ask for this one and the one before. */
const NOTHING = { needed: 0, covered: 0 };

/**
 * What is found of 谈心谈话 from what `rememberTalks` counted last: 今日 is drawn without the roster. Empty until
 * something was counted for this year.
 */
export async function rememberedTalkFindings(ledger: Ledger, today: CivilDate): Promise<CadenceFinding[]> {
  const known = await ledger.meta('talkCoverage');
  if (!known?.[today.slice(0, 4)]) return [];
  return findingsOf(ledger, today, ({ from }) => known[from.slice(0, 4)] ?? NOTHING);
}

/** What the rules about records that are no activities (谈心谈话) find, given how much of a year is covered. */
export async function findingsOf(ledger: Ledger, today: CivilDate, talk: Covered): Promise<CadenceFinding[]> {
  const branch = await currentBranch(ledger);
  if (!branch) return [];
  const pack = lifePack(today);
  const only = (rule: Cadence): boolean => rule.types.length === 0;
  const facts = await branchFacts(ledger, branch, `${Number(today.slice(0, 4)) - 1}-01-01`);
  return evaluateCadence({ pack, branch: facts, activities: [], today, only, covered: { talk } }).filter(
    (finding) => finding.rule !== 'term',
  );
}
