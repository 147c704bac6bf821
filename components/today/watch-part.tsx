import { currentLanguage, t } from '../../lib/i18n';
import { watchRows, type WatchRow } from '../../lib/plan/watch';
import { addDays, dateParts, daysBetween, formatWeekday } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  DayBlock,
  Link,
  navigate,
  Pill,
  Row,
  Section,
  useLedger,
  useLive,
  useToday,
} from '../ui';

/** Days ahead that are shown, and rows at most; the rest is behind the links. */
const AHEAD = 14;
const SHOWN = 6;

/** What is planned for the next days and not entered yet, and the deadlines that are over or near. */
export function WatchPart() {
  const ledger = useLedger();
  const today = useToday();
  const language = currentLanguage();
  const rows = useLive(() => watchRows(ledger, today, addDays(today, AHEAD)), [today, language]);
  if (!rows?.length) return null;
  return (
    <Section
      title={t('today.watch')}
      link={
        <span class="flex gap-3">
          <Link to="/plan">{t('today.nav.plan')}</Link>
          <Link to="/deadlines">{t('today.nav.deadlines')}</Link>
        </span>
      }
    >
      <Card>
        {rows.slice(0, SHOWN).map((row) => (
          <WatchLine key={row.key} row={row} today={today} />
        ))}
        {rows.length > SHOWN && (
          <Row
            title={<span class="font-normal">{t('today.watchMore', { count: rows.length - SHOWN })}</span>}
            to={rows.slice(SHOWN).some((row) => row.step) ? '/deadlines' : '/plan'}
          />
        )}
      </Card>
    </Section>
  );
}

function WatchLine({ row, today }: { row: WatchRow; today: string }) {
  const left = daysBetween(today, row.day);
  const { start } = row;
  return (
    <Row
      lead={
        <DayBlock
          weekday={formatWeekday(row.day, currentLanguage())}
          day={row.day.slice(0, 7) === today.slice(0, 7) ? String(dateParts(row.day).day) : shortDay(row.day)}
        />
      }
      title={[row.name, row.title].filter(Boolean).join(' · ')}
      meta={t(row.step ? 'today.watchStep' : 'today.watchPlan')}
      to={row.to}
      tail={
        <>
          {left < 0 ? (
            <Pill tone={row.step ? 'bad' : 'due'}>{t('today.overdue', { count: -left })}</Pill>
          ) : (
            <Pill tone="due">{left === 0 ? t('today.dueToday') : t('today.daysLeft', { count: left })}</Pill>
          )}
          {start && left <= 0 && (
            <Button small onClick={() => navigate(start)}>
              {t('today.start')}
            </Button>
          )}
        </>
      }
    />
  );
}

/** 12-04: a day of another month than the present one. */
const shortDay = (day: string): string => day.slice(5);
