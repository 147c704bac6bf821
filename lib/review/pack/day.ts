import { localDay } from '../../branch/terms';
import type { Ledger } from '../../ledger';

/** The local civil date of a ledger's clock. */
export const ledgerDay = (ledger: Ledger): string => localDay(ledger.clock.wall());
