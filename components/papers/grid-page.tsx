import { useMemo, useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { fileName, writeCsv, writeWorkbook } from '../../lib/exchange/sheet-write';
import { type GridColumn, gridContext, type GridRow, gridSheet } from '../../lib/papers/grid';
import { GRIDS } from '../../lib/papers/grid-registers';
import { readGridView, withGridView, type GridView } from '../../lib/papers/grid-view';
import { Fault } from '../../lib/records/fault';
import { formatPeriod, periodKey, periodRange } from '../../lib/rules/periods';
import {
  Button,
  Card,
  CheckField,
  type Column,
  DataTable,
  Dialog,
  downloadBlob,
  EmptyState,
  navigate,
  Note,
  Page,
  Row,
  SearchField,
  SelectField,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useQuery,
  useToday,
  useWide,
} from '../ui';
import { useExportAllowed } from './hooks';
import { periodChoices } from './periods';
import { useLongWork, WorkNote } from './work';

/** Lines of the panel's list shown at first and added by each press. */
const PAGE = 60;
const ROUTES = { roster: '/branch/member/', study: '' } as const;

/** A register as a view of records: filter, sort, group, columns remembered, out as Excel or CSV. */
export function GridPage({ params }: { params: Record<string, string> }) {
  const key = params.key === 'study' ? 'study' : 'roster';
  return <Grid key={key} name={key} />;
}

function Grid({ name }: { name: 'roster' | 'study' }) {
  const register = GRIDS[name];
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const query = useQuery();
  const branch = useBranch()?.fields.name ?? '';
  const allowed = useExportAllowed();
  const dated = name === 'study';
  const [period, setPeriod] = useState(query.get('period') ?? periodKey('Y', today));
  const [text, setText] = useState('');
  const [choosing, setChoosing] = useState(false);
  const work = useLongWork();
  const range = dated ? (periodRange(period) ?? { from: today, to: today }) : { from: today, to: today };
  const rows = useLive(
    async () => register.rows(await gridContext(ledger), range),
    [name, range.from, range.to, currentLanguage()],
  );
  const views = useLive(async () => (await ledger.meta('registerViews')) ?? {}, []);
  const view = useMemo(() => readGridView(views, register), [views, register]);
  const shown = useMemo(() => filterRows(rows ?? [], text), [rows, text]);
  if (!rows || !views) return <p class="text-meta text-ink-3 p-4">{t('common.loading')}</p>;

  const remember = (next: Partial<GridView>) =>
    ledger.setMeta('registerViews', withGridView(views, register, { ...view, ...next })).catch(toastFault);
  const words = dated ? formatPeriod(period, currentLanguage()) : '';
  const save = (format: 'xlsx' | 'csv') =>
    work.run(async ({ signal, onProgress }) => {
      if (!allowed) throw new Fault('E423');
      const filtered = shown.length < rows.length && text.trim();
      const sheet = gridSheet(register, shown, {
        branch,
        period: [words, filtered ? t('exchange.filtered', { filter: text.trim() }) : '']
          .filter(Boolean)
          .join('　'),
        asOf: today,
      });
      const blob =
        format === 'csv'
          ? writeCsv(sheet)
          : await writeWorkbook([sheet], { now: ledger.clock.wall(), signal, onProgress });
      downloadBlob(blob, fileName([today, branch, t(register.title), words], format));
    });
  const columns = register.columns.filter(({ key }, index) => index === 0 || view.columns.includes(key));
  const open = (row: GridRow) => ROUTES[name] && navigate(`${ROUTES[name]}${row.id}`);
  const grouped = register.columns.find(({ key }) => key === view.group);
  const groupOf = grouped && ((row: GridRow) => String(row.cells[grouped.key] ?? '') || t('common.unknown'));

  return (
    <Page title={t(register.title)} remark={words} back="/register">
      <div class="flex flex-wrap items-end gap-3">
        {dated && (
          <SelectField
            label={t('exchange.period')}
            name="period"
            value={period}
            options={periodChoices(today)}
            onChange={setPeriod}
          />
        )}
        <div class="min-w-44 flex-1">
          <SearchField label={t('common.search')} value={text} onChange={setText} />
        </div>
        <SelectField
          label={t('papers.grid.group')}
          name="group"
          value={view.group}
          empty={t('papers.grid.noGroup')}
          options={register.columns
            .filter((column) => column.groups)
            .map((column) => ({ value: column.key, label: t(column.header) }))}
          onChange={(group) => void remember({ group })}
        />
        {wide && (
          <Button icon="settings" onClick={() => setChoosing(true)}>
            {t('exchange.columns')}
          </Button>
        )}
        <Button
          kind="primary"
          icon="download"
          action="grid-export"
          disabled={!allowed || !shown.length}
          busy={Boolean(work.state)}
          onClick={() => void save('xlsx')}
        >
          {t('exchange.toExcel')}
        </Button>
        <Button disabled={!allowed || !shown.length} onClick={() => void save('csv')}>
          {t('exchange.toCsv')}
        </Button>
      </div>
      {!allowed && <Note tone="info">{t('fault.E423')}</Note>}
      <WorkNote work={work} label={t('exchange.exporting')} />
      <p class="text-meta text-ink-3" role="status">
        {shown.length === rows.length
          ? t('papers.grid.rows', { count: rows.length })
          : t('papers.grid.rowsOf', { shown: shown.length, count: rows.length })}
      </p>
      {!rows.length ? (
        <EmptyState title={t('papers.grid.empty')}>{tDynamic(`papers.grid.emptyHint.${name}`)}</EmptyState>
      ) : !shown.length ? (
        <EmptyState
          title={t('papers.grid.nothingFits')}
          action={<Button onClick={() => setText('')}>{t('exchange.clearFilter')}</Button>}
        />
      ) : wide ? (
        <DataTable
          key={`${view.columns.join()} ${view.group}`}
          label={t(register.title)}
          columns={columns.map(tableColumn)}
          rows={shown}
          rowKey={(row) => row.id}
          onOpen={ROUTES[name] ? open : undefined}
          initialSort={view.sort}
          onSort={(sort) => void remember({ sort })}
          group={groupOf}
        />
      ) : (
        <NarrowList rows={shown} columns={register.columns} group={grouped} open={ROUTES[name]} />
      )}
      <Dialog
        open={choosing}
        title={t('exchange.columns')}
        onClose={() => setChoosing(false)}
        foot={
          <Button kind="primary" onClick={() => setChoosing(false)}>
            {t('common.close')}
          </Button>
        }
      >
        <p class="text-meta text-ink-2">{t('exchange.columnsHint')}</p>
        <div class="grid grid-cols-2 gap-2">
          {register.columns.map(({ key, header }, index) => (
            <CheckField
              key={key}
              label={t(header)}
              checked={index === 0 || view.columns.includes(key)}
              disabled={index === 0}
              onChange={(on) =>
                void remember({
                  columns: on ? [...view.columns, key] : view.columns.filter((other) => other !== key),
                })
              }
            />
          ))}
        </div>
      </Dialog>
    </Page>
  );
}

function filterRows(rows: readonly GridRow[], text: string): GridRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const all = Object.values(row.cells).join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

const tableColumn = (column: GridColumn): Column<GridRow> => ({
  key: column.key,
  header: t(column.header),
  value: (row) => {
    const value = row.cells[column.key];
    return typeof value === 'number' ? value : String(value ?? '');
  },
  cell: (row) => (
    <span class={column.wrap ? 'block max-w-80 whitespace-pre-line' : 'whitespace-nowrap'}>
      {String(row.cells[column.key] ?? '')}
    </span>
  ),
});

/** The same lines in the panel: the first column, and under it what else is usual. */
function NarrowList(props: {
  rows: readonly GridRow[];
  columns: readonly GridColumn[];
  group: GridColumn | undefined;
  open: string;
}) {
  const [count, setCount] = useState(PAGE);
  const { group } = props;
  const word = (row: GridRow) => (group ? String(row.cells[group.key] ?? '') || t('common.unknown') : '');
  const rows = group
    ? props.rows.toSorted((a, b) => word(a).localeCompare(word(b), currentLanguage()))
    : props.rows;
  // The title says the first column, and whose line it is.
  const rest = props.columns.filter(({ usual, key }, at) => usual && at > 0 && key !== 'member');
  return (
    <>
      <Card>
        {rows.slice(0, count).map((row, index) => (
          <div key={row.id}>
            {group && (index === 0 || word(rows[index - 1] as GridRow) !== word(row)) && (
              <h2 class="text-meta text-ink-3 bg-sunk px-3 py-1">{word(row)}</h2>
            )}
            <Row
              title={row.title}
              meta={rest
                .map(({ key }) => String(row.cells[key] ?? ''))
                .filter(Boolean)
                .join(' · ')}
              to={props.open ? `${props.open}${row.id}` : undefined}
            />
          </div>
        ))}
      </Card>
      {rows.length > count && (
        <Button onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')} · {t('common.shownOf', { shown: count, count: rows.length })}
        </Button>
      )}
    </>
  );
}
