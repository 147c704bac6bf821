import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import {
  type ChecklistRow,
  isShow,
  isShown,
  matchesSearch,
  type Show,
  showCounts,
} from '../../lib/governance';
import { packText, type ChecklistPack } from '../../lib/rules/pack';
import { Card, EmptyState, Link, Pill, Row, SearchField, showInPane, useQuery } from '../ui';
import { useChangedItems } from './use-checklist';
import { itemRoute, periodWord, SIDES, VERDICT_TONES, verdictWord } from './words';

/** What the list shows, from the address; what is still open unless it says otherwise. */
export function useShow(): Show {
  const show = useQuery().get('show');
  return isShow(show) ? show : 'open';
}

/** Lines of the list in its order; the chosen one stays in it even when it no longer fits. */
export const shownRows = (
  rows: readonly ChecklistRow[],
  show: Show,
  search = '',
  chosen?: string,
): ChecklistRow[] =>
  rows.filter((row) => row.item.code === chosen || (isShown(row, show) && matchesSearch(row.item, search)));

/** The list by groups, with search, and with counts that are links to what they count. */
export function ChecklistList(props: { pack: ChecklistPack; rows: ChecklistRow[]; chosen?: string }) {
  const { pack, rows, chosen } = props;
  const show = useShow();
  const search = useSignal('');
  const language = currentLanguage();
  const changed = useChangedItems();
  const shown = shownRows(rows, show, search.value, search.value ? undefined : chosen);
  return (
    <div class="space-y-4">
      <Filters rows={rows} show={show} chosen={chosen} search={search} />
      {shown.length === 0 && (
        <EmptyState
          title={show === 'open' && !search.value ? t('governance.empty.open') : t('governance.empty.none')}
        >
          {show === 'open' && !search.value ? t('governance.empty.openHint') : t('governance.empty.noneHint')}
        </EmptyState>
      )}
      {pack.groups.map((group) => {
        const lines = shown.filter((row) => row.item.code.startsWith(group.code));
        if (lines.length === 0) return null;
        const open = rows.filter((row) => row.item.code.startsWith(group.code) && row.open).length;
        return (
          <section key={group.code} class="space-y-2">
            <h2 class="text-title font-semibold">
              {t('governance.group', { code: group.code, title: packText(group.title, language) })}
              {open > 0 && (
                <small class="text-meta text-ink-3 ml-2 font-normal">
                  {t('governance.groupOpen', { count: open })}
                </small>
              )}
            </h2>
            {pack.recordEvidence.some(
              ({ record, item }) => record === 'algorithmCheck' && item.startsWith(group.code),
            ) && (
              <Link to="/algorithm" class="text-meta text-red-ink inline-block hover:underline">
                {t('algorithm.open')}
              </Link>
            )}
            <Card>
              {lines.map((row) => (
                <ItemRow
                  key={row.item.code}
                  row={row}
                  show={show}
                  chosen={row.item.code === chosen}
                  changed={[row.record, ...row.events].some((one) => one && changed?.has(one.id))}
                />
              ))}
            </Card>
          </section>
        );
      })}
    </div>
  );
}

const ALWAYS: ReadonlySet<Show> = new Set(['open', 'all', 'backed', 'advised']);

function Filters(props: { rows: ChecklistRow[]; show: Show; chosen?: string; search: Signal<string> }) {
  const counts = showCounts(props.rows);
  const shows = (Object.keys(counts) as Show[]).filter((show) => ALWAYS.has(show) || counts[show] > 0);
  return (
    <div class="space-y-2">
      <SearchField
        label={<span class="sr-only">{t('governance.search')}</span>}
        placeholder={t('governance.searchHint')}
        value={props.search.value}
        onChange={(value) => (props.search.value = value)}
      />
      <nav aria-label={t('governance.filter')} class="flex flex-wrap gap-1.5">
        {shows.map((show) => (
          <a
            key={show}
            href={`#${props.chosen ? itemRoute(props.chosen, { show }) : `/governance?show=${show}`}`}
            aria-current={show === props.show ? 'true' : undefined}
            class={`text-meta rounded-full border px-3 py-1 ${
              show === props.show
                ? 'border-red bg-red-wash text-red-ink font-semibold'
                : 'border-line-strong bg-card text-ink'
            }`}
          >
            {t(`governance.show.${show}`, { count: counts[show] })}
          </a>
        ))}
      </nav>
    </div>
  );
}

function ItemRow(props: { row: ChecklistRow; show: Show; chosen: boolean; changed: boolean }) {
  const { row, show, chosen, changed } = props;
  const { item, record } = row;
  const language = currentLanguage();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) showInPane(element.current);
  }, [chosen]);
  const evidence = Object.keys(record?.fields.evidence ?? {}).length;
  const period = row.period && record ? periodWord(row.period, record) : row.period && periodWord(row.period);
  const untouched = Boolean(row.period) && !record?.fields.design && !record?.fields.effect && !row.reviewDue;
  const parts = [
    period ?? t('governance.events.quiet'),
    t(`governance.mark.${item.mark}`),
    row.events.length > 0 ? t('governance.events.count', { count: row.events.length }) : '',
    evidence > 0 ? t('governance.evidenceCount', { count: evidence }) : '',
  ];
  return (
    <div ref={element} class={chosen ? 'bg-red-wash' : undefined} aria-current={chosen ? 'true' : undefined}>
      <Row
        lead={<span class="text-ink-3 w-7 shrink-0 font-semibold tabular-nums">{item.code}</span>}
        title={<span class="font-normal">{packText(item.text, language)}</span>}
        meta={parts.filter(Boolean).join(' · ')}
        to={itemRoute(item.code, { show: show === 'open' ? null : show })}
        tail={
          <>
            {changed && <Pill tone="due">{t('exhibits.mark')}</Pill>}
            {untouched && <Pill tone="unknown">{verdictWord(undefined)}</Pill>}
          </>
        }
        below={!untouched && <Verdicts row={row} />}
      />
    </div>
  );
}

/** Both sides of the present answer in words. Nothing is shown for an item that only events bring up. */
function Verdicts({ row }: { row: ChecklistRow }) {
  if (!row.period && row.events.length === 0) return null;
  const record = row.period ? row.record : row.events[0];
  return (
    <span class="mt-1 flex flex-wrap gap-1.5">
      {SIDES.map((side) => {
        const verdict = record?.fields[side];
        return (
          <Pill key={side} tone={verdict ? VERDICT_TONES[verdict] : 'unknown'}>
            {t('governance.sideState', { side: t(`governance.${side}`), verdict: verdictWord(verdict) })}
          </Pill>
        );
      })}
      {row.reviewDue && (
        <Pill tone="due">{`${t('governance.nextReview')} ${record?.fields.nextReview ?? ''}`.trim()}</Pill>
      )}
    </span>
  );
}

/** The way to the first step where there is no branch. */
export const NoBranch = () => (
  <EmptyState
    title={t('governance.noBranch')}
    action={<Link to="/branch">{t('governance.noBranch.action')}</Link>}
  >
    {t('governance.noBranch.hint')}
  </EmptyState>
);
