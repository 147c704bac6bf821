import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { reflectionPaper, reflectionText } from '../../lib/study/reflections/reflection-paper';
import {
  Button,
  downloadBlob,
  localDate,
  Note,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useScope,
  useToday,
} from '../ui';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed, branchName, openPrint } from '../life/register-actions';
import { PaperRecord } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';

/** Word, print and plain text of one 学习心得. */
export function PaperBar({ id }: { id: string }) {
  const ledger = useLedger();
  const { me } = useScope();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async (as: 'docx' | 'txt') => {
    setBusy(true);
    try {
      assertAllowed();
      const { fileName } = await import('../../lib/exchange/sheet-write');
      const today = localDate(ledger.clock.wall());
      const paper = await reflectionPaper(ledger, { id, me, today, branch: await branchName(ledger) });
      const blob =
        as === 'docx'
          ? await (await import('../../lib/exchange/word')).meetingDocument(paper)
          : new Blob([`\uFEFF${reflectionText(paper)}`], { type: 'text/plain;charset=utf-8' });
      downloadBlob(blob, fileName([paper.facts[1]?.value ?? today, paper.title], as));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/reflection/${id}?now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button small icon="download" busy={busy} action="reflection-docx" onClick={() => void save('docx')}>
        {t('life.exportWord')}
      </Button>
      <Button small icon="print" onClick={print}>
        {t('life.print')}
      </Button>
      <Button small kind="quiet" busy={busy} action="reflection-txt" onClick={() => void save('txt')}>
        {t('reflection.plainText')}
      </Button>
    </div>
  );
}

/** One 学习心得 on A4 with a line to sign on, for the printer. */
export function PrintReflectionPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const id = params.id ?? '';
  const found = useLive(
    () => caught(reflectionPaper(ledger, { id, me, today, branch })),
    [id, me, today, branch],
  );
  return (
    <PrintPage orientation="portrait" back={`/study/reflection/${id}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
