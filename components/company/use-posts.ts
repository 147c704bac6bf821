import { companyPosts } from '../../lib/company/appointments';
import { matrixOn } from '../../lib/company/matrix';
import { isCivilDate } from '../../lib/rules/calendar';
import { useCompany, useReadsOnly } from '../governance/use-checklist';
import { useLedger, useLive, useQuery, useToday } from '../ui';

export const MATRIX = '/governance/posts';
export const entryRoute = (id: string): string => `${MATRIX}/entry/${id}`;

/** Appointments and units of the company that is shown, and whether this person may write them. */
export function usePosts() {
  const ledger = useLedger();
  const company = useCompany();
  const companyId = company?.companyId;
  const found = useLive(
    async () => (companyId === undefined ? undefined : companyPosts(ledger, companyId)),
    [companyId],
  );
  const reads = useReadsOnly(companyId);
  return { company, found, mayWrite: reads === null };
}

/** Which narrowing of the people is asked for by the address. */
export const SHOWN = ['all', 'both', 'partyFirst', 'governingFirst', 'together', 'unknown', 'maybe'] as const;
export type Shown = (typeof SHOWN)[number];

/** What the address asks for: the day, the day to compare with, which people; and the address of another choice. */
export function useAsked() {
  const query = useQuery();
  const today = useToday();
  const day = (name: string): string | undefined => {
    const value = query.get(name) ?? '';
    return isCivilDate(value) ? value : undefined;
  };
  const on = day('on') ?? today;
  const since = day('since');
  const show = SHOWN.find((one) => one === query.get('show')) ?? 'all';
  const at = (next: { on?: string; since?: string; show?: Shown }, base = MATRIX): string => {
    const merged = { on, since: since ?? '', show, ...next };
    const params = new URLSearchParams();
    if (merged.on && merged.on !== today) params.set('on', merged.on);
    if (merged.since) params.set('since', merged.since);
    if (merged.show !== 'all') params.set('show', merged.show);
    const text = params.toString();
    return text ? `${base}?${text}` : base;
  };
  return { on, since, show, at, today };
}

export type CompanyPosts = NonNullable<ReturnType<typeof usePosts>['found']>;
export const matrixOf = ({ posts, units }: CompanyPosts, on: string) => matrixOn(posts, units, on);
