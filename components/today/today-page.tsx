import { currentLanguage, t } from '../../lib/i18n';
import type { Digest, Rec } from '../../lib/ledger';
import { type TodayView, todayView } from '../../lib/life/today';
import { dateParts, formatDate, formatDay, formatWeekday } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  DayBlock,
  EmptyState,
  Link,
  localTime,
  meetingName,
  navigate,
  nowMilliseconds,
  Pill,
  Row,
  Section,
  useLive,
  useScope,
  useToday,
} from '../ui';
import { FindingRow } from './finding-row';
import { ComplianceCard } from './compliance-card';
import { CountedDues, CountedRequests } from './counted';
import { MyCard } from './my-card';
import { Attention, DaysLeft, Drafts } from './today-parts';
import { Watch } from './watch';

/** What is due and what is missing. The role decides what comes first. */
export function TodayPage() {
  const { ledger, me, role } = useScope();
  const today = useToday();
  // All begun together: whatever waits until the page is drawn makes it move once more.
  const digest = useLive(() => ledger.meta('digest'), []);
  const view = useLive(() => todayView(ledger, today, nowMilliseconds()), [today]);
  // Another person's figures are none: the worker is counting anew.
  const figures = digest?.mine?.member === me ? digest.mine : undefined;
  if (!view) return null;
  const mine = <MyCard key="mine" figures={figures} />;
  const requests = <CountedRequests key="requests" digest={digest} />;
  const asked = <Asked key="asked" view={view} digest={digest} />;
  const parts =
    role === 'member'
      ? [mine, requests, <Week key="week" view={view} today={today} />]
      : role === 'compliance'
        ? [<ComplianceCard key="checklist" />, <Week key="week" view={view} today={today} />, asked]
        : [
            <Week key="week" view={view} today={today} />,
            asked,
            <Watch key="watch" digest={digest} />,
            requests,
            mine,
          ];
  return (
    <div class="space-y-4 p-3.5" data-page="today">
      <h1 class="sr-only">{t('today.title')}</h1>
      <Attention view={view} />
      <div class="space-y-4 wide:columns-2 wide:gap-5 [&>*]:break-inside-avoid">{parts}</div>
      <Drafts view={view} />
    </div>
  );
}

function Week({ view, today }: { view: TodayView; today: string }) {
  const nameOf = (owner: string | undefined) => (owner ? (view.names.get(owner) ?? owner) : '');
  const language = currentLanguage();
  const nothing =
    !view.upcoming.length &&
    !view.unmarked.length &&
    !view.resolutions.length &&
    !view.rectifications.length &&
    !view.reviews.length;
  return (
    <Section title={t('today.week')} remark={formatDay(today, language)}>
      {nothing ? (
        <EmptyState
          title={t('today.weekEmpty')}
          action={
            <Button kind="primary" onClick={() => navigate('/life/new')}>
              {t('today.record')}
            </Button>
          }
        >
          {t('today.weekEmptyHint')}
        </EmptyState>
      ) : (
        <Card>{weekRows(view, today, nameOf).map((entry) => entry.row)}</Card>
      )}
    </Section>
  );
}

/** An activity of today that has begun and for which people were entered: there is nothing left to start. */
const isHeld = ({ fields }: Rec<'meeting'>, today: string): boolean =>
  fields.startsAt <= `${today}T${localTime(nowMilliseconds())}` &&
  Object.values(fields.attendance ?? {}).some(
    (entry) => entry.state === 'present' || entry.state === 'online',
  );

