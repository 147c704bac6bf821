import { t } from '../../lib/i18n';
import { backupAge, type BackupAge } from '../../lib/ledger';
import { Note, nowMilliseconds, Page, Section, useLive, useScope, useToday } from '../ui';
import { EncryptedBackup } from './encrypted-backup';
import { OpenExport } from './open-export';
import { RetentionPart } from './retention-part';
import { RestorePart } from './restore-part';
import { when } from './words';

/** The age of the last backup in words. */
export function backupAgeWords(age: BackupAge): string {
  if (age.at === undefined) return t('settings.age.never');
  if (age.days === 0) return t('settings.age.today', { at: when(age.at) });
  return t('settings.age.days', { at: when(age.at), count: age.days ?? 0 });
}

/** 备份与恢复: one encrypted file, everything in open files, and the way back. */
export function DataPage() {
  const { ledger, space } = useScope();
  const today = useToday();
  const age = useLive(() => backupAge(ledger, nowMilliseconds()), [today]);
  return (
    <Page title={t('settings.data.title')} back="/settings">
      {age && (
        <Note tone={age.due ? 'due' : age.at === undefined ? 'info' : 'ok'}>
          {backupAgeWords(age)} {t('settings.age.every', { count: age.everyDays })}
        </Note>
      )}
      <EncryptedBackup />
      <OpenExport />
      <Section title={t('settings.restore.title')}>
        <p class="text-meta text-ink-2">{t('settings.restore.intro')}</p>
        {space === 'sample' ? (
          <Note tone="info">{t('settings.restore.sample')}</Note>
        ) : (
          <RestorePart ledger={ledger} />
        )}
      </Section>
      <RetentionPart />
    </Page>
  );
}
