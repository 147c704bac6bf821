import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  emptyRequest,
  hasPersonalNumber,
  type RequestDraft,
  requestDraftOf,
  saveRequest,
} from '../../lib/requests/requests';
import {
  Button,
  Chips,
  DateField,
  DraftRestored,
  draftSaved,
  FaultNote,
  MemberPicker,
  navigate,
  Note,
  Page,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useMemberName,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { undoToast } from '../life/undo-toast';
import { bodyOptions, channelOptions } from './words';

/** The form of a 诉求. A day, who asks and what it is about are enough; the rest can come later, step by step. */
export function RequestForm({ record }: { record: Rec<'request'> | undefined }) {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  const query = useQuery();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = record ? `request:${record.id}` : 'request:new';
  const mine = query.get('mine') === '1' || role === 'member';
  const draft = useDraft<RequestDraft>({
    id: draftId,
    form: 'request',
    title: (value) => value.subject,
    route: record ? `/requests/${record.id}?edit=1` : '/requests/new',
    initial: () =>
      record
        ? requestDraftOf(ledger, record)
        : emptyRequest({ on: today, askers: mine && me ? [me] : [], channel: mine ? 'self' : '' }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveRequest(ledger, value, { today, draftId });
      draft.done();
      undoToast(
        ledger,
        result.concurrent
          ? t('talk.savedConcurrent', { count: result.concurrent })
          : t('affairs.request.saved'),
        result.n,
      );
      navigate(`/requests/${result.id}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      setFault(asFault(thrown));
    }
  };
  const handled = Boolean(value.routedTo || value.answer || value.closing);
  return (
    <Page
      title={t(record ? 'affairs.request.edit' : 'affairs.request.new')}
      back={record ? `/requests/${record.id}` : '/requests'}
      state={draftSaved(draft)}
      foot={
        <Button kind="primary" busy={busy} action="save-request" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      <Askers value={value.askers} onChange={(askers) => set({ askers })} />
      <TextField
        label={t('affairs.request.from')}
        value={value.from}
        placeholder={t('affairs.request.fromExample')}
        hint={t('affairs.request.fromHint')}
        onChange={(from) => set({ from })}
      />
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <DateField
          label={t('affairs.request.on')}
          value={value.on}
          max={today}
          onChange={(on) => set({ on })}
        />
        <SelectField
          label={t('affairs.request.channel')}
          value={value.channel}
          empty={t('affairs.choose')}
          options={channelOptions()}
          onChange={(channel) => set({ channel })}
        />
      </div>
      <TextField
        label={t('affairs.request.subject')}
        value={value.subject}
        placeholder={t('affairs.request.subjectExample')}
        onChange={(subject) => set({ subject })}
      />
      <TextAreaField
        terms
        label={t('affairs.request.ask')}
        value={value.ask}
        rows={3}
        onChange={(ask) => set({ ask })}
      />
      {hasPersonalNumber(`${value.from}\n${value.subject}\n${value.ask}\n${value.answer}`) && (
        <Note tone="due">{t('affairs.request.personalNumber')}</Note>
      )}
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <MemberPicker
          label={t('affairs.request.owner')}
          value={value.owner || undefined}
          onChange={(owner) => set({ owner: owner ?? '' })}
          allowFree
        />
        <DateField
          label={t('affairs.request.remindOn')}
          value={value.remindOn}
          hint={t('affairs.request.remindHint')}
          onChange={(remindOn) => set({ remindOn })}
        />
      </div>
      <details open={handled} class="space-y-2">
        <summary class="cursor-pointer font-semibold">{t('affairs.request.handlingKnown')}</summary>
        <Handling value={value} set={set} today={today} />
      </details>
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}

function Handling(props: {
  value: RequestDraft;
  set: (patch: Partial<RequestDraft>) => void;
  today: string;
}) {
  const { value, set, today } = props;
  const day = (key: 'routedOn' | 'answeredOn' | 'closedOn', label: string) => (
    <DateField
      label={label}
      value={value[key]}
      min={value.on}
      max={today}
      onChange={(on) => set({ [key]: on })}
    />
  );
  return (
    <Section title={t('affairs.request.handling')}>
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <SelectField
          label={t('affairs.request.body')}
          value={value.routedTo}
          empty={t('affairs.request.notRouted')}
          options={bodyOptions()}
          onChange={(body) => set({ routedTo: body, routedOn: body ? value.routedOn || today : '' })}
        />
        {day('routedOn', t('affairs.stepOn.route'))}
      </div>
      <TextField
        label={t('affairs.request.bodyName')}
        value={value.routedName}
        placeholder={t('affairs.request.bodyNameHint')}
        onChange={(routedName) => set({ routedName })}
      />
      <TextAreaField
        terms
        label={t('affairs.request.answer')}
        value={value.answer}
        rows={3}
        onChange={(answer) => set({ answer })}
      />
      {day('answeredOn', t('affairs.stepOn.answer'))}
      <TextField
        label={t('affairs.request.closing')}
        value={value.closing}
        hint={t('affairs.request.closingHint')}
        onChange={(closing) => set({ closing })}
      />
      {day('closedOn', t('affairs.stepOn.close'))}
    </Section>
  );
}

/** Several members, added one by one and taken off by a press on their name. */
export function Askers(props: {
  value: readonly string[];
  onChange: (ids: string[]) => void;
  label?: string;
}) {
  const nameOf = useMemberName();
  const { value } = props;
  const label = props.label ?? t('affairs.request.askers');
  return (
    <div class="space-y-1.5">
      <MemberPicker
        key={value.join()}
        label={label}
        value={undefined}
        hint={value.length ? t('affairs.request.askersHint') : undefined}
        onChange={(id) => id && !value.includes(id) && props.onChange([...value, id])}
      />
      {value.length > 0 && (
        <Chips
          label={label}
          options={value.map((id) => ({ value: id, label: nameOf(id) }))}
          selected={value}
          onToggle={(id) => props.onChange(value.filter((one) => one !== id))}
        />
      )}
    </div>
  );
}
