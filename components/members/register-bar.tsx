import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { MemberRegister } from '../../lib/members/export';
import { assertAllowed, openPrint } from '../life/register-actions';
import { Button, downloadBlob, nowMilliseconds, toast, toastFault, useLedger, useToday } from '../ui';

/** Takes a register of members out: Excel, or paper. Both hold every line of it. */
export function MemberRegisterBar({ register }: { register: MemberRegister }) {
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ memberSheet }, { fileName, writeWorkbook }] = await Promise.all([
        import('../../lib/members/export'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const sheet = await memberSheet(ledger, register, today);
      const blob = await writeWorkbook([sheet], { now: nowMilliseconds() });
      downloadBlob(blob, fileName([today, sheet.subtitle[0] ?? '', sheet.title], 'xlsx'));
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/members?register=${register}&now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button icon="download" busy={busy} action={`export-${register}`} onClick={() => void save()}>
        {t('exchange.toExcel')}
      </Button>
      <Button icon="print" action={`print-${register}`} onClick={print}>
        {t('exchange.print')}
      </Button>
    </div>
  );
}
