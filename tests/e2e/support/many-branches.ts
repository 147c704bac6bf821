import { openSpace, type ReportRow, type ReportTextRow, RollupStore } from '../../../lib/ledger';
import { storedGlance } from '../../../lib/rollups/body';
import { type NewStatement, sayOfBranches } from '../../../lib/rollups/organisation';
import { PERIOD, reportOf } from '../../bench/rollups/branches';

const TOGETHER = 500;

/**
 * Puts so many branches on the list of the sample's committee, and what nineteen of twenty of them reported: as reading
 * leaves it, without the sealing, which takes a minute. For looking at the overview of many.
 */
export async function fill(count: number): Promise<void> {
  const ledger = await openSpace('sample');
  const store = new RollupStore(ledger);
  const said: NewStatement[] = [];
  let rows: ReportRow[] = [];
  let texts: ReportTextRow[] = [];
  for (let at = 0; at < count; at += 1) {
    const b = at.toString(16).padStart(20, '0');
    const key = at.toString(16).padStart(64, '0');
    const report = reportOf(at, 1);
    const region = `示例第${1 + (at % 12)}区`;
    said.push({
      id: `many${String(at).padStart(12, '0')}`,
      name: report.name,
      superior: report.superior,
      region,
      b,
      key,
    });
    if (at % 20 === 0) continue;
    const got = { n: 1, hash: b, key, t: 1, at: 1 };
    rows.push({ period: PERIOD, b, mark: 'm', there: true, got, glance: storedGlance(report) });
    texts.push({ period: PERIOD, b, text: JSON.stringify(report) });
    if (rows.length < TOGETHER && at < count - 1) continue;
    await store.keepReports(rows, texts);
    [rows, texts] = [[], []];
  }
  await sayOfBranches(ledger, said);
  ledger.close();
}
