import { t, tDynamic } from '../../lib/i18n';
import { figuresOf } from '../../lib/life/my-figures';
import { myItems } from '../../lib/life/my-items';
import {
  Button,
  Card,
  EmptyState,
  Link,
  meetingName,
  navigate,
  Page,
  Pill,
  Row,
  Section,
  useLedger,
  useLive,
  useScope,
  useToday,
} from '../ui';
import { HoursLine } from './my-card';
import { MyDues } from '../dues/my-dues';
import { MyRecord } from './my-record';
import { MyRequests } from './my-requests';
import { dayText } from './today-page';

/** Since when the committee's norm of hours counts, where that is not plain. */
function NormNote({ items }: { items: Awaited<ReturnType<typeof myItems>> }) {
  const { committee, norm, exempt } = items.hours ?? {};
  if (!committee || !norm || exempt) return null;
  const { months, of, undated } = committee;
  if (undated) return <p class="text-meta text-ink-3">{t('study.normUndated', { norm: norm.value })}</p>;
  if (months === of) return null;
  return <p class="text-meta text-ink-3">{t('study.normPart', { months, of, norm: norm.value })}</p>;
}

/** 我的事项: what I owe and what I have done. Every line opens its record. */
export function MyItemsPage() {
  const ledger = useLedger();
  const { me, members } = useScope();
  const today = useToday();
  const items = useLive(() => myItems(ledger, me, { today }), [me, today]);
  const name = members.find((member) => member.id === me)?.fields.name;
  return (
    <Page title={t('today.nav.me')} remark={name} back="/today">
      {items && (
        <>
          <Card pad>
            <HoursLine hours={figuresOf(me, items).hours} />
            <NormNote items={items} />
            <div class="flex flex-wrap items-center gap-3">
              <Button small onClick={() => navigate(`/study/declare?members=${me}`)}>
                {t('today.me.declare')}
              </Button>
              <Link to="/study/hours">{t('hours.pageOfYears')}</Link>
              <Link to="/study/reflections">{t('reflection.title')}</Link>
            </div>
          </Card>
          {items.toMakeUp.length > 0 && (
            <Section title={t('today.me.toMakeUp')} remark={t('today.me.toMakeUpHint')}>
              <Card>
                {items.toMakeUp.map((meeting) => (
                  <Row
                    key={meeting.id}
                    title={meetingName(meeting)}
                    meta={dayText(meeting.fields.startsAt.slice(0, 10))}
                    to={`/life/meeting/${meeting.id}`}
                  />
                ))}
              </Card>
            </Section>
          )}
          {items.inCharge.length > 0 && (
            <Section title={t('today.me.tasks')}>
              <Card>
                {items.inCharge.map((resolution) => (
                  <Row
                    key={resolution.id}
                    title={resolution.fields.text}
                    meta={resolution.fields.dueOn ? dayText(resolution.fields.dueOn) : t('today.toClarify')}
                    to={`/life/meeting/${resolution.fields.meeting}`}
                  />
                ))}
              </Card>
            </Section>
          )}
          <MyRequests />
          <MyDues />
          {(items.waiting.length > 0 || items.returned.length > 0) && (
            <Section title={t('today.me.declarations')}>
              <Card>
                {[...items.waiting, ...items.returned].map((log) => (
                  <Row
                    key={log.id}
                    title={log.fields.subject || tDynamic(`today.form.study.${log.fields.form}`)}
                    meta={`${dayText(log.fields.on)} · ${t('today.me.hoursCount', { hours: log.fields.hours })}${
                      log.fields.state === 'returned' && log.fields.returnReason
                        ? ` · ${log.fields.returnReason} · ${t('hours.again')}`
                        : ''
                    }`}
                    to={
                      log.fields.state === 'returned'
                        ? `/study/declare?again=${log.id}`
                        : log.fields.clip
                          ? `/study/clip/${log.fields.clip}`
                          : '/study/hours'
                    }
                    tail={
                      <Pill tone={log.fields.state === 'returned' ? 'due' : 'info'}>
                        {t(log.fields.state === 'returned' ? 'today.me.returned' : 'today.me.waiting')}
                      </Pill>
                    }
                  />
                ))}
              </Card>
            </Section>
          )}
          {items.appraisals.length > 0 && (
            <Card>
              {items.appraisals.map(({ id, fields }) => (
                <Row
                  key={id}
                  title={<span class="font-normal">{t('today.me.appraisal', { year: fields.year })}</span>}
                  meta={fields.feedbackOn}
                  to={`/life/appraisal?year=${fields.year}&mine=1`}
                />
              ))}
            </Card>
          )}
          <MyRecord />
          <Section
            title={t('today.me.attended')}
            remark={t('today.me.attendedCount', { count: items.attended.length })}
          >
            {items.attended.length ? (
              <Card>
                {items.attended.map((meeting) => {
                  const entry = items.hours?.entries.find((part) => part.id === meeting.id);
                  return (
                    <Row
                      key={meeting.id}
                      title={meetingName(meeting)}
                      meta={dayText(meeting.fields.startsAt.slice(0, 10))}
                      to={`/life/meeting/${meeting.id}`}
                      tail={
                        entry &&
                        (entry.hours === undefined ? (
                          <Pill tone="unknown">{t('common.unknown')}</Pill>
                        ) : (
                          <span class="text-meta text-ink-2">
                            {t('today.me.hoursCount', { hours: entry.hours })}
                          </span>
                        ))
                      }
                    />
                  );
                })}
              </Card>
            ) : (
              <EmptyState title={t('today.me.nothing')}>{t('today.me.nothingHint')}</EmptyState>
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
