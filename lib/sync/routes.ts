import { type ChangeLine, type ChangeRow, isCompanySpace, sharedSpaces } from '../ledger';
import { isKindName } from '../records';
import { HOMES } from './homes';
import type { Context } from './context';

/** True for kinds whose records belong to a company, not to one branch. Each has a field `companyId`. */
export const isCompanyKind = (kind: string): boolean => isKindName(kind) && HOMES[kind].space === 'company';

/**
 * Which lines of some commits go to the space of this context. What belongs to a company goes to that company's space,
 * and to the branch's only while this profile is in no space of that company.
 */
export async function routeOf(
  { ledger, store, share }: Pick<Context, 'ledger' | 'store' | 'share'>,
  commits: readonly ChangeRow[],
): Promise<(line: ChangeLine) => boolean> {
  const isCompany = isCompanySpace(share.space);
  const companies = new Set((await sharedSpaces(ledger)).map(({ company }) => company));
  companies.delete(undefined);
  if (!companies.size) return () => true;
  const lines = commits.flatMap((commit) => commit.lines).filter(({ t }) => isCompanyKind(t));
  const rows = await store.records([...new Set(lines.map(({ r }) => r))]);
  const companyOf = new Map(rows.map(({ id, fields }) => [id, fields.companyId]));
  return ({ r, t }) => {
    if (!isCompanyKind(t)) return !isCompany;
    const company = companyOf.get(r);
    return isCompany ? company === share.company : !companies.has(company as string | undefined);
  };
}
