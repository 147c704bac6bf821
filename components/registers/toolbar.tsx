import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { filtersOf } from '../../lib/registers/arrange';
import { headerText } from '../../lib/registers/cell';
import { shownColumns } from '../../lib/registers/view';
import { periodsOf } from '../../lib/rules/periods';
import { dateParts } from '../../lib/rules/calendar';
import { formatPeriod, parsePeriod, type PeriodKey } from '../../lib/rules/periods';
import {
  Button,
  CheckField,
  Chips,
  navigate,
  SearchField,
  Segments,
  SelectField,
  useLedger,
  useLive,
  useToday,
  useWide,
} from '../ui';
import { ColumnsDialog } from './columns-dialog';
import type { OpenRegister } from './use-register';

/** What a register is narrowed and arranged by, and how it goes out. */
export function Toolbar({ open }: { open: OpenRegister }) {
  const { register, wanted, want } = open;
  const wide = useWide();
  const [choosing, setChoosing] = useState(false);
  const columns = (
    <Button icon="settings" onClick={() => setChoosing(true)}>
      {t('exchange.columns')}
    </Button>
  );
  return (
    <>
      <div class="flex flex-wrap items-end gap-3">
        {register.searched !== false && (
          <div class="min-w-44 flex-1">
            <SearchField
              label={t('common.search')}
              value={wanted.text}
              placeholder={register.key === 'meetings' ? t('exchange.searchHint') : undefined}
              onChange={(text) => want({ text })}
            />
          </div>
        )}
        <PeriodFields open={open} />
        <Variant open={open} />
        {wide && (
          <>
            <Lists open={open} />
            <GroupField open={open} />
            {columns}
          </>
        )}
      </div>
      <ChipFilters open={open} />
      {!wide && (
        <details class="text-meta" open={hasChoice(open)}>
          <summary class="text-red-ink inline-block cursor-pointer rounded-s py-1">
            {t('registers.refine')}
          </summary>
          <div class="mt-2 grid grid-cols-2 items-end gap-2">
            <Lists open={open} />
            <GroupField open={open} />
            <OrderFields open={open} />
            {columns}
          </div>
        </details>
      )}
      {choosing && <ColumnsDialog shown open={open} onClose={() => setChoosing(false)} />}
    </>
  );
}

/** Year, and quarter or month where the register has them. */
function PeriodFields({ open }: { open: OpenRegister }) {
  const { register, period } = open;
  const ledger = useLedger();
  const today = useToday();
  const language = currentLanguage();
  const first = useLive(async () => register.firstDay?.(ledger), [register]);
  if (register.time === 'none') return null;
  const year = parsePeriod(period)?.year ?? dateParts(today).year;
  const go = (next: PeriodKey) => navigate(open.route('/register', next), { replace: true });
  const periods = periodsOf(year);
  return (
    <>
      <SelectField
        label={t('exchange.year')}
        name="year"
        value={String(year)}
        options={years(first, today, year).map((value) => ({ value, label: formatPeriod(value, language) }))}
        onChange={(next) => go(period.replace(/^\d{4}/, next))}
      />
      {register.time === 'period' && (
        <SelectField
          label={t('exchange.period')}
          name="period"
          value={period}
          options={(periods.includes(period) ? periods : [...periods, period]).map((value) => ({
            value,
            label: value === String(year) ? t('exchange.wholeYear') : formatPeriod(value, language),
          }))}
          onChange={go}
        />
      )}
    </>
  );
}

/** From the first year with a record to the next one, newest first. */
function years(first: string | undefined, today: string, shown: number): string[] {
  const present = dateParts(today).year;
  const from = Math.min(first ? Number(first.slice(0, 4)) : present, shown);
  const to = Math.max(present + 1, shown);
  return Array.from({ length: Math.min(to - from + 1, 60) }, (_, index) => String(to - index));
}

function Variant({ open }: { open: OpenRegister }) {
  const { variants } = open.register;
  if (!variants) return null;
  return (
    <div class="min-w-40">
      <Segments
        label={t('exchange.by')}
        options={variants.map(({ value, label }) => ({ value, label: t(label) }))}
        value={open.view.variant}
        onChange={(variant) => open.remember(() => ({ variant }))}
      />
    </div>
  );
}

function GroupField({ open }: { open: OpenRegister }) {
  const groups = open.columns.filter((column) => column.groups);
  if (!groups.length) return null;
  return (
    <SelectField
      label={t('papers.grid.group')}
      name="group"
      value={open.view.group}
      empty={t('papers.grid.noGroup')}
      options={groups.map((column) => ({ value: column.key, label: headerText(column, open.context) }))}
      onChange={(group) => open.remember(() => ({ group }))}
    />
  );
}

/** The order where there are no headings to press. */
function OrderFields({ open }: { open: OpenRegister }) {
  const { view, columns, context, remember } = open;
  const { sort } = view;
  return (
    <>
      <SelectField
        label={t('registers.order')}
        name="order"
        value={sort?.key ?? ''}
        options={shownColumns(columns, view).map((column) => ({
          value: column.key,
          label: headerText(column, context),
        }))}
        onChange={(key) =>
          remember((before) => ({ sort: { key, descending: before.sort?.descending ?? false } }))
        }
      />
      <CheckField
        label={t('registers.descending')}
        checked={sort?.descending ?? false}
        disabled={!sort}
        onChange={(descending) =>
          remember(({ sort: before }) => ({ sort: before && { ...before, descending } }))
        }
      />
    </>
  );
}

/** The filters that have something to choose from. */
function useFilters({ register, context, all, wanted, want }: OpenRegister) {
  const filters = filtersOf(register, context).flatMap((filter) => {
    const options = filter.options(all, context);
    const own = register.filters?.includes(filter);
    return options.length > (own ? 0 : 1) ? [{ filter, options }] : [];
  });
  const choose = (key: string, values: readonly string[]) =>
    want({ choices: { ...wanted.choices, [key]: values } });
  return { filters, choose };
}

/** True when a list is set to something: then it is in view. */
const hasChoice = ({ register, wanted }: OpenRegister): boolean =>
  Object.entries(wanted.choices).some(
    ([key, values]) =>
      values.length > 0 && !register.filters?.some((one) => one.key === key && (one.chips || one.initial)),
  );

/** Filters of which several hold at once. */
function ChipFilters({ open }: { open: OpenRegister }) {
  const { filters, choose } = useFilters(open);
  return (
    <>
      {filters
        .filter(({ filter }) => filter.chips)
        .map(({ filter: { key, label }, options }) => {
          const chosen = open.wanted.choices[key] ?? [];
          return (
            <Chips
              key={key}
              label={t(label)}
              options={options}
              selected={chosen}
              onToggle={(value) =>
                choose(
                  key,
                  chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
                )
              }
            />
          );
        })}
    </>
  );
}

/** Filters of which one holds at a time. */
function Lists({ open }: { open: OpenRegister }) {
  const { filters, choose } = useFilters(open);
  return (
    <>
      {filters
        .filter(({ filter }) => !filter.chips)
        .map(({ filter: { key, label, empty }, options }) => (
          <div key={key} class="wide:max-w-48 min-w-0">
            <SelectField
              label={t(label)}
              name={`filter-${key}`}
              value={open.wanted.choices[key]?.[0] ?? ''}
              empty={t(empty ?? 'registers.chooseFilter')}
              options={options}
              onChange={(value) => choose(key, value ? [value] : [])}
            />
          </div>
        ))}
    </>
  );
}
