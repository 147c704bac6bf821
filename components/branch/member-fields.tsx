import type { ComponentChildren } from 'preact';
import type { MemberForm, PARTIAL_DATES, TEXT_FIELDS } from '../../lib/branch/member-form';
import { t } from '../../lib/i18n';
import type { Member } from '../../lib/records';
import { CheckField, DateField, Section, SelectField, TextAreaField, TextField, useGroups } from '../ui';
import { MemberTerms } from './member-terms';
import { categoryOptions, fieldWord, standingOptions } from './words';

interface Props {
  form: MemberForm;
  /** The member as the form was opened on it; absent for a new one. */
  before: Member | undefined;
  /** Date fields whose text is no date. */
  unread: readonly (typeof PARTIAL_DATES)[number][];
  set: (patch: Partial<MemberForm>) => void;
}

const Grid = (props: { children: ComponentChildren }) => (
  <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">{props.children}</div>
);

/** All fields of a member, in the order of the roster. */
export function MemberFields({ form, before, unread, set }: Props) {
  const groups = useGroups();
  const text = (field: (typeof TEXT_FIELDS)[number] | 'name' | 'aliases', hint?: string) => (
    <TextField
      label={fieldWord(field)}
      name={field}
      value={form[field]}
      hint={hint}
      onChange={(value) => set({ [field]: value })}
    />
  );
  const date = (field: (typeof PARTIAL_DATES)[number]) => (
    <TextField
      label={fieldWord(field)}
      name={field}
      value={form[field]}
      placeholder={t('branch.partialDateHint')}
      error={unread.includes(field) ? t('branch.dateUnread') : undefined}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <>
      <Section title={t('branch.part.person')}>
        <Grid>
          {text('name')}
          <SelectField
            label={fieldWord('gender')}
            value={form.gender}
            empty={t('branch.notSet')}
            options={[
              { value: 'male', label: t('branch.gender.male') },
              { value: 'female', label: t('branch.gender.female') },
            ]}
            onChange={(gender) => set({ gender })}
          />
          {date('birth')}
          {text('ethnicity')}
          {text('education')}
          {text('degree')}
          {text('nativePlace')}
        </Grid>
        {text('aliases', t('branch.aliasesHint'))}
      </Section>
      <Section title={t('branch.part.party')}>
        <Grid>
          <SelectField
            label={fieldWord('category')}
            name="category"
            value={form.category}
            options={categoryOptions()}
            onChange={(category) => set({ category })}
          />
          <SelectField
            label={fieldWord('group')}
            name="group"
            value={form.group}
            empty={t('branch.noGroup')}
            options={groups.map((group) => ({ value: group.id, label: group.fields.name }))}
            onChange={(group) => set({ group })}
          />
          {date('joinedOn')}
          {date('fullSince')}
          <SelectField
            label={fieldWord('standing')}
            value={form.standing}
            empty={t('branch.notSet')}
            options={standingOptions()}
            onChange={(standing) => set({ standing })}
          />
          {text('sponsors')}
        </Grid>
        <MemberTerms form={form} before={before} set={set} />
      </Section>
      <Section title={t('branch.part.work')}>
        <Grid>
          {text('employer')}
          {text('job')}
          {text('phone')}
          {text('address')}
          {text('household')}
          {text('stratum')}
        </Grid>
      </Section>
      <Section title={t('branch.part.stay')}>
        <Grid>
          <DateField
            label={fieldWord('inBranchFrom')}
            value={form.inBranchFrom}
            onChange={(inBranchFrom) => set({ inBranchFrom })}
          />
          {(form.mobile || form.mobileTo) && text('mobileTo')}
        </Grid>
        <CheckField
          label={fieldWord('mobile')}
          checked={form.mobile}
          onChange={(mobile) => set({ mobile })}
        />
        <CheckField
          label={fieldWord('exempt')}
          hint={t('branch.exemptHint')}
          checked={form.exempt}
          onChange={(exempt) => set({ exempt })}
        />
      </Section>
      <Section title={t('branch.part.other')}>
        <TextAreaField
          label={fieldWord('note')}
          value={form.note}
          rows={2}
          onChange={(note) => set({ note })}
        />
        {form.idNumber && text('idNumber', t('branch.idNumberHint'))}
      </Section>
    </>
  );
}
