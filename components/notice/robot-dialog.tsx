import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { guessRobotKind, type RobotKind, ROBOT_KINDS } from '../../lib/notice/robot';
import { keepRobot } from '../../lib/notice/robots';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, Dialog, FaultNote, Note, PasswordField, Segments, TextField } from '../ui';

/** Asks once for a group robot: its group, its address, its secret. */
export function RobotDialog(props: { kind: RobotKind; onClose: () => void }) {
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const [kind, setKind] = useState(props.kind);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await keepRobot({ name, kind, address, secret });
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('robot.add')}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} action="save-robot" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <p class="text-meta text-ink-2">{t('robot.how')}</p>
      <TextField label={t('robot.name')} value={name} onChange={setName} placeholder={t('robot.nameHint')} />
      <TextField
        label={t('robot.address')}
        value={address}
        onChange={(value) => {
          setAddress(value);
          setKind(guessRobotKind(value.trim()) ?? kind);
        }}
        placeholder="https://"
      />
      <Segments
        showLabel
        label={t('robot.kind')}
        options={ROBOT_KINDS.map((value) => ({ value, label: t(`notice.channel.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      {kind !== 'wecom' && (
        <PasswordField
          label={t(`robot.secret.${kind}`)}
          value={secret}
          onChange={setSecret}
          hint={t('robot.secretHint')}
        />
      )}
      <Note tone="info">{t('robot.kept')}</Note>
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
