import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { type Figure, PARTS, skeleton, yearFigures } from '../../lib/yearly/figures';
import {
  adoptionFacts,
  removeSummary,
  saveSummary,
  type SummaryDraft,
  summaryDraftOf,
  summaryOf,
} from '../../lib/yearly/summary';
import {
  Button,
  Card,
  confirmDialog,
  DraftRestored,
  draftSaved,
  EmptyState,
  FaultNote,
  IconButton,
  navigate,
  NotYet,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  shownText,
  TextAreaField,
  toastFault,
  useBranch,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { MeetingHistory } from '../life/meeting-history';
import { undoToast } from '../life/undo-toast';
import { Facts } from './request-page';
import { Adoption } from './summary-adoption';
import { SummaryPaperBar } from './summary-paper';
import { yearChoices } from './words';

/** 年度总结: what the ledger says of the year, the text, and who adopted it when. */
export function SummaryPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const asked = query.get('year') ?? '';
  const year = /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
  const found = useLive(async () => {
    const record = await summaryOf(ledger, year);
    return {
      year,
      record,
      text: await shownText(ledger, record?.fields.text),
      facts: record ? await adoptionFacts(ledger, record) : [],
      figures: await yearFigures(ledger, year, today),
      first: (await ledger.list('summary', { limit: 1 }))[0]?.fields.year,
    };
  }, [year, today]);
  const writing = query.get('edit') === '1';
  // What is shown is of the year that is asked for, never of the one before it.
  const now = found?.year === year ? found : undefined;
  if (now && writing) return <SummaryForm key={year} year={year} record={now.record} figures={now.figures} />;
  return (
    <Page
      title={t('affairs.summary.title')}
      remark={t('affairs.year', { year })}
      back="/register"
      actions={
        now?.record && (
          <IconButton icon="trash" label={t('common.delete')} onClick={() => void erase(ledger, year)} />
        )
      }
      foot={
        now?.record && (
          <Button
            kind="primary"
            action="edit-summary"
            onClick={() => navigate(`/summary?year=${year}&edit=1`)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      <SelectField
        label={t('exchange.year')}
        value={year}
        options={yearChoices(now?.first, today)}
        onChange={(next) => navigate(`/summary?year=${next}`, { replace: true })}
      />
      {now &&
        (now.record ? (
          <>
            <NotYet of={now.record.fields.text} />
            <Written record={now.record} text={now.text} facts={now.facts} />
          </>
        ) : (
          <EmptyState
            title={t('affairs.summary.empty', { year })}
            action={
              <Button
                kind="primary"
                action="write-summary"
                onClick={() => navigate(`/summary?year=${year}&edit=1`)}
              >
                {t('affairs.summary.write')}
              </Button>
            }
          >
            {t('affairs.summary.emptyHint')}
          </EmptyState>
        ))}
      {now && <Figures figures={now.figures} />}
    </Page>
  );
}

async function erase(ledger: ReturnType<typeof useLedger>, year: string): Promise<void> {
  const yes = await confirmDialog({
    title: t('affairs.summary.removeTitle'),
    body: t('affairs.request.removeBody'),
    confirm: t('common.delete'),
    danger: true,
  });
  if (!yes) return;
  try {
    undoToast(ledger, t('affairs.summary.removed'), await removeSummary(ledger, year));
  } catch (thrown) {
    toastFault(thrown);
  }
}

function Written(props: {
  record: Rec<'summary'>;
  text: string;
  facts: Awaited<ReturnType<typeof adoptionFacts>>;
}) {
  const { record } = props;
  return (
    <>
      <ConflictNote id={record.id} />
      <Section
        title={t('affairs.summary.adoption')}
        link={
          <Pill tone={record.fields.adoptedOn ? 'ok' : 'due'}>
            {t(record.fields.adoptedOn ? 'affairs.summary.adopted' : 'affairs.summary.notAdopted')}
          </Pill>
        }
      >
        <Facts rows={props.facts.map(({ label, value }) => [label, value] as const)} />
      </Section>
      <Section title={t('affairs.summary.text')}>
        <Card pad>
          <p class="break-words whitespace-pre-wrap">{props.text}</p>
        </Card>
        <SummaryPaperBar year={record.fields.year} />
      </Section>
      <MeetingHistory ids={[record.id]} />
    </>
  );
}

/** The figures of the year, part by part; every one opens its records. */
function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <Section title={t('affairs.summary.figures')} remark={t('affairs.summary.figuresHint')}>
      {PARTS.map((part) => {
        const own = figures.filter((figure) => figure.part === part);
        if (!own.length) return null;
        return (
          <div key={part} class="space-y-1">
            <h3 class="text-ink-2 font-semibold">{t(`affairs.part.${part}`)}</h3>
            <Card>
              {own.map(({ label, value, to }) => (
                <Row
                  key={label}
                  title={<span class="font-normal">{label}</span>}
                  to={to}
                  tail={
                    value === undefined ? (
                      <Pill tone="unknown">{t('common.unknown')}</Pill>
                    ) : (
                      <strong>{value}</strong>
                    )
                  }
                />
              ))}
            </Card>
          </div>
        );
      })}
    </Section>
  );
}

function SummaryForm(props: {
  year: string;
  record: Rec<'summary'> | undefined;
  figures: readonly Figure[];
}) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const { year, record, figures } = props;
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `summary:${year}`;
  const first = () => skeleton(figures, { year, today, branch });
  const draft = useDraft<SummaryDraft>({
    id: draftId,
    form: 'summary',
    title: () => t('affairs.year', { year }),
    route: `/summary?year=${year}&edit=1`,
    initial: async () => {
      const value = await summaryDraftOf(ledger, year, record);
      return record ? value : { ...value, text: first() };
    },
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveSummary(ledger, value, { today, draftId });
      draft.done();
      undoToast(
        ledger,
        result.concurrent
          ? t('talk.savedConcurrent', { count: result.concurrent })
          : t('affairs.summary.saved'),
        result.n,
      );
      navigate(`/summary?year=${year}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      setFault(asFault(thrown));
    }
  };
  const again = async () => {
    const yes = await confirmDialog({
      title: t('affairs.summary.againTitle'),
      body: t('affairs.summary.againBody'),
      confirm: t('affairs.summary.again'),
    });
    if (yes) set({ text: `${value.text.trim()}\n\n${first()}` });
  };
  return (
    <Page
      title={t('affairs.summary.title')}
      remark={t('affairs.year', { year })}
      back={`/summary?year=${year}`}
      state={draftSaved(draft)}
      foot={
        <Button kind="primary" busy={busy} action="save-summary" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      <TextAreaField
        terms
        label={t('affairs.summary.text')}
        value={value.text}
        rows={18}
        hint={t('affairs.summary.textHint')}
        onChange={(text) => set({ text })}
      />
      <Button small onClick={() => void again()}>
        {t('affairs.summary.again')}
      </Button>
      <Adoption value={value} set={set} />
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}
