import { currentLanguage, t } from '../../lib/i18n';
import { dateParts } from '../../lib/rules/calendar';
import { formatPeriod, parsePeriod, periodKey } from '../../lib/rules/periods';
import {
  Page,
  navigate,
  Segments,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { periodsOf } from '../../lib/life/register-view';
import { RegisterDues } from './register-dues';
import { RegisterHub } from './register-hub';
import { RegisterMeetings } from './register-meetings';
import { RegisterStats } from './register-stats';

/**
 * 台账: the registers as views of the records. Which one, and of which period, stands in the address, so that a
 * link and the Back button lead to the same place. Opens on the present quarter.
 */
export function RegisterPage() {
  return useQuery().has('view') ? <OneRegister /> : <RegisterHub />;
}

function OneRegister() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const asView = query.get('view');
  const view = asView === 'stats' || asView === 'dues' ? asView : 'meetings';
  const asked = query.get('period') ?? '';
  const period = parsePeriod(asked) ? asked : periodKey('Q', today);
  const year = parsePeriod(period)?.year ?? dateParts(today).year;
  const views = useLive(async () => (await ledger.meta('registerViews')) ?? {}, []);
  const by = views?.stats?.by === 'month' ? 'month' : 'quarter';
  const setBy = (next: 'quarter' | 'month') =>
    ledger.setMeta('registerViews', { ...views, stats: { by: next } }).catch(toastFault);
  const first = useLive(async () => (await ledger.list('meeting', { limit: 1 }))[0]?.fields.startsAt, []);
  const show = (next: { view?: string; period?: string }) =>
    navigate(`/register?view=${next.view ?? view}&period=${encodeURIComponent(next.period ?? period)}`, {
      replace: true,
    });
  const language = currentLanguage();

  return (
    <Page
      title={t('exchange.register')}
      remark={formatPeriod(view === 'meetings' ? period : String(year), language)}
    >
      <div class="flex flex-wrap items-end gap-3">
        <div class="min-w-64 flex-1">
          <Segments
            label={t('exchange.register')}
            options={[
              { value: 'meetings', label: t('exchange.register.meetings') },
              { value: 'stats', label: t('exchange.register.stats') },
              { value: 'dues', label: t('dues.register') },
            ]}
            value={view}
            onChange={(next) => show({ view: next })}
          />
        </div>
        <SelectField
          label={t('exchange.year')}
          name="year"
          value={String(year)}
          options={years(first, today, year).map((value) => ({
            value,
            label: formatPeriod(value, language),
          }))}
          onChange={(next) => show({ period: period.replace(/^\d{4}/, next) })}
        />
        {view === 'meetings' ? (
          <SelectField
            label={t('exchange.period')}
            name="period"
            value={period}
            options={periodsOf(year).map((value) => ({
              value,
              label: value === String(year) ? t('exchange.wholeYear') : formatPeriod(value, language),
            }))}
            onChange={(next) => show({ period: next })}
          />
        ) : view === 'stats' ? (
          <div class="min-w-40">
            <Segments
              label={t('exchange.by')}
              options={[
                { value: 'quarter', label: t('exchange.stats.byQuarter') },
                { value: 'month', label: t('exchange.stats.byMonth') },
              ]}
              value={by}
              onChange={(next) => void setBy(next)}
            />
          </div>
        ) : null}
      </div>
      {view === 'meetings' ? (
        <RegisterMeetings key={period} period={period} />
      ) : view === 'stats' ? (
        <RegisterStats year={year} by={by} />
      ) : (
        <RegisterDues key={year} year={year} />
      )}
    </Page>
  );
}

/** From the first year with a record to the next one, newest first. */
function years(first: string | undefined, today: string, shown: number): string[] {
  const present = dateParts(today).year;
  const from = Math.min(first ? dateParts(first).year : present, shown);
  const to = Math.max(present + 1, shown);
  return Array.from({ length: Math.min(to - from + 1, 60) }, (_, index) => String(to - index));
}
