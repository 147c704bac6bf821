import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { summaryPaper } from '../../lib/yearly/summary';
import {
  Button,
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
import { assertAllowed, branchName, openPrint } from '../life/register-actions';
import { useExportAllowed } from '../life/export-allowed';
import { PaperRecord } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';

/** Word and print of 年度总结. */
export function SummaryPaperBar({ year }: { year: string }) {
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const word = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ meetingDocument }, { fileName }] = await Promise.all([
        import('../../lib/exchange/word'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const today = localDate(ledger.clock.wall());
      const branch = await branchName(ledger);
      const paper = await summaryPaper(ledger, { year, today, branch });
      downloadBlob(await meetingDocument(paper), fileName([today, branch, paper.title], 'docx'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/summary?year=${year}&now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button icon="download" busy={busy} action="summary-docx" onClick={() => void word()}>
        {t('life.exportWord')}
      </Button>
      <Button icon="print" onClick={print}>
        {t('life.print')}
      </Button>
    </div>
  );
}

/** 年度总结 on A4 with lines to sign on, for the printer. */
export function PrintSummaryPage() {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const year = useQuery().get('year') ?? today.slice(0, 4);
  const found = useLive(() => caught(summaryPaper(ledger, { year, today, branch })), [year, today, branch]);
  return (
    <PrintPage orientation="portrait" back={`/summary?year=${year}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
