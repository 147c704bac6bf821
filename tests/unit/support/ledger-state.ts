import type { Ledger } from '../../../lib/ledger/ledger';
import type { HistoryRow, RecordRow } from '../../../lib/ledger/rows';

/** Everything in a ledger that a backup carries, in an order that does not depend on how it came there. */
export async function stateOf(ledger: Ledger) {
  await ledger.quarantine.flush();
  const { db } = ledger;
  const records = (await db.records.toArray()).map(
    ({ id, kind, h, fields, stamps, gone, at, due, links }) => ({
      id,
      kind,
      h,
      fields,
      stamps,
      gone,
      at,
      due,
      links,
    }),
  );
  const commits = (await db.changes.toArray())
    .map(({ n: _n, undoes: _undoes, ...rest }) => JSON.stringify(rest))
    .sort();
  const meta = (await db.meta.toArray()).filter(
    (row) => !['device', 'lastBackupAt', 'space'].includes(row.key),
  );
  return {
    records,
    commits,
    history: await db.history.toArray(),
    drafts: await db.drafts.toArray(),
    quarantine: (await db.quarantine.toArray()).map(({ at: _at, ...row }) => row),
    attachments: (await db.attachments.toArray()).map(({ sha256, size, type }) => ({ sha256, size, type })),
    meta,
  };
}

/** Every value that stands in records or history, as `record field stamp value`. */
export function valuesIn(records: readonly RecordRow[], history: readonly HistoryRow[]): Set<string> {
  const values = new Set<string>();
  for (const row of records) {
    for (const [f, h] of Object.entries(row.stamps)) {
      values.add(`${row.id} ${f} ${h} ${JSON.stringify(row.fields[f] ?? null)}`);
    }
  }
  for (const row of history) values.add(`${row.r} ${row.f} ${row.under ?? row.h} ${JSON.stringify(row.v)}`);
  return values;
}
