import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { DATABASES, type LockedGlance, loadLock } from '../../lib/ledger';
import { fromWire } from '../../lib/platform/fault-wire';
import { keepLockKey, watchLock } from '../../lib/platform/lock';
import { takePendingFault } from '../../lib/platform/pending-fault';
import type { Fault } from '../../lib/records/fault';
import { Button, FaultNote, nowMilliseconds, PasswordField } from '../ui';
import { Forgotten } from './forgotten';
import { useWork } from './use-passphrase';

/** The only screen while the profile is locked: in the panel, the tabs and the popup. */
export function LockScreen() {
  const [passphrase, setPassphrase] = useState('');
  const [pending, setPending] = useState<Fault>();
  const [glance, setGlance] = useState<LockedGlance>();
  const [forgotten, setForgotten] = useState(false);
  const { busy, fault, run, bar } = useWork();
  useEffect(() => watchLock((open) => open && location.reload()), []);
  useEffect(() => {
    void takePendingFault().then((waiting) => waiting && setPending(fromWire(waiting)));
    void loadLock()
      .then(({ lockedGlance }) => lockedGlance(DATABASES.own))
      .then(setGlance, () => undefined);
  }, []);
  const unlock = () =>
    run(async (progress) => {
      const { unlockKey, lockedGlance } = await loadLock();
      const key = await unlockKey(DATABASES.own, passphrase, nowMilliseconds(), progress);
      await keepLockKey(key, (await lockedGlance(DATABASES.own)).minutes);
    });
  return (
    <div class="mx-auto max-w-md space-y-4 p-4" data-locked>
      <h1 class="text-title font-semibold">{t('lock.locked')}</h1>
      {pending && <FaultNote fault={pending} />}
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase) unlock();
        }}
      >
        <PasswordField
          label={t('lock.passphrase')}
          name="passphrase"
          value={passphrase}
          onChange={setPassphrase}
        />
        {fault && <FaultNote fault={fault} />}
        {bar}
        <div class="flex justify-end">
          <Button kind="primary" type="submit" busy={busy} disabled={!passphrase} action="unlock">
            {t('lock.unlock')}
          </Button>
        </div>
      </form>
      <p class="text-meta text-ink-2">{t('lock.goesOn')}</p>
      <Button kind="quiet" action="forgotten" pressed={forgotten} onClick={() => setForgotten(!forgotten)}>
        {t('lock.forgotten')}
      </Button>
      {forgotten && <Forgotten glance={glance} />}
    </div>
  );
}
