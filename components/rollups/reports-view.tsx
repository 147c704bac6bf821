import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { asksReadings } from '../../lib/branch/name-search';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { ownOrganisation } from '../../lib/rollups/organisation';
import {
  ATTENTION,
  type Overdue,
  overdueOf,
  overview,
  type OverviewRow,
  reportedPeriods,
} from '../../lib/rollups/overview';
import { EVERY } from '../../lib/rollups/card';
import { formatPeriod, periodKey, type PeriodKey, shiftPeriod } from '../../lib/rules/periods';
import {
  Button,
  Chips,
  EmptyState,
  localDate,
  navigate,
  Note,
  SearchField,
  SelectField,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { usePinyin } from '../ui/use-pinyin';
import { ExportPart } from './export-part';
import { FetchPart } from './fetch-part';
import { FileDialog } from './file-part';
import { CardDialog, ListDialog } from './organisation-part';
import { type Sort, ReportsTable } from './reports-table';
import { RowDialog } from './row-dialog';
import { fitting, GROUPS, inOrder, useShown } from './shown';

type Organisation = NonNullable<Awaited<ReturnType<typeof ownOrganisation>>>;
export function ReportsView({ organisation }: { organisation: Organisation }) {
  const ledger = useLedger();
  const { every } = organisation.card;
  const shown = useShown(every);
  const { period, compare, today, at } = shown;
  const [typed, setTyped] = useState(shown.text);
  const [sort, setSort] = useState<Sort>();
  const [opened, setOpened] = useState<{ key: string; figure?: string }>();
  const [dialog, setDialog] = useState<'card' | 'list' | 'file'>();
  const [reading, setReading] = useState(false);
  const rows = useRows(period, compare, reading);
  const over = useOverdue(organisation, today, reading);
  const reported = useLive(() => reportedPeriods(ledger), []);
  const text = useSettled(typed);
  const pinyin = usePinyin(asksReadings(text));
  const ordered = useMemo(
    () => inOrder(rows ?? [], shown.group, sort?.compare),
    [rows, shown.group, sort, currentLanguage()],
  );
  const fit = useMemo(() => fitting(ordered, { ...shown, text }), [ordered, text, shown.only.join(), pinyin]);
  // The same element is not drawn again while somebody types.
  const table = useMemo(
    () => (
      <ReportsTable
        rows={fit}
        group={shown.group}
        compare={compare}
        sort={sort}
        onSort={setSort}
        onOpen={(key, figure) => setOpened({ key, figure })}
      />
    ),
    [fit, shown.group, compare, sort],
  );
  const counts = useMemo(
    () =>
      new Map(
        ATTENTION.map((one) => [one, (rows ?? []).filter(({ attention }) => attention.includes(one)).length]),
      ),
    [rows],
  );
  const go = (change: Record<string, string | undefined>) =>
    navigate(at({ q: typed || undefined, ...change }), { replace: true });
  const periods = periodChoices(period, today, reported ?? []);
  const open = rows?.find(({ key }) => key === opened?.key);
  return (
    <>
      <div class="flex flex-wrap items-end gap-2">
        <div class="min-w-40">
          <SelectField
            label={t('rollups.period')}
            value={period}
            options={periods.map((value) => ({ value, label: formatPeriod(value, currentLanguage()) }))}
            onChange={(value) => go({ period: value || undefined })}
          />
        </div>
        <div class="min-w-40">
          <SelectField
            label={t('rollups.compare')}
            value={compare ?? ''}
            empty={t('rollups.compareNone')}
            options={periods
              .filter((value) => value !== period)
              .map((value) => ({ value, label: formatPeriod(value, currentLanguage()) }))}
            onChange={(value) => go({ compare: value || undefined })}
          />
        </div>
        <Button icon="plus" action="rollup-open-list" onClick={() => setDialog('list')}>
          {t('rollups.list')}
        </Button>
        <Button icon="link" action="rollup-open-card" onClick={() => setDialog('card')}>
          {t('rollups.card')}
        </Button>
        <Button icon="lock" action="rollup-open-file" onClick={() => setDialog('file')}>
          {t('rollups.file')}
        </Button>
      </div>
      <FetchPart period={period} onBusy={setReading} />
      {over && (over.period !== period || !shown.only.length) && (
        <OverdueNote
          over={over}
          onShow={() => go({ period: over.period, only: over.early ? 'never,old' : 'never' })}
        />
      )}
      {!rows ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : !rows.length ? (
        <EmptyState title={t('rollups.nobody')}>{t('rollups.nobodyHint')}</EmptyState>
      ) : (
        <>
          <Chips
            label={t('rollups.col.state')}
            options={ATTENTION.map((value) => ({
              value,
              label: t('rollups.countOf', {
                name: tDynamic(`rollups.attention.${value}`),
                count: counts.get(value) ?? 0,
              }),
            }))}
            selected={shown.only}
            onToggle={(value) =>
              go({
                only: (shown.only.includes(value)
                  ? shown.only.filter((one) => one !== value)
                  : [...shown.only, value]
                ).join(','),
              })
            }
          />
          <div class="flex flex-wrap items-end gap-2">
            <div class="min-w-48 flex-1">
              <SearchField label={t('rollups.search')} value={typed} onChange={setTyped} />
            </div>
            <div class="min-w-36">
              <SelectField
                label={t('rollups.group')}
                value={shown.group}
                options={GROUPS.map((value) => ({ value, label: t(`rollups.group.${value}`) }))}
                onChange={(value) => go({ group: value === 'none' ? undefined : value })}
              />
            </div>
          </div>
          <p class="text-meta text-ink-2" role="status">
            {t('rollups.shownOf', { shown: fit.length, count: rows.length })} {t('rollups.noRanking')}
          </p>
          {table}
          <ExportPart
            rows={fit}
            about={{ organisation: organisation.own.name, period, today }}
            printAt={at({ period, q: typed || undefined, now: '1' }, '/print/rollups')}
          />
        </>
      )}
      <CardDialog open={dialog === 'card'} onClose={() => setDialog(undefined)} />
      <ListDialog open={dialog === 'list'} onClose={() => setDialog(undefined)} />
      {dialog === 'file' && <FileDialog organisation={organisation} onClose={() => setDialog(undefined)} />}
      {open && (
        <RowDialog
          row={open}
          period={period}
          compare={compare}
          org={organisation.own.org}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

/** Milliseconds without a key after which is sought what was typed. */
const SETTLED = 80;

/** What was typed, once nobody types: the box answers every key at once, and ten thousand lines are gone through once. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLED);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

/**
 * The lines of a period. While reports are being read they stay as they are: each batch that is kept would have all of
 * them read and drawn anew.
 */
function useRows(period: PeriodKey, compare: PeriodKey | undefined, reading: boolean) {
  const ledger = useLedger();
  const today = useToday();
  const before = useRef<{ of: string; rows: OverviewRow[] } | undefined>(undefined);
  const of = [period, compare, today].join(' ');
  const rows = useLive(async () => {
    const kept = before.current;
    if (reading && kept?.of === of) return kept.rows;
    const found = await overview(ledger, period, { today, compare });
    before.current = { of, rows: found };
    return found;
  }, [of, reading]);
  return before.current?.of === of ? before.current.rows : rows;
}

/** Who still owes the report of the last period that has ended. */
function useOverdue({ own, card }: Organisation, today: string, reading: boolean): Overdue | undefined {
  const ledger = useLedger();
  const ended = shiftPeriod(periodKey(card.every, today), -1);
  const before = useRef<Overdue | undefined>(undefined);
  const found = useLive(async () => {
    if (!reading) {
      const rows = await overview(ledger, ended, { today });
      before.current = overdueOf(rows, ended, { today, madeOn: localDate(own.madeAt) });
    }
    return { over: before.current };
  }, [ended, today, reading, own.madeAt]);
  return found?.over;
}

function OverdueNote({ over, onShow }: { over: Overdue; onShow: () => void }) {
  const period = formatPeriod(over.period, currentLanguage());
  return (
    <Note tone="due">
      {t('rollups.over', { period })}
      {over.never > 0 && t('rollups.overNever', { count: over.never, of: over.of })}
      {over.early > 0 && t('rollups.overEarly', { count: over.early })}{' '}
      <Button small action="rollup-overdue" onClick={onShow}>
        {t('rollups.overShow')}
      </Button>
    </Note>
  );
}

/** Periods to choose from: those with reports, and the present and last of every length. */
function periodChoices(period: PeriodKey, today: string, reported: readonly PeriodKey[]): PeriodKey[] {
  const usual = EVERY.flatMap((every) => {
    const now = periodKey(every, today);
    return [now, shiftPeriod(now, -1)];
  });
  return [...new Set([period, ...reported, ...usual])];
}
