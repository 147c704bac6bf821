import { type Ledger, RollupStore } from '../ledger';
import { loadRules } from '../rulebook/in-force';
import { keptPlace, openCarrier } from '../share';
import { readCard } from './card';
import { countReport } from './count';
import { periodToReport, sendReport, wasReported } from './send';

/**
 * Sends the report of the period that has ended, if the secretary wants it to go by itself and it did not go yet. For
 * the worker, once a day, with this person's own ledger. True when something was sent. Throws what `sendReport` throws.
 */
export async function sendWhenDue(ledger: Ledger, today: string): Promise<boolean> {
  const row = await new RollupStore(ledger).committee();
  if (!row?.auto) return false;
  const { before } = periodToReport(readCard(row.card), row.sent, today);
  if (wasReported(row.sent[before], before)) return false;
  const place = await keptPlace(ledger);
  // Files go by hand, and the right to a folder belongs to a window.
  if (place?.address.sort !== 'webdav' && place?.address.sort !== 's3') return false;
  // The windows may show the sample: what is judged here is the own ledger.
  await loadRules(ledger, today);
  await sendReport(ledger, await openCarrier(ledger), before, await countReport(ledger, before, today));
  return true;
}
