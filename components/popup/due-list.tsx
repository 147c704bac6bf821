import { useEffect } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { WEEK } from '../../lib/life/today';
import { everythingDue, type WatchRow } from '../../lib/plan/watch';
import { pokeBadge } from '../../lib/platform/badge';
import type { KindName } from '../../lib/records';
import { addDays, daysBetween, formatDate } from '../../lib/rules/calendar';
import type { CadenceFinding } from '../../lib/rules/cadence';
import { packText } from '../../lib/rules/pack';
import { formatPeriod } from '../../lib/rules/periods';
import { Button, Card, Pill, Row, Section, type Tone, useLedger, useLive, useToday } from '../ui';
import { showInPanel } from './show-in-panel';

/** Rows that fit beside the other parts of the popup. */
const SHOWN = 3;

interface DueRow {
  key: string;
  text: string;
  meta: string;
  tone: Tone;
  state: string;
  route: string;
}

/** What is overdue or has to be done within the week: the same things that the badge counts. */
export function DueList() {
  const ledger = useLedger();
  const today = useToday();
  const due = useLive(() => readDue(ledger, today), [today]);
  const count = due?.count;
  useEffect(() => {
    // The badge was counted at another time, perhaps yesterday; it must not contradict the list.
    if (count !== undefined) void pokeBadge();
  }, [count]);
  if (!due) return null;
  return (
    <Section
      title={t('popup.due.title')}
      link={
        due.count > 0 && (
          <Button kind="quiet" small action="all-due" onClick={() => showInPanel('/today')}>
            {t('popup.due.more', { count: due.count })}
          </Button>
        )
      }
    >
      <Card>
        {due.rows.map((row) => (
          <Row
            key={row.key}
            lead={<Pill tone={row.tone}>{row.state}</Pill>}
            title={<span class="line-clamp-2 font-normal">{row.text}</span>}
            meta={row.meta}
            onClick={() => showInPanel(row.route)}
          />
        ))}
        {due.rows.length === 0 && <Row title={<span class="font-normal">{t('popup.due.none')}</span>} />}
      </Card>
    </Section>
  );
}

async function readDue(ledger: Ledger, today: string): Promise<{ rows: DueRow[]; count: number }> {
  const soon = addDays(today, WEEK);
  const [{ findings: pressing, rows: watched, count }, records] = await Promise.all([
    everythingDue(ledger, today),
    ledger.dueUntil(soon, SHOWN),
  ]);
  const late = pressing.filter((finding) => finding.state === 'missing').map(findingRow);
  const todo = pressing.filter((finding) => finding.state === 'due').map(findingRow);
  const own = records.flatMap((record): DueRow[] => {
    if (isKind(record, 'resolution')) {
      const { text, dueOn, meeting } = record.fields;
      const route = `/life/meeting/${meeting}`;
      return [dayRow(record.id, t('popup.due.resolution', { text }), dueOn, today, route)];
    }
    if (isKind(record, 'rectification')) {
      const { problem, dueOn, meeting } = record.fields;
      const route = meeting ? `/life/meeting/${meeting}` : '/rectifications';
      return [dayRow(record.id, t('today.rectificationDue', { text: problem }), dueOn, today, route)];
    }
    if (isKind(record, 'finding')) {
      const { problem, dueOn } = record.fields;
      const route = `/governance/findings?finding=${record.id}`;
      return [dayRow(record.id, t('today.rectificationDue', { text: problem }), dueOn, today, route)];
    }
    if (isKind(record, 'request')) {
      const { subject, remindOn } = record.fields;
      const route = `/requests/${record.id}`;
      return [dayRow(record.id, t('popup.due.request', { text: subject }), remindOn, today, route)];
    }
    if (isKind(record, 'governanceItem')) {
      const { item, nextReview, period } = record.fields;
      const route = `/governance/${item}?period=${encodeURIComponent(period)}`;
      return [dayRow(record.id, t('popup.due.review', { item }), nextReview, today, route)];
    }
    return [];
  });
  const watch = watched.map((row) => watchRow(row, today));
  return { rows: [...own, ...late, ...watch, ...todo].slice(0, SHOWN), count };
}

const isKind = <K extends KindName>(record: Rec, kind: K): record is Rec<K> => record.kind === kind;

function findingRow(finding: CadenceFinding): DueRow {
  const language = currentLanguage();
  const title = packText(finding.title, language);
  const name = finding.group ? `${finding.group.name} · ${title}` : title;
  const missing = finding.state === 'missing';
  const period = finding.rule === 'term' ? '' : formatPeriod(finding.period, language);
  const date = finding.deadline && formatDate(finding.deadline, language);
  return {
    key: `${finding.rule} ${finding.period} ${finding.group?.id ?? ''}`,
    // Where part of it was done, it is not without a record.
    text: t(missing && finding.open === undefined ? 'popup.due.missing' : 'popup.due.todo', {
      period,
      name,
    }).trim(),
    meta: date ? t(missing ? 'popup.due.was' : 'popup.due.by', { date }) : '',
    tone: missing ? 'bad' : 'due',
    state: t(missing ? 'popup.due.stateMissing' : 'popup.due.stateDue'),
    route: '/today',
  };
}

const watchRow = (row: WatchRow, today: string): DueRow =>
  dayRow(row.key, [row.name, row.title].filter(Boolean).join(' · '), row.day, today, row.to);

function dayRow(key: string, text: string, day: string | undefined, today: string, route: string): DueRow {
  const late = day !== undefined && daysBetween(today, day) < 0;
  return {
    key,
    text,
    meta: day ? t(late ? 'popup.due.was' : 'popup.due.by', { date: formatDate(day, currentLanguage()) }) : '',
    tone: late ? 'bad' : 'due',
    state: t(late ? 'popup.due.stateLate' : 'popup.due.stateDue'),
    route,
  };
}
