import { useMemo, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { meetingRegister, type RegisterRow } from '../../lib/life/register';
import { namesOf, REGISTER_COLUMNS, type RegisterContext } from '../../lib/life/register-columns';
import {
  columnsOf,
  GROUP_COLUMNS,
  filterRows,
  readView,
  type RegisterView,
  searchTextOf,
  withView,
} from '../../lib/life/register-view';
import { MEETING_TYPES, type MeetingType } from '../../lib/records/meeting';
import { periodRange } from '../../lib/rules/periods';
import {
  Button,
  Card,
  Chips,
  EmptyState,
  navigate,
  SearchField,
  SelectField,
  toastFault,
  useGroups,
  useLedger,
  useLive,
  useMembers,
  useToday,
  useWide,
  usePack,
} from '../ui';
import { MeetingRow, useRowContext } from './meeting-row';
import { RegisterColumnsDialog } from './register-columns-dialog';
import { useFilingFilter } from './register-filings';
import { RegisterExportBar } from './register-export-bar';
import { RegisterTable } from './register-table';
import { typeOptions } from './words';

/** Lines of the panel's list shown at first and added by each press. */
const PAGE = 50;

/** Names, groups and rules that turn a line into words. */
export function useRegisterContext(): RegisterContext {
  const members = useMembers();
  const groups = useGroups();
  const pack = usePack();
  return useMemo(() => {
    const names = new Map(groups.map((group) => [group.id, group.fields.name]));
    return { pack, roster: members, nameOf: namesOf(members), groupName: (id) => names.get(id) };
  }, [members, groups, pack]);
}

/** 会议记录台账 of a period: filter, sort, choose columns, open a record, take it out. */
export function RegisterMeetings({ period }: { period: string }) {
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const context = useRegisterContext();
  const [types, setTypes] = useState<MeetingType[]>([]);
  const [text, setText] = useState('');
  const [choosing, setChoosing] = useState(false);
  const range = periodRange(period);
  const rows = useLive(
    async () => (range ? meetingRegister(ledger, { ...range, today }) : []),
    [range?.from, range?.to, today],
  );
  const views = useLive(async () => (await ledger.meta('registerViews')) ?? {}, []);
  const view = useMemo(() => readView(views), [views]);
  const filtered = useMemo(() => {
    const known = new WeakMap<RegisterRow, string>();
    const textOf = (row: RegisterRow) => {
      const found = known.get(row) ?? searchTextOf(row, context);
      known.set(row, found);
      return found;
    };
    return (wanted: { types: readonly MeetingType[]; text: string }) =>
      filterRows(rows ?? [], wanted, textOf);
  }, [rows, context]);
  const filings = useFilingFilter();
  const shown = useMemo(
    () => filtered({ types, text }).filter(filings.keeps),
    [filtered, types, text, filings.keeps],
  );
  const remember = (next: RegisterView) =>
    ledger.setMeta('registerViews', withView(views, next)).catch(toastFault);
  const toggle = (type: MeetingType) =>
    setTypes(types.includes(type) ? types.filter((other) => other !== type) : [...types, type]);
  const words = [
    ...MEETING_TYPES.filter((type) => types.includes(type)).map((type) => t(`life.type.${type}`)),
    text,
    filings.words,
  ]
    .filter(Boolean)
    .join(t('exchange.listJoin'));

  if (!rows || !views) return <p class="text-meta text-ink-3">{t('common.loading')}</p>;
  return (
    <>
      <div class="flex flex-wrap items-end gap-3">
        <div class="min-w-56 flex-1">
          <SearchField
            label={t('common.search')}
            value={text}
            onChange={setText}
            placeholder={t('exchange.searchHint')}
          />
        </div>
        {wide && (
          <SelectField
            label={t('papers.grid.group')}
            name="group"
            value={view.group}
            empty={t('papers.grid.noGroup')}
            options={GROUP_COLUMNS.map((key) => ({
              value: key,
              label: t(REGISTER_COLUMNS.find((column) => column.key === key)?.header ?? 'exchange.columns'),
            }))}
            onChange={(group) => void remember({ ...view, group })}
          />
        )}
        {wide && (
          <Button icon="settings" onClick={() => setChoosing(true)}>
            {t('exchange.columns')}
          </Button>
        )}
        <RegisterExportBar
          disabled={!shown.length}
          choice={() => ({
            view: 'meetings',
            period,
            rows: shown,
            filter: words ? t('exchange.filtered', { filter: words }) : undefined,
          })}
        />
      </div>
      <Chips label={t('common.filter')} options={typeOptions()} selected={types} onToggle={toggle} />
      {filings.field}
      <p class="text-meta text-ink-3" role="status">
        {shown.length === rows.length
          ? t('exchange.count', { count: rows.length })
          : t('exchange.countOf', { shown: shown.length, count: rows.length })}
      </p>
      {!rows.length ? (
        <EmptyState
          title={t('exchange.empty')}
          action={<Button onClick={() => navigate('/life/new')}>{t('exchange.emptyAction')}</Button>}
        >
          {t('exchange.emptyHint')}
        </EmptyState>
      ) : !shown.length ? (
        <EmptyState
          title={t('exchange.nothingFits')}
          action={
            <Button
              onClick={() => {
                setTypes([]);
                setText('');
                filings.clear();
              }}
            >
              {t('exchange.clearFilter')}
            </Button>
          }
        />
      ) : wide ? (
        <RegisterTable
          key={`${view.columns.join()}${view.group}${currentLanguage()}`}
          group={REGISTER_COLUMNS.find((column) => column.key === view.group)}
          columns={columnsOf(view)}
          rows={shown}
          context={context}
          sort={view.sort}
          onSort={(sort) => void remember({ ...view, sort })}
        />
      ) : (
        <RegisterList rows={shown} />
      )}
      <RegisterColumnsDialog
        open={choosing}
        view={view}
        onClose={() => setChoosing(false)}
        onChange={(next) => void remember(next)}
      />
    </>
  );
}

/** The same lines in the panel, newest first. */
function RegisterList({ rows }: { rows: readonly RegisterRow[] }) {
  const context = useRowContext();
  const [count, setCount] = useState(PAGE);
  const newest = useMemo(() => [...rows].reverse(), [rows]);
  return (
    <>
      <Card>
        {newest.slice(0, count).map((row) => (
          <MeetingRow key={row.id} meeting={row.meeting} context={context} />
        ))}
      </Card>
      {newest.length > count && (
        <Button onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')} · {t('common.shownOf', { shown: count, count: newest.length })}
        </Button>
      )}
    </>
  );
}
