import { useEffect, useState } from 'preact/hooks';
import { type ChecklistRow, type Company, loadChecklist } from '../../lib/governance';
import type { ChecklistPack } from '../../lib/rules/pack';
import { checklistPack } from '../../lib/rules/packs';
import { toastFault, useBranch, useLedger, useLive, useToday } from '../ui';

let loaded: ChecklistPack | undefined;

/** The checklist pack; undefined until it has been fetched for the first time. */
export function useChecklistPack(): ChecklistPack | undefined {
  const [pack, setPack] = useState(loaded);
  useEffect(() => {
    if (pack) return;
    checklistPack().then((fetched) => {
      loaded = fetched;
      setPack(fetched);
    }, toastFault);
  }, [pack]);
  return pack;
}

/** The company of the branch; undefined before there is a branch. */
export function useCompany(): (Company & { name: string; branch: string }) | undefined {
  const fields = useBranch()?.fields;
  return (
    fields && {
      companyId: fields.companyId,
      termStart: fields.termStart,
      name: fields.company,
      branch: fields.name,
    }
  );
}

/** The whole checklist of today, kept up to date. */
export function useChecklist(): ChecklistRow[] | undefined {
  const ledger = useLedger();
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  return useLive(
    async () => (pack && company ? loadChecklist(ledger, pack, company, today) : undefined),
    [pack, company?.companyId, company?.termStart, today],
  );
}
