import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isPinyinReady, loadPinyin, searchNames } from '../../lib/branch/name-search';
import { readBundle } from '../../lib/carrier';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import type { ownOrganisation } from '../../lib/rollups/organisation';
import {
  ATTENTION,
  type Attention,
  byAttention,
  overview,
  type OverviewRow,
  reportedPeriods,
} from '../../lib/rollups/overview';
import { type Reading, readReportFile, readReports } from '../../lib/rollups/read';
import { EVERY } from '../../lib/rollups/card';
import { formatPeriod, periodKey, type PeriodKey, shiftPeriod } from '../../lib/rules/periods';
import { openCarrier } from '../../lib/share';
import {
  Button,
  Chips,
  EmptyState,
  FaultNote,
  FilePick,
  navigate,
  Progress,
  SearchField,
  SelectField,
  toast,
  useLedger,
  useQuery,
  useToday,
} from '../ui';
import { ExportPart } from './export-part';
import { CardDialog, ListDialog } from './organisation-part';
import { type Sort, ReportsTable } from './reports-table';
import { RowDialog } from './row-dialog';
import { useFresh } from './use-fresh';

type Organisation = NonNullable<Awaited<ReturnType<typeof ownOrganisation>>>;
const GROUPS = ['none', 'superior', 'region'] as const;
type Group = (typeof GROUPS)[number];

/** What is shown of the reports: everything but the rows themselves stands in the address. */
export function useShown() {
  const query = useQuery();
  const today = useToday();
  const asked = query.get('period') ?? '';
  const period = asked || periodKey('Q', today);
  const compare = query.get('compare') || undefined;
  const group = GROUPS.find((one) => one === query.get('group')) ?? 'none';
  const only = (query.get('only') ?? '')
    .split(',')
    .filter((one): one is Attention => (ATTENTION as readonly string[]).includes(one));
  const text = query.get('q') ?? '';
  const at = (change: Record<string, string | undefined>, path = '/share/rollups'): string => {
    const all: Record<string, string | undefined> = {
      period: asked || undefined,
      compare,
      group: group === 'none' ? undefined : group,
      only: only.join(',') || undefined,
      q: text || undefined,
      ...change,
    };
    const said = Object.entries(all).flatMap(([key, value]) =>
      value ? [`${key}=${encodeURIComponent(value)}`] : [],
    );
    return said.length ? `${path}?${said.join('&')}` : path;
  };
  return { period, compare, group: group as Group, only, text, today, at };
}

/** The lines that fit what is asked for, in their order. */
export function fitting(
  rows: readonly OverviewRow[],
  { only, text, group }: { only: readonly Attention[]; text: string; group: Group },
  sort?: (a: OverviewRow, b: OverviewRow) => number,
): OverviewRow[] {
  const collator = new Intl.Collator(currentLanguage(), { numeric: true });
  const found = text.trim()
    ? searchNames(
        rows.map((row) => ({
          row,
          fields: { name: row.name, aliases: [row.superior ?? '', row.region ?? ''] },
        })),
        text,
      ).map(({ row }) => row)
    : [...rows];
  const fit = only.length
    ? found.filter(({ attention }) => only.some((one) => attention.includes(one)))
    : found;
  fit.sort(sort ?? byAttention(collator));
  if (group !== 'none') fit.sort((a, b) => collator.compare(a[group] ?? '\uffff', b[group] ?? '\uffff'));
  return fit;
}

