import { type ChecklistRow, type Company, loadChecklist } from '../../lib/governance';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import type { ChecklistPack } from '../../lib/rules/pack';
import { useBranch, useLedger, useLive, useToday } from '../ui';

let last: ChecklistPack | undefined;

/** The checklist in force, kept up to date; undefined until it was read for the first time. */
export function useChecklistPack(): ChecklistPack | undefined {
  const ledger = useLedger();
  const pack = useLive(() => checklistInForce(ledger), []);
  // The next screen shows at once what this one showed.
  if (pack) last = pack;
  return pack ?? last;
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
