import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  makeRecoveryFile,
  type OpenedRecovery,
  openRecovery,
  PASSPHRASE,
  readRecoveryFile,
  RECOVERY_LABEL,
} from '../../lib/sync';
import {
  Button,
  Dialog,
  downloadBlob,
  FaultNote,
  FilePick,
  localDate,
  Note,
  nowMilliseconds,
  PasswordField,
  Progress,
  TextField,
} from '../ui';

/** Makes the file and lets the browser save it. Nothing is in force before the file was opened again. */
export function MakeDialog(props: { onClose: () => void; onMade: () => void }) {
  const [label, setLabel] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const make = async () => {
    setFault(undefined);
    setDone(0);
    try {
      const now = nowMilliseconds();
      const { text, key } = await makeRecoveryFile(first, { label, now }, setDone);
      const name = t('sharePeople.fileName', { id: key.d, day: localDate(now) });
      downloadBlob(new Blob([text], { type: 'application/json' }), name);
      props.onMade();
    } catch (thrown) {
      setFault(asFault(thrown));
      setDone(undefined);
    }
  };
  const differs = second !== '' && first !== second;
  return (
    <Dialog
      open
      title={t('sharePeople.make')}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          action="recovery-make"
          busy={done !== undefined}
          disabled={!first || first !== second}
          onClick={() => void make()}
        >
          {t('sharePeople.makeFile')}
        </Button>
      }
    >
      <Note tone="info">{t('sharePeople.makeHint')}</Note>
      {fault && <FaultNote fault={fault} />}
      <TextField
        label={t('sharePeople.label')}
        hint={t('sharePeople.labelHint')}
        name="label"
        value={label}
        onChange={(typed) => setLabel(typed.slice(0, RECOVERY_LABEL))}
      />
      <PasswordField
        label={t('sharePeople.passphrase')}
        value={first}
        hint={t('sharePeople.passphraseHint', { count: PASSPHRASE })}
        onChange={setFirst}
      />
      <PasswordField
        label={t('sharePeople.again')}
        value={second}
        error={differs ? t('sharePeople.differs') : undefined}
        onChange={setSecond}
      />
      {done !== undefined && (
        <Progress done={Math.round(done * 100)} total={100} label={t('sharePeople.working')} />
      )}
    </Dialog>
  );
}

/** Opens the saved file again: that it exists and the passphrase is known is then certain. */
export function CheckDialog(props: { onClose: () => void; onOpened: (opened: OpenedRecovery) => void }) {
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const check = async () => {
    if (!file) return;
    setFault(undefined);
    setDone(0);
    try {
      props.onOpened(await openRecovery(new Uint8Array(await file.arrayBuffer()), passphrase, setDone));
    } catch (thrown) {
      setFault(asFault(thrown));
      setDone(undefined);
    }
  };
  return (
    <Dialog
      open
      title={t('sharePeople.check')}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          action="recovery-check"
          busy={done !== undefined}
          disabled={!file || !passphrase}
          onClick={() => void check()}
        >
          {t('sharePeople.checkNow')}
        </Button>
      }
    >
      <Note tone="info">{t('sharePeople.checkHint')}</Note>
      {fault && <FaultNote fault={fault} />}
      <RecoveryFields file={file} onFile={setFile} passphrase={passphrase} onPassphrase={setPassphrase} />
      {done !== undefined && (
        <Progress done={Math.round(done * 100)} total={100} label={t('sharePeople.working')} />
      )}
    </Dialog>
  );
}

/** The file and its passphrase. What is no recovery file is said at once, and not after the passphrase. */
export function RecoveryFields(props: {
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  passphrase: string;
  onPassphrase: (passphrase: string) => void;
}) {
  const [fault, setFault] = useState<Fault>();
  const [whose, setWhose] = useState('');
  const take = async (file: File | undefined) => {
    setFault(undefined);
    setWhose('');
    try {
      if (!file) return;
      const { label, made } = readRecoveryFile(new Uint8Array(await file.arrayBuffer()));
      setWhose([label, t('sharePeople.madeOn', { day: localDate(made) })].filter(Boolean).join(' · '));
      props.onFile(file);
    } catch (thrown) {
      props.onFile(undefined);
      setFault(asFault(thrown));
    }
  };
  return (
    <>
      <FilePick
        accept=".json,application/json"
        label={t('sharePeople.pick')}
        hint={props.file && [props.file.name, whose].filter(Boolean).join(' · ')}
        onFiles={([file]) => void take(file)}
      />
      {fault && <FaultNote fault={fault} />}
      <PasswordField
        label={t('sharePeople.passphrase')}
        value={props.passphrase}
        onChange={props.onPassphrase}
      />
    </>
  );
}
