import { useBranch, useLedger, useLive } from '../ui';

/** The company of the branch; undefined before there is a branch. */
export function useCompany(): { companyId: string; termStart?: string; branch: string } | undefined {
  const fields = useBranch()?.fields;
  return fields && { companyId: fields.companyId, termStart: fields.termStart, branch: fields.name };
}

/** True for whoever joined the company's space to review; undefined until that is known. */
export function useReviews(companyId: string | undefined): boolean | undefined {
  const ledger = useLedger();
  return useLive(async () => {
    if (companyId === undefined) return undefined;
    const { roleFor } = await import('../../lib/sync/standing');
    return (await roleFor(ledger, companyId)) === 'reviewer';
  }, [companyId]);
}
