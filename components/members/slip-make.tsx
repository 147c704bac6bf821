import { useState } from 'preact/hooks';
import { passphraseStrength, SHORTEST_PASSPHRASE } from '../../lib/exchange/backup';
import { t } from '../../lib/i18n';
import type { Floating } from '../../lib/members/floating';
import { sealSlip, slipOf } from '../../lib/members/slip';
import { asFault, type Fault } from '../../lib/records/fault';
import { assertAllowed } from '../life/register-actions';
import {
  Button,
  CheckField,
  DateField,
  Dialog,
  downloadBlob,
  FaultNote,
  Note,
  nowMilliseconds,
  PasswordField,
  toast,
  useBranch,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../ui';

/** Makes the sealed slip of a member who is away, for the branch where that member lives. */
export function SlipMake({ record, onClose }: { record: Floating; onClose: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const nameOf = useMemberName();
  const member = useLive(() => ledger.get('member', record.fields.member ?? ''), [record.fields.member]);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [withPhone, setWithPhone] = useState(false);
  const [consentOn, setConsentOn] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const strength = passphrase ? passphraseStrength(passphrase) : undefined;
  const ready = Boolean(member) && passphrase !== '' && again === passphrase && strength !== 'short';

  const make = async () => {
    if (!member || !ready) return;
    setBusy(true);
    setFault(undefined);
    try {
      assertAllowed();
      const slip = slipOf({ record, member, branch, nameOf, today, withPhone, consentOn });
      const file = await sealSlip(slip, passphrase, nowMilliseconds());
      downloadBlob(file.blob, file.name);
      toast(t('members.slip.made', { name: file.name }));
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('members.slip.makeOf', { name: member?.fields.name ?? '' })}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          icon="download"
          busy={busy}
          disabled={!ready}
          action="slip-save"
          onClick={() => void make()}
        >
          {t('members.slip.save')}
        </Button>
      }
    >
      <p class="text-meta text-ink-2">{t('members.slip.makeHint')}</p>
      <Note tone="due">{t('members.slip.consentNote')}</Note>
      <DateField label={t('members.slip.consentOn')} value={consentOn} max={today} onChange={setConsentOn} />
      {member?.fields.phone && (
        <CheckField label={t('members.slip.withPhone')} checked={withPhone} onChange={setWithPhone} />
      )}
      <PasswordField
        label={t('members.slip.passphrase')}
        name="slip-passphrase"
        value={passphrase}
        onChange={setPassphrase}
        hint={t('members.slip.passphraseHint')}
        error={strength === 'short' ? t('settings.backup.short', { count: SHORTEST_PASSPHRASE }) : undefined}
      />
      <PasswordField
        label={t('settings.backup.again')}
        name="slip-again"
        value={again}
        onChange={setAgain}
        onEnter={() => void make()}
        error={again !== '' && again !== passphrase ? t('settings.backup.differs') : undefined}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
