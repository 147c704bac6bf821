import Dexie from 'dexie';
import { isKindName } from '../../records';
import { indexRow } from '../codec';
import { type LedgerDb, storageFault } from '../db';
import type { AttachmentRow, RecordRow } from '../rows';
import { type Form, SEALED } from './form';
import { usablePairs } from './pairs';
import { readied, type Sealing } from './sealing';

/** Rows that are rewritten in one transaction. */
const LOT = 200;
/** Files in one transaction: each may be large. */
const FEW = 4;

/** Reads a table as it stands on the disk, past the form in which the library shows it. */
export function storedRows(
  connection: IDBDatabase,
  table: string,
  after: IDBValidKey | undefined,
  limit: number,
): Promise<{ keys: IDBValidKey[]; rows: object[] }> {
  return new Promise((resolve, reject) => {
    const transaction = connection.transaction(table, 'readonly');
    const store = transaction.objectStore(table);
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
    const keys = store.getAllKeys(range, limit);
    const rows = store.getAll(range, limit);
    transaction.oncomplete = () => resolve({ keys: keys.result, rows: rows.result as object[] });
    transaction.onabort = () => reject(transaction.error ?? new Dexie.AbortError('aborted'));
  });
}

/** Rewrites rows by key in one transaction: each from what is stored now, if `next` wants it changed. */
function rewrite(
  connection: IDBDatabase,
  table: string,
  keys: readonly IDBValidKey[],
  next: (row: object) => object | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = connection.transaction(table, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(table);
    let failure: unknown;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure ?? transaction.error ?? new Dexie.AbortError('aborted'));
    for (const key of keys) {
      const request = store.get(key);
      request.onsuccess = () => {
        try {
          const row = request.result === undefined ? undefined : next(request.result as object);
          if (row) store.put(row);
        } catch (thrown) {
          failure = thrown;
          transaction.abort();
        }
      };
    }
  });
}

export interface WalkOptions {
  form: Form;
  sealing: Sealing;
  /** Rows looked at so far, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Brings every row into the form that is wanted now: sealed, or open. May be broken off anywhere and begun anew, and
 * runs until a round finds nothing to change, since another window may write in the old form until it has noticed.
 * Returns the number of rows that were changed. Throws E110–E112.
 */
export async function walk(db: LedgerDb, { form, sealing, onProgress }: WalkOptions): Promise<number> {
  try {
    let changed = 0;
    for (let round = 0; round < 5; round += 1) {
      const found = await walkOnce(db, form, sealing, round === 0 ? onProgress : undefined);
      if (!found) break;
      changed += found;
    }
    return changed;
  } catch (thrown) {
    throw storageFault(thrown);
  }
}

async function walkOnce(
  db: LedgerDb,
  form: Form,
  sealing: Sealing,
  onProgress?: (done: number, total: number) => void,
): Promise<number> {
  const connection = db.backendDB();
  const tables = db.tables.map(({ name }) => name);
  const sizes = await Promise.all(db.tables.map((table) => table.count()));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  let changed = 0;
  for (const table of tables) {
    const lot = table === 'attachments' ? FEW : LOT;
    for (let after: IDBValidKey | undefined, more = true; more;) {
      const { keys, rows } = await storedRows(connection, table, after, lot);
      const toChange = keys.filter((_, index) => isOtherForm(form, sealing, table, rows[index] as object));
      if (toChange.length) {
        const files = new Map<string, Blob>();
        if (table === 'attachments' && form.seals) {
          for (const row of rows as AttachmentRow[]) if (row.data) files.set(row.sha256, row.data);
          await readied([...files.values()]);
        }
        const pairs = new Map<string, object>();
        if (WITH_PAIRS.has(table) && !form.seals) {
          for (const row of rows as { id: string }[]) {
            const open = SEALED in row ? sealing.tryOpen(table, row) : undefined;
            if (open) pairs.set(row.id, pairsOf(open, await usablePairs(open)));
          }
        }
        await rewrite(connection, table, toChange, (row) => {
          const next = inOtherForm(form, sealing, table, row, files);
          return next && { ...next, ...pairs.get((row as { id: string }).id) };
        });
        changed += toChange.length;
      }
      more = keys.length === lot;
      after = keys.at(-1);
      done += keys.length;
      onProgress?.(done, total);
    }
  }
  return changed;
}

/** Tables with keys of this device: open, they stand as what only this browser can use. */
const WITH_PAIRS = new Set(['identity', 'organisation']);

/** What is another in the usable row: nothing but its pairs. */
const pairsOf = (stored: object, usable: object): object =>
  Object.fromEntries(
    Object.entries(usable).filter(([name, value]) => (stored as Record<string, unknown>)[name] !== value),
  );

const isOtherForm = (form: Form, sealing: Sealing, table: string, row: object): boolean =>
  form.seals ? sealing.wants(table, row) : SEALED in row;

function inOtherForm(
  form: Form,
  sealing: Sealing,
  table: string,
  row: object,
  files: ReadonlyMap<string, Blob>,
): object | undefined {
  if (!isOtherForm(form, sealing, table, row)) return undefined;
  const open = SEALED in row ? sealing.tryOpen(table, row) : row;
  // What cannot be opened stays as it is: nothing of it is lost.
  if (!open) return undefined;
  if (table === 'records') relink(open as RecordRow, form);
  if (!form.seals) return open;
  const file = files.get((row as AttachmentRow).sha256);
  return sealing.seal(table, file ? { ...open, data: file } : open);
}

/** The links of a record follow the form. A row that does not fit its kind keeps those that it has. */
function relink(row: RecordRow, form: Form): void {
  if (!isKindName(row.kind) || !row.fields) return;
  try {
    indexRow(row, form.blind);
  } catch {
    row.links = (row.links ?? []).map((link) => form.blind?.(link) ?? link);
  }
}
