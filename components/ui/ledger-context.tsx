import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Ledger, Rec, Role, Space } from '../../lib/ledger';
import { useRulesVersion } from './rules';
import { toastFault } from './toast';

export interface LedgerScope {
  ledger: Ledger;
  /** Ledger of the profile's settings; the same as `ledger` unless the sample is shown. */
  own: Ledger;
  space: Space;
  /** The whole roster; empty for a moment while 今日 opens, which reads the few names that it shows. */
  members: Rec<'member'>[];
  groups: Rec<'partyGroup'>[];
  branch: Rec<'branch'> | undefined;
  /** Of somebody without a branch: a company whose space this profile is in. */
  company?: { companyId: string; name: string; myName?: string };
  role: Role;
  /** Member id of the person of this profile. */
  me: string;
}

export const LedgerContext = createContext<LedgerScope | undefined>(undefined);

/** Everything the shell knows of the open ledger. Throws outside of the shell. */
export function useScope(): LedgerScope {
  const scope = useContext(LedgerContext);
  if (!scope) throw new Error('no ledger');
  return scope;
}

/** The ledger that this window shows and writes to. */
export const useLedger = (): Ledger => useScope().ledger;
/** The whole roster, those who left included, kept up to date. */
export const useMembers = (): Rec<'member'>[] => useScope().members;
/** Party groups of the branch. */
export const useGroups = (): Rec<'partyGroup'>[] => useScope().groups;
/** The branch; undefined before the first run is finished. */
export const useBranch = (): Rec<'branch'> | undefined => useScope().branch;
/** The role chosen at the first run. */
export const useRole = (): Role => useScope().role;

/** Result of a query, now and after every change that touches it, in this or another window. */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  const ledger = useLedger();
  return useLiveOf(ledger, query, deps);
}

/** {@link useLive} for the shell itself, which has no scope yet. */
export function useLiveOf<T>(
  ledger: Ledger,
  query: () => Promise<T>,
  deps: readonly unknown[],
): T | undefined {
  const [result, setResult] = useState<{ value: T } | undefined>(undefined);
  const rules = useRulesVersion();
  const latest = useRef(query);
  latest.current = query;
  useEffect(
    () =>
      ledger.live(
        () => latest.current(),
        (value) => setResult({ value }),
        toastFault,
      ),
    // The caller says what the query depends on. What is judged by rules is judged anew when they change.
    [ledger, rules, ...deps],
  );
  return result?.value;
}

/** A member's name, or the free name itself when it is not an id of the roster. */
export function useMemberName(): (idOrName: string | undefined) => string {
  const { members, company, me } = useScope();
  const names = useRef(new Map<string, string>());
  names.current = new Map(members.map((member) => [member.id, member.fields.name]));
  // Who is in the space of a company alone stands on no roster.
  if (company?.myName) names.current.set(me, company.myName);
  return (value) => (value ? (names.current.get(value) ?? value) : '');
}

/** A member's name in its place. */
export function MemberName({ id }: { id: string | undefined }) {
  return <>{useMemberName()(id)}</>;
}
