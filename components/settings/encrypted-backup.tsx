import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { createEncryptedBackup, passphraseStrength, SHORTEST_PASSPHRASE } from '../../lib/exchange/backup';
import {
  Button,
  Card,
  downloadBlob,
  FaultNote,
  Note,
  PasswordField,
  Pill,
  Progress,
  Section,
  type Tone,
  useBranch,
  useLedger,
  useToday,
} from '../ui';
import { version } from '../../package.json';
import { useWork } from './use-work';
import { bytesWord } from './words';

const TONES: Record<ReturnType<typeof passphraseStrength>, Tone> = {
  short: 'bad',
  weak: 'due',
  fair: 'info',
  good: 'ok',
};

/** 加密备份: a passphrase entered twice, and one file that only it opens. */
export function EncryptedBackup() {
  const ledger = useLedger();
  const branch = useBranch()?.fields.name;
  const today = useToday();
  const work = useWork();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [made, setMade] = useState<{ name: string; size: number } | undefined>(undefined);
  const strength = passphrase ? passphraseStrength(passphrase) : undefined;
  const differs = again !== '' && again !== passphrase;
  const ready = passphrase !== '' && again === passphrase && strength !== 'short';

  const make = async () => {
    if (!ready) return;
    setMade(undefined);
    const file = await work.run(t('settings.backup.collecting'), ({ signal, report }) =>
      createEncryptedBackup(ledger, passphrase, {
        appVersion: version,
        branch,
        today,
        signal,
        onProgress: ({ stage, done, total }) =>
          report(
            t(stage === 'collect' ? 'settings.backup.collecting' : 'settings.backup.encrypting'),
            done,
            total,
          ),
      }),
    );
    if (!file) return;
    downloadBlob(file.blob, file.name);
    setMade({ name: file.name, size: file.blob.size });
    setPassphrase('');
    setAgain('');
  };

  return (
    <Section title={t('settings.backup.title')} id="backup">
      <Card pad>
        <p class="text-meta text-ink-2">{t('settings.backup.intro')}</p>
        <div class="grid gap-3 sm:grid-cols-2">
          <PasswordField
            label={t('settings.backup.passphrase')}
            name="passphrase"
            value={passphrase}
            onChange={setPassphrase}
            error={
              strength === 'short' ? t('settings.backup.short', { count: SHORTEST_PASSPHRASE }) : undefined
            }
            hint={t('settings.backup.hint')}
          />
          <PasswordField
            label={t('settings.backup.again')}
            name="passphrase-again"
            value={again}
            onChange={setAgain}
            onEnter={() => void make()}
            error={differs ? t('settings.backup.differs') : undefined}
          />
        </div>
        {strength && strength !== 'short' && (
          <p class="text-meta" aria-live="polite">
            <Pill tone={TONES[strength]}>{t(`settings.strength.${strength}`)}</Pill>
          </p>
        )}
        <Note tone="due">{t('settings.backup.lost')}</Note>
        {work.fault && <FaultNote fault={work.fault} />}
        {work.stopped && <Note tone="info">{t('settings.backup.stopped')}</Note>}
        {made && (
          <Note tone="ok">{t('settings.backup.made', { name: made.name, size: bytesWord(made.size) })}</Note>
        )}
        {work.state ? (
          <Progress done={work.state.percent} total={100} label={work.state.label} onCancel={work.stop} />
        ) : (
          <div class="flex justify-end">
            <Button
              kind="primary"
              icon="download"
              disabled={!ready}
              action="encrypted-backup"
              onClick={() => void make()}
            >
              {t('settings.backup.make')}
            </Button>
          </div>
        )}
      </Card>
    </Section>
  );
}
