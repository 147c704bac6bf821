import { changedItems, type ChecklistRow, type Company, loadChecklist } from '../../lib/governance';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import type { ChecklistPack } from '../../lib/rules/pack';
import { t } from '../../lib/i18n';
import { sharedSpaces } from '../../lib/ledger';
import { useLedger, useLive, useScope, useToday } from '../ui';

let last: ChecklistPack | undefined;

/** The checklist in force, kept up to date; undefined until it was read for the first time. */
export function useChecklistPack(): ChecklistPack | undefined {
  const ledger = useLedger();
  const pack = useLive(() => checklistInForce(ledger), []);
  // The next screen shows at once what this one showed.
  if (pack) last = pack;
  return pack ?? last;
}

/** A company whose checklist can be looked at here. */
export type CompanyHere = Company & { name: string; branch: string };

/** The companies that there are: the branch's, and those that this profile shares with others. */
export function useCompanies(): readonly CompanyHere[] {
  const ledger = useLedger();
  const { branch, company } = useScope();
  const shares = useLive(() => sharedSpaces(ledger), []);
  const fields = branch?.fields;
  const found = new Map<string, CompanyHere>();
  if (fields) {
    const { companyId, termStart, company: name } = fields;
    found.set(companyId, { companyId, termStart, name, branch: fields.name });
  } else if (company) {
    found.set(company.companyId, { ...company, branch: '' });
  }
  for (const { company: companyId, title } of shares ?? []) {
    if (companyId === undefined || found.has(companyId)) continue;
    found.set(companyId, { companyId, name: title ?? t('shareCompany.unnamed'), branch: '' });
  }
  return [...found.values()];
}

/** The company whose checklist is shown: the one that was chosen last, else the branch's; undefined where there is none. */
export function useCompany(): CompanyHere | undefined {
  const ledger = useLedger();
  const companies = useCompanies();
  const chosen = useLive(() => ledger.meta('company'), []);
  return companies.find(({ companyId }) => companyId === chosen) ?? companies[0];
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

/**
 * As what somebody reads the checklist who may not write it: what they wrote nobody else would take in. Null for
 * whoever may. Undefined until that is known.
 */
export function useReadsOnly(companyId: string | undefined): 'reviewer' | 'member' | null | undefined {
  const ledger = useLedger();
  return useLive(async () => {
    const { roleFor } = await import('../../lib/sync/standing');
    const role = companyId === undefined ? undefined : await roleFor(ledger, companyId);
    return role === 'reviewer' || role === 'member' ? role : null;
  }, [companyId]);
}

/** Items with evidence that changed since this person looked at it. */
export function useChangedItems(): ReadonlySet<string> | undefined {
  const ledger = useLedger();
  return useLive(() => changedItems(ledger), []);
}
