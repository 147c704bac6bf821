import { useState } from 'preact/hooks';
import {
  EMPTY_LISTED,
  type Listed,
  type ListedInput,
  removeListed,
  saveListed,
} from '../../../lib/company/heard/listed';
import { currentLanguage, t } from '../../../lib/i18n';
import { type Seen, seenOf } from '../../../lib/ledger';
import { asFault, type Fault } from '../../../lib/records/fault';
import { packText } from '../../../lib/rules/pack';
import { ProvesItems } from '../../governance/proves-items';
import {
  Button,
  Card,
  DateField,
  DraftRestored,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
} from '../../ui';
import { ConflictNote } from '../../ui/conflict-note';
import { toastUndo } from '../../ui/toast-undo';
import { MatterRow } from './heard-page';
import { type FoundHeard, LIST, listedRoute, useHeard } from './use-heard';

type Form = ListedInput & { seen?: Seen };

function formOf(record: Listed): Form {
  const { unit, title, category, basis, from, to } = record.fields;
  return {
    unit: unit ?? '',
    title,
    category: category ?? '',
    basis: basis ?? '',
    from: from ?? '',
    to: to ?? '',
    seen: seenOf(record),
  };
}

/** One line of the 议事清单, and the matters that were heard under it. */
export function ListedPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useHeard();
  const id = params.id ?? 'new';
  if (!company || !found) return null;
  const record = found.list.find((one) => one.id === id);
  if (id !== 'new' && !record) {
    return (
      <Page title={t('heard.list')} back={LIST}>
        <Note tone="info">{t('heard.gone')}</Note>
      </Page>
    );
  }
  return (
    <ListedForm key={id} record={record} found={found} companyId={company.companyId} mayWrite={mayWrite} />
  );
}

function ListedForm(props: {
  record: Listed | undefined;
  found: FoundHeard;
  companyId: string;
  mayWrite: boolean;
}) {
  const { record, found, companyId, mayWrite } = props;
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `listedMatter:${record?.id ?? 'new'}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'listedMatter',
    title: ({ title }) => title || t('heard.list'),
    route: listedRoute(record?.id ?? 'new'),
    initial: () => (record ? formOf(record) : EMPTY_LISTED),
  });
  const value = draft.value;
  if (!value) return null;
  const save = async (): Promise<void> => {
    setFault(undefined);
    try {
      await draft.flush();
      const { seen, ...input } = value;
      const { n } = await saveListed(ledger, companyId, input, {
        id: record?.id,
        seen,
        draft: draftId,
        order: found.list.length,
      });
      draft.done();
      toastUndo(ledger, t('heard.saved', { name: value.title }), n);
      navigate(LIST, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    try {
      const { n } = await removeListed(ledger, record);
      draft.done();
      await ledger.drafts.delete(draftId);
      toastUndo(ledger, t('charter.removed'), n);
      navigate(LIST, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const categories = [
    ...new Set([
      ...found.list.flatMap(({ fields }) => fields.category ?? []),
      ...found.pack.matters.map(({ category }) => packText(category, currentLanguage())),
    ]),
  ];
  const matters = found.matters.filter(({ fields }) => record && fields.listed === record.id);
  return (
    <Page
      title={t(record ? 'heard.listedLine' : 'heard.addListed')}
      back={LIST}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <Button kind="primary" action="save-listed" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      <TextField
        label={t('record.listedMatter.title')}
        name="title"
        value={value.title}
        required
        onChange={(title) => draft.set({ title })}
      />
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('record.listedMatter.category')}
          name="category"
          value={value.category}
          suggestions={categories}
          onChange={(category) => draft.set({ category })}
        />
        {found.units.length > 0 && (
          <SelectField
            label={t('record.listedMatter.unit')}
            name="unit"
            value={value.unit}
            empty={t('posts.wholeCompany')}
            options={found.units.map(({ id, fields }) => ({ value: id, label: fields.name }))}
            onChange={(unit) => draft.set({ unit })}
          />
        )}
        <DateField
          label={t('record.listedMatter.from')}
          name="from"
          value={value.from}
          onChange={(from) => draft.set({ from })}
        />
        <DateField
          label={t('record.listedMatter.to')}
          name="to"
          value={value.to}
          hint={t('heard.toHint')}
          onChange={(to) => draft.set({ to })}
        />
      </div>
      <TextAreaField
        label={t('record.listedMatter.basis')}
        name="basis"
        rows={2}
        value={value.basis}
        hint={t('heard.basisHint')}
        onChange={(basis) => draft.set({ basis })}
      />
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <Button kind="danger" action="remove-listed" onClick={() => void remove()}>
          {t('common.delete')}
        </Button>
      )}
      {matters.length > 0 && (
        <Section title={t('heard.under')}>
          <Card>
            {matters.map((matter) => (
              <MatterRow key={matter.id} matter={matter} />
            ))}
          </Card>
        </Section>
      )}
      {record && mayWrite && <ProvesItems record={record} />}
    </Page>
  );
}
