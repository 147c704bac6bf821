import { useState } from 'preact/hooks';
import {
  type CharterInput,
  type ClauseInput,
  removeCharter,
  saveCharter,
} from '../../../lib/company/charter/charters';
import { clausesOf } from '../../../lib/company/charter/elements';
import { t } from '../../../lib/i18n';
import { type Rec, type Seen, seenOf } from '../../../lib/ledger';
import { addAttachment } from '../../../lib/life/attachments';
import { asFault, type Fault } from '../../../lib/records/fault';
import {
  Button,
  confirmDialog,
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
  toastFault,
  useDraft,
  useLedger,
} from '../../ui';
import { ConflictNote } from '../../ui/conflict-note';
import { toastUndo } from '../../ui/toast-undo';
import { ClauseFields } from './clause-fields';
import { Intake, type Preview } from './intake';
import { OriginalFields } from './original-fields';
import { charterRoute, CHARTERS, type FoundCharters, useCharters } from './use-charters';

type Form = CharterInput & { seen?: Seen; preview?: Preview };

const EMPTY: CharterInput = {
  unit: '',
  version: '',
  adoptedOn: '',
  resolution: '',
  registeredOn: '',
  registration: '',
  clauses: [],
  place: '',
  sha256: '',
  note: '',
};

const inputsOf = ({ fields }: Rec<'charter'>): ClauseInput[] =>
  clausesOf(fields).map(({ id, no, text, part, elements }) => ({
    id,
    no,
    text,
    part: part ?? '',
    elements: Object.keys(elements ?? {}),
  }));

function formOf(record: Rec<'charter'>): Form {
  const { fields } = record;
  return {
    unit: fields.unit ?? '',
    version: fields.version,
    adoptedOn: fields.adoptedOn ?? '',
    resolution: fields.resolution ?? '',
    registeredOn: fields.registeredOn ?? '',
    registration: fields.registration ?? '',
    clauses: inputsOf(record),
    file: fields.file,
    place: fields.place ?? '',
    sha256: fields.sha256 ?? '',
    note: fields.note ?? '',
    seen: seenOf(record),
  };
}

/** One version of a charter: entered from its text, or corrected. */
export function CharterFormPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useCharters();
  if (!company || !found) return null;
  const record = found.charters.find(({ id }) => id === params.id);
  if (params.id && !record) {
    return (
      <Page title={t('charter.title')} back={CHARTERS}>
        <Note tone="info">{t('charter.gone')}</Note>
      </Page>
    );
  }
  return (
    <CharterForm
      key={record?.id ?? 'new'}
      record={record}
      found={found}
      company={company}
      mayWrite={mayWrite}
    />
  );
}

function CharterForm(props: {
  record: Rec<'charter'> | undefined;
  found: FoundCharters;
  company: { companyId: string; name: string };
  mayWrite: boolean;
}) {
  const { record, found, company, mayWrite } = props;
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const draftId = `charter:${record?.id ?? 'new'}`;
  const route = record ? `${charterRoute(record.id)}/edit` : `${CHARTERS}/new`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'charter',
    title: ({ version }) => version || t('charter.title'),
    route,
    initial: () => (record ? formOf(record) : EMPTY),
  });
  const value = draft.value;
  if (!value) return null;
  const back = record ? charterRoute(record.id) : CHARTERS;
  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { seen, preview: _, ...input } = value;
      const { n, id } = await saveCharter(ledger, company.companyId, input, {
        id: record?.id,
        seen,
        draft: draftId,
      });
      draft.done();
      toastUndo(ledger, t('charter.saved', { name: value.version }), n);
      navigate(charterRoute(id), { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    const yes = await confirmDialog({
      title: t('charter.removeAsk', { name: record.fields.version }),
      body: t('charter.removeHint'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const { n } = await removeCharter(ledger, record);
      draft.done();
      await ledger.drafts.delete(draftId);
      toastUndo(ledger, t('charter.removed'), n);
      navigate(CHARTERS, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const attach = async (file: File): Promise<void> => {
    try {
      const about = {
        date: value.adoptedOn,
        branch: company.name,
        type: t('charter.title'),
        existing: [],
        scan: true,
      };
      const added = await addAttachment(ledger, { blob: file, name: file.name }, about);
      if (!added) return;
      const { id: _, ...original } = added.line;
      draft.set({ file: original });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const take = (preview: Preview, file: File | undefined): void => {
    draft.set((before) => ({
      ...before,
      version: before.version.trim() ? before.version : (preview.title ?? '').slice(0, 80),
      clauses: [...before.clauses, ...preview.clauses.flatMap(({ on, ...clause }) => (on ? [clause] : []))],
      preview: undefined,
    }));
    if (file) void attach(file);
  };
  const line = (name: 'resolution' | 'registration', hint: string) => (
    <TextField
      label={t(`record.charter.${name}`)}
      name={name}
      value={value[name]}
      placeholder={hint}
      onChange={(next) => draft.set({ [name]: next })}
    />
  );
  const day = (name: 'adoptedOn' | 'registeredOn', hint?: string) => (
    <DateField
      label={t(`record.charter.${name}`)}
      name={name}
      value={value[name]}
      hint={hint}
      onChange={(next) => draft.set({ [name]: next })}
    />
  );
  return (
    <Page
      title={t(record ? 'charter.edit' : 'charter.add')}
      back={back}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <Button kind="primary" busy={busy} action="save-charter" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      <Section title={t('charter.part.version')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('record.charter.version')}
            name="version"
            value={value.version}
            required
            placeholder={t('charter.versionHint')}
            onChange={(version) => draft.set({ version })}
          />
          {found.units.length > 0 && (
            <SelectField
              label={t('record.charter.unit')}
              name="unit"
              value={value.unit}
              empty={company.name}
              options={found.units
                .filter(({ fields }) => fields.name !== company.name)
                .map(({ id, fields }) => ({ value: id, label: fields.name }))}
              onChange={(unit) => draft.set({ unit })}
            />
          )}
          {day('adoptedOn', t('charter.adoptedHint'))}
          {line('resolution', t('charter.resolutionHint'))}
          {day('registeredOn')}
          {line('registration', t('charter.registrationHint'))}
        </div>
      </Section>
      {mayWrite && (
        <Intake
          pack={found.pack}
          preview={value.preview}
          mayAttach={!value.file && !value.place.trim()}
          onPreview={(preview) => draft.set({ preview })}
          onTake={take}
        />
      )}
      <ClauseFields
        pack={found.pack}
        clauses={value.clauses}
        onChange={(clauses) => draft.set({ clauses })}
      />
      <OriginalFields value={value} onFile={attach} onChange={draft.set} />
      <TextAreaField
        label={t('charter.note')}
        name="note"
        rows={2}
        value={value.note}
        onChange={(note) => draft.set({ note })}
      />
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <Button kind="danger" action="remove-charter" onClick={() => void remove()}>
          {t('common.delete')}
        </Button>
      )}
    </Page>
  );
}
