import { type AppointmentInput, knownPeople } from '../../lib/company/appointments';
import { sideOf } from '../../lib/company/matrix';
import { bodyWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { addAttachment } from '../../lib/life/attachments';
import { APPOINTED_BY, BODIES } from '../../lib/records/company';
import {
  DateField,
  downloadBlob,
  FilePick,
  IconButton,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  toastFault,
  useBranch,
  useLedger,
  useMembers,
  useToday,
} from '../ui';
import type { CompanyPosts } from './use-posts';

/** Chosen for somebody of a known name who is another person. */
const ANOTHER = 'another';

/** The fields of one appointment; people and positions that are known are suggested. */
export function EntryFields(props: {
  value: AppointmentInput;
  found: CompanyPosts;
  onChange: (patch: Partial<AppointmentInput>) => void;
}) {
  const { value, found, onChange } = props;
  const members = useMembers();
  const known = knownPeople(members, found.posts);
  const typed = value.name.trim();
  const same = known.filter(({ name }) => name === typed);
  const chosen = same.find(({ person }) => person === value.person);
  const isMember = chosen?.member ?? false;
  const positions = [
    ...new Set(
      found.posts.filter(({ fields }) => fields.body === value.body).map(({ fields }) => fields.position),
    ),
  ];
  const bases = [...new Set(found.posts.flatMap(({ fields }) => fields.basis ?? []))];
  const name = (text: string): void => {
    const first = known.find((one) => one.name === text.trim());
    onChange({ name: text, person: first?.person ?? '' });
  };
  const text = (field: 'from' | 'to', hint?: string) => (
    <TextField
      label={tDynamic(`record.appointment.${field}`)}
      name={field}
      value={value[field]}
      placeholder={t('posts.dayHint')}
      hint={hint}
      onChange={(next) => onChange({ [field]: next })}
    />
  );
  return (
    <>
      <Section title={t('posts.part.who')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('record.appointment.name')}
            name="name"
            value={value.name}
            required
            suggestions={[...new Set(known.map((one) => one.name))]}
            onChange={name}
          />
          {same.length > 0 && (
            <SelectField
              label={t('posts.which')}
              name="person"
              value={chosen ? chosen.person : ANOTHER}
              options={[
                ...same.map(({ person, member, positions: held }) => ({
                  value: person,
                  label: [member && t('posts.onRoster'), ...held].filter(Boolean).join(' · ') || typed,
                })),
                { value: ANOTHER, label: t('posts.another') },
              ]}
              onChange={(person) => onChange({ person: person === ANOTHER ? '' : person })}
            />
          )}
          {sideOf(value.body) === 'governing' && !isMember && (
            <SelectField
              label={t('record.appointment.party')}
              name="party"
              value={value.party}
              empty={t('posts.partyUnsaid')}
              hint={t('posts.partyHint')}
              options={[
                { value: 'yes', label: t('common.yes') },
                { value: 'no', label: t('common.no') },
              ]}
              onChange={(party) => onChange({ party })}
            />
          )}
        </div>
      </Section>
      <Section title={t('posts.part.position')}>
        <div class="grid gap-3 sm:grid-cols-2">
          {found.units.length > 0 && (
            <SelectField
              label={t('record.appointment.unit')}
              name="unit"
              value={value.unit}
              empty={t('posts.wholeCompany')}
              options={found.units.map(({ id, fields }) => ({ value: id, label: fields.name }))}
              onChange={(unit) => onChange({ unit })}
            />
          )}
          <SelectField
            label={t('record.appointment.body')}
            name="body"
            value={value.body}
            options={BODIES.map((body) => ({ value: body, label: bodyWord(body) }))}
            onChange={(body) => onChange({ body })}
          />
          <TextField
            label={t('record.appointment.position')}
            name="position"
            value={value.position}
            required
            suggestions={positions}
            placeholder={t('posts.positionHint')}
            onChange={(position) => onChange({ position })}
          />
          <SelectField
            label={t('record.appointment.how')}
            name="how"
            value={value.how}
            empty={t('posts.unsaid')}
            options={APPOINTED_BY.map((how) => ({ value: how, label: tDynamic(`record.value.how.${how}`) }))}
            onChange={(how) => onChange({ how })}
          />
          {text('from', t('posts.fromHint'))}
          {text('to')}
          <DateField
            label={t('record.appointment.termEnd')}
            name="termEnd"
            value={value.termEnd}
            hint={t('posts.termEndHint')}
            onChange={(termEnd) => onChange({ termEnd })}
          />
        </div>
      </Section>
      <Section title={t('posts.part.basis')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('record.appointment.basis')}
            name="basis"
            value={value.basis}
            suggestions={bases}
            placeholder={t('posts.basisHint')}
            onChange={(basis) => onChange({ basis })}
          />
          <DateField
            label={t('record.appointment.basisOn')}
            name="basisOn"
            value={value.basisOn}
            onChange={(basisOn) => onChange({ basisOn })}
          />
        </div>
        <BasisFile value={value} onChange={onChange} />
      </Section>
      <Section title={t('posts.part.conflict')}>
        <TextAreaField
          label={t('record.appointment.conflict')}
          name="conflict"
          rows={2}
          value={value.conflict}
          hint={t('posts.conflictHint')}
          onChange={(conflict) => onChange({ conflict })}
        />
        <DateField
          label={t('record.appointment.conflictOn')}
          name="conflictOn"
          value={value.conflictOn}
          onChange={(conflictOn) => onChange({ conflictOn })}
        />
        <TextAreaField
          label={t('posts.noteLabel')}
          name="note"
          rows={2}
          value={value.note}
          onChange={(note) => onChange({ note })}
        />
      </Section>
    </>
  );
}

/** The document on which the position rests: one file, taken in as the files of activities are. */
function BasisFile(props: { value: AppointmentInput; onChange: (patch: Partial<AppointmentInput>) => void }) {
  const { value, onChange } = props;
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const file = value.basisFile;
  if (file) {
    const save = async (): Promise<void> => {
      try {
        downloadBlob(await ledger.getBlob(file), file.name);
      } catch (thrown) {
        toastFault(thrown);
      }
    };
    return (
      <div class="flex items-center gap-1">
        <span class="min-w-0 flex-1 break-words">{file.name}</span>
        <IconButton
          icon="download"
          label={t('life.attachment.save', { name: file.name })}
          onClick={() => void save()}
        />
        <IconButton
          icon="close"
          label={t('life.attachment.remove', { name: file.name })}
          onClick={() => onChange({ basisFile: undefined })}
        />
      </div>
    );
  }
  const add = async ([first]: File[]): Promise<void> => {
    if (!first) return;
    try {
      const about = {
        date: value.basisOn || today,
        branch: branch?.fields.name ?? '',
        type: t('record.appointment.basis'),
        existing: [],
        scan: true,
      };
      const added = await addAttachment(ledger, { blob: first, name: first.name }, about);
      if (!added) return;
      const { id: _, ...attachment } = added.line;
      onChange({ basisFile: attachment });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <FilePick accept="" label={t('record.appointment.basisFile')} onFiles={(files) => void add(files)} />
  );
}
