import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import {
  completeRectification,
  dropRectification,
  emptyRectification,
  type RectificationDraft,
  rectificationDraftOf,
  reviewRectification,
  saveRectification,
} from '../../lib/life/rectifications';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  DateField,
  Dialog,
  FaultNote,
  MemberPicker,
  TextAreaField,
  TextField,
  toastFault,
  useDraft,
  useLedger,
  useToday,
} from '../ui';
import { undoToast } from './undo-toast';

/** The form of a line, or of several at once when it is new. What is typed outlives the panel. */
export function RectificationDialog(props: {
  /** The meeting at which it was found; absent = a check, named in the form. */
  meeting?: string;
  /** The line that is edited; absent = a new one. */
  item?: Rec<'rectification'>;
  /** Whose problem a new line is, when that is known. */
  subject?: string;
  onClose: () => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { item, meeting } = props;
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `rectification:${item?.id ?? meeting ?? 'new'}`;
  const place = meeting ? `/life/meeting/${meeting}` : '/rectifications';
  const draft = useDraft<RectificationDraft>({
    id: draftId,
    form: 'rectification',
    title: (value) => value.problem.split('\n')[0] ?? '',
    route: `${place}?rectification=${item?.id ?? 'new'}`,
    initial: () => (item ? rectificationDraftOf(item) : emptyRectification({ subject: props.subject ?? '' })),
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n, count } = await saveRectification(ledger, meeting, value, { draftId });
      draft.done();
      undoToast(ledger, item ? t('types.rectify.saved') : t('types.rectify.added', { count }), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(item ? 'types.rectify.edit' : 'types.rectify.add')}
      onClose={props.onClose}
      foot={
        <Button kind="primary" busy={busy} action="save-rectification" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      {!meeting && (
        <div class="grid gap-2 min-[420px]:grid-cols-2">
          <TextField
            label={t('affairs.rectify.check')}
            value={value.source}
            placeholder={t('affairs.rectify.checkExample')}
            onChange={(source) => set({ source })}
          />
          <DateField
            label={t('affairs.rectify.foundOn')}
            value={value.foundOn}
            max={today}
            onChange={(foundOn) => set({ foundOn })}
          />
        </div>
      )}
      <MemberPicker
        label={t('types.rectify.subject')}
        value={value.subject || undefined}
        onChange={(subject) => set({ subject: subject ?? '' })}
        hint={t('types.rectify.subjectHint')}
        allowFree
      />
      <TextAreaField
        label={t('types.rectify.problem')}
        value={value.problem}
        rows={3}
        hint={item ? undefined : t('types.rectify.problemHint')}
        onChange={(problem) => set({ problem })}
      />
      <TextAreaField
        label={t('types.rectify.measure')}
        value={value.measure}
        rows={2}
        onChange={(measure) => set({ measure })}
      />
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <MemberPicker
          label={t('types.rectify.owner')}
          value={value.owner || undefined}
          onChange={(owner) => set({ owner: owner ?? '' })}
          allowFree
        />
        <DateField
          label={t('types.rectify.dueOn')}
          value={value.dueOn}
          onChange={(dueOn) => set({ dueOn })}
        />
      </div>
      {item && item.fields.state !== 'open' && (
        <TextField
          label={t('affairs.rectify.proof')}
          value={value.proof}
          hint={t('affairs.rectify.proofHint')}
          onChange={(proof) => set({ proof })}
        />
      )}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

/** Checks a line off with day and result, drops it, or notes what a second look (回头看) found. */
export function RectificationOutcome(props: {
  item: Rec<'rectification'>;
  what: 'done' | 'review';
  onClose: () => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { item, what } = props;
  const [on, setOn] = useState(what === 'review' ? (item.fields.reviewedOn ?? today) : today);
  const [proof, setProof] = useState(item.fields.proof ?? '');
  const [text, setText] = useState(what === 'review' ? (item.fields.review ?? '') : '');
  const run = async (work: () => Promise<number | undefined>, message: string) => {
    try {
      const n = await work();
      props.onClose();
      undoToast(ledger, message, n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const done = { on, result: text, proof };
  return (
    <Dialog
      open
      title={t(what === 'done' ? 'types.rectify.close' : 'types.rectify.look')}
      onClose={props.onClose}
      foot={
        <>
          {what === 'done' && (
            <Button
              onClick={() =>
                void run(() => dropRectification(ledger, item.id, done), t('types.rectify.state.dropped'))
              }
            >
              {t('types.rectify.drop')}
            </Button>
          )}
          <Button
            kind="primary"
            action="settle-rectification"
            onClick={() =>
              void (what === 'done'
                ? run(() => completeRectification(ledger, item.id, done), t('types.rectify.state.done'))
                : run(
                    () => reviewRectification(ledger, item.id, { on, review: text }),
                    t('types.rectify.looked'),
                  ))
            }
          >
            {t(what === 'done' ? 'types.rectify.confirm' : 'common.save')}
          </Button>
        </>
      }
    >
      <p class="font-semibold break-words">{item.fields.problem}</p>
      <DateField
        label={t(what === 'done' ? 'types.rectify.doneOn' : 'types.rectify.reviewedOn')}
        value={on}
        max={today}
        onChange={setOn}
      />
      <TextAreaField
        label={t(what === 'done' ? 'types.rectify.result' : 'types.rectify.review')}
        value={text}
        rows={2}
        onChange={setText}
      />
      {what === 'done' && (
        <TextField
          label={t('affairs.rectify.proof')}
          value={proof}
          hint={t('affairs.rectify.proofHint')}
          onChange={setProof}
        />
      )}
    </Dialog>
  );
}
