import { useState } from 'preact/hooks';
import {
  EMPTY_MATTER,
  type FoundMatter,
  type MatterInput,
  removeMatter,
  saveMatter,
} from '../../../lib/company/heard/matters';
import { recusalsOf } from '../../../lib/company/heard/recusals';
import { t } from '../../../lib/i18n';
import { type Seen, seenOf } from '../../../lib/ledger';
import { asFault, type Fault } from '../../../lib/records/fault';
import { ProvesItems } from '../../governance/proves-items';
import {
  Button,
  confirmDialog,
  DraftRestored,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  useDraft,
  useLedger,
  useQuery,
} from '../../ui';
import { ConflictNote } from '../../ui/conflict-note';
import { toastUndo } from '../../ui/toast-undo';
import { MatterFields } from './matter-fields';
import { type FoundHeard, matterRoute, MATTERS, useHeard } from './use-heard';

type Form = MatterInput & { seen?: Seen };

function formOf(record: FoundMatter): Form {
  const { fields } = record;
  const said = Object.fromEntries(
    Object.keys(EMPTY_MATTER).map((name) => [name, fields[name as keyof MatterInput] ?? '']),
  ) as unknown as MatterInput;
  return { ...said, recusals: recusalsOf(fields.recusals), seen: seenOf(record) };
}

/** One matter, from its proposal over opinion and decision to what came of it. */
export function MatterPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useHeard();
  const asked = useQuery().toString();
  const id = params.id ?? 'new';
  if (!company || !found) return null;
  const record = found.matters.find((one) => one.id === id);
  if (id !== 'new' && !record) {
    return (
      <Page title={t('heard.matter')} back={MATTERS}>
        <Note tone="info">{t('heard.gone')}</Note>
      </Page>
    );
  }
  return (
    <MatterForm
      key={`${id} ${asked}`}
      record={record}
      found={found}
      companyId={company.companyId}
      mayWrite={mayWrite}
    />
  );
}

function MatterForm(props: {
  record: FoundMatter | undefined;
  found: FoundHeard;
  companyId: string;
  mayWrite: boolean;
}) {
  const { record, found, companyId, mayWrite } = props;
  const ledger = useLedger();
  const query = useQuery();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const id = record?.id ?? 'new';
  const draftId = `matter:${id}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'matter',
    title: ({ title }) => title || t('heard.matter'),
    route: matterRoute(id),
    initial: () => (record ? formOf(record) : { ...EMPTY_MATTER, listed: query.get('listed') ?? '' }),
  });
  const value = draft.value;
  if (!value) return null;
  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { seen, ...input } = value;
      const { n } = await saveMatter(ledger, companyId, input, { id: record?.id, seen, draft: draftId });
      draft.done();
      toastUndo(ledger, t('heard.saved', { name: value.title }), n);
      navigate(MATTERS, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    const yes = await confirmDialog({
      title: t('heard.removeAsk'),
      body: t('heard.removeHint'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const { n } = await removeMatter(ledger, record);
      draft.done();
      await ledger.drafts.delete(draftId);
      toastUndo(ledger, t('charter.removed'), n);
      navigate(MATTERS, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Page
      title={t(record ? 'heard.matter' : 'heard.add')}
      back={MATTERS}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <Button kind="primary" busy={busy} action="save-matter" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      <MatterFields value={value} found={found} onChange={draft.set} />
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <Button kind="danger" action="remove-matter" onClick={() => void remove()}>
          {t('common.delete')}
        </Button>
      )}
      {record && mayWrite && <ProvesItems record={record} />}
    </Page>
  );
}
