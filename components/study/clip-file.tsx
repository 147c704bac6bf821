import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { Button, downloadBlob, Note, NotYet, toastFault, useLedger } from '../ui';

/** The PDF that a text was read from: its name and pages, and the way to have it back. */
export function ClipFile({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const { file, pageCount = 0, scan } = clip.fields;
  if (!file) return null;
  const save = async () => downloadBlob(await ledger.getBlob(file), file.name);
  return (
    <div class="space-y-1">
      <div class="flex flex-wrap items-center gap-2">
        <span class="text-meta text-ink-2 min-w-0 flex-1 break-all">
          {t('sources.pdf.file', { name: file.name, count: pageCount })}
        </span>
        <Button small icon="download" action="save-pdf" onClick={() => void save().catch(toastFault)}>
          {t('sources.pdf.save')}
        </Button>
      </div>
      <NotYet of={file} />
      {scan && <Note tone="info">{t('sources.pdf.scan')}</Note>}
    </div>
  );
}
