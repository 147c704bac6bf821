import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { policySnapshot, subscribePolicy } from '../../lib/platform/policy';
import { Button, Note, Progress, toast, toastFault, useLedger } from '../ui';
import { exportRegister, printRegister, type RegisterExport } from './register-actions';

/** True unless the organisation forbids export; follows the policy while the screen is open. */
export function useExportAllowed(): boolean {
  const [allowed, setAllowed] = useState(policySnapshot().policy.exportAllowed !== false);
  useEffect(() => subscribePolicy(() => setAllowed(policySnapshot().policy.exportAllowed !== false)), []);
  return allowed;
}

/** Buttons that take a register out: Excel, CSV, print; with progress and a way to stop. */
export function RegisterExportBar(props: { choice: () => RegisterExport; disabled?: boolean }) {
  const ledger = useLedger();
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
      await exportRegister(ledger, {
        ...props.choice(),
        format,
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
      printRegister(props.choice());
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const busy = progress !== undefined;
  return (
    <div class="flex flex-wrap items-center gap-2">
      {progress && progress.total > 200 && (
        <div class="min-w-56 flex-1">
          <Progress {...progress} label={t('exchange.exporting')} onCancel={() => abort.current?.abort()} />
        </div>
      )}
      <Button
        kind="primary"
        icon="download"
        action="export-register"
        busy={busy}
        disabled={props.disabled}
        onClick={() => void run('xlsx')}
      >
        {t('exchange.toExcel')}
      </Button>
      <Button disabled={busy || props.disabled} onClick={() => void run('csv')}>
        {t('exchange.toCsv')}
      </Button>
      <Button icon="print" disabled={props.disabled} onClick={print}>
        {t('exchange.print')}
      </Button>
    </div>
  );
}
