import { sharedSpaces, type Ledger } from '../ledger';

/** Keeps how the items of every company here stand, for whoever opens the queue next. Fetched when there are items. */
export async function tendAllStandings(ledger: Ledger): Promise<void> {
  if (!(await ledger.count('governanceItem'))) return;
  const [{ tendStandings }, branches, spaces] = await Promise.all([
    import('./standings'),
    ledger.list('branch'),
    sharedSpaces(ledger),
  ]);
  const companies = new Set([
    ...branches.map(({ fields }) => fields.companyId),
    ...spaces.flatMap(({ company }) => (company === undefined ? [] : [company])),
  ]);
  for (const company of companies) await tendStandings(ledger, company);
}
