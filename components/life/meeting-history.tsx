import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { DELETED, type HistoryStep, type Ledger, stampTime } from '../../lib/ledger';
import { Button, Card, localDate, localTime, Section, toastFault, useLedger, useMemberName } from '../ui';
import { fieldWord, valueWord } from '../ui/record-words';

/** Commits shown at first and added by each press. */
const PAGE = 10;
/** Fields of one commit shown at once: a first entry sets dozens. */
const FIRST = 6;
/** Written by the ledger itself at the first entry; said by the heading of that step. */
const OWN = new Set(['enteredAt', 'enteredBy', 'order', 'meeting']);

interface Commit {
  n: number;
  h: string;
  by: string;
  label: string;
  steps: KindStep[];
}

/** A step with the kind of its record, by which its field is named. */
type KindStep = HistoryStep & { kind: string };

async function commitsOf(ledger: Ledger, ids: readonly string[]): Promise<Commit[]> {
  const steps = await Promise.all(
    ids.map(async (id): Promise<KindStep[]> => {
      const [record, own] = await Promise.all([ledger.find(id), ledger.historyOf(id)]);
      return own.map((step) => ({ ...step, kind: record?.kind ?? '' }));
    }),
  );
  const commits = new Map<number, Commit>();
  for (const step of steps.flat()) {
    const commit = commits.get(step.n) ?? { n: step.n, h: step.h, by: step.by, label: step.label, steps: [] };
    if (!OWN.has(step.field)) commit.steps.push(step);
    commits.set(step.n, commit);
  }
  return [...commits.values()].sort((a, b) => (a.h < b.h ? 1 : -1));
}

/** 修改记录: who set what, when, and what stood there before. Read only when opened. */
export function MeetingHistory({ ids }: { ids: readonly string[] }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [commits, setCommits] = useState<Commit[] | undefined>(undefined);
  const [shown, setShown] = useState(PAGE);
  const open = () => void commitsOf(ledger, ids).then(setCommits, toastFault);
  if (!commits) {
    return (
      <Button kind="quiet" icon="history" onClick={open}>
        {t('life.history')}
      </Button>
    );
  }
  return (
    <Section
      title={t('life.history')}
      link={
        <Button small kind="quiet" onClick={() => setCommits(undefined)}>
          {t('common.close')}
        </Button>
      }
    >
      <Card>
        {commits.slice(0, shown).map((commit) => (
          <div key={commit.n} class="px-3 py-2">
            <p>
              <strong>{tDynamic(`commit.${commit.label}`)}</strong>{' '}
              <span class="text-meta text-ink-3">
                {localDate(stampTime(commit.h))} {localTime(stampTime(commit.h))}
                {commit.by && ` · ${nameOf(commit.by)}`}
              </span>
            </p>
            <Steps steps={commit.steps.slice(0, FIRST)} />
            {commit.steps.length > FIRST && (
              <details class="text-meta text-ink-2">
                <summary class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s">
                  {t('life.history.more', { count: commit.steps.length - FIRST })}
                </summary>
                <Steps steps={commit.steps.slice(FIRST)} />
              </details>
            )}
          </div>
        ))}
      </Card>
      {commits.length > shown && (
        <Button small onClick={() => setShown(shown + PAGE)}>
          {t('common.showMore')}
        </Button>
      )}
    </Section>
  );
}

const Steps = ({ steps }: { steps: readonly KindStep[] }) => (
  <ul class="text-meta text-ink-2">
    {steps.map((step) => (
      <li key={`${step.field}${step.h}`} class="break-words">
        <Step step={step} />
      </li>
    ))}
  </ul>
);

function Step({ step }: { step: KindStep }) {
  const nameOf = useMemberName();
  if (step.field === DELETED) return <>{t(step.value ? 'life.deletedStep' : 'life.restoredStep')}</>;
  const { kind, field } = step;
  const label = fieldWord(kind, field, nameOf);
  const value = valueWord(kind, field, step.value, nameOf);
  if (step.before === undefined) return <>{t('life.step', { label, value })}</>;
  return <>{t('life.stepFrom', { label, before: valueWord(kind, field, step.before, nameOf), value })}</>;
}
