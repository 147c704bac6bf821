import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { policySnapshot, subscribePolicy } from '../../lib/platform/policy';
import { asFault, type Fault } from '../../lib/records/fault';
import type { Reader } from '../../lib/papers/reader';
import { toast, toastFault, useScope } from '../ui';

/** True unless the organisation forbids export; follows the policy while the screen is open. */
export function useExportAllowed(): boolean {
  const [allowed, setAllowed] = useState(policySnapshot().policy.exportAllowed !== false);
  useEffect(() => subscribePolicy(() => setAllowed(policySnapshot().policy.exportAllowed !== false)), []);
  return allowed;
}

/** For whom the papers of this window are made. */
export function useReader(): Reader {
  const { role, me } = useScope();
  return { role, me };
}

/** A result, or the fault that stands in its place. */
export type Found<T> = { value: T; fault?: undefined } | { value?: undefined; fault: Fault };

export async function found<T>(work: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await work() };
  } catch (thrown) {
    return { fault: asFault(thrown) };
  }
}

/** Says what was done, with 撤销 when something was; what another window changed since is kept and said. */
export function toastUndo(ledger: Ledger, message: string, n: number | undefined): void {
  if (n === undefined) return toast(message);
  const run = async (): Promise<void> => {
    try {
      const { kept } = await ledger.undo(n);
      toast(kept.length ? t('papers.undoKept', { count: kept.length }) : t('common.undone'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  toast(message, { action: { label: t('common.undo'), run } });
}
