import { t } from '../../lib/i18n';
import type { Ledger, UndoResult } from '../../lib/ledger';
import { toast, toastFault } from './toast';

/** Says what was done, with 撤销 when something was. */
export function toastUndo(ledger: Ledger, message: string, n: number | undefined): void {
  if (n === undefined) {
    toast(message);
    return;
  }
  const run = async (): Promise<void> => {
    try {
      toastUndone(await ledger.undo(n));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  toast(message, { action: { label: t('common.undo'), run } });
}

function toastUndone(result: UndoResult): void {
  const count = result.kept.length;
  toast(count ? t('branch.undoKept', { count }) : t('common.undone'));
}
