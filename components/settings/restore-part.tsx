import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { kindOfBackup, openBackup } from '../../lib/exchange/backup';
import { applyRestore, type Ledger, planRestore, type RestorePlan } from '../../lib/ledger';
import { Button, FaultNote, FilePick, Link, Note, PasswordField, Progress } from '../ui';
import { RestorePlanView } from './restore-plan';
import { useWork } from './use-work';

interface Picked {
  file: File;
  encrypted: boolean;
}

/**
 * Restores a backup: file, passphrase if it has one, what would change, and only then the writing. Also used where
 * there is no branch yet; it needs nothing but a ledger.
 */
export function RestorePart({ ledger, onRestored }: { ledger: Ledger; onRestored?: () => void }) {
  const work = useWork();
  const [picked, setPicked] = useState<Picked | undefined>(undefined);
  const [passphrase, setPassphrase] = useState('');
  const [plan, setPlan] = useState<RestorePlan | undefined>(undefined);
  const [quarantined, setQuarantined] = useState<number | undefined>(undefined);

  const reset = () => {
    setPicked(undefined);
    setPassphrase('');
    setPlan(undefined);
    work.clear();
  };

  const pick = async (file: File) => {
    reset();
    setQuarantined(undefined);
    const kind = await work.run(t('settings.restore.reading'), () => kindOfBackup(file));
    if (!kind) return;
    setPicked({ file, encrypted: kind === 'encrypted' });
    if (kind === 'open') await read(file);
  };

  const read = async (file: File, secret?: string) => {
    const found = await work.run(t('settings.restore.reading'), async ({ signal, report }) => {
      const source = await openBackup(file, secret, {
        signal,
        onProgress: ({ done, total }) => report(t('settings.restore.decrypting'), done, total),
      });
      return planRestore(ledger, source, {
        signal,
        onProgress: ({ done, total }) => report(t('settings.restore.checking'), done, total),
      });
    });
    setPlan(found);
  };

  const apply = async (agreed: RestorePlan) => {
    const done = await work.run(t('settings.restore.writing'), async ({ signal, report }) => {
      await applyRestore(ledger, agreed, {
        signal,
        onProgress: (progress) => report(t('settings.restore.writing'), progress.done, progress.total),
      });
      return true;
    });
    if (!done) return;
    setQuarantined(await ledger.quarantine.count());
    setPicked(undefined);
    setPlan(undefined);
    setPassphrase('');
    onRestored?.();
  };

  return (
    <div class="space-y-3">
      {!plan && !work.state && (
        <FilePick
          accept=".age,.zip"
          label={t('settings.restore.pick')}
          hint={picked ? picked.file.name : t('settings.restore.pickHint')}
          onFiles={([file]) => file && void pick(file)}
        />
      )}
      {picked?.encrypted && !plan && !work.state && (
        <div class="space-y-2">
          <PasswordField
            label={t('settings.restore.passphrase')}
            name="restore-passphrase"
            value={passphrase}
            onChange={setPassphrase}
            onEnter={() => passphrase && void read(picked.file, passphrase)}
          />
          <div class="flex justify-end">
            <Button disabled={!passphrase} onClick={() => void read(picked.file, passphrase)}>
              {t('settings.restore.open')}
            </Button>
          </div>
        </div>
      )}
      {work.state && (
        <Progress done={work.state.percent} total={100} label={work.state.label} onCancel={work.stop} />
      )}
      {work.fault && <FaultNote fault={work.fault} />}
      {work.stopped && (
        <Note tone="info">{t(plan ? 'settings.restore.stoppedHalf' : 'settings.restore.stopped')}</Note>
      )}
      {plan && !work.state && (
        <RestorePlanView plan={plan} onCancel={reset} onApply={() => void apply(plan)} />
      )}
      {quarantined !== undefined && (
        <Note tone="ok">
          {t('settings.restore.done')}{' '}
          {quarantined > 0 && (
            <Link to="/settings/quarantine" class="underline">
              {t('settings.quarantine.count', { count: quarantined })}
            </Link>
          )}
        </Note>
      )}
    </div>
  );
}
