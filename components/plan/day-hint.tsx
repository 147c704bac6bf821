import { t } from '../../lib/i18n';
import { addDays } from '../../lib/rules/calendar';
import { nearestWorkday, type WorkCalendar } from '../../lib/rules/workdays';
import { Button, Note } from '../ui';
import { dayText, dayWords } from './words';

/** What kind of day was chosen; on a day off it offers the next working day, and leaves the choice alone. */
export function DayHint(props: { calendar: WorkCalendar; day: string; onMove: (day: string) => void }) {
  const { calendar, day } = props;
  const words = dayText(calendar, day);
  if (calendar.isWorkday(day)) return <p class="text-meta text-ink-3">{words}</p>;
  const next = nearestWorkday(calendar, day, { from: day, to: addDays(day, 14) });
  return (
    <Note tone="due">
      {t('plan.dayOff', { day: words })}{' '}
      {next && (
        <Button small action="plan-next-workday" onClick={() => props.onMove(next)}>
          {t('plan.moveTo', { day: dayWords(next, Number(day.slice(0, 4))) })}
        </Button>
      )}
    </Note>
  );
}
