import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { returnStudy } from '../../lib/study/hours/study-logs';
import { Button, Dialog, TextField, toastFault, useLedger, useToday } from '../ui';
import { toastUndo } from '../ui/toast-undo';

/** Sends declarations back to who made them, with the reason that they will see; open while there are any. */
export function ReturnDialog(props: {
  logs: readonly Rec<'studyLog'>[];
  onClose: () => void;
  onDone?: () => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const [reason, setReason] = useState('');
  const sendBack = async () => {
    const count = props.logs.length;
    try {
      const { n } = await returnStudy(ledger, props.logs, reason, today);
      setReason('');
      props.onClose();
      props.onDone?.();
      toastUndo(ledger, t('hours.returned', { count }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Dialog
      open={props.logs.length > 0}
      title={t('study.returnTitle')}
      onClose={props.onClose}
      foot={
        <Button kind="primary" onClick={() => void sendBack()}>
          {t('study.return')}
        </Button>
      }
    >
      <TextField
        label={t('study.returnReason')}
        value={reason}
        onChange={setReason}
        onEnter={() => void sendBack()}
      />
    </Dialog>
  );
}
