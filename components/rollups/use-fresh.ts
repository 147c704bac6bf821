import { useEffect, useState } from 'preact/hooks';
import { RollupStore } from '../../lib/ledger';
import { toastFault, useLedger, useLive } from '../ui';

/**
 * What `query` finds, found anew whenever something of roll-ups changes in any window. Keys are looked at on the way,
 * which a live query of the storage does not follow: the storage says that something changed, then it is asked.
 */
export function useFresh<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  const ledger = useLedger();
  const state = useLive(() => new RollupStore(ledger).state(), []);
  const [found, setFound] = useState<{ value: T }>();
  useEffect(() => {
    if (!state) return;
    let alive = true;
    query().then((value) => alive && setFound({ value }), toastFault);
    return () => {
      alive = false;
    };
  }, [state, ...deps]);
  return found?.value;
}
