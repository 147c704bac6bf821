import {
  type CharterInput,
  type ClauseInput,
  removeCharter,
  saveCharter,
} from '../../../lib/company/charter/charters';
import { clausesOf } from '../../../lib/company/charter/elements';
import { t } from '../../../lib/i18n';
import type { Rec } from '../../../lib/ledger';
import { addAttachment } from '../../../lib/life/attachments';
import {
  DateField,
  type Draft,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  toastFault,
  useLedger,
} from '../../ui';
import { GoneRecord, RecordForm, textsOf } from '../record-form';
import { ClauseFields } from './clause-fields';
import { Intake, type Preview } from './intake';
import { OriginalFields } from './original-fields';
import { charterRoute, CHARTERS, type FoundCharters, useCharters } from './use-charters';

/** With a file that was read and is looked through before its clauses are taken. */
type Input = CharterInput & { preview?: Preview };

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

const inputsOf = ({ fields }: Pick<Rec<'charter'>, 'fields'>): ClauseInput[] =>
  clausesOf(fields).map(({ id, no, text, part, elements }) => ({
    id,
    no,
    text,
    part: part ?? '',
    elements: Object.keys(elements ?? {}),
  }));

const inputOf = ({ fields }: Rec<'charter'>): Input => ({
  ...textsOf(EMPTY, fields),
  clauses: inputsOf({ fields }),
  file: fields.file,
});

/** One version of a charter: entered from its text, or corrected. */
export function CharterFormPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useCharters();
  const ledger = useLedger();
  if (!company || !found) return null;
  const record = found.charters.find(({ id }) => id === params.id);
  if (params.id && !record)
    return <GoneRecord title={t('charter.title')} back={CHARTERS} text={t('charter.gone')} />;
  return (
    <RecordForm<'charter', Input>
      key={record?.id ?? 'new'}
      kind="charter"
      record={record}
      title={t(record ? 'charter.edit' : 'charter.add')}
      back={record ? charterRoute(record.id) : CHARTERS}
      route={record ? `${charterRoute(record.id)}/edit` : `${CHARTERS}/new`}
      mayWrite={mayWrite}
      name={({ version }) => version || t('charter.title')}
      initial={() => (record ? inputOf(record) : EMPTY)}
      save={(input, options) => saveCharter(ledger, company.companyId, input, options)}
      saved={({ version }) => t('charter.saved', { name: version })}
      after={({ id }) => (id ? charterRoute(id) : CHARTERS)}
      remove={{
        run: (gone) => removeCharter(ledger, gone),
        ask: {
          title: t('charter.removeAsk', { name: record?.fields.version ?? '' }),
          body: t('charter.removeHint'),
        },
        done: t('charter.removed'),
        to: CHARTERS,
      }}
    >
      {({ value, set }) => (
        <CharterFields value={value} set={set} found={found} company={company.name} mayWrite={mayWrite} />
      )}
    </RecordForm>
  );
}

function CharterFields(props: {
  value: Input;
  set: Draft<Input>['set'];
  found: FoundCharters;
  company: string;
  mayWrite: boolean;
}) {
  const { value, set, found, company, mayWrite } = props;
  const ledger = useLedger();
  const attach = async (file: File): Promise<void> => {
    try {
      const about = {
        date: value.adoptedOn,
        branch: company,
        type: t('charter.title'),
        existing: [],
        scan: true,
      };
      const added = await addAttachment(ledger, { blob: file, name: file.name }, about);
      if (!added) return;
      const { id: _, ...original } = added.line;
      set({ file: original });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const take = (preview: Preview, file: File | undefined): void => {
    set((before) => ({
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
      onChange={(next) => set({ [name]: next })}
    />
  );
  const day = (name: 'adoptedOn' | 'registeredOn', hint?: string) => (
    <DateField
      label={t(`record.charter.${name}`)}
      name={name}
      value={value[name]}
      hint={hint}
      onChange={(next) => set({ [name]: next })}
    />
  );
  return (
    <>
      <Section title={t('charter.part.version')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('record.charter.version')}
            name="version"
            value={value.version}
            required
            placeholder={t('charter.versionHint')}
            onChange={(version) => set({ version })}
          />
          {found.units.length > 0 && (
            <SelectField
              label={t('record.charter.unit')}
              name="unit"
              value={value.unit}
              empty={company}
              options={found.units
                .filter(({ fields }) => fields.name !== company)
                .map(({ id, fields }) => ({ value: id, label: fields.name }))}
              onChange={(unit) => set({ unit })}
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
          onPreview={(preview) => set({ preview })}
          onTake={take}
        />
      )}
      <ClauseFields pack={found.pack} clauses={value.clauses} onChange={(clauses) => set({ clauses })} />
      <OriginalFields value={value} onFile={attach} onChange={set} />
      <TextAreaField
        label={t('charter.note')}
        name="note"
        rows={2}
        value={value.note}
        onChange={(note) => set({ note })}
      />
    </>
  );
}
