import { LAYERS, type Narrow } from '../../lib/company/layers';
import { type PostNarrow, TERMS } from '../../lib/company/narrow';
import { BODIES } from '../../lib/records/company';
import { tDynamic } from '../../lib/i18n';
import { companyPosts } from '../../lib/company/appointments';
import { matrixOn, type PersonRow } from '../../lib/company/matrix';
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

/** The layer and the body that an address asks for. */
const narrowOf = (query: URLSearchParams): Narrow => ({
  layer: LAYERS.find((one) => one === query.get('layer')),
  body: BODIES.find((one) => one === query.get('body')),
});

/** An address with what is said of it. */
const addressOf = (base: string, said: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
  return text ? `${base}?${text}` : base;
};

const POSTS = `${MATRIX}/list`;

/** What the address of the list of appointments asks for, and the address of another choice. */
export function useAskedPosts() {
  const query = useQuery();
  const asked: PostNarrow = {
    ...narrowOf(query),
    term: TERMS.find((one) => one === query.get('term')),
    noBasis: query.get('noBasis') === 'yes',
    both: query.get('both') === 'yes',
    text: query.get('q') ?? '',
  };
  const at = (next: PostNarrow, base = POSTS): string => {
    const { layer, body, term, noBasis, both, text } = { ...asked, ...next };
    return addressOf(base, {
      layer,
      body,
      term,
      noBasis: noBasis ? 'yes' : '',
      both: both ? 'yes' : '',
      q: text,
    });
  };
  return { asked, at };
}

/** What the address of the matrix asks for: the day, the day to compare with, which people; and the address of another choice. */
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
  const narrow = narrowOf(query);
  const at = (next: { on?: string; since?: string; show?: Shown } & Narrow, base = MATRIX): string => {
    const asked = { on, since, show, ...narrow, ...next };
    return addressOf(base, {
      on: asked.on === today ? '' : asked.on,
      since: asked.since,
      show: asked.show === 'all' ? '' : asked.show,
      layer: asked.layer,
      body: asked.body,
    });
  };
  return { on, since, show, narrow, at, today };
}

/** A figure in words; nothing for everybody. */
export const shownWord = (show: Shown): string | undefined =>
  show === 'all' ? undefined : tDynamic(`posts.figure.${show}`);

/** Whether a person is one of those that a figure counts. */
export const fitsShown = (row: PersonRow, show: Shown): boolean =>
  show === 'all' ||
  (show === 'both' && row.both) ||
  (show === 'maybe' && row.maybeBoth) ||
  (row.both && row.direction === show);

export type CompanyPosts = NonNullable<ReturnType<typeof usePosts>['found']>;
export const matrixOf = ({ posts, units }: CompanyPosts, on: string) => matrixOn(posts, units, on);
