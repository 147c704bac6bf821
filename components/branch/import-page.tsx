import { useState } from 'preact/hooks';
import { applyImport } from '../../lib/branch/roster-import';
import { t } from '../../lib/i18n';
import { Button, FaultNote, navigate, Page, Progress, toastFault, useLedger, useToday } from '../ui';
import { toastUndo } from './hooks';
import { ImportColumns } from './import-columns';
import { ImportPlanView } from './import-plan';
import { ImportSource } from './import-source';
import { type ImportState, useImport } from './import-state';

/** Roster import: choose a file or paste, check the columns, look at the dry run, write it in one commit. */
export function RosterImportPage() {
  const ledger = useLedger();
  const state = useImport(ledger, useToday());
  const [applying, setApplying] = useState(false);
  const { plan, source, work } = state;
  const step = plan ? 'plan' : source ? 'columns' : 'source';
  const changes = plan ? plan.counts.add + plan.counts.change : 0;

  const apply = async (): Promise<void> => {
    if (!plan) return;
    setApplying(true);
    try {
      const { add, change } = plan.counts;
      const { n } = await applyImport(ledger, plan);
      await ledger.drafts.delete(PASTE_DRAFT);
      toastUndo(ledger, t('branch.applied', { add, change }), n);
      navigate('/branch/roster', { replace: true });
    } catch (thrown) {
      toastFault(thrown);
      setApplying(false);
    }
  };

  return (
    <Page
      title={t('branch.importTitle')}
      remark={source?.name || undefined}
      back="/branch/roster"
      foot={
        step === 'source' ? undefined : step === 'columns' ? (
          <ColumnsFoot state={state} />
        ) : (
          <>
            <span class="text-meta text-ink-3 flex-1">
              {plan &&
                t('branch.footCounts', {
                  add: plan.counts.add,
                  change: plan.counts.change,
                  skip: plan.counts.skip,
                })}
            </span>
            <Button onClick={state.toColumns}>{t('branch.backToColumns')}</Button>
            <Button
              kind="primary"
              busy={applying}
              disabled={!changes || Boolean(work)}
              action="roster-apply"
              onClick={() => void apply()}
            >
              {changes ? t('branch.apply', { count: changes }) : t('branch.applyNothing')}
            </Button>
          </>
        )
      }
    >
      <Steps at={step} />
      {work && (
        <Progress
          done={work.done}
          total={work.total}
          label={work.step === 'plan' ? t('branch.planning') : t(`branch.reading.${work.step}`)}
          onCancel={state.cancel}
        />
      )}
      {state.fault && <FaultNote fault={state.fault} />}
      {step === 'source' && <ImportSource draft={PASTE_DRAFT} busy={Boolean(work)} onOpen={state.open} />}
      {step === 'columns' && source && <ImportColumns state={state} source={source} />}
      {step === 'plan' && plan && <ImportPlanView plan={plan} busy={Boolean(work)} onDecide={state.decide} />}
    </Page>
  );
}

/** Draft of the pasted text. */
const PASTE_DRAFT = 'roster:paste';

function ColumnsFoot({ state }: { state: ImportState }) {
  const hasName = state.source?.mapping.columns.some((column) => column.target === 'name') ?? false;
  return (
    <>
      <span class="text-meta text-ink-3 flex-1">{!hasName && t('branch.noNameColumn')}</span>
      <Button onClick={state.reset}>{t('branch.otherFile')}</Button>
      <Button
        kind="primary"
        disabled={!hasName}
        busy={state.work?.step === 'plan'}
        action="roster-plan"
        onClick={() => void state.makePlan()}
      >
        {t('branch.toPlan')}
      </Button>
    </>
  );
}

const STEPS = ['source', 'columns', 'plan'] as const;

function Steps({ at }: { at: (typeof STEPS)[number] }) {
  return (
    <ol class="text-meta flex flex-wrap gap-x-4 gap-y-1" aria-label={t('branch.importTitle')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          class={step === at ? 'text-red-ink font-semibold' : 'text-ink-3'}
          aria-current={step === at ? 'step' : undefined}
        >
          {index + 1} {t(`branch.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
