import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow, keptPlace, openCarrier } from '../../lib/share';
import {
  openRecovery,
  type OpenedRecovery,
  type Recoverable,
  recoverablePeople,
  recoverSpace,
} from '../../lib/sync';
import {
  Button,
  Card,
  FaultNote,
  navigate,
  Note,
  Progress,
  Section,
  SelectField,
  toast,
  useLive,
  useScope,
} from '../ui';
import { RecoveryFields } from './recovery-section';

/** On a new device, when everybody who leads is lost: file and passphrase make this device the secretary's. */
export function RecoverSpace() {
  const { ledger } = useScope();
  const place = useLive(async () => ({ there: await keptPlace(ledger) }), []);
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const [found, setFound] = useState<{ opened: OpenedRecovery; people: Recoverable[] }>();
  const [owner, setOwner] = useState('');

  const guard = async (work: () => Promise<void>) => {
    setFault(undefined);
    setDone(0);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setDone(undefined);
    }
  };
  const look = () =>
    guard(async () => {
      if (!file) return;
      const opened = await openRecovery(new Uint8Array(await file.arrayBuffer()), passphrase, setDone);
      const people = await recoverablePeople(await openCarrier(ledger), opened);
      setFound({ opened, people });
      setOwner(people[0]?.owner ?? '');
    });
  const recover = () =>
    guard(async () => {
      const person = found?.people.find((one) => one.owner === owner);
      if (!found || !person) return;
      const carrier = await openCarrier(ledger);
      if (ledger.me?.member !== person.member) {
        await ledger.setMe({ member: person.member, role: ledger.me?.role ?? 'secretary' });
      }
      await recoverSpace(ledger, carrier, found.opened, owner);
      await exchangeNow(ledger);
      toast(t('sharePeople.recovered'));
    });

  return (
    <Section title={t('sharePeople.recoverTitle')}>
      <p class="text-meta text-ink-2">{t('sharePeople.recoverHint')}</p>
      {!isOpen ? (
        <Button onClick={() => setOpen(true)}>{t('sharePeople.recoverOpen')}</Button>
      ) : !place?.there ? (
        <>
          <Note tone="due">{t('sharePeople.placeFirst')}</Note>
          <Button onClick={() => navigate('/share/place')}>{t('sharePeople.toPlace')}</Button>
        </>
      ) : (
        <Card pad>
          {fault && <FaultNote fault={fault} />}
          <RecoveryFields file={file} onFile={setFile} passphrase={passphrase} onPassphrase={setPassphrase} />
          {found && (
            <SelectField
              label={t('sharePeople.recoverAs')}
              hint={t('sharePeople.recoverAsHint')}
              value={owner}
              options={found.people.map((person) => ({
                value: person.owner,
                label: `${person.owner} · ${t(`sharePeople.role.${person.role}`)}`,
              }))}
              onChange={setOwner}
            />
          )}
          {done !== undefined && (
            <Progress done={Math.round(done * 100)} total={100} label={t('sharePeople.working')} />
          )}
          {found ? (
            <Button kind="primary" busy={done !== undefined} disabled={!owner} onClick={() => void recover()}>
              {t('sharePeople.recoverNow')}
            </Button>
          ) : (
            <Button busy={done !== undefined} disabled={!file || !passphrase} onClick={() => void look()}>
              {t('sharePeople.recoverLook')}
            </Button>
          )}
        </Card>
      )}
    </Section>
  );
}
