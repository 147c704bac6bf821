import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { policySnapshot } from '../../lib/platform/policy';
import { Fault } from '../../lib/records/fault';
import { Button, downloadBlob, toast, toastFault, useLedger, useToday } from '../ui';

/** Saves the plan of a year and the open deadlines as a calendar file. */
export function ExportButton(props: { year: number; disabled?: boolean }) {
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      if (policySnapshot().policy.exportAllowed === false) throw new Fault('E423');
      const [{ planCalendar }, { fileName }] = await Promise.all([
        import('../../lib/plan/calendar-file'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const text = await planCalendar(ledger, { year: props.year, today, deadlines: true });
      downloadBlob(
        new Blob([text], { type: 'text/calendar;charset=utf-8' }),
        fileName([t('plan.title'), String(props.year)], 'ics'),
      );
      toast(t('plan.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      icon="download"
      busy={busy}
      disabled={props.disabled}
      action="plan-ics"
      onClick={() => void run()}
    >
      {t('plan.export')}
    </Button>
  );
}