/** Everything of the week in the order of its days, whatever it is. */
function weekRows(view: TodayView, today: string, nameOf: (id: string | undefined) => string) {
  const rows = [
    ...view.upcoming.map((meeting) => ({
      day: meeting.fields.startsAt,
      row: (
        <Row
          key={meeting.id}
          lead={<Day date={meeting.fields.startsAt} />}
          title={meetingName(meeting)}
          meta={[meeting.fields.startsAt.slice(11), meeting.fields.place].filter(Boolean).join(' · ')}
          to={`/life/meeting/${meeting.id}`}
          tail={
            isHeld(meeting, today) ? (
              <Pill tone="ok">{t('today.recorded')}</Pill>
            ) : (
              <Button small onClick={() => navigate(`/life/meeting/${meeting.id}/edit`)}>
                {t(meeting.fields.startsAt.slice(0, 10) === today ? 'today.start' : 'today.prepare')}
              </Button>
            )
          }
        />
      ),
    })),
    ...view.unmarked.map((meeting) => ({
      day: meeting.fields.startsAt,
      row: (
        <Row
          key={meeting.id}
          lead={<Day date={meeting.fields.startsAt} />}
          title={meetingName(meeting)}
          meta={t('today.unmarked')}
          to={`/life/meeting/${meeting.id}/edit`}
          tail={<Pill tone="unknown">{t('common.unknown')}</Pill>}
        />
      ),
    })),
    ...view.resolutions.map((resolution) => ({
      day: resolution.fields.dueOn ?? today,
      row: (
        <Row
          key={resolution.id}
          lead={<Day date={resolution.fields.dueOn ?? today} />}
          title={t('today.resolutionDue', { text: resolution.fields.text })}
          meta={t('today.inCharge', { name: nameOf(resolution.fields.owner) || t('today.toClarify') })}
          to={`/life/meeting/${resolution.fields.meeting}`}
          tail={<DaysLeft day={resolution.fields.dueOn ?? today} today={today} />}
        />
      ),
    })),
    ...view.rectifications.map((item) => ({
      day: item.fields.dueOn ?? today,
      row: (
        <Row
          key={item.id}
          lead={<Day date={item.fields.dueOn ?? today} />}
          title={t('today.rectificationDue', { text: item.fields.problem })}
          meta={t('today.inCharge', { name: nameOf(item.fields.owner) || t('today.toClarify') })}
          to={
            item.kind === 'finding'
              ? `/governance/findings?finding=${item.id}`
              : item.fields.meeting
                ? `/life/meeting/${item.fields.meeting}`
                : '/rectifications'
          }
          tail={<DaysLeft day={item.fields.dueOn ?? today} today={today} />}
        />
      ),
    })),
    ...view.reviews.map((item) => ({
      day: item.fields.nextReview ?? today,
      row: (
        <Row
          key={item.id}
          lead={<Day date={item.fields.nextReview ?? today} />}
          title={t('today.reviewDue', { item: item.fields.item })}
          meta={t('today.inCharge', { name: nameOf(item.fields.owner) || t('today.toClarify') })}
          to={`/governance/${item.fields.item}?period=${encodeURIComponent(item.fields.period)}`}
          tail={<DaysLeft day={item.fields.nextReview ?? today} today={today} />}
        />
      ),
    })),
  ];
  return rows.sort((a, b) => (a.day < b.day ? -1 : 1));
}

function Asked({ view, digest }: { view: TodayView; digest: Digest | undefined }) {
  const { findings, unknown } = view;
  const rules = [...new Set(unknown.map((finding) => finding.rule))];
  return (
    <Section
      title={t('today.asked')}
      remark={t('today.askedRemark')}
      link={<Link to="/register?view=stats">{t('today.nav.register')}</Link>}
    >
      <Card>
        {findings.map((finding) => (
          <FindingRow key={`${finding.rule}${finding.period}${finding.group?.id ?? ''}`} finding={finding} />
        ))}
        {!findings.length && <Row title={<span class="font-normal">{t('today.askedNothing')}</span>} />}
        {rules.length > 0 && (
          <details>
            <summary class="text-meta text-ink-2 cursor-pointer px-3 py-2.5">
              <Pill tone="unknown">{t('common.unknown')}</Pill>{' '}
              {t('today.unknownRules', { count: rules.length })}
            </summary>
            <div class="rows border-line border-t">
              {rules.map((rule) => {
                const finding = unknown.find((entry) => entry.rule === rule);
                return finding && <FindingRow key={rule} finding={finding} />;
              })}
            </div>
          </details>
        )}
      </Card>
      <CountedDues digest={digest} />
    </Section>
  );
}

const Day = ({ date }: { date: string }) => (
  <DayBlock
    weekday={formatWeekday(date.slice(0, 10), currentLanguage())}
    day={String(dateParts(date.slice(0, 10)).day)}
  />
);

/** A day in words with its year left out when it is this one. */
export const dayText = (day: string): string => formatDate(day, currentLanguage());
