import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { exportFile, importFile, SHARE_FILE } from '../../lib/share';
import {
  Button,
  Card,
  downloadBlob,
  FilePick,
  Section,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useToday,
} from '../ui';

/** Files by hand: one with what others have not got, and any number of theirs. Works beside every place. */
export function FilesPart({ open }: { open: boolean }) {
  const ledger = useLedger();
  const branch = useBranch();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      toast(await work());
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const write = (all: boolean) =>
    run(async () => {
      const { blob, segments } = await exportFile(ledger, { all });
      downloadBlob(blob, `${branch?.fields.name ?? ''}-${t('share.title')}-${today}${SHARE_FILE}`);
      return t('share.files.written', { count: segments });
    });
  const read = (files: File[]) =>
    run(async () => {
      let segments = 0;
      let held = 0;
      let leftOut = 0;
      for (const file of files) {
        const done = await importFile(ledger, file);
        segments += done.segments;
        held = done.held;
        leftOut += done.leftOut;
      }
      return [
        t('share.files.read', { count: segments }),
        held ? t('share.files.held', { count: held }) : '',
        leftOut ? t('share.files.leftOut', { count: leftOut }) : '',
      ].join('');
    });
  return (
    <details open={open}>
      <summary class="text-title font-semibold">{t('share.files.title')}</summary>
      <div class="mt-2">
        <Section title={<span class="sr-only">{t('share.files.title')}</span>}>
          <Card pad>
            <p class="text-meta text-ink-2">{t('share.files.hint')}</p>
            <div class="flex flex-wrap gap-2">
              <Button busy={busy} icon="download" action="share-export" onClick={() => void write(false)}>
                {t('share.files.write')}
              </Button>
              <Button busy={busy} kind="quiet" onClick={() => void write(true)}>
                {t('share.files.writeAll')}
              </Button>
            </div>
            <FilePick
              accept={SHARE_FILE}
              multiple
              label={t('share.files.readButton')}
              hint={t('share.files.readHint')}
              disabled={busy}
              onFiles={(files) => void read(files)}
            />
          </Card>
        </Section>
      </div>
    </details>
  );
}
