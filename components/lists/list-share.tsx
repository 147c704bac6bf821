import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { listPaper, listText } from '../../lib/study/lists/list-share';
import {
  Button,
  downloadBlob,
  Note,
  Section,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useToday,
} from '../ui';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed } from '../life/register-actions';

/** 发出去: the list as text for a chat, as Word, and as a file that another member opens here. */
export function ListShare({ month, clips }: { month: string; clips: readonly Rec<'clip'>[] }) {
  const ledger = useLedger();
  const today = useToday();
  const allowed = useExportAllowed();
  const branch = useBranch()?.fields.name ?? '';
  const [busy, setBusy] = useState<'word' | 'file' | undefined>(undefined);
  const [left, setLeft] = useState(0);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(listText(clips, month, branch));
      toast(t('lists.textCopied'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const save = async (what: 'word' | 'file') => {
    setBusy(what);
    setLeft(0);
    try {
      assertAllowed();
      if (what === 'file') {
        const { listFile } = await import('../../lib/study/lists/list-file');
        const { blob, name, left: out } = await listFile(ledger, clips, { month, branch });
        downloadBlob(blob, name);
        setLeft(out);
      } else {
        const [{ meetingDocument }, { fileName }] = await Promise.all([
          import('../../lib/exchange/word'),
          import('../../lib/exchange/sheet-write'),
        ]);
        const paper = await listPaper(ledger, month, { branch, today });
        downloadBlob(await meetingDocument(paper), fileName([paper.title, branch], 'docx'));
      }
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Section title={t('lists.share')}>
      <div class="flex flex-wrap gap-2">
        <Button icon="copy" action="list-text" onClick={() => void copy()}>
          {t('lists.copyText')}
        </Button>
        {allowed && (
          <>
            <Button
              icon="download"
              busy={busy === 'word'}
              action="list-word"
              onClick={() => void save('word')}
            >
              {t('lists.word')}
            </Button>
            <Button
              icon="download"
              busy={busy === 'file'}
              action="list-file"
              onClick={() => void save('file')}
            >
              {t('lists.file')}
            </Button>
          </>
        )}
      </div>
      {left > 0 && <Note tone="due">{t('lists.leftOut', { count: left })}</Note>}
      {allowed ? (
        <p class="text-meta text-ink-3">{t('lists.fileHint')}</p>
      ) : (
        <Note tone="info">{t('fault.E423')}</Note>
      )}
    </Section>
  );
}
