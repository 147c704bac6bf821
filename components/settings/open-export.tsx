import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { createOpenExport } from '../../lib/exchange/backup';
import {
  Button,
  Card,
  downloadBlob,
  FaultNote,
  Note,
  Progress,
  Section,
  useBranch,
  useLedger,
  useToday,
} from '../ui';
import { version } from '../../package.json';
import { usePolicy } from './use-policy';
import { useWork } from './use-work';
import { bytesWord } from './words';

/** 开放导出: everything in files that any program can read. The organisation can switch it off. */
export function OpenExport() {
  const ledger = useLedger();
  const branch = useBranch()?.fields.name;
  const today = useToday();
  const work = useWork();
  const { policy } = usePolicy();
  const [made, setMade] = useState<{ name: string; size: number } | undefined>(undefined);

  const make = async () => {
    setMade(undefined);
    const file = await work.run(t('settings.backup.collecting'), ({ signal, report }) =>
      createOpenExport(ledger, {
        appVersion: version,
        branch,
        today,
        signal,
        onProgress: ({ done, total }) => report(t('settings.backup.collecting'), done, total),
      }),
    );
    if (!file) return;
    downloadBlob(file.blob, file.name);
    setMade({ name: file.name, size: file.blob.size });
  };

  return (
    <Section title={t('settings.export.title')}>
      <Card pad>
        <p class="text-meta text-ink-2">{t('settings.export.intro')}</p>
        {policy.exportAllowed === false ? (
          <Note tone="info">{t('settings.export.off')}</Note>
        ) : (
          <>
            <Note tone="due">{t('settings.export.plain')}</Note>
            {work.fault && <FaultNote fault={work.fault} />}
            {work.stopped && <Note tone="info">{t('settings.backup.stopped')}</Note>}
            {made && (
              <Note tone="ok">
                {t('settings.backup.made', { name: made.name, size: bytesWord(made.size) })}
              </Note>
            )}
            {work.state ? (
              <Progress done={work.state.percent} total={100} label={work.state.label} onCancel={work.stop} />
            ) : (
              <div class="flex justify-end">
                <Button icon="download" action="open-export" onClick={() => void make()}>
                  {t('settings.export.make')}
                </Button>
              </div>
            )}
          </>
        )}
      </Card>
    </Section>
  );
}
