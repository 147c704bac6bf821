import { useState } from 'preact/hooks';
import { termEndOf } from '../../lib/branch/branch';
import { type BranchFactsForm, factsOf, saveBranchFacts } from '../../lib/branch/branch-facts';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { BRANCH_FORMS } from '../../lib/records/branch';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Basis,
  Button,
  Card,
  DateField,
  FaultNote,
  Link,
  Note,
  Pill,
  Section,
  Segments,
  SelectField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  usePack,
} from '../ui';
import { toastUndo } from './hooks';
import { valueWord } from './words';

const SHOWN = [
  'name',
  'company',
  'superior',
  'form',
  'hasCommittee',
  'foundedOn',
  'termStart',
  'termEnd',
] as const;
const label = (field: (typeof SHOWN)[number]): string =>
  field === 'name' ? t('branch.field.branchName') : t(`branch.field.${field}`);
const draftId = (branch: Rec<'branch'>): string => `branch:${branch.id}`;

/** The facts of the branch, to read and to edit. A draft that was left behind is opened at once. */
export function BranchFactsSection({ branch }: { branch: Rec<'branch'> }) {
  const ledger = useLedger();
  const [editing, setEditing] = useState<boolean | undefined>(undefined);
  const hasDraft = useLive(async () => Boolean(await ledger.drafts.get(draftId(branch))), [branch.id]);
  if (editing ?? hasDraft) return <FactsForm branch={branch} onEnd={() => setEditing(false)} />;
  return (
    <Section
      title={t('branch.facts')}
      link={
        <Button small icon="edit" action="branch-edit" onClick={() => setEditing(true)}>
          {t('common.edit')}
        </Button>
      }
    >
      <Card>
        <dl class="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1.5 px-3 py-2.5">
          {SHOWN.map((field) => (
            <div key={field} class="contents">
              <dt class="text-meta text-ink-3">{label(field)}</dt>
              <dd class="break-words">
                {branch.fields[field] === undefined ? (
                  <Pill tone="unknown">{t('common.unknown')}</Pill>
                ) : (
                  valueWord(field, branch.fields[field], (id) => id)
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Link to={`/reentry/branch/${branch.id}`} class="text-meta text-red-ink">
        {t('reentry.title')}
      </Link>
    </Section>
  );
}

function FactsForm({ branch, onEnd }: { branch: Rec<'branch'>; onEnd: () => void }) {
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draft = useDraft<BranchFactsForm>({
    id: draftId(branch),
    form: 'branchFacts',
    title: (value) => value.name,
    route: '/branch',
    initial: () => factsOf(branch),
  });
  const pack = usePack();
  const form = draft.value;
  if (!form) return null;
  const { termYears: term, termYearsCommunity: community } = pack.thresholds;
  const hasStart = form.termStart.length === 10;
  const computed = hasStart ? termEndOf(pack, form.termStart) : '';
  const longer = hasStart ? termEndOf(pack, form.termStart, 'termYearsCommunity') : '';

  const save = async (): Promise<void> => {
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await saveBranchFacts(ledger, branch, form, { draft: draftId(branch) });
      draft.done();
      toastUndo(ledger, t('branch.factsSaved'), n);
      onEnd();
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const cancel = async (): Promise<void> => {
    await draft.discard();
    draft.done();
    onEnd();
  };
  const text = (field: 'name' | 'company' | 'superior') => (
    <TextField
      label={label(field)}
      name={field}
      value={form[field]}
      onChange={(value) => draft.set({ [field]: value })}
    />
  );
  const date = (field: 'foundedOn' | 'termStart' | 'termEnd') => (
    <DateField
      label={label(field)}
      name={field}
      value={form[field]}
      onChange={(value) => draft.set({ [field]: value })}
    />
  );
  return (
    <Section title={t('branch.facts')} remark={draft.restored ? t('common.draftRestored') : undefined}>
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {text('name')}
        {text('company')}
        {text('superior')}
        <SelectField
          label={label('form')}
          value={form.form}
          options={BRANCH_FORMS.map((value) => ({ value, label: tDynamic(`today.form.${value}`) }))}
          onChange={(value) => draft.set({ form: value })}
        />
        <Segments
          label={label('hasCommittee')}
          value={form.hasCommittee ? 'yes' : 'no'}
          options={[
            { value: 'yes', label: t('branch.hasCommittee.yes') },
            { value: 'no', label: t('branch.hasCommittee.no') },
          ]}
          onChange={(value) => draft.set({ hasCommittee: value === 'yes' })}
        />
        <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
          {date('foundedOn')}
          {date('termStart')}
          {date('termEnd')}
        </div>
        {computed && computed !== form.termEnd && longer !== form.termEnd && (
          <Note tone="info">
            {t('branch.termEndComputed', { years: term.value, date: computed })}{' '}
            <Button small kind="quiet" onClick={() => draft.set({ termEnd: computed })}>
              {t('branch.termUseComputed')}
            </Button>{' '}
            {t('branch.termCommunity', { years: community.value, date: longer })}{' '}
            <Button small kind="quiet" onClick={() => draft.set({ termEnd: longer })}>
              {t('branch.termUseCommunity')}
            </Button>
          </Note>
        )}
        <Basis basis={term.basis} sources={pack.sources} confidence={term.confidence} />
        {fault && <FaultNote fault={fault} />}
        <div class="flex justify-end gap-2">
          <Button onClick={() => void cancel()}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" action="branch-save">
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
