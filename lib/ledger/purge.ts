import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { storageFault } from './db';
import type { LedgerDb } from './db';
import type { QuarantineRow, RecordRow } from './rows';
import { touchAll } from './standing-rows';
import { clearSearch } from './search-store';

/** Values of these fields, up to and including the stamp, are to be gone from everything that remembers. */
interface Purge {
  fields: Set<string>;
  until: Stamp;
}

/** What a purge took away. */
export interface PurgeResult {
  /** Overwritten values, and values in commits. */
  values: number;
  /** Drafts and quarantined rows of the records. */
  rows: number;
}

/** What the erasure records ask for, by record id. Also those in the trash: an erasure is not undone. */
async function purgesOf(db: LedgerDb): Promise<Map<string, Purge[]>> {
  const found = new Map<string, Purge[]>();
  const rows: RecordRow[] = [
    ...(await db.records.where('[kind+at]').between(['erasure', ''], ['erasure', '\uffff']).toArray()),
    ...(await db.records
      .orderBy('gone')
      .filter((row) => row.kind === 'erasure')
      .toArray()),
  ];
  for (const row of rows) {
    const targets = row.fields.targets as Record<string, string[]> | undefined;
    const until = row.stamps.targets;
    if (!targets || !until) continue;
    for (const [id, fields] of Object.entries(targets)) {
      const list = found.get(id) ?? [];
      list.push({ fields: new Set(fields), until });
      found.set(id, list);
    }
  }
  return found;
}

const erased = (purges: readonly Purge[] | undefined, field: string, h: Stamp): boolean =>
  Boolean(purges?.some(({ fields, until }) => fields.has(field) && h <= until));

/**
 * Takes the values that erasure records name out of history, commits, drafts and quarantine. That there was a value,
 * who set it and when stays; the value does not. Values entered after the erasure are left alone. Can be run at any
 * time and as often as one likes: after an erasure, after a restore brought old values back, and as a job.
 */
export async function purgeErased(db: LedgerDb): Promise<PurgeResult> {
  const result: PurgeResult = { values: 0, rows: 0 };
  const purges = await purgesOf(db);
  if (!purges.size) return result;
  const blobs = new Set<string>();
  try {
    await db.transaction(
      'rw',
      [
        db.records,
        db.history,
        db.changes,
        db.drafts,
        db.quarantine,
        db.attachments,
        db.meta,
        db.blobs,
        db.standings,
        db.touched,
      ],
      async () => {
        await db.records
          .where('id')
          .anyOf([...purges.keys()])
          .modify((row): void | false => {
            const before = result.values;
            // A restore may have set a field back under a stamp of before the erasure.
            for (const [field, value] of Object.entries(row.fields)) {
              if (!erased(purges.get(row.id), field, row.stamps[field] ?? '')) continue;
              collect(value, blobs);
              delete row.fields[field];
              row.merged = (row.merged ?? 0) + 1;
              result.values += 1;
            }
            return before === result.values ? false : undefined;
          });
        await db.history
          .where('r')
          .anyOf([...purges.keys()])
          .modify((row): void | false => {
            if (row.v === null || !erased(purges.get(row.r), row.f, row.under ?? row.h)) return false;
            collect(row.v, blobs);
            row.v = null;
            if (row.conflict) row.conflict = 0;
            result.values += 1;
            return undefined;
          });
        await db.changes.toCollection().modify((row): void | false => {
          const before = result.values;
          for (const line of row.lines) {
            const own = purges.get(line.r);
            if (!own) continue;
            for (const [field, value] of Object.entries(line.f)) {
              if (value === null || !erased(own, field, line.h)) continue;
              collect(value, blobs);
              line.f[field] = null;
              result.values += 1;
            }
          }
          return before === result.values ? false : undefined;
        });
        const ids = [...purges.keys()];
        const mentions = (text: string): boolean => ids.some((id) => text.includes(id));
        result.rows += await db.drafts.filter((row) => mentions(row.id)).delete();
        result.rows += await db.quarantine.filter((row) => holds(row, purges)).delete();
        if (result.values) await touchAll(db);
        // What 今日 shows was counted with the names of before; it is counted anew.
        await db.meta.delete('digest');
        // Text of a record is never an orphan by its age; what an erased value pointed to may be one now.
        await db.attachments
          .where('sha256')
          .anyOf([...blobs])
          .modify((row) => {
            row.addedAt = 1;
          });
        // What was sealed of it can be opened by nobody here any more; the names stay for whoever keeps the place.
        await db.blobs
          .where('sha256')
          .anyOf([...blobs])
          .modify((row): void | false => {
            if (!row.r.every((id) => purges.has(id))) return false;
            // Nothing of it was sent: then nothing of it lies anywhere.
            if (row.state === 'sealed' && !row.begun) row.chunks = [];
            row.state = 'erased';
            row.key = new Uint8Array();
            return undefined;
          });
      },
    );
    // The search index holds texts as they were when it read them.
    if (result.values) await clearSearch(db.name);
  } catch (thrown) {
    throw storageFault(thrown);
  }
  return result;
}

/** True for a row in quarantine that holds an erased value; earlier versions put there what clashed in a merge. */
function holds(row: QuarantineRow, purges: ReadonlyMap<string, Purge[]>): boolean {
  const raw = row.raw as { r?: unknown; f?: unknown; h?: unknown } | null;
  if (!raw || typeof raw !== 'object' || typeof raw.r !== 'string') return false;
  return typeof raw.f === 'string' && typeof raw.h === 'string' && erased(purges.get(raw.r), raw.f, raw.h);
}

function collect(value: Json, into: Set<string>): void {
  if (!value || typeof value !== 'object') return;
  if (Array.isArray(value)) for (const item of value) collect(item, into);
  else {
    for (const [key, item] of Object.entries(value)) {
      if (/sha256$/i.test(key) && typeof item === 'string') into.add(item);
      else collect(item, into);
    }
  }
}
