import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { DATABASES, dumpRaw, type LockedGlance, loadLock } from '../../lib/ledger';
import { dropSealedItems } from '../../lib/platform/sealed-item';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, Card, CheckField, downloadBlob, FaultNote, localDate, Note, nowMilliseconds } from '../ui';

/** What to do without the passphrase, and exactly what is lost on each way. */
export function Forgotten({ glance }: { glance: LockedGlance | undefined }) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState('');
  const [fault, setFault] = useState<Fault>();
  const run = (work: () => Promise<void>): void => {
    setBusy(true);
    setFault(undefined);
    work()
      .catch((thrown: unknown) => setFault(asFault(thrown)))
      .finally(() => setBusy(false));
  };
  const save = () =>
    run(async () => {
      const name = t('lock.sealedFile', { date: localDate(nowMilliseconds()) });
      downloadBlob(await dumpRaw(DATABASES.own), name);
      setSaved(name);
    });
  const erase = () =>
    run(async () => {
      await (await loadLock()).eraseLocked(DATABASES.own);
      await dropSealedItems();
      localStorage.removeItem('quickEntry:own');
      location.hash = '/today';
      location.reload();
    });
  return (
    <section class="space-y-3" aria-label={t('lock.forgotten')}>
      <Note tone="due">{t('lock.nobodyKnows')}</Note>
      <h2 class="font-semibold">{t('lock.ways')}</h2>
      <ul class="list-disc space-y-2 pl-5">
        <li>
          {glance?.lastBackupAt
            ? t('lock.wayBackup', { date: localDate(glance.lastBackupAt) })
            : t('lock.noBackup')}
        </li>
        <li>{t(glance?.shares === false ? 'lock.notShared' : 'lock.wayInvite')}</li>
        {glance?.shares !== false && <li>{t('lock.wayRecovery')}</li>}
      </ul>
      <h2 class="font-semibold">{t('lock.lost')}</h2>
      <ul class="list-disc space-y-2 pl-5">
        <li>{t('lock.lostUnsent')}</li>
        <li>{t('lock.lostPrivate')}</li>
        {glance?.shares !== false && <li>{t('lock.lostSettings')}</li>}
        <li>{t('lock.lostOpen')}</li>
      </ul>
      <Card pad>
        <p class="text-meta text-ink-2">{t('lock.saveFirst')}</p>
        <Button icon="download" busy={busy} action="save-sealed" onClick={save}>
          {t('lock.saveSealed')}
        </Button>
        {saved && <Note tone="ok">{t('lock.savedSealed', { name: saved })}</Note>}
      </Card>
      <Card pad>
        <CheckField
          label={t(glance?.shares === false ? 'lock.sure' : 'lock.sureShared')}
          checked={sure}
          onChange={setSure}
        />
        <Button kind="danger" icon="trash" busy={busy} disabled={!sure} action="erase-locked" onClick={erase}>
          {t('lock.erase')}
        </Button>
      </Card>
      {fault && <FaultNote fault={fault} />}
    </section>
  );
}
