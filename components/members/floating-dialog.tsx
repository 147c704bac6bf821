import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import {
  type Floating,
  type FloatingForm,
  floatingForm,
  type FLOATING_TEXTS,
  removeFloating,
  saveFloating,
} from '../../lib/members/floating';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  DateField,
  Dialog,
  FaultNote,
  MemberPicker,
  Note,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useMemberName,
  useMembers,
  useScope,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from '../ui/toast-undo';

type Text = (typeof FLOATING_TEXTS)[number];

/** The form of a mobile member, away or here. Every keystroke is kept as a draft. */
export function FloatingDialog(props: {
  record: Floating | undefined;
  direction: 'out' | 'in';
  given?: Partial<FloatingForm>;
  onClose: () => void;
}) {
  const { record, direction } = props;
  const ledger = useLedger();
  const members = useMembers();
  const nameOf = useMemberName();
  const { me } = useScope();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `floating:${record?.id ?? `new-${direction}${props.given?.member ?? ''}`}`;
  const draft = useDraft<FloatingForm>({
    id: draftId,
    form: 'floating',
    title: (value) => value.name || nameOf(value.member),
    route: `/branch/floating?direction=${direction}`,
    initial: () => floatingForm(record, direction, { liaison: me, ...props.given }),
  });
  const form = draft.value;
  if (!form) return null;
  const isOut = form.direction === 'out';
  const run = async (work: () => Promise<{ n?: number }>, message: string) => {
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await work();
      draft.done();
      props.onClose();
      toastUndo(ledger, message, n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const who = isOut ? nameOf(form.member) : form.name;
  const label = (field: Text): string =>
    field === 'since' || field === 'region' || field === 'organization'
      ? t(`members.flow.${field}.${form.direction}`)
      : field === 'phone'
        ? t('branch.field.phone')
        : t(`members.col.${field}`);
  const text = (field: Text) => (
    <TextField
      label={label(field)}
      name={field}
      value={form[field]}
      onChange={(value) => draft.set({ [field]: value })}
    />
  );
  const day = (field: Text) => (
    <DateField
      label={label(field)}
      name={field}
      value={form[field]}
      onChange={(value) => draft.set({ [field]: value })}
    />
  );
  return (
    <Dialog
      open
      title={record ? who : t(isOut ? 'members.flow.addOut' : 'members.flow.addIn')}
      onClose={() => {
        void draft.flush();
        props.onClose();
      }}
      foot={
        <>
          {record && (
            <Button
              kind="danger"
              onClick={() =>
                void run(() => removeFloating(ledger, record), t('members.flow.removed', { name: who }))
              }
            >
              {t('branch.remove')}
            </Button>
          )}
          {draft.saved && (
            <Button kind="quiet" onClick={() => void draft.discard()}>
              {t('common.draftDiscard')}
            </Button>
          )}
          <Button
            kind="primary"
            action="floating-save"
            onClick={() =>
              void run(
                () => saveFloating(ledger, record, form, { draft: draftId }),
                t('members.flow.saved', { name: who }),
              )
            }
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
      {record && <ConflictNote id={record.id} />}
      {isOut ? (
        <MemberPicker
          label={t('members.col.name')}
          value={form.member || undefined}
          onChange={(member) => {
            const known = members.find(({ id }) => id === member);
            draft.set({ member: member ?? '', region: form.region || (known?.fields.mobileTo ?? '') });
          }}
        />
      ) : (
        <TextField
          label={t('members.col.name')}
          name="name"
          value={form.name}
          hint={t('members.flow.inHint')}
          onChange={(name) => draft.set({ name })}
        />
      )}
      <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        {day('since')}
        {text('region')}
        {text('reason')}
        {text('certificate')}
        <MemberPicker
          label={t('members.flow.liaison')}
          value={form.liaison || undefined}
          allowFree
          onChange={(liaison) => draft.set({ liaison: liaison ?? '' })}
        />
        {!isOut && text('phone')}
        {text('organization')}
        {day('reportedOn')}
        {day('returnedOn')}
      </div>
      <TextAreaField
        label={t('members.col.note')}
        value={form.note}
        rows={2}
        onChange={(note) => draft.set({ note })}
      />
      {record && <Contacts record={record} />}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

function Contacts({ record }: { record: Floating }) {
  const nameOf = useMemberName();
  const contacts = Object.values(record.fields.contacts ?? {}).sort((a, b) => (a.on < b.on ? 1 : -1));
  if (!contacts.length) return null;
  return (
    <details class="text-meta text-ink-2">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">
        {t('members.flow.contacts', { count: contacts.length })}
      </summary>
      <ul class="mt-1">
        {contacts.map((contact, index) => (
          <li key={index}>{[contact.on, nameOf(contact.by)].filter(Boolean).join(' ')}</li>
        ))}
      </ul>
    </details>
  );
}
