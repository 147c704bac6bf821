import { useEffect, useState } from 'preact/hooks';
import { isPinyinReady, loadPinyin } from '../../lib/branch/name-search';
import { t } from '../../lib/i18n';
import type { Ledger, UndoResult } from '../../lib/ledger';
import { toast, toastFault, useGroups } from '../ui';

/** Fetches the pinyin tables once somebody searches; true when they are there and the list can be searched again. */
export function usePinyin(wanted: boolean): boolean {
  const [ready, setReady] = useState(isPinyinReady());
  useEffect(() => {
    if (!wanted || ready) return;
    let alive = true;
    void loadPinyin().then(() => alive && setReady(isPinyinReady()));
    return () => {
      alive = false;
    };
  }, [wanted, ready]);
  return ready;
}

/** Names of party groups by id. */
export function useGroupName(): (id: string) => string {
  const groups = useGroups();
  return (id) => groups.find((group) => group.id === id)?.fields.name ?? id;
}

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
