import {
  EMPTY_MATTER,
  type FoundMatter,
  type MatterInput,
  removeMatter,
  saveMatter,
} from '../../../lib/company/heard/matters';
import { recusalsOf } from '../../../lib/company/heard/recusals';
import { t } from '../../../lib/i18n';
import { attachmentsOf } from '../../../lib/life/draft';
import { ProvesItems } from '../../governance/proves-items';
import { useLedger, useQuery } from '../../ui';
import { GoneRecord, RecordForm, textsOf } from '../record-form';
import { MatterFields } from './matter-fields';
import { MatterFiles } from './matter-files';
import { matterRoute, MATTERS, useHeard } from './use-heard';

const inputOf = ({ fields }: FoundMatter): MatterInput => ({
  ...textsOf(EMPTY_MATTER, fields),
  recusals: recusalsOf(fields.recusals),
  attachments: attachmentsOf(fields),
});

/** One matter, from its proposal over opinion and decision to what came of it. */
export function MatterPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useHeard();
  const ledger = useLedger();
  const query = useQuery();
  const id = params.id ?? 'new';
  if (!company || !found) return null;
  const record = found.matters.find((one) => one.id === id);
  if (id !== 'new' && !record)
    return <GoneRecord title={t('heard.matter')} back={MATTERS} text={t('heard.gone')} />;
  return (
    <RecordForm<'matter', MatterInput>
      key={`${id} ${query.toString()}`}
      kind="matter"
      record={record}
      title={t(record ? 'heard.matter' : 'heard.add')}
      back={MATTERS}
      route={matterRoute(id)}
      mayWrite={mayWrite}
      name={({ title }) => title || t('heard.matter')}
      initial={() => (record ? inputOf(record) : { ...EMPTY_MATTER, listed: query.get('listed') ?? '' })}
      save={(input, options) => saveMatter(ledger, company.companyId, input, options)}
      saved={({ title }) => t('heard.saved', { name: title })}
      after={() => MATTERS}
      remove={{
        run: (gone) => removeMatter(ledger, gone),
        ask: { title: t('heard.removeAsk'), body: t('heard.removeHint') },
        done: t('charter.removed'),
        to: MATTERS,
      }}
      below={record && mayWrite && <ProvesItems record={record} />}
    >
      {({ value, set }) => (
        <>
          <MatterFields value={value} found={found} onChange={set} />
          <MatterFiles value={value} company={company.name} mayWrite={mayWrite} set={set} />
        </>
      )}
    </RecordForm>
  );
}
