import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { committeeFileOf, takeCommitteeFile } from '../../lib/rollups/committee-file';
import { PASSPHRASE } from '../../lib/rollups/committee-keys';
import type { ownOrganisation } from '../../lib/rollups/organisation';
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
  toast,
  useLedger,
} from '../ui';

/** Saves 党委文件 as it stands now: the keys under their passphrase, and the present list. Throws E929, E968. */
export async function saveCommitteeFile(ledger: Ledger): Promise<void> {
  const { name, text } = await committeeFileOf(ledger);
  const { fileName } = await import('../../lib/exchange/sheet-write');
  const saved = fileName([name, t('rollups.file'), localDate(nowMilliseconds())], 'json');
  downloadBlob(new Blob([text], { type: 'application/json' }), saved);
  toast(t('rollups.fileSaved'));
}

/** A new passphrase, twice. */
export function PassphrasePair(props: {
  first: string;
  second: string;
  onChange: (pair: { first: string; second: string }) => void;
}) {
  const { first, second, onChange } = props;
  return (
    <>
      <PasswordField
        label={t('rollups.passphrase')}
        hint={t('rollups.passphraseHint', { count: PASSPHRASE })}
        value={first}
        onChange={(value) => onChange({ first: value, second })}
      />
      <PasswordField
        label={t('rollups.passphraseAgain')}
        value={second}
        error={second && first !== second ? t('rollups.passphraseDiffers') : undefined}
        onChange={(value) => onChange({ first, second: value })}
      />
    </>
  );
}

/** 党委文件 of an organisation that is here: what it opens, saving it anew, completing the list from another's. */
export function FileDialog(props: {
  organisation: NonNullable<Awaited<ReturnType<typeof ownOrganisation>>>;
  onClose: () => void;
}) {
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault>();
  const [taking, setTaking] = useState(false);
  const { own } = props.organisation;
  if (taking) return <TakeFileDialog onClose={props.onClose} />;
  return (
    <Dialog open title={t('rollups.file')} onClose={props.onClose}>
      {own.keys ? (
        <>
          <p>{t('rollups.fileOpens')}</p>
          <p>{t('rollups.fileKeep')}</p>
          <p class="text-meta text-ink-2">{t('rollups.fileAnew')}</p>
        </>
      ) : (
        <Note tone="due">{t('rollups.noFile')}</Note>
      )}
      {fault && <FaultNote fault={fault} />}
      <div class="flex flex-wrap gap-2">
        {own.keys && (
          <Button
            kind="primary"
            icon="download"
            action="rollup-save-file"
            onClick={() => void saveCommitteeFile(ledger).catch((thrown) => setFault(asFault(thrown)))}
          >
            {t('rollups.saveCommitteeFile')}
          </Button>
        )}
        <Button onClick={() => setTaking(true)}>{t('rollups.takeFile')}</Button>
      </div>
    </Dialog>
  );
}

/** Takes 党委文件 in: on a new computer, for a second person, or to complete the list. */
export function TakeFileDialog({ onClose }: { onClose: () => void }) {
  const ledger = useLedger();
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [done, setDone] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const take = async () => {
    if (!file) return;
    setFault(undefined);
    setDone(0);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { name, branches, leftOut } = await takeCommitteeFile(ledger, bytes, passphrase, setDone);
      toast(
        leftOut
          ? t('rollups.fileTakenLess', { name, branches, count: leftOut })
          : t('rollups.fileTaken', { name, branches }),
      );
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setDone(undefined);
    }
  };
  return (
    <Dialog
      open
      title={t('rollups.takeFile')}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          action="rollup-take-file"
          busy={done !== undefined}
          disabled={!file || !passphrase}
          onClick={() => void take()}
        >
          {t('rollups.takeFileNow')}
        </Button>
      }
    >
      <Note tone="info">{t('rollups.takeFileHint')}</Note>
      <FilePick
        accept=".json,application/json"
        label={t('rollups.pickFile')}
        hint={file?.name}
        onFiles={([one]) => setFile(one)}
      />
      <PasswordField label={t('rollups.passphrase')} value={passphrase} onChange={setPassphrase} />
      {fault && <FaultNote fault={fault} />}
      {done !== undefined && (
        <Progress done={Math.round(done * 100)} total={100} label={t('rollups.opening')} />
      )}
    </Dialog>
  );
}
