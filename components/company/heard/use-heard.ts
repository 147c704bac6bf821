import { companyPosts } from '../../../lib/company/appointments';
import { companyList } from '../../../lib/company/heard/listed';
import { companyMatters } from '../../../lib/company/heard/matters';
import { companyInForce } from '../../../lib/rulebook/whole-packs';
import { useCompany, useReadsOnly } from '../../governance/use-checklist';
import { useLedger, useLive } from '../../ui';

export const MATTERS = '/governance/matters';
export const LIST = `${MATTERS}/list`;
export const matterRoute = (id: string): string => `${MATTERS}/entry/${id}`;
export const listedRoute = (id: string): string => `${MATTERS}/listed/${id}`;

/** Matters and 议事清单 of the company that is shown, its units, the offered list, and whether this person may write. */
export function useHeard() {
  const ledger = useLedger();
  const company = useCompany();
  const companyId = company?.companyId;
  const found = useLive(async () => {
    if (companyId === undefined) return undefined;
    const [matters, list, { posts, units }, pack] = await Promise.all([
      companyMatters(ledger, companyId),
      companyList(ledger, companyId),
      companyPosts(ledger, companyId),
      companyInForce(ledger),
    ]);
    return { matters, list, posts, units, pack };
  }, [companyId]);
  return { company, found, mayWrite: useReadsOnly(companyId) === null };
}
export type FoundHeard = NonNullable<ReturnType<typeof useHeard>['found']>;
