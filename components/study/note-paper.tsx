import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { Fault } from '../../lib/records/fault';
import { clipBody } from '../../lib/study/clips';
import { notePaper } from '../../lib/study/note-paper';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed, branchName, openPrint } from '../life/register-actions';
import { PaperRecord } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import {
  Button,
  CheckField,
  downloadBlob,
  localDate,
  Note,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { readHtml } from './use-clip-text';

const paperOf = async (ledger: Ledger, clip: Rec<'clip'>, branch: string, withText: boolean, today: string) =>
  notePaper(ledger, clip, {
    map: (await readHtml(await clipBody(ledger, clip))).map,
    branch,
    withText,
    today,
  });

/** 学习笔记 as a Word file or on paper, folded. */
export function NotePaperBar({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [withText, setWithText] = useState(false);
  const [busy, setBusy] = useState(false);
  const word = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ meetingDocument }, { fileName }] = await Promise.all([
        import('../../lib/exchange/word'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const today = localDate(ledger.clock.wall());
      const paper = await paperOf(ledger, clip, await branchName(ledger), withText, today);
      downloadBlob(
        await meetingDocument(paper),
        fileName([today, paper.title, clip.fields.title.slice(0, 40)], 'docx'),
      );
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/clip/${clip.id}?now=1${withText ? '&text=1' : ''}`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <details class="border-line bg-card rounded-card border px-3 py-2">
      <summary class="cursor-pointer font-semibold">{t('reader.paperBar')}</summary>
      {allowed ? (
        <div class="space-y-2 pt-2">
          <CheckField label={t('reader.withText')} checked={withText} onChange={setWithText} />
          <div class="flex flex-wrap gap-2">
            <Button small icon="print" action="print-notes" onClick={print}>
              {t('life.print')}
            </Button>
            <Button small icon="download" busy={busy} action="notes-docx" onClick={() => void word()}>
              {t('life.exportWord')}
            </Button>
          </div>
        </div>
      ) : (
        <Note tone="info">{t('fault.E423')}</Note>
      )}
    </details>
  );
}

/** 学习笔记 of a clip on A4; with `?text=1` the main text too, with `?now=1` the printer's dialog opens by itself. */
export function PrintClipPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const withText = useQuery().get('text') === '1';
  const id = params.id ?? '';
  const name = branch?.fields.name ?? '';
  const found = useLive(
    () =>
      caught(
        (async () => {
          const clip = await ledger.get('clip', id);
          if (!clip) throw new Fault('E328');
          return paperOf(ledger, clip, name, withText, today);
        })(),
      ),
    [id, name, withText, today],
  );
  return (
    <PrintPage orientation="portrait" back={`/study/clip/${id}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
