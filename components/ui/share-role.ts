import type { SpaceRole } from '../../lib/sync';
import { useLedger, useLive } from './ledger-context';

/** What this person is among those who share the branch; null without sharing, undefined until that is known. */
export function useShareRole(): SpaceRole | null | undefined {
  const ledger = useLedger();
  return useLive(async () => {
    const { standing } = await import('../../lib/sync/standing');
    return (await standing(ledger))?.role ?? null;
  }, []);
}
