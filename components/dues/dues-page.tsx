import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { DuesMethod } from '../../lib/records/dues';
import { type Month, shiftMonth, sumCells } from '../../lib/rules/dues';
import { yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import type { DuesYear } from '../../lib/dues/year';
import {
  Button,
  EmptyState,
  IconButton,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  SelectField,
  useQuery,
  useToday,
  useWide,
} from '../ui';
import { ArrearsSection } from './arrears-section';
import { HandoverSection } from './handover-section';
import { lastMethod, useDuesYear } from './hooks';
import { MonthList } from './month-list';
import { DuesHelp } from './rules-help';
import { methodOptions } from './words';
import { YearTable } from './year-table';

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** 党费: in the panel who has paid this month, in the wide tab the year. */
export function DuesPage() {
  const today = useToday();
  const wide = useWide();
  const asked = useQuery().get('month') ?? '';
  const month = isMonth(asked) ? asked : today.slice(0, 7);
  const year = Number(month.slice(0, 4));
  const view = useDuesYear(year);
  const [method, setMethod] = useState<DuesMethod | undefined>(undefined);
  const go = (next: Month) => navigate(`/dues?month=${next}`, { replace: true });
  const usual = method ?? (view && lastMethod(view.rows));
  const period = wide ? String(year) : month;
  const step = (months: number) => go(shiftMonth(month, months));
  const unfixed = view ? unfixedCount(view) : 0;

  return (
    <Page
      title={t('dues.title')}
      actions={
        <>
          <IconButton
            icon="back"
            label={t(wide ? 'dues.lastYear' : 'dues.lastMonth')}
            onClick={() => step(wide ? -12 : -1)}
          />
          <span class="text-meta whitespace-nowrap" aria-live="polite">
            {formatPeriod(period, currentLanguage())}
          </span>
          <span class="rotate-180">
            <IconButton
              icon="back"
              label={t(wide ? 'dues.nextYear' : 'dues.nextMonth')}
              onClick={() => step(wide ? 12 : 1)}
            />
          </span>
        </>
      }
    >
      {!view ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : !view.rows.length ? (
        <EmptyState
          title={t('dues.empty')}
          action={<Button onClick={() => navigate('/branch/roster')}>{t('dues.toRoster')}</Button>}
        >
          {t('dues.emptyHint')}
        </EmptyState>
      ) : (
        <>
          <div class="flex flex-wrap items-end gap-2">
            <Button kind="primary" icon="copy" action="dues-paste" onClick={() => navigate('/dues/pay')}>
              {t('dues.paste')}
            </Button>
            <Button icon="edit" action="dues-fix" onClick={() => navigate(`/dues/fix?year=${year}`)}>
              {t('dues.fix')}
            </Button>
            <Button icon="register" onClick={() => navigate(`/register?view=dues&period=${year}`)}>
              {t('dues.register')}
            </Button>
            <div class="min-w-32 flex-1 wide:max-w-48">
              <SelectField
                label={t('dues.tapMethod')}
                name="method"
                value={usual ?? ''}
                empty={t('dues.methodUnknown')}
                options={methodOptions()}
                onChange={(value) => setMethod(value || undefined)}
              />
            </div>
          </div>
          {unfixed > 0 && (
            <Note tone="due">
              {t('dues.unfixedCount', { year, count: unfixed })}{' '}
              <Link to={`/dues/fix?year=${year}`} class="font-semibold underline">
                {t('dues.fixNow')}
              </Link>
            </Note>
          )}
          {wide ? (
            <>
              <Figures view={view} />
              <YearTable view={view} method={usual} />
            </>
          ) : (
            <MonthList key={month} view={view} month={month} method={usual} />
          )}
          <ArrearsSection view={view} />
          <HandoverSection view={view} />
          <DuesHelp pack={view.pack} />
        </>
      )}
    </Page>
  );
}

/** Members for whom no amount was fixed in the year. */
const unfixedCount = (view: DuesYear): number =>
  view.rows.filter((row) => !row.base && row.cells.some((cell) => cell.state === 'unknown')).length;

/** The year in figures, each beside what is not known. */
function Figures({ view }: { view: DuesYear }) {
  const sum = sumCells(view.rows.flatMap((row) => row.cells));
  return (
    <p class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <span>
        {t('dues.yearDue')} <strong>{yuanText(sum.due)}</strong>
      </span>
      <span>
        {t('dues.yearPaid')} <strong>{yuanText(sum.paid)}</strong>
      </span>
      {sum.unknown > 0 && <Pill tone="unknown">{t('dues.unknownMonths', { count: sum.unknown })}</Pill>}
    </p>
  );
}
