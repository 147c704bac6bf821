import { useState } from 'preact/hooks';
import type { SheetModel } from '../../lib/exchange/sheet-write';
import { t } from '../../lib/i18n';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed, openPrint } from '../life/register-actions';
import { Button, downloadBlob, Note, toast, toastFault, useLedger } from '../ui';

/** Excel and paper of what a page of the company space shows; `day`, company and title name the file. */
export function TakeOut(props: {
  /** Begins the names of its two buttons. */
  action: string;
  day: string;
  company: string;
  title: string;
  sheets: () => Promise<SheetModel[]>;
  printAt: string;
  remark?: string;
}) {
  const { action, day, company, title, printAt } = props;
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      assertAllowed();
      const [sheets, { fileName, writeWorkbook }] = await Promise.all([
        props.sheets(),
        import('../../lib/exchange/sheet-write'),
      ]);
      downloadBlob(
        await writeWorkbook(sheets, { now: ledger.clock.wall() }),
        fileName([day, company, title], 'xlsx'),
      );
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = (): void => {
    try {
      openPrint(`${printAt}${printAt.includes('?') ? '&' : '?'}now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Button icon="download" action={`${action}-excel`} busy={busy} onClick={() => void save()}>
        {t('exchange.toExcel')}
      </Button>
      <Button icon="print" action={`${action}-print`} onClick={print}>
        {t('exchange.print')}
      </Button>
      {props.remark && <span class="text-meta text-ink-3">{props.remark}</span>}
    </div>
  );
}
