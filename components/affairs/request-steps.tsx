import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { advanceRequest } from '../../lib/requests/requests';
import {
  Button,
  DateField,
  Dialog,
  FaultNote,
  SelectField,
  TextAreaField,
  TextField,
  useLedger,
  useToday,
} from '../ui';
import { undoToast } from '../life/undo-toast';
import { bodyOptions } from './words';

export type Step = 'route' | 'answer' | 'close';

/** One step of a request: to whom it goes, what was answered, or what whoever asked said at the end. */
export function StepDialog(props: {
  step: Step;
  request: Rec<'request'>;
  answer: string;
  onClose: () => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { step, request } = props;
  const { fields } = request;
  const before = { route: fields.routedOn, answer: fields.answeredOn, close: fields.closedOn }[step];
  const [on, setOn] = useState(before ?? today);
  const [body, setBody] = useState(fields.routedTo ?? 'company');
  const [routedName, setBodyName] = useState(fields.routedName ?? '');
  const [text, setText] = useState(step === 'answer' ? props.answer : '');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const taken = {
        route: { routedTo: body, routedName, routedOn: on },
        answer: { answer: text, answeredOn: on },
        close: { closing: text, closedOn: on },
      }[step];
      const n = await advanceRequest(ledger, request, taken, today);
      props.onClose();
      undoToast(ledger, t(`affairs.stepDone.${step}`), n);
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(`affairs.step.${step}`)}
      onClose={props.onClose}
      foot={
        <Button kind="primary" busy={busy} action="save-step" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <p class="font-semibold break-words">{fields.subject}</p>
      {step === 'route' && (
        <>
          <SelectField
            label={t('affairs.request.body')}
            value={body}
            options={bodyOptions()}
            onChange={setBody}
          />
          <TextField
            label={t('affairs.request.bodyName')}
            value={routedName}
            placeholder={t('affairs.request.bodyNameHint')}
            onChange={setBodyName}
          />
        </>
      )}
      {step === 'answer' && (
        <TextAreaField terms label={t('affairs.request.answer')} value={text} rows={4} onChange={setText} />
      )}
      {step === 'close' && (
        <TextAreaField
          label={t('affairs.request.closing')}
          value={text}
          rows={2}
          hint={t('affairs.request.closingHint')}
          onChange={setText}
        />
      )}
      <DateField
        label={t(`affairs.stepOn.${step}`)}
        value={on}
        min={fields.on}
        max={today}
        onChange={setOn}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
