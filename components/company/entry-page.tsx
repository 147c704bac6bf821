import { useState } from 'preact/hooks';
import {
  type AppointmentInput,
  endAppointment,
  removeAppointment,
  saveAppointment,
} from '../../lib/company/appointments';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { BODIES } from '../../lib/records/company';
import { asFault, type Fault } from '../../lib/records/fault';
import { ProvesItems } from '../governance/proves-items';
import { Button, DateField, Dialog, FaultNote, useLedger, useLive, useQuery, useToday } from '../ui';
import { EntryFields } from './entry-fields';
import { GoneRecord, RecordForm, textsOf } from './record-form';
import { type CompanyPosts, entryRoute, MATRIX, usePosts } from './use-posts';

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

/** One appointment: a form that keeps what the next one shares with it, or an entry to correct, end or take away. */
export function EntryPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? 'new';
  const ledger = useLedger();
  const { company, found, mayWrite } = usePosts();
  const query = useQuery();
  const [ending, setEnding] = useState<((word: string, n: number | undefined) => Promise<void>) | undefined>(
    undefined,
  );
  const loaded = useLive(
    async () => ({ record: id === 'new' ? undefined : await ledger.get('appointment', id) }),
    [id],
  );
  if (!company || !found || !loaded) return null;
  const { record } = loaded;
  if (id !== 'new' && !record)
    return <GoneRecord title={t('posts.entry')} back={MATRIX} text={t('posts.gone')} />;
  return (
    <RecordForm<'appointment', AppointmentInput>
      key={`${id} ${query.toString()}`}
      kind="appointment"
      record={record}
      title={t(record ? 'posts.entry' : 'posts.add')}
      back={MATRIX}
      route={entryRoute(id)}
      mayWrite={mayWrite}
      name={({ name, position }) => [name, position].filter(Boolean).join(' ')}
      initial={() =>
        record
          ? { ...textsOf(EMPTY, record.fields), basisFile: record.fields.basisFile }
          : begun(query, found)
      }
      save={(input, options) => saveAppointment(ledger, company.companyId, input, options)}
      saved={({ name, position }) => t('posts.saved', { name, position })}
      after={({ n, input: { unit, body, basis, basisOn }, next }) => {
        const kept = new URLSearchParams({ unit, body, basis, basisOn });
        return next ? `${entryRoute('new')}?${kept.toString()}&next=${n ?? ''}` : MATRIX;
      }}
      next={t('posts.saveNext')}
      remove={{
        run: (gone) => removeAppointment(ledger, gone),
        ask: { title: t('posts.removeAsk'), body: t('posts.removeHint') },
        done: t('posts.removed'),
        to: MATRIX,
      }}
      actions={(close) =>
        !record?.fields.to && (
          <Button action="end-post" onClick={() => setEnding(() => close)}>
            {t('posts.end')}
          </Button>
        )
      }
      below={
        record && (
          <>
            {mayWrite && <ProvesItems record={record} />}
            {ending && (
              <EndDialog
                record={record}
                onClose={() => setEnding(undefined)}
                onEnded={(n) => ending(t('posts.endedNow', { name: record.fields.name }), n)}
              />
            )}
          </>
        )
      }
    >
      {({ value, set }) => (
        <>
          {record?.fields.source && <p class="text-meta text-ink-2">{t('posts.fromRosterNote')}</p>}
          <EntryFields value={value} found={found} onChange={set} />
        </>
      )}
    </RecordForm>
  );
}

/** What the address of a new entry says already. */
function begun(query: URLSearchParams, found: CompanyPosts): AppointmentInput {
  const asked = query.get('person') ?? '';
  const name = found.posts.find(({ fields }) => fields.person === asked)?.fields.name ?? '';
  return {
    ...EMPTY,
    unit: query.get('unit') ?? '',
    body: BODIES.find((one) => one === query.get('body')) ?? EMPTY.body,
    basis: query.get('basis') ?? '',
    basisOn: query.get('basisOn') ?? '',
    person: name ? asked : '',
    name,
  };
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
