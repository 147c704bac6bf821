import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { OverviewRow } from '../../lib/rollups/overview';
import type { SheetAbout } from '../../lib/rollups/sheets';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed, openPrint } from '../life/register-actions';
import { Button, downloadBlob, Note, toast, toastFault, useLedger } from '../ui';

/** Takes out what is shown: Excel with every figure, or paper. */
export function ExportPart(props: { rows: readonly OverviewRow[]; about: SheetAbout; printAt: string }) {
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ rollupSheets }, { fileName, writeWorkbook }] = await Promise.all([
        import('../../lib/rollups/sheets'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const { organisation, period, today } = props.about;
      const sheets = await rollupSheets(ledger, props.rows, props.about);
      const blob = await writeWorkbook(sheets, { now: ledger.clock.wall() });
      downloadBlob(blob, fileName([today, organisation, t('rollups.sheet.title'), period], 'xlsx'));
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(props.printAt);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button
        icon="download"
        action="rollup-excel"
        busy={busy}
        disabled={!props.rows.length}
        onClick={() => void save()}
      >
        {t('exchange.toExcel')}
      </Button>
      <Button icon="print" disabled={!props.rows.length} onClick={print}>
        {t('exchange.print')}
      </Button>
    </div>
  );
}
