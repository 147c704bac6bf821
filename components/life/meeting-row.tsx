import { useMemo } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { checkContext } from '../../lib/life/meetings';
import { meetingTitle, placeText, timeSpan } from '../../lib/life/notice';
import { meetingSummary } from '../../lib/life/summary';
import { type CheckContext, isPlanned, lateDays, missingFields } from '../../lib/life/warnings';
import { dateOf, formatWeekday } from '../../lib/rules/calendar';
import { DayBlock, Pill, Row, useLedger, useMembers, useNow, usePack } from '../ui';

/** What every row of a list needs, computed once for all of them. */
export function useRowContext(): CheckContext {
  const ledger = useLedger();
  const roster = useMembers();
  const now = useNow();
  const pack = usePack();
  return useMemo(() => checkContext(ledger, roster, pack), [ledger, roster, pack, now]);
}

/** One activity in a list: when, what, where, how many, and what is open in it. */
export function MeetingRow({ meeting, context }: { meeting: Rec<'meeting'>; context: CheckContext }) {
  const { fields } = meeting;
  const { roster, pack, now, offsetMinutes } = context;
  const summary = useMemo(() => meetingSummary(fields, roster, pack), [fields, roster, pack]);
  const planned = isPlanned(fields, now, offsetMinutes);
  const day = dateOf(fields.startsAt);
  const marked = Object.keys(fields.attendance ?? {}).length > 0;
  const missing = missingFields(fields, pack, planned);
  const late = lateDays(fields, pack, offsetMinutes);
  const counts = planned
    ? t('life.expectedCount', { count: summary.expected })
    : marked
      ? t('life.attendedOf', { attended: summary.attended, expected: summary.expected })
      : '';
  return (
    <Row
      lead={<DayBlock weekday={formatWeekday(day, currentLanguage())} day={String(Number(day.slice(8)))} />}
      title={meetingTitle(fields)}
      meta={[timeSpan(fields), placeText(fields), counts].filter(Boolean).join(' · ')}
      to={`/life/meeting/${meeting.id}`}
      tail={
        <span class="flex flex-col items-end gap-1">
          {late !== undefined && <Pill tone="due">{t('life.late')}</Pill>}
          {!planned && marked && summary.by.unmarked.length > 0 && (
            <Pill tone="unknown">{t('life.unmarkedCount', { count: summary.by.unmarked.length })}</Pill>
          )}
          {missing.length > 0 && (
            <Pill tone="unknown">{t('life.missingCount', { count: missing.length })}</Pill>
          )}
        </span>
      }
    />
  );
}
