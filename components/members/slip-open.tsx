import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { isTaken, openSlip, type Slip, takeSlip } from '../../lib/members/slip';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, Dialog, FaultNote, FilePick, Note, PasswordField, useLedger, useToday } from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { categoryWord } from './words';

/** Opens a slip of another branch: file, passphrase, preview; only then is anything written. */
export function SlipOpen({ onClose }: { onClose: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [passphrase, setPassphrase] = useState('');
  const [found, setFound] = useState<{ slip: Slip; taken: boolean } | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);

  const work = async (job: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await job();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const open = () =>
    work(async () => {
      if (!file) return;
      const slip = await openSlip(file, passphrase);
      setFound({ slip, taken: await isTaken(ledger, slip) });
    });
  const take = (slip: Slip) =>
    work(async () => {
      const { n } = await takeSlip(ledger, slip, today);
      onClose();
      toastUndo(ledger, t('members.slip.taken', { name: slip.person.name }), n);
    });
  return (
    <Dialog
      open
      title={t('members.slip.open')}
      onClose={onClose}
      foot={
        found ? (
          <Button
            kind="primary"
            busy={busy}
            disabled={found.taken}
            action="slip-take"
            onClick={() => void take(found.slip)}
          >
            {t('members.slip.take')}
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={busy}
            disabled={!file || !passphrase}
            action="slip-read"
            onClick={() => void open()}
          >
            {t('members.slip.read')}
          </Button>
        )
      }
    >
      {!found && (
        <>
          <p class="text-meta text-ink-2">{t('members.slip.openHint')}</p>
          <FilePick
            accept=".age"
            label={file ? file.name : t('members.slip.pick')}
            onFiles={([picked]) => {
              setFile(picked);
              setFault(undefined);
            }}
          />
          <PasswordField
            label={t('members.slip.passphrase')}
            name="slip-passphrase"
            value={passphrase}
            onChange={setPassphrase}
            onEnter={() => void open()}
          />
        </>
      )}
      {found && <Preview slip={found.slip} />}
      {found?.taken && <Note tone="info">{t('fault.E154')}</Note>}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

function Preview({ slip }: { slip: Slip }) {
  const { person, floating, from } = slip;
  const lines: [string, string | undefined][] = [
    [t('members.slip.from'), [from.superior, from.branch].filter(Boolean).join(' ')],
    [t('members.col.name'), person.name],
    [t('members.col.category'), categoryWord(person.category)],
    [t('branch.field.joinedOn'), person.joinedOn],
    [t('branch.field.phone'), person.phone],
    [t('members.flow.since.out'), floating.since],
    [t('members.flow.region.out'), floating.region],
    [t('members.col.reason'), floating.reason],
    [t('members.col.certificate'), floating.certificate],
    [t('members.flow.organization.out'), floating.organization],
    [t('members.flow.liaison'), floating.liaison],
    [t('members.slip.madeOn'), slip.madeOn],
    [t('members.slip.consentOn'), slip.consentOn ?? t('common.unknown')],
  ];
  return (
    <>
      <Note tone="info">{t('members.slip.preview')}</Note>
      <dl class="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1.5" data-slip-preview>
        {lines
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} class="contents">
              <dt class="text-meta text-ink-3">{label}</dt>
              <dd class="break-words">{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
