import { isCompanySpace, type ShareRow, sharedSpaces } from '../../lib/ledger';
import type { SpaceRole } from '../../lib/sync';
import { tDynamic } from '../../lib/i18n';
import { useLedger, useLive, useMemberName, useQuery, useScope } from '../ui';

/** The space that a page of sharing is about, as its address says: the name of a company's, `''` for the branch's. */
export function useSpaceParam(): string {
  const space = useQuery().get('space') ?? '';
  return isCompanySpace(space) ? space : '';
}

/** A route of sharing for a space. */
export const inSpace = (route: string, space: string): string =>
  space ? `${route}${route.includes('?') ? '&' : '?'}space=${encodeURIComponent(space)}` : route;

/** The spaces that this profile is in, kept up to date; undefined until they were read. */
export function useShares(): ShareRow[] | undefined {
  const ledger = useLedger();
  return useLive(() => sharedSpaces(ledger), []);
}

/** This person's name: from the roster, else as it was given to 公司共享. Empty when nothing says it. */
export function useOwnName(): string {
  const { me, members } = useScope();
  const nameOf = useMemberName();
  const shares = useShares();
  if (members.some(({ id }) => id === me)) return nameOf(me);
  return shares?.find(({ myName }) => myName)?.myName ?? '';
}

/** Roles that there are in 公司共享, in the order in which they are offered. */
export const COMPANY_ROLES: readonly SpaceRole[] = ['committee', 'reviewer', 'deputy'];

/** What somebody is in a space, in words. */
export const roleIn = (role: SpaceRole, space: string): string =>
  space ? tDynamic(`shareCompany.role.${role}`) : tDynamic(`sharePeople.role.${role}`);

/** What a role reads and does in a space, in one sentence. */
export const readsIn = (role: SpaceRole, space: string): string =>
  space ? tDynamic(`shareCompany.reads.${role}`) : tDynamic(`sharePeople.reads.${role}`);
