import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow } from '../../lib/share';
import { enterRecovery, makeRecoveryFile, openRecovery, PASSPHRASE } from '../../lib/sync';
import {
  Button,
  Card,
  Dialog,
  downloadBlob,
  FaultNote,
  FilePick,
  localDate,
  Note,
  nowMilliseconds,
  PasswordField,
  Progress,
  Row,
  Section,
  toast,
  useScope,
} from '../ui';

/** 恢复密钥: the file for the day when everybody who leads is lost. */
export function RecoverySection({ recovery }: { recovery: string | undefined }) {
  const [what, setWhat] = useState<'make' | 'check'>();
  return (
    <Section title={t('sharePeople.recovery')}>
      <Card>
        <Row
          title={recovery ? t('sharePeople.recoveryThere') : t('sharePeople.recoveryNone')}
          meta={recovery ? t('sharePeople.recoveryId', { id: recovery }) : t('sharePeople.recoveryWhy')}
        />
      </Card>
      <div class="flex flex-wrap gap-2">
        <Button onClick={() => setWhat('make')}>
          {t(recovery ? 'sharePeople.makeAnother' : 'sharePeople.make')}
        </Button>
        <Button onClick={() => setWhat('check')}>{t('sharePeople.check')}</Button>
      </div>
      {what === 'make' && <MakeDialog onClose={() => setWhat(undefined)} onMade={() => setWhat('check')} />}
      {what === 'check' && <CheckDialog onClose={() => setWhat(undefined)} />}
    </Section>
  );
}

function MakeDialog(props: { onClose: () => void; onMade: () => void }) {
  const { ledger } = useScope();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const make = async () => {
    setFault(undefined);
    setDone(0);
    try {
      const { text, key } = await makeRecoveryFile(ledger, first, setDone);
      const name = t('sharePeople.fileName', { id: key.d, day: localDate(nowMilliseconds()) });
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

/** Opens the saved file again; only then does the key come into force. */
function CheckDialog(props: { onClose: () => void }) {
  const { ledger } = useScope();
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const check = async () => {
    if (!file) return;
    setFault(undefined);
    setDone(0);
    try {
      const opened = await openRecovery(new Uint8Array(await file.arrayBuffer()), passphrase, setDone);
      const result = await enterRecovery(ledger, opened);
      toast(t(result === 'entered' ? 'sharePeople.entered' : 'sharePeople.inForce'));
      props.onClose();
      await exchangeNow(ledger).catch(() => undefined);
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

/** The file and its passphrase. */
export function RecoveryFields(props: {
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  passphrase: string;
  onPassphrase: (passphrase: string) => void;
}) {
  return (
    <>
      <FilePick
        accept=".json,application/json"
        label={t('sharePeople.pick')}
        hint={props.file?.name}
        onFiles={([file]) => props.onFile(file)}
      />
      <PasswordField
        label={t('sharePeople.passphrase')}
        value={props.passphrase}
        onChange={props.onPassphrase}
      />
    </>
  );
}
