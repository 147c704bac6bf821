import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { toast, toastFault } from '../ui';

/** Says what was done, with 撤销 when something was. */
export function undoToast(ledger: Ledger, message: string, n: number | undefined): void {
  const run = async (): Promise<void> => {
    if (n !== undefined) await ledger.undo(n).catch(toastFault);
  };
  toast(message, n === undefined ? {} : { action: { label: t('common.undo'), run } });
}
