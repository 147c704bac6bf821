import type { Table } from 'dexie';
import { type LedgerDb, storageFault } from '../db';
import type { Ledger } from '../ledger';
import { MIGRATIONS } from '../migrations';
import type { RecordRow } from '../rows';
import {
  attachmentPath,
  BACKUP_APP,
  BACKUP_FORMAT,
  type BackupSink,
  type FileLine,
  isPacked,
  type LineFile,
  MANIFEST,
  type Manifest,
  type OnProgress,
  PROFILE_META,
} from './format';
import { Hashing } from './lines';

const PAGE = 1000;

export interface ExportOptions {
  /** Version of the program, for the manifest. */
  appVersion: string;
  /** Name of the branch, for the reader of the manifest. */
  branch?: string;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** One table, read: its lines as bytes that the browser may keep on disk, and their number. */
interface TableText {
  parts: Blob[];
  lines: number;
}

/**
 * Writes the whole ledger to a sink: every table as JSON lines, then the files kept with records, then the
 * manifest with counts and SHA-256 of each table. All tables are of one moment; files removed meanwhile are left
 * out. Throws E111 or E112 when the storage cannot be read; an aborted signal throws its reason.
 */
export async function exportLedger(
  ledger: Ledger,
  sink: BackupSink,
  options: ExportOptions,
): Promise<Manifest> {
  await ledger.quarantine.flush();
  const asOf = new Date(ledger.clock.wall()).toISOString();
  const { tables, files } = await snapshot(ledger.db, options.signal).catch((thrown: unknown) => {
    options.signal?.throwIfAborted();
    throw storageFault(thrown);
  });
  const total = [...tables.values()]
    .flatMap((table) => table.parts)
    .reduce((sum, part) => sum + part.size, 0);
  const progress = counter(total + files.reduce((sum, file) => sum + file.size, 0), options.onProgress);

  const manifest: Manifest = {
    app: BACKUP_APP,
    format: BACKUP_FORMAT,
    ledger: MIGRATIONS.length,
    appVersion: options.appVersion,
    asOf,
    files: {},
    attachments: { count: 0, size: 0 },
  };
  if (options.branch) manifest.branch = options.branch;
  for (const [name, table] of tables) {
    options.signal?.throwIfAborted();
    const hashing = new Hashing();
    const bytes = new Blob(table.parts).stream().pipeThrough(hashing.through()).pipeThrough(progress());
    await sink.write({ name, packed: false }, bytes);
    manifest.files[name] = { lines: table.lines, size: hashing.size, sha256: hashing.digest() };
  }
  for (const file of files) {
    options.signal?.throwIfAborted();
    const row = await ledger.db.attachments.get(file.sha256);
    if (!row) continue;
    const bytes = row.data.stream().pipeThrough(progress());
    await sink.write({ name: file.path, packed: isPacked(file.type) }, bytes);
    manifest.attachments.count += 1;
    manifest.attachments.size += file.size;
  }
  const text = new Blob([`${JSON.stringify(manifest, null, 2)}\n`]);
  await sink.write({ name: MANIFEST, packed: false }, text.stream());
  return manifest;
}

/** Reads every table in one transaction. Nothing but Dexie is awaited in it. */
async function snapshot(
  db: LedgerDb,
  signal: AbortSignal | undefined,
): Promise<{ tables: Map<LineFile, TableText>; files: FileLine[] }> {
  const tables = new Map<LineFile, TableText>();
  const files: FileLine[] = [];
  await db.transaction('r', db.tables, async () => {
    tables.set('records.jsonl', await readAll(db.records, signal, bare));
    tables.set('changes.jsonl', await readAll(db.changes, signal));
    tables.set('history.jsonl', await readAll(db.history, signal));
    tables.set('drafts.jsonl', await readAll(db.drafts, signal));
    tables.set('quarantine.jsonl', await readAll(db.quarantine, signal));
    const metas = await readAll(db.meta, signal, (row) => (PROFILE_META.includes(row.key) ? undefined : row));
    tables.set('meta.jsonl', metas);
    await db.attachments.each(({ sha256, size, type, addedAt }) => {
      files.push({ sha256, size, type, addedAt, path: attachmentPath(sha256, type) });
    });
  });
  const lines = files.map((file) => `${JSON.stringify(file)}\n`);
  tables.set('files.jsonl', { parts: [new Blob(lines)], lines: lines.length });
  return { tables, files };
}

async function readAll<Row, Key>(
  table: Table<Row, Key>,
  signal: AbortSignal | undefined,
  write: (row: Row) => unknown = (row) => row,
): Promise<TableText> {
  const text: TableText = { parts: [], lines: 0 };
  let after: Key | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const query = after === undefined ? table.toCollection() : table.where(':id').above(after as string);
    const keys = await query.clone().limit(PAGE).primaryKeys();
    const rows = await query.limit(PAGE).toArray();
    const lines = rows.flatMap((row) => {
      const written = write(row);
      return written === undefined ? [] : [`${JSON.stringify(written)}\n`];
    });
    if (lines.length) text.parts.push(new Blob(lines));
    text.lines += lines.length;
    if (keys.length < PAGE) return text;
    after = keys[keys.length - 1] as Key;
  }
}

/** A record without what can be rebuilt from it. */
const bare = ({ id, kind, h, fields, stamps }: RecordRow): RecordRow => ({ id, kind, h, fields, stamps });

function counter(total: number, onProgress: OnProgress | undefined) {
  let done = 0;
  return () =>
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        done += chunk.byteLength;
        onProgress?.({ done, total });
        controller.enqueue(chunk);
      },
    });
}
