import { currentLanguage, t } from '../../lib/i18n';
import type { Digest } from '../../lib/ledger';
import { dateParts, daysBetween, formatDate, formatWeekday } from '../../lib/rules/calendar';
import { Button, Card, DayBlock, Link, navigate, Pill, Row, Section, useToday } from '../ui';

/** What is planned for the next days and not entered yet, and the deadlines that are over or near, as counted last. */
export function Watch({ digest }: { digest: Digest | undefined }) {
  const today = useToday();
  if (!digest?.watch.length) return null;
  const { watch, more } = digest;
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
        {watch.map((row) => (
          <WatchLine key={row.key} row={row} today={today} />
        ))}
        {more > 0 && (
          <Row
            title={<span class="font-normal">{t('today.watchMore', { count: more })}</span>}
            to={watch.some((row) => row.step) ? '/deadlines' : '/plan'}
          />
        )}
      </Card>
    </Section>
  );
}

function WatchLine({ row, today }: { row: Digest['watch'][number]; today: string }) {
  const left = daysBetween(today, row.day);
  const { start } = row;
  return (
    <Row
      lead={
        <DayBlock weekday={formatWeekday(row.day, currentLanguage())} day={String(dateParts(row.day).day)} />
      }
      title={row.title}
      meta={`${t(row.step ? 'today.watchStep' : 'today.watchPlan')} · ${formatDate(row.day, currentLanguage())}`}
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
