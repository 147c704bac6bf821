import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useExportAllowed } from '../life/export-allowed';
import { assertAllowed, openPrint } from '../life/register-actions';
import { Button, downloadBlob, Note, Progress, toast, toastFault } from '../ui';
import type { OpenRegister } from './use-register';

/**
 * Saves what is shown as an Excel file or as CSV: `日期_支部_台账名_期间`. The file is made whole before the browser gets
 * it: a cancel (`AbortError`) or a fault (E420, E421, E423) leaves nothing.
 */
async function save(
  open: OpenRegister,
  format: 'xlsx' | 'csv',
  work: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<void> {
  assertAllowed();
  const [{ registerSheets, shownSheet }, { fileName, writeCsv, writeWorkbook }] = await Promise.all([
    import('../../lib/registers/sheets'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const { register, query } = open;
  const extract = open.extract();
  const blob =
    format === 'csv'
      ? writeCsv(await shownSheet(register, extract, work))
      : await writeWorkbook(await registerSheets(register, extract, work), {
          now: query.ledger.clock.wall(),
          signal: work.signal,
        });
  work.signal.throwIfAborted();
  downloadBlob(blob, fileName([query.today, extract.branch, t(register.title), extract.period], format));
}

/** Buttons that take out what is shown: Excel, CSV, print; with progress and a way to stop. */
export function ExportBar({ open }: { open: OpenRegister }) {
  const allowed = useExportAllowed();
  const [progress, setProgress] = useState<{ done: number; total: number } | undefined>(undefined);
  const abort = useRef<AbortController | undefined>(undefined);
  // Leaving the screen stops the work; nothing of it was handed out yet.
  useEffect(() => () => abort.current?.abort(), []);
  const run = async (format: 'xlsx' | 'csv') => {
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ done: 0, total: 0 });
    try {
      await save(open, format, {
        signal: controller.signal,
        onProgress: (done, total) => setProgress({ done, total }),
      });
      toast(t('exchange.exported'));
    } catch (thrown) {
      if (controller.signal.aborted) toast(t('exchange.cancelled'));
      else toastFault(thrown);
    } finally {
      setProgress(undefined);
      abort.current = undefined;
    }
  };
  const print = () => {
    try {
      openPrint(`${open.route('/print/register')}&now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const busy = progress !== undefined;
  const nothing = !open.rows.length;
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Button
        kind="primary"
        icon="download"
        action="export-register"
        busy={busy}
        disabled={nothing}
        onClick={() => void run('xlsx')}
      >
        {t('exchange.toExcel')}
      </Button>
      <Button disabled={busy || nothing} onClick={() => void run('csv')}>
        {t('exchange.toCsv')}
      </Button>
      <Button icon="print" action="print-register" disabled={nothing} onClick={print}>
        {t('exchange.print')}
      </Button>
      {progress && progress.total > 200 && (
        <div class="min-w-56 flex-1">
          <Progress {...progress} label={t('exchange.exporting')} onCancel={() => abort.current?.abort()} />
        </div>
      )}
    </div>
  );
}
