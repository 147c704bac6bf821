import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import type { ItemRecord } from '../../../lib/governance';
import { asFault, type Fault } from '../../../lib/records/fault';
import { createFinding } from '../../../lib/review';
import {
  Button,
  DateField,
  Dialog,
  DraftRestored,
  FaultNote,
  MemberPicker,
  TextAreaField,
  toast,
  useDraft,
  useLedger,
  useToday,
} from '../../ui';
import { WordFields } from '../findings/word-fields';

/** Asks for words: the reason of a return or revocation, or a comment. */
export function WordsDialog(props: {
  title: string;
  label: string;
  confirm: string;
  onDone: (text: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const words = useRef<HTMLDivElement>(null);
  // Whoever came here by a key writes at once.
  useEffect(() => words.current?.querySelector('textarea')?.focus(), []);
  return (
    <Dialog
      open
      title={props.title}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!text.trim()}
            action="review-words"
            onClick={() => props.onDone(text)}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <div ref={words}>
        <TextAreaField terms label={props.label} rows={3} value={text} onChange={setText} />
      </div>
    </Dialog>
  );
}

/** 记问题: problem, risk, who puts it right, until when. What is typed outlives the panel. */
export function FindingDialog({ record, onClose }: { record: ItemRecord; onClose: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const draftId = `finding:new:${record.id}`;
  const draft = useDraft<NewForm>({
    id: draftId,
    form: 'finding',
    title: (value) => `${record.fields.item} ${value.problem.split('\n')[0] ?? ''}`,
    route: `/review/${record.id}?show=all`,
    initial: () => ({ problem: '', risk: '', owner: '', dueOn: '' }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { problem, risk, owner, dueOn } = value;
      const found = {
        problem,
        foundOn: today,
        risk: risk || undefined,
        owner: owner || undefined,
        dueOn: dueOn || undefined,
      };
      await createFinding(ledger, record, found, { draft: draftId });
      draft.done();
      toast(t('review.done.finding'));
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('review.finding.title')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!value.problem.trim()}
            action="review-finding"
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <DraftRestored draft={draft} />
      <WordFields value={value} set={set} />
      <MemberPicker
        label={t('record.finding.owner')}
        value={value.owner || undefined}
        allowFree
        onChange={(owner) => set({ owner: owner ?? '' })}
      />
      <DateField label={t('record.finding.dueOn')} value={value.dueOn} onChange={(dueOn) => set({ dueOn })} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

interface NewForm {
  problem: string;
  risk: 'high' | 'medium' | 'low' | '';
  owner: string;
  dueOn: string;
}