export function ReportsView({ organisation }: { organisation: Organisation }) {
  const ledger = useLedger();
  const shown = useShown();
  const { period, compare, today, at } = shown;
  const [typed, setTyped] = useState(shown.text);
  const [sort, setSort] = useState<Sort>();
  const [opened, setOpened] = useState<{ key: string; figure?: string }>();
  const [dialog, setDialog] = useState<'card' | 'list'>();
  const [spelt, setSpelt] = useState(isPinyinReady());
  const rows = useFresh(() => overview(ledger, period, { today, compare }), [period, compare, today]);
  const reported = useFresh(() => reportedPeriods(ledger), []);
  useEffect(() => void loadPinyin().then(() => setSpelt(true)), []);
  const fit = useMemo(
    () => fitting(rows ?? [], { ...shown, text: typed }, sort?.compare),
    [rows, typed, shown.only.join(), shown.group, sort, spelt],
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
      </div>
      <Fetch period={period} />
      {!rows ? (
        <p class="text-meta text-ink-3">{t('common.loading')}</p>
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
                count: rows.filter(({ attention }) => attention.includes(value)).length,
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
          <ReportsTable
            rows={fit}
            group={shown.group}
            compare={compare}
            sort={sort}
            onSort={setSort}
            onOpen={(key, figure) => setOpened({ key, figure })}
          />
          <ExportPart
            rows={fit}
            about={{ organisation: organisation.own.name, period, today }}
            printAt={at({ q: typed || undefined, now: '1' }, '/print/rollups')}
          />
        </>
      )}
      <CardDialog open={dialog === 'card'} onClose={() => setDialog(undefined)} />
      <ListDialog open={dialog === 'list'} onClose={() => setDialog(undefined)} />
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

/** Periods to choose from: those with reports, and the present and last of every length. */
function periodChoices(period: PeriodKey, today: string, reported: readonly PeriodKey[]): PeriodKey[] {
  const usual = EVERY.flatMap((every) => {
    const now = periodKey(every, today);
    return [now, shiftPeriod(now, -1)];
  });
  return [...new Set([period, ...reported, ...usual])];
}

/** Reading from the place and from files, with what came of it. */
function Fetch({ period }: { period: PeriodKey }) {
  const ledger = useLedger();
  const [progress, setProgress] = useState<{ done: number; of: number }>();
  const [fault, setFault] = useState<Fault>();
  const [found, setFound] = useState<Reading>();
  const abort = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async (work: (signal: AbortSignal) => Promise<Reading>) => {
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ done: 0, of: 0 });
    setFault(undefined);
    try {
      setFound(await work(controller.signal));
    } catch (thrown) {
      if (controller.signal.aborted) toast(t('rollups.stopped'));
      else setFault(asFault(thrown));
    } finally {
      setProgress(undefined);
    }
  };
  const read = () =>
    run(async (signal) =>
      readReports(ledger, await openCarrier(ledger), period, {
        signal,
        onProgress: (done, of) => setProgress({ done, of }),
      }),
    );
  const take = (files: readonly File[]) =>
    run(async () => {
      let sum: Reading | undefined;
      for (const file of files) {
        const one = await readReportFile(ledger, await readBundle(file));
        sum = sum
          ? (Object.fromEntries(
              Object.entries(one).map(([name, value]) => [
                name,
                (value as number) + (sum as Reading)[name as keyof Reading],
              ]),
            ) as unknown as Reading)
          : one;
      }
      if (!sum) throw new DOMException('nothing', 'AbortError');
      return sum;
    });
  return (
    <div class="space-y-2">
      <div class="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          icon="download"
          action="rollup-read"
          busy={progress !== undefined}
          onClick={() => void read()}
        >
          {t('rollups.read')}
        </Button>
        <div class="min-w-60 flex-1">
          <FilePick
            accept=".sidebook"
            multiple
            label={t('rollups.readFiles')}
            hint={t('rollups.readFilesHint')}
            disabled={progress !== undefined}
            onFiles={(files) => void take(files)}
          />
        </div>
      </div>
      {progress && (
        <Progress
          done={progress.done}
          total={progress.of}
          label={t('rollups.reading')}
          onCancel={() => abort.current?.abort()}
        />
      )}
      {fault && <FaultNote fault={fault} />}
      {found && !progress && (
        <p class="text-meta text-ink-2" role="status" data-found>
          {t('rollups.found', { listed: found.listed, fetched: found.fetched, taken: found.taken })}
          {found.waiting > 0 && t('rollups.foundWaiting', { count: found.waiting })}
          {found.refused > 0 && t('rollups.foundRefused', { count: found.refused })}
          {found.gone > 0 && t('rollups.foundGone', { count: found.gone })}
          {found.others > 0 && t('rollups.foundOthers', { count: found.others })}
        </p>
      )}
    </div>
  );
}
