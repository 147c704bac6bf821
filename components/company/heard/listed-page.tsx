import { EMPTY_LISTED, type ListedInput, removeListed, saveListed } from '../../../lib/company/heard/listed';
import { currentLanguage, t } from '../../../lib/i18n';
import { packText } from '../../../lib/rules/pack';
import { ProvesItems } from '../../governance/proves-items';
import { Card, DateField, Section, SelectField, TextAreaField, TextField, useLedger } from '../../ui';
import { GoneRecord, RecordForm, textsOf } from '../record-form';
import { MatterRow } from './heard-page';
import { type FoundHeard, LIST, listedRoute, useHeard } from './use-heard';

/** One line of the 议事清单, and the matters that were heard under it. */
export function ListedPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useHeard();
  const ledger = useLedger();
  const id = params.id ?? 'new';
  if (!company || !found) return null;
  const record = found.list.find((one) => one.id === id);
  if (id !== 'new' && !record)
    return <GoneRecord title={t('heard.list')} back={LIST} text={t('heard.gone')} />;
  const matters = found.matters.filter(({ fields }) => record && fields.listed === record.id);
  return (
    <RecordForm<'listedMatter', ListedInput>
      key={id}
      kind="listedMatter"
      record={record}
      title={t(record ? 'heard.listedLine' : 'heard.addListed')}
      back={LIST}
      route={listedRoute(id)}
      mayWrite={mayWrite}
      name={({ title }) => title || t('heard.list')}
      initial={() => (record ? textsOf(EMPTY_LISTED, record.fields) : EMPTY_LISTED)}
      save={(input, options) =>
        saveListed(ledger, company.companyId, input, { ...options, order: found.list.length })
      }
      saved={({ title }) => t('heard.saved', { name: title })}
      after={() => LIST}
      remove={{ run: (gone) => removeListed(ledger, gone), done: t('charter.removed'), to: LIST }}
      below={
        <>
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
        </>
      }
    >
      {({ value, set }) => <ListedFields value={value} found={found} onChange={set} />}
    </RecordForm>
  );
}

function ListedFields(props: {
  value: ListedInput;
  found: FoundHeard;
  onChange: (patch: Partial<ListedInput>) => void;
}) {
  const { value, found, onChange } = props;
  const categories = [
    ...new Set([
      ...found.list.flatMap(({ fields }) => fields.category ?? []),
      ...found.pack.matters.map(({ category }) => packText(category, currentLanguage())),
    ]),
  ];
  return (
    <>
      <TextField
        label={t('record.listedMatter.title')}
        name="title"
        value={value.title}
        required
        onChange={(title) => onChange({ title })}
      />
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('record.listedMatter.category')}
          name="category"
          value={value.category}
          suggestions={categories}
          onChange={(category) => onChange({ category })}
        />
        {found.units.length > 0 && (
          <SelectField
            label={t('record.listedMatter.unit')}
            name="unit"
            value={value.unit}
            empty={t('posts.wholeCompany')}
            options={found.units.map(({ id, fields }) => ({ value: id, label: fields.name }))}
            onChange={(unit) => onChange({ unit })}
          />
        )}
        <DateField
          label={t('record.listedMatter.from')}
          name="from"
          value={value.from}
          onChange={(from) => onChange({ from })}
        />
        <DateField
          label={t('record.listedMatter.to')}
          name="to"
          value={value.to}
          hint={t('heard.toHint')}
          onChange={(to) => onChange({ to })}
        />
      </div>
      <TextAreaField
        label={t('record.listedMatter.basis')}
        name="basis"
        rows={2}
        value={value.basis}
        hint={t('heard.basisHint')}
        onChange={(basis) => onChange({ basis })}
      />
    </>
  );
}
