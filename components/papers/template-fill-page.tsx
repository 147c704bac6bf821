import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { nameOfRow } from '../../lib/life/register-columns';
import { planFilling, removeTemplate, type TemplatePlan } from '../../lib/papers/templates';
import type { TemplateSubject } from '../../lib/papers/template-values';
import { asFault, Fault } from '../../lib/records/fault';
import { MEETING_TYPES, type MeetingType } from '../../lib/records/meeting';
import { dateOf } from '../../lib/rules/calendar';
import { periodKey } from '../../lib/rules/periods';
import {
  Button,
  Card,
  CheckField,
  Chips,
  EmptyState,
  FaultNote,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useGroups,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { saveFilled } from './fill-actions';
import { found, toastUndo, useExportAllowed } from './hooks';
import { periodChoices } from './periods';
import { fieldWord, listWord, valueWord } from './words';

/** Activities offered for filling. */
const OFFERED = 120;

/** Fills a kept form for one activity or one period, after showing what will stand in it. */
export function TemplateFillPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const opened = useLive(() => found(() => ledger.get('paperTemplate', id)), [id]);
  if (!opened) return null;
  if (!opened.value) {
    return (
      <Page title={t('papers.template.title')} back="/papers/templates">
        <FaultNote fault={opened.fault ?? new Fault('E666')} />
      </Page>
    );
  }
  return <FillForm key={id} record={opened.value} />;
}

function FillForm({ record }: { record: Rec<'paperTemplate'> }) {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const branch = useBranch()?.fields.name ?? '';
  const allowed = useExportAllowed();
  const [chosen, setChosen] = useState(query.get('meeting') ?? '');
  const [period, setPeriod] = useState(query.get('period') ?? periodKey('Q', today));
  const [types, setTypes] = useState<MeetingType[]>([]);
  const [markUnknown, setMarkUnknown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const isMeeting = record.fields.subject === 'meeting';
  const meetings = useLive(async () => {
    const latest = await ledger.list('meeting', { reverse: true, to: today, limit: OFFERED });
    // One that was asked for by its own page is offered however old it is, or still to come.
    const asked = latest.some(({ id }) => id === chosen) ? undefined : await ledger.get('meeting', chosen);
    return asked ? [asked, ...latest] : latest;
  }, [today, chosen]);
  const meeting = chosen || meetings?.[0]?.id || '';
  const subject: TemplateSubject = isMeeting
    ? { kind: 'meeting', id: meeting }
    : { kind: 'period', period, types };
  const plan = useLive(
    () =>
      isMeeting && !meeting
        ? Promise.resolve(undefined)
        : found(() => planFilling(ledger, record, { subject, today, markUnknown })),
    [record.h, isMeeting, meeting, period, types.join(), today, markUnknown],
  );
  const groups = useGroups();
  const named = (row: Rec<'meeting'>): string =>
    nameOfRow(
      { meeting: row },
      { groupName: (group) => groups.find((one) => one.id === group)?.fields.name },
    );

  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await saveFilled(ledger, record, { subject, today, markUnknown, branch });
      toast(t('exchange.exported'));
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const drop = async (): Promise<void> => {
    try {
      const { n } = await removeTemplate(ledger, record);
      toastUndo(ledger, t('papers.template.removed'), n);
      navigate('/papers/templates', { replace: true });
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Page
      title={record.fields.name}
      back="/papers/templates"
      actions={
        <Button small onClick={() => navigate(`/papers/template/${record.id}/bind`)}>
          {t('papers.template.bindTitle')}
        </Button>
      }
      foot={
        <>
          <Button kind="quiet" onClick={() => void drop()}>
            {t('papers.template.remove')}
          </Button>
          <Button
            kind="primary"
            icon="download"
            action="template-fill"
            busy={busy}
            disabled={!allowed || !plan?.value}
            onClick={() => void save()}
          >
            {t('papers.template.fill')}
          </Button>
        </>
      }
    >
      {!allowed && <Note tone="info">{t('fault.E423')}</Note>}
      {fault && <FaultNote fault={fault} />}
      {isMeeting ? (
        meetings?.length ? (
          <SelectField
            label={t('papers.template.whichMeeting')}
            name="meeting"
            value={meeting}
            options={meetings.map((row) => ({
              value: row.id,
              label: `${dateOf(row.fields.startsAt)} ${named(row)}`,
            }))}
            onChange={setChosen}
          />
        ) : (
          meetings && (
            <EmptyState
              title={t('exchange.empty')}
              action={<Button onClick={() => navigate('/life/new')}>{t('exchange.emptyAction')}</Button>}
            />
          )
        )
      ) : (
        <>
          <SelectField
            label={t('exchange.period')}
            name="period"
            value={period}
            options={periodChoices(today)}
            onChange={setPeriod}
          />
          <Chips
            label={t('papers.template.onlyTypes')}
            options={MEETING_TYPES.map((type) => ({ value: type, label: t(`life.type.${type}`) }))}
            selected={types}
            onToggle={(type) =>
              setTypes(types.includes(type) ? types.filter((other) => other !== type) : [...types, type])
            }
          />
        </>
      )}
      {plan?.fault && <FaultNote fault={plan.fault} />}
      {plan?.value && <PlanView plan={plan.value} />}
      <CheckField
        label={t('papers.template.markUnknown')}
        hint={t('papers.template.markUnknownHint')}
        checked={markUnknown}
        onChange={setMarkUnknown}
      />
    </Page>
  );
}

/** What will stand in the form. */
function PlanView({ plan }: { plan: TemplatePlan }) {
  if (!plan.values.length && !plan.lists.length) {
    return <Note tone="due">{t('papers.template.nothingBound')}</Note>;
  }
  const seen = new Set<string>();
  const values = plan.values.filter(({ field }) => !seen.has(field) && seen.add(field));
  return (
    <Section
      title={t('papers.template.willStand')}
      remark={plan.open.length ? t('papers.template.openCount', { count: plan.open.length }) : undefined}
    >
      <Card>
        {values.map(({ field, value }) => (
          <div key={field} class="flex items-start gap-3 px-3 py-2">
            <span class="text-meta text-ink-2 w-28 shrink-0">{fieldWord(field)}</span>
            <span class="line-clamp-3 min-w-0 flex-1 break-words whitespace-pre-line">
              {value === undefined ? <Pill tone="unknown">{t('common.unknown')}</Pill> : valueWord(value)}
            </span>
          </div>
        ))}
        {plan.lists.map(({ row, list, count }) => (
          <div key={row} class="flex items-start gap-3 px-3 py-2">
            <span class="text-meta text-ink-2 w-28 shrink-0">{listWord(list)}</span>
            <span class="min-w-0 flex-1">{t('papers.template.lines', { count })}</span>
          </div>
        ))}
      </Card>
    </Section>
  );
}
