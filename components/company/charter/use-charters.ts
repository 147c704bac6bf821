import { companyPosts } from '../../../lib/company/appointments';
import { companyCharters } from '../../../lib/company/charter/charters';
import { companyInForce } from '../../../lib/rulebook/whole-packs';
import { useCompany, useReadsOnly } from '../../governance/use-checklist';
import { useLedger, useLive } from '../../ui';

export const CHARTERS = '/governance/charter';
export const charterRoute = (id: string): string => `${CHARTERS}/${id}`;

/** Versions of the charters of the company that is shown, its units, what is expected, and whether this person may write. */
export function useCharters() {
  const ledger = useLedger();
  const company = useCompany();
  const companyId = company?.companyId;
  const found = useLive(async () => {
    if (companyId === undefined) return undefined;
    const [charters, { units }, pack] = await Promise.all([
      companyCharters(ledger, companyId),
      companyPosts(ledger, companyId),
      companyInForce(ledger),
    ]);
    return { charters, units, pack };
  }, [companyId]);
  return { company, found, mayWrite: useReadsOnly(companyId) === null };
}
export type FoundCharters = NonNullable<ReturnType<typeof useCharters>['found']>;
