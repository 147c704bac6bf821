import { readyBlobs } from '../attachments';
import { Fault } from '../../records/fault';
import type { Json } from '../../records/kind';
import { type LedgerDb, storageFault } from '../db';
import type { Ledger } from '../ledger';
import { type Incoming, valuesOfHistory, valuesOfRow } from '../merge';
import { mergeInto } from '../merge-into';
import type { HistoryRow, QuarantineRow } from '../rows';
import { mergeDrafts, putIfNew } from './drafts';
import { LINE_FILES, type OnProgress, PROFILE_META } from './format';
import { readTable, type Unreadable } from './lines';
import { readAttachment, type RestorePlan } from './plan';

/** Records or commits merged in one transaction: short enough that other windows can write in between. */
const BATCH = 200;

/** Values of the profile that are collections: entries missing here are added one by one. */
const MERGED_META = ['columnMaps', 'registerViews'];

/**
 * Merges a backup into the ledger as its plan says. Works in batches of one durable transaction each: stopped in
 * between (by the signal, a full disk, the end of the browser) the ledger is whole, and running it again goes on.
 * Running it twice changes nothing. The profile goes on under a new device id.
 *
 * Bytes come before the commits that refer to them, commits before everything else, so that no record is ever
 * here without the change that made it. Throws E111, E112, E509 (the file changed meanwhile), E510 (the disk is
 * full); an aborted signal throws its reason.
 */
export async function applyRestore(
  ledger: Ledger,
  plan: RestorePlan,
  options: { signal?: AbortSignal; onProgress?: OnProgress } = {},
): Promise<void> {
  if (plan.nothing) return;
  try {
    await merge(ledger, plan, options);
    // A backup of before an erasure brings the erased values along; they go again.
    await ledger.purgeErased();
  } catch (thrown) {
    throw halfway(thrown);
  }
}

/** Faults whose words say that nothing was written get others once a part has been. */
function halfway(thrown: unknown): unknown {
  if (!(thrown instanceof Fault)) return thrown;
  if (thrown.code === 'E110') return new Fault('E510', {}, { cause: thrown, transient: true });
  return thrown.code === 'E503' ? new Fault('E509', {}, { cause: thrown }) : thrown;
}

async function merge(
  ledger: Ledger,
  plan: RestorePlan,
  options: { signal?: AbortSignal; onProgress?: OnProgress },
): Promise<void> {
  const { manifest, source } = plan;
  const { db, clock } = ledger;
  await ledger.renewDevice();
  let done = 0;
  const total = LINE_FILES.reduce(
    (sum, file) => sum + (manifest.files[file]?.size ?? 0),
    manifest.attachments.size,
  );
  const read = (bytes: number) => options.onProgress?.({ done: (done += bytes), total });
  const table = { batch: BATCH, signal: options.signal, read };
  const unreadable: Unreadable[] = [];

  for await (const batch of readTable(source, manifest, 'files.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    for (const line of batch.rows) {
      options.signal?.throwIfAborted();
      if (
        !plan.damaged.has(line.sha256) &&
        !(await db.attachments.where('sha256').equals(line.sha256).count())
      ) {
        const data = await readAttachment(source, line);
        if (data) await readyBlobs(db, [data]);
        const { sha256, type } = line;
        // Added now, not when the backup's profile got it: until its record follows it must not look forgotten.
        const addedAt = line.addedAt && clock.wall();
        if (data) await db.attachments.put({ sha256, size: data.size, type, data, addedAt }).catch(rethrow);
      }
      read(line.size);
    }
  }
  const numbers = new Map<number, number>();
  for await (const batch of readTable(source, manifest, 'changes.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await mergeInto(db, clock, { commits: batch.rows, numbers });
  }
  for await (const batch of readTable(source, manifest, 'records.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await mergeInto(db, clock, { values: batch.rows.map(valuesOfRow) });
  }
  for await (const batch of readTable(source, manifest, 'history.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await mergeHistory(ledger, batch.rows);
  }
  for await (const batch of readTable(source, manifest, 'drafts.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await mergeDrafts(db, batch.rows, clock.wall()).catch(rethrow);
  }
  for await (const batch of readTable(source, manifest, 'quarantine.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await addQuarantine(db, batch.rows).catch(rethrow);
  }
  for await (const batch of readTable(source, manifest, 'meta.jsonl', table)) {
    unreadable.push(...batch.unreadable);
    await mergeMeta(db, batch.rows).catch(rethrow);
  }
  const rows = unreadable.map((line) => unreadableRow(line, clock.wall()));
  await addQuarantine(db, rows).catch(rethrow);
  if (plan.intoEmpty) await ledger.setMeta('lastBackupAt', Date.parse(manifest.asOf));
  await ledger.refreshMe();
}

const rethrow = (thrown: unknown): never => {
  throw storageFault(thrown);
};

/** A line that could not be read, as it stands on the quarantine list. */
export const unreadableRow = (line: Unreadable, at: number): QuarantineRow => ({
  id: line.id,
  kind: line.file,
  reason: line.reason,
  raw: line.text,
  at,
});

/** Merges overwritten values. Those of a record that is not here (it could not be read) are kept for its return. */
async function mergeHistory(ledger: Ledger, rows: readonly HistoryRow[]): Promise<void> {
  const { db, clock } = ledger;
  const byRecord = new Map<string, HistoryRow[]>();
  for (const { n: _elsewhere, ...row } of rows) byRecord.set(row.r, [...(byRecord.get(row.r) ?? []), row]);
  const ids = [...byRecord.keys()];
  const kinds = await db.records.bulkGet(ids);
  const values: Incoming[] = [];
  const orphans: HistoryRow[] = [];
  ids.forEach((id, index) => {
    const own = byRecord.get(id) ?? [];
    const kind = kinds[index]?.kind;
    if (kind === undefined) orphans.push(...own);
    else values.push(valuesOfHistory(id, kind, own));
  });
  await mergeInto(db, clock, { values });
  if (!orphans.length) return;
  await db
    .transaction('rw', db.history, async () => {
      const known = await db.history.bulkGet(
        orphans.map((row): [string, string, string] => [row.r, row.f, row.h]),
      );
      const fresh = orphans.filter((_, index) => !known[index]);
      if (fresh.length) await db.history.bulkPut(fresh);
    })
    .catch(rethrow);
}

async function addQuarantine(db: LedgerDb, rows: readonly QuarantineRow[]): Promise<void> {
  if (!rows.length) return;
  await db.transaction('rw', db.quarantine, async () => {
    for (const row of rows) await putIfNew(db, row);
  });
}

/** Small values that are set here stay; the others come in, collections entry by entry. */
async function mergeMeta(db: LedgerDb, rows: readonly { key: string; value: Json }[]): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    for (const { key, value } of rows) {
      if (PROFILE_META.includes(key)) continue;
      const here = await db.meta.get(key);
      if (!here) await db.meta.put({ key, value });
      else if (MERGED_META.includes(key) && isObject(here.value) && isObject(value)) {
        await db.meta.put({ key, value: { ...value, ...here.value } });
      }
    }
  });
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
