import { useState } from 'preact/hooks';
import {
  type AppointmentInput,
  endAppointment,
  removeAppointment,
  saveAppointment,
} from '../../lib/company/appointments';
import { t } from '../../lib/i18n';
import { type Rec, type Seen, seenOf } from '../../lib/ledger';
import { BODIES, type Body } from '../../lib/records/company';
import { asFault, type Fault } from '../../lib/records/fault';
import { ProvesItems } from '../governance/proves-items';
import {
  Button,
  confirmDialog,
  DateField,
  Dialog,
  DraftRestored,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from '../ui/toast-undo';
import { EntryFields } from './entry-fields';
import { type CompanyPosts, entryRoute, MATRIX, usePosts } from './use-posts';

type Form = AppointmentInput & { seen?: Seen };

const EMPTY: AppointmentInput = {
  unit: '',
  body: 'board',
  position: '',
  person: '',
  name: '',
  party: '',
  from: '',
  to: '',
  termEnd: '',
  how: '',
  basis: '',
  basisOn: '',
  conflict: '',
  conflictOn: '',
  note: '',
};

function formOf(record: Rec<'appointment'>): Form {
  const { fields } = record;
  const said = Object.fromEntries(
    Object.keys(EMPTY).map((name) => [name, fields[name as keyof AppointmentInput] ?? '']),
  ) as unknown as AppointmentInput;
  return { ...said, basisFile: fields.basisFile, seen: seenOf(record) };
}

/** One appointment: a form that keeps what the next one shares with it, or an entry to correct, end or take away. */
export function EntryPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? 'new';
  const ledger = useLedger();
  const { company, found, mayWrite } = usePosts();
  const asked = useQuery().toString();
  const record = useLive(
    async () => ({ record: id === 'new' ? undefined : await ledger.get('appointment', id) }),
    [id],
  );
  if (!company || !found || !record) return null;
  if (id !== 'new' && !record.record) {
    return (
      <Page title={t('posts.entry')} back={MATRIX}>
        <Note tone="info">{t('posts.gone')}</Note>
      </Page>
    );
  }
  return (
    <EntryForm
      key={`${id} ${asked}`}
      record={record.record}
      companyId={company.companyId}
      found={found}
      mayWrite={mayWrite}
    />
  );
}

function EntryForm(props: {
  record: Rec<'appointment'> | undefined;
  companyId: string;
  found: CompanyPosts;
  mayWrite: boolean;
}) {
  const { record, companyId, found, mayWrite } = props;
  const ledger = useLedger();
  const query = useQuery();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [ending, setEnding] = useState(false);
  const id = record?.id ?? 'new';
  const draftId = `appointment:${id}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'appointment',
    title: (value) => [value.name, value.position].filter(Boolean).join(' '),
    route: entryRoute(id),
    initial: () => {
      if (record) return formOf(record);
      const body = BODIES.find((one) => one === query.get('body')) as Body | undefined;
      const person = query.get('person') ?? '';
      const name = found.posts.find(({ fields }) => fields.person === person)?.fields.name ?? '';
      return {
        ...EMPTY,
        unit: query.get('unit') ?? '',
        body: body ?? EMPTY.body,
        basis: query.get('basis') ?? '',
        basisOn: query.get('basisOn') ?? '',
        person: name ? person : '',
        name,
      };
    },
  });
  const value = draft.value;
  if (!value) return null;
  const save = async (another: boolean): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { seen, ...input } = value;
      const { n } = await saveAppointment(ledger, companyId, input, {
        id: record?.id,
        seen,
        draft: draftId,
      });
      draft.done();
      toastUndo(ledger, t('posts.saved', { name: value.name, position: value.position }), n);
      const { unit, body, basis, basisOn } = value;
      const kept = new URLSearchParams({ unit, body, basis, basisOn });
      navigate(another ? `${entryRoute('new')}?${kept.toString()}&next=${n ?? ''}` : MATRIX, {
        replace: true,
      });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    const yes = await confirmDialog({
      title: t('posts.removeAsk'),
      body: t('posts.removeHint'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const { n } = await removeAppointment(ledger, record);
      draft.done();
      await ledger.drafts.delete(draftId);
      toastUndo(ledger, t('posts.removed'), n);
      navigate(MATRIX, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Page
      title={t(record ? 'posts.entry' : 'posts.add')}
      back={MATRIX}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <>
            {!record && (
              <Button busy={busy} action="save-next" onClick={() => void save(true)}>
                {t('posts.saveNext')}
              </Button>
            )}
            <Button kind="primary" busy={busy} action="save-post" onClick={() => void save(false)}>
              {t('common.save')}
            </Button>
          </>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      {record?.fields.source && <p class="text-meta text-ink-2">{t('posts.fromRosterNote')}</p>}
      <EntryFields value={value} found={found} onChange={draft.set} />
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <div class="flex flex-wrap gap-2">
          {!record.fields.to && (
            <Button action="end-post" onClick={() => setEnding(true)}>
              {t('posts.end')}
            </Button>
          )}
          <Button kind="danger" action="remove-post" onClick={() => void remove()}>
            {t('common.delete')}
          </Button>
        </div>
      )}
      {record && mayWrite && <ProvesItems record={record} />}
      {record && ending && (
        <EndDialog
          record={record}
          onClose={() => setEnding(false)}
          onEnded={async (n) => {
            draft.done();
            await ledger.drafts.delete(draftId);
            toastUndo(ledger, t('posts.endedNow', { name: record.fields.name }), n);
            navigate(MATRIX, { replace: true });
          }}
        />
      )}
    </Page>
  );
}

/** Asks for the last day. */
function EndDialog(props: {
  record: Rec<'appointment'>;
  onClose: () => void;
  onEnded: (n: number | undefined) => Promise<void>;
}) {
  const ledger = useLedger();
  const today = useToday();
  const [day, setDay] = useState(today);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const end = async (): Promise<void> => {
    try {
      const { n } = await endAppointment(ledger, props.record, day);
      await props.onEnded(n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Dialog
      open
      title={t('posts.end')}
      onClose={props.onClose}
      foot={
        <Button kind="primary" action="end-save" onClick={() => void end()}>
          {t('posts.end')}
        </Button>
      }
    >
      <DateField
        label={t('posts.lastDay')}
        name="lastDay"
        value={day}
        hint={t('posts.endHint')}
        onChange={setDay}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
