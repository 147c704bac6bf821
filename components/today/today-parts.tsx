import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { TodayView } from '../../lib/life/today';
import { daysBetween } from '../../lib/rules/calendar';
import { Button, Card, Link, navigate, Note, Pill, Row, Section, useRole } from '../ui';

/** Things that should not wait: backup, quarantine, concurrent changes, study to confirm. */
export function Attention({
  view,
  conflictsAt = '/settings/history',
}: {
  view: Pick<TodayView, 'quarantined' | 'conflicts' | 'waiting' | 'backup'>;
  /** Where two values at the same time are chosen between. */
  conflictsAt?: string;
}) {
  const role = useRole();
  const { backup } = view;
  return (
    <>
      {view.quarantined > 0 && (
        <Note tone="bad">
          {t('today.quarantined', { count: view.quarantined })}{' '}
          <Link to="/settings/quarantine" class="font-semibold underline">
            {t('common.open')}
          </Link>
        </Note>
      )}
      {view.conflicts > 0 && (
        <Note tone="due">
          {t('today.conflicts', { count: view.conflicts })}{' '}
          <Link to={conflictsAt} class="font-semibold underline">
            {t('common.open')}
          </Link>
        </Note>
      )}
      {role === 'secretary' && view.waiting > 0 && (
        <Note tone="info">
          {t('today.waiting', { count: view.waiting })}{' '}
          <Link to="/study" class="font-semibold underline">
            {t('today.confirm')}
          </Link>
        </Note>
      )}
      {backup.due && (
        <Note tone="due">
          {backup.days === undefined
            ? t('today.backup.never')
            : t('today.backup.old', { count: backup.days })}{' '}
          <Link to="/settings/data" class="font-semibold underline">
            {t('today.backup.now')}
          </Link>
        </Note>
      )}
    </>
  );
}

/** What was begun and not saved. */
export function Drafts({ view }: { view: Pick<TodayView, 'drafts'> }) {
  const language = currentLanguage();
  if (!view.drafts.length) return null;
  return (
    <Section title={t('today.drafts')} remark={t('today.draftsRemark')}>
      <Card>
        {view.drafts.map((draft) => (
          <Row
            key={draft.id}
            title={draft.title || tDynamic(`today.draft.${draft.form}`)}
            meta={[
              draft.title && tDynamic(`today.draft.${draft.form}`),
              new Intl.DateTimeFormat(language, {
                dateStyle: 'medium',
                timeStyle: 'short',
                hourCycle: 'h23',
              }).format(draft.savedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
            to={draft.route}
            tail={
              <Button small onClick={() => navigate(draft.route)}>
                {t('today.goOn')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}

/** How many days are left until a day, or since it. */
export function DaysLeft({ day, today }: { day: string; today: string }) {
  const left = daysBetween(today, day);
  if (left < 0) return <Pill tone="bad">{t('today.overdue', { count: -left })}</Pill>;
  if (left === 0) return <Pill tone="due">{t('today.dueToday')}</Pill>;
  return <Pill tone="due">{t('today.daysLeft', { count: left })}</Pill>;
}
