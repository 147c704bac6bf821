import { branchFacts, currentBranch } from '../branch/branch';
import type { Ledger } from '../ledger';
import { type BranchFacts, type CadenceFinding, evaluateCadence } from '../rules/cadence';
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
export async function rememberedTalkFindings(
  ledger: Ledger,
  today: CivilDate,
  facts?: Promise<BranchFacts | undefined>,
): Promise<CadenceFinding[]> {
  const known = await ledger.meta('talkCoverage');
  if (!known?.[today.slice(0, 4)]) return [];
  return findingsOf(ledger, today, ({ from }) => known[from.slice(0, 4)] ?? NOTHING, facts);
}

/**
 * What the rules about records that are no activities (谈心谈话) find, given how much of a year is covered. Who knows
 * the facts of the branch already, back to the year before this one or further, hands them over.
 */
export async function findingsOf(
  ledger: Ledger,
  today: CivilDate,
  talk: Covered,
  facts: Promise<BranchFacts | undefined> = factsOf(ledger, today),
): Promise<CadenceFinding[]> {
  const branch = await facts;
  if (!branch) return [];
  const pack = lifePack(today);
  const only = (rule: Cadence): boolean => rule.types.length === 0;
  return evaluateCadence({ pack, branch, activities: [], today, only, covered: { talk } }).filter(
    (finding) => finding.rule !== 'term',
  );
}

async function factsOf(ledger: Ledger, today: CivilDate): Promise<BranchFacts | undefined> {
  const branch = await currentBranch(ledger);
  return branch && branchFacts(ledger, branch, `${Number(today.slice(0, 4)) - 1}-01-01`);
}
