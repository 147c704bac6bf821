import { useMemo, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { meetingsIn, meetingsUntil } from '../../lib/life/list';
import { agendaOf } from '../../lib/life/draft';
import { meetingTitle, placeText, typeNames } from '../../lib/life/notice';
import type { MeetingType } from '../../lib/records/meeting';
import { addDays, startOfMonth } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  Chips,
  EmptyState,
  Link,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  useLedger,
  useLive,
  useMemberName,
  useNow,
  useQuery,
  useToday,
} from '../ui';
import { MeetingRow, useRowContext } from './meeting-row';
import { monthHeading, typeOptions } from './words';

/** Earlier activities shown at first and added by each press. */
const PAGE = 30;
/** Activities to come that are shown; a branch plans a year, not a century. */
const AHEAD = 60;

/** 组织生活: what is coming, this month, and everything before, with what is still open in each. */
export function LifePage() {
  const ledger = useLedger();
  const today = useToday();
  const now = useNow();
  const query = useQuery();
  const asked = query.get('types')?.split(',') as MeetingType[] | undefined;
  const [types, setTypes] = useState<MeetingType[]>(asked ?? []);
  const [text, setText] = useState(query.get('text') ?? '');
  const [count, setCount] = useState(PAGE);
  const nameOf = useMemberName();
  const context = useRowContext();
  const filter = useMemo(
    () => ({ types, text, textOf: (meeting: Rec<'meeting'>) => searchText(meeting, nameOf) }),
    [types, text, context.roster],
  );
  const monthStart = startOfMonth(today);
  const lists = useLive(async () => {
    const [since, before] = await Promise.all([
      meetingsIn(ledger, { from: monthStart }, filter),
      meetingsUntil(ledger, addDays(monthStart, -1), count, filter),
    ]);
    const held = since.filter((meeting) => meeting.fields.startsAt <= now).reverse();
    const ahead = since.filter((meeting) => meeting.fields.startsAt > now);
    return { ahead: ahead.slice(0, AHEAD), held, before };
  }, [filter, count, monthStart, now]);
  const drafts = useLive(async () => {
    const all = await ledger.drafts.list();
    return all.filter((draft) => draft.form === 'meeting');
  }, []);
  const toggle = (type: MeetingType) =>
    setTypes(types.includes(type) ? types.filter((other) => other !== type) : [...types, type]);
  const filtered = types.length > 0 || text.trim() !== '';
  const nothing = lists && !lists.ahead.length && !lists.held.length && !lists.before.meetings.length;

  return (
    <Page
      title={t('life.title')}
      actions={
        <>
          <Link to="/register?view=meetings">{t('life.toRegister')}</Link>
          <Button kind="primary" small icon="plus" onClick={() => navigate('/life/new')}>
            {t('life.new')}
          </Button>
        </>
      }
    >
      <nav aria-label={t('types.places')} class="flex flex-wrap gap-2">
        <Button small onClick={() => navigate('/life/talks')}>
          {t('talk.title')}
        </Button>
        <Button small onClick={() => navigate('/life/appraisal')}>
          {t('types.appraisal')}
        </Button>
        <Button small onClick={() => navigate('/new/others')}>
          {t('types.others')}
        </Button>
      </nav>
      {drafts && drafts.length > 0 && (
        <Card>
          {drafts.map((draft) => (
            <Row
              key={draft.id}
              title={t('life.unfinished', { title: draft.title })}
              meta={t('life.unfinishedHint')}
              to={draft.route}
            />
          ))}
        </Card>
      )}
      <div class="space-y-2">
        <SearchField
          label={t('life.search')}
          value={text}
          onChange={setText}
          placeholder={t('life.searchHint')}
        />
        <Chips label={t('life.filterTypes')} options={typeOptions()} selected={types} onToggle={toggle} />
      </div>
      {nothing &&
        (filtered ? (
          <EmptyState
            title={t('life.nothingFits')}
            action={
              <Button
                onClick={() => {
                  setTypes([]);
                  setText('');
                }}
              >
                {t('life.clearFilter')}
              </Button>
            }
          />
        ) : (
          <EmptyState
            title={t('life.empty')}
            action={
              <Button onClick={() => navigate('/life/new?types=themeDay')}>{t('life.emptyAction')}</Button>
            }
          >
            {t('life.emptyHint')}
          </EmptyState>
        ))}
      {lists && lists.ahead.length > 0 && (
        <Section title={t('life.ahead')} remark={t('life.times', { count: lists.ahead.length })}>
          <Card>
            {lists.ahead.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} context={context} />
            ))}
          </Card>
        </Section>
      )}
      {lists && lists.held.length > 0 && (
        <Section title={t('life.thisMonth')} remark={t('life.times', { count: lists.held.length })}>
          <Card>
            {lists.held.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} context={context} />
            ))}
          </Card>
        </Section>
      )}
      {lists && <Earlier meetings={lists.before.meetings} context={context} />}
      {lists?.before.more && (
        <div class="text-center">
          <Button onClick={() => setCount(count + PAGE)}>{t('life.showEarlier')}</Button>
        </div>
      )}
    </Page>
  );
}

/** Earlier activities under the months they were held in. */
function Earlier(props: { meetings: readonly Rec<'meeting'>[]; context: ReturnType<typeof useRowContext> }) {
  const months: { month: string; meetings: Rec<'meeting'>[] }[] = [];
  for (const meeting of props.meetings) {
    const month = meeting.fields.startsAt.slice(0, 7);
    const last = months[months.length - 1];
    if (last?.month === month) last.meetings.push(meeting);
    else months.push({ month, meetings: [meeting] });
  }
  return (
    <>
      {months.map(({ month, meetings }) => (
        <Section key={month} title={monthHeading(month)}>
          <Card>
            {meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} context={props.context} />
            ))}
          </Card>
        </Section>
      ))}
    </>
  );
}

/** What a search looks through: names and words, never ids. */
function searchText(meeting: Rec<'meeting'>, nameOf: (id: string | undefined) => string): string {
  const { fields } = meeting;
  return [
    meetingTitle(fields),
    ...typeNames(fields),
    placeText(fields),
    fields.startsAt.slice(0, 10),
    nameOf(fields.host),
    nameOf(fields.recorder),
    nameOf(fields.lecturer),
    ...agendaOf(fields).map((item) => item.text),
    typeof fields.minutes === 'string' ? fields.minutes : '',
  ].join('\n');
}
