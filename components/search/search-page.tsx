import { useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { KindName } from '../../lib/records';
import { formatDate } from '../../lib/rules/calendar';
import { SEARCHED } from '../../lib/search/kinds';
import type { SearchFilters } from '../../lib/search/query';
import { allTags } from '../../lib/study/clip/tags';
import type { Found } from '../../lib/search/searcher';
import {
  Button,
  Card,
  DateField,
  EmptyState,
  FaultNote,
  MemberPicker,
  navigate,
  Note,
  Page,
  Row,
  SearchField,
  SelectField,
  useLedger,
  useLive,
  useQuery,
  useRole,
} from '../ui';
import { recordRoute } from '../settings/words';
import { AskLink } from '../assist';
import { educationOptions } from '../ui/education';
import { Marked } from './marked';
import { useSearch } from './use-search';

/** What the pages of a member show of the own alone: it is found there. */
const NOT_FOR_MEMBERS: readonly KindName[] = ['request', 'rectification', 'finding'];

const kindWord = (kind: KindName): string => tDynamic(`settings.kind.${kind}`);

/** 搜索: one box over all records. What is typed and filtered stands in the address, so that going back finds it again. */
export function SearchPage() {
  const query = useQuery();
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const [filters, setFilters] = useState<SearchFilters>(() => filtersOf(query));
  const [open, setOpen] = useState(() => Object.values(filtersOf(query)).some(Boolean));
  const hidden = useRole() === 'member' ? NOT_FOR_MEMBERS : [];
  const { result, waiting, building, fault, more } = useSearch(typed, filters, hidden);
  const set = (patch: SearchFilters) => setFilters((before) => ({ ...before, ...patch }));
  const ledger = useLedger();
  const tags = useLive(() => allTags(ledger), []);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    const address = addressOf(typed, filters);
    if (address !== location.hash.slice(1)) navigate(address, { replace: true });
  }, [typed, filters]);
  // The address bar's keyword and a link may ask for something else while this screen is open.
  const asked = query.toString();
  useEffect(() => {
    const here = location.hash.slice(1);
    if (!here.startsWith('/search') || here === addressOf(typed, filters)) return;
    setTyped(query.get('q') ?? '');
    setFilters(filtersOf(query));
  }, [asked]);
  return (
    <Page title={t('search.title')} back="/today">
      <form ref={box} role="search" onSubmit={(event) => event.preventDefault()} class="grid gap-3">
        <SearchField label={t('search.label')} name="q" value={typed} onChange={setTyped} />
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary class="text-meta text-red-ink cursor-pointer py-1">{t('search.filters')}</summary>
          <div class="mt-2 grid grid-cols-2 gap-3 wide:grid-cols-4">
            <SelectField
              label={t('search.filter.kind')}
              name="kind"
              value={filters.kinds?.[0] ?? ''}
              empty={t('search.filter.all')}
              options={SEARCHED.filter((kind) => !hidden.includes(kind)).map((kind) => ({
                value: kind,
                label: kindWord(kind),
              }))}
              onChange={(kind) => set({ kinds: kind ? [kind as KindName] : undefined })}
            />
            <MemberPicker
              label={t('search.filter.person')}
              value={filters.person}
              onChange={(person) => set({ person })}
            />
            <DateField
              label={t('search.filter.from')}
              name="from"
              value={filters.from ?? ''}
              onChange={(from) => set({ from: from || undefined })}
            />
            <DateField
              label={t('search.filter.to')}
              name="to"
              value={filters.to ?? ''}
              onChange={(to) => set({ to: to || undefined })}
            />
            <SelectField
              label={t('lists.educationTitle')}
              name="education"
              value={filters.education ?? ''}
              empty={t('search.filter.all')}
              options={educationOptions()}
              onChange={(education) => set({ education: education || undefined })}
            />
            {Boolean(tags?.length || filters.tag) && (
              <SelectField
                label={t('search.filter.tag')}
                name="tag"
                value={filters.tag ?? ''}
                empty={t('search.filter.all')}
                options={(tags ?? []).map(({ tag }) => ({ value: tag, label: tag }))}
                onChange={(tag) => set({ tag: tag || undefined })}
              />
            )}
          </div>
        </details>
      </form>
      {fault && <FaultNote fault={fault} />}
      {building && (
        <Note tone="info">{t('search.building', { done: building.done, total: building.total })}</Note>
      )}
      <p class="text-meta text-ink-3" role="status" aria-busy={waiting}>
        {result
          ? t(result.exact ? 'search.result' : 'search.resultAbout', { count: result.total })
          : t(waiting ? 'common.loading' : 'search.hint')}
      </p>
      {typed.trim() && <AskLink question={typed} />}
      {result && result.found.length === 0 && !building && (
        <EmptyState title={t('search.empty', { typed: result.typed })}>{t('search.emptyHint')}</EmptyState>
      )}
      {result && result.found.length > 0 && <Results found={result.found} />}
      {result?.next !== undefined && <Button onClick={more}>{t('search.more')}</Button>}
      {!result && !waiting && <p class="text-meta text-ink-3">{t('search.private')}</p>}
    </Page>
  );
}

function Results({ found }: { found: readonly Found[] }) {
  const routes = useRoutes(found);
  return (
    <Card>
      {found.map((one) => (
        <Row
          key={one.id}
          to={routes.get(one.id)}
          title={<Marked text={one.title} marks={one.titleMarks} />}
          meta={
            <>
              {[kindWord(one.kind), one.day && dayText(one.day)].filter(Boolean).join(' · ')}
              {one.snippet && (
                <span class="text-ink line-clamp-3">
                  <Marked {...one.snippet} />
                </span>
              )}
            </>
          }
        />
      ))}
    </Card>
  );
}

/** Where each record found is opened. What was thrown away meanwhile opens nowhere. */
function useRoutes(found: readonly Found[]): ReadonlyMap<string, string> {
  const ledger = useLedger();
  const [routes, setRoutes] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let alive = true;
    void Promise.all(found.map(({ id }) => ledger.find(id))).then((records) => {
      if (!alive) return;
      const known = records.flatMap((record) => {
        const to = record && !record.deleted && recordRoute(record.kind, record.id, record.fields);
        return to ? [[record.id, to] as const] : [];
      });
      setRoutes(new Map(known));
    });
    return () => {
      alive = false;
    };
  }, [found]);
  return routes;
}

const dayText = (day: string): string =>
  day.length === 10 ? formatDate(day, currentLanguage(), { year: true }) : day;

const filtersOf = (query: URLSearchParams): SearchFilters => ({
  kinds: query.get('kind') ? [query.get('kind') as KindName] : undefined,
  person: query.get('person') ?? undefined,
  from: query.get('from') ?? undefined,
  to: query.get('to') ?? undefined,
  tag: query.get('tag') ?? undefined,
  education: query.get('education') ?? undefined,
});

function addressOf(typed: string, filters: SearchFilters): string {
  const query = new URLSearchParams();
  const parts = {
    q: typed,
    kind: filters.kinds?.[0],
    person: filters.person,
    from: filters.from,
    to: filters.to,
    tag: filters.tag,
    education: filters.education,
  };
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
  return `/search${query.size ? `?${query}` : ''}`;
}
