import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Ledger, loadLock, rewriteText } from '../../lib/ledger';
import { keepLockKey, minutesUnder } from '../../lib/platform/lock';
import { sealItems } from '../../lib/platform/sealed-item';
import { Fault } from '../../lib/records/fault';
import { Button, Card, FaultNote, Note, PasswordField, SelectField } from '../ui';
import { usePolicy } from '../settings/use-policy';
import { guardWindow } from './guard';
import { minuteOptions } from './minutes';
import { useWork } from './use-passphrase';

/** Half a morning of meetings fits in; a lunch does not. */
const USUAL_MINUTES = 15;

/** The form that sets a lock up: what it does and does not do, the passphrase twice, when it locks by itself. */
export function SetUp({ own, onDone }: { own: Ledger; onDone: () => void }) {
  const most = usePolicy().policy.autoLockMinutes;
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [minutes, setMinutes] = useState(String(USUAL_MINUTES));
  const { busy, fault, run, bar } = useWork();
  const setUp = () =>
    run(async (progress) => {
      if (first !== second) throw new Fault('E948');
      const chosen = minutesUnder(Number(minutes), most);
      const { setUpLock } = await loadLock();
      const keep = async (key: Uint8Array) => {
        await keepLockKey(key, chosen);
        await sealItems(key);
        rewriteText(own, localStorage, 'quickEntry:own');
      };
      await setUpLock(own, first, keep, { minutes: chosen, ...progress });
      guardWindow(own);
      onDone();
    });
  return (
    <>
      <Card pad>
        <ul class="list-disc space-y-1 pl-5">
          <li>{t('lock.does')}</li>
          <li>{t('lock.doesNot')}</li>
          <li>{t('lock.earlierKeys')}</li>
        </ul>
        <Note tone="due">{t('lock.nobodyKnows')}</Note>
      </Card>
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setUp();
        }}
      >
        <PasswordField
          label={t('lock.newPassphrase')}
          name="passphrase"
          value={first}
          hint={t('lock.passphraseHint')}
          onChange={setFirst}
        />
        <PasswordField label={t('lock.repeat')} name="repeat" value={second} onChange={setSecond} />
        <SelectField
          label={t('lock.minutes')}
          value={minutes}
          options={minuteOptions(most)}
          onChange={setMinutes}
        />
        {fault && <FaultNote fault={fault} />}
        {bar}
        <div class="flex justify-end">
          <Button kind="primary" type="submit" busy={busy} disabled={!first || !second} action="set-up-lock">
            {t('lock.setUp')}
          </Button>
        </div>
      </form>
    </>
  );
}
