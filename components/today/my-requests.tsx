import { t } from '../../lib/i18n';
import { requestsOf } from '../../lib/requests/requests';
import { addMonths } from '../../lib/rules/calendar';
import { Button, Card, navigate, Pill, Row, Section, useLedger, useLive, useScope, useToday } from '../ui';
import { dayText } from './today-page';

/** 我的诉求: what I asked for or deal with, and where a new one is entered. */
export function MyRequests() {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const requests = useLive(() => requestsOf(ledger, me, addMonths(today, -12)), [me, today]);
  if (!requests) return null;
  return (
    <Section
      title={t('affairs.request.own')}
      link={
        <Button small icon="plus" action="my-request" onClick={() => navigate('/requests/new?mine=1')}>
          {t('affairs.request.raise')}
        </Button>
      }
    >
      {requests.length > 0 ? (
        <Card>
          {requests.map(({ id, fields }) => (
            <Row
              key={id}
              title={<span class="font-normal">{fields.subject}</span>}
              meta={[
                dayText(fields.on),
                fields.remindOn &&
                  fields.state !== 'closed' &&
                  t('affairs.request.remindBy', { date: dayText(fields.remindOn) }),
              ]
                .filter(Boolean)
                .join(' · ')}
              to={`/requests/${id}`}
              tail={
                <Pill tone={fields.state === 'closed' ? 'ok' : fields.state === 'open' ? 'due' : 'info'}>
                  {t(`affairs.value.state.${fields.state}`)}
                </Pill>
              }
            />
          ))}
        </Card>
      ) : (
        <p class="text-meta text-ink-2">{t('affairs.request.ownNone')}</p>
      )}
    </Section>
  );
}
