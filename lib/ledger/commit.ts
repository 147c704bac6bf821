import { isKindName } from '../records';
import { LONG_VALUE_BYTES, type Json } from '../records/kind';
import { Fault } from '../records/fault';
import { type Clock, type Stamp, stampTime } from './clock';
import { indexRow, isImmutable, kindOf, sameValue } from './codec';
import type { LedgerDb } from './db';
import { storageFault } from './db';
import { durably, type WrittenTable } from './durable';
import { blobOfText, loadHash, readyBlobs } from './attachments';
import {
  DELETED,
  type AttachmentRow,
  type ChangeLine,
  type ChangeRow,
  type HistoryRow,
  type RecordRow,
} from './rows';
import type { Write } from './writes';

/** A field that somebody else changed between the load and the save of an editor. */
export interface Concurrent {
  id: string;
  kind: string;
  field: string;
  /** The value that gave way; it is in the history under `h`. */
  lost: Json;
  h: Stamp;
}

export interface CommitOptions {
  /** What the person did: locale key suffix of `commit.<label>`. */
  label: string;
  /** Author; the person of this profile when absent. */
  by: string;
  /** Draft that this commit makes superfluous; removed in the same transaction. */
  draft?: string;
  undoes?: number;
  /** Every stamp of this commit is greater than this one, whatever the clock says. */
  after?: Stamp | '';
}

export interface CommitResult {
  /** Number of the commit; undefined when nothing differed and nothing was written. */
  n?: number;
  ids: string[];
  concurrent: Concurrent[];
}

/**
 * The one way to write. Validates every resulting record, writes record states, overwritten values and one
 * `changes` row in a single durable transaction, or nothing at all.
 *
 * Throws E101 (a record would not fit its kind), E104 (it may not be changed), E110 (disk full), E111, E112.
 */
export async function commit(
  db: LedgerDb,
  clock: Clock,
  writes: readonly Write[],
  options: CommitOptions,
): Promise<CommitResult> {
  const prepared = writes.some(hasLongText)
    ? await loadHash().then(({ hashText }) => writes.map((write) => spillLongText(write, hashText)))
    : writes.map((write) => ({ ...write, blobs: [] }));
  const blobs = prepared.flatMap((write) => write.blobs);
  if (blobs.length)
    await readyBlobs(
      db,
      blobs.map(({ data }) => data),
    );
  const concurrent: Concurrent[] = [];
  const ids = [...new Set(prepared.map((write) => write.id))];
  const tables: WrittenTable[] = ['records', 'changes', 'history'];
  if (blobs.length) tables.push('attachments');
  if (options.draft) tables.push('drafts');
  let n: number | undefined;
  try {
    await durably(db, tables, (inside) =>
      inside.load(ids, (loaded) => {
        const rows = new Map<string, RecordRow>();
        const before = new Map<string, IndexedKeys>();
        for (const row of loaded as (RecordRow | undefined)[]) {
          if (!row) continue;
          rows.set(row.id, row);
          before.set(row.id, { kind: row.kind, at: row.at, due: row.due, links: row.links, gone: row.gone });
        }
        const { lines, history } = applyWrites(rows, prepared, clock, options, concurrent);
        if (options.draft) inside.remove('drafts', options.draft);
        const first = lines[0];
        if (!first) return;
        const touched = [...new Set(lines.map((line) => line.r))].map((id) => rows.get(id) as RecordRow);
        for (const row of touched) indexRow(row, db.form.blind);
        const entry: ChangeRow = { from: first.h, by: options.by, label: options.label, lines };
        if (options.undoes !== undefined) entry.undoes = options.undoes;
        inside.put(
          'records',
          touched,
          touched.map((row) => before.get(row.id)),
        );
        if (history.length) inside.put('history', history);
        if (blobs.length) inside.put('attachments', blobs);
        inside.add('changes', entry, (key) => {
          n = key;
        });
      }),
    );
  } catch (thrown) {
    throw storageFault(thrown);
  }
  return { n, ids, concurrent };
}

/** The index keys that a row had before a commit: whoever watches them is told that it left. */
type IndexedKeys = Pick<RecordRow, 'kind' | 'at' | 'due' | 'links' | 'gone'>;

function applyWrites(
  rows: Map<string, RecordRow>,
  writes: readonly Write[],
  clock: Clock,
  options: CommitOptions,
  concurrent: Concurrent[],
): { lines: ChangeLine[]; history: HistoryRow[] } {
  const lines: ChangeLine[] = [];
  const history: HistoryRow[] = [];
  for (const write of writes) {
    let row = rows.get(write.id);
    if (row && row.kind !== write.kind) throw new Fault('E102', { id: write.id });
    const created = !row;
    row ??= { id: write.id, kind: write.kind, h: '', fields: {}, stamps: {} };
    const names = Object.keys(write.set).filter(
      (name) => !sameValue(row.fields[name] ?? null, write.set[name]),
    );
    if (!names.length && !created) continue;
    if (!created && isImmutable(row.kind)) throw new Fault('E104', { id: row.id });
    // Past everything in the record, not only past the fields that change: `h` then tells every change of it.
    const { after = '' } = options;
    const h = clock.next(row.h > after ? row.h : after);
    const line: ChangeLine = {
      r: row.id,
      t: row.kind,
      h,
      by: options.by,
      b: {},
      f: {},
      sv: versionOf(row.kind),
    };
    if (created) {
      // Given by a writer that takes over records from elsewhere; one stamp must never stand for two values.
      if (!('enteredAt' in write.set)) set(row, line, 'enteredAt', new Date(stampTime(h)).toISOString());
      if (options.by && !('enteredBy' in write.set)) set(row, line, 'enteredBy', options.by);
    }
    for (const name of names) {
      const old = row.stamps[name];
      if (old !== undefined) {
        line.b[name] = old;
        const moved = write.base !== undefined && write.base[name] !== old;
        const lost = row.fields[name] ?? null;
        const entry: HistoryRow = { r: row.id, f: name, h: old, v: lost, by: options.by, to: h };
        if (moved) {
          entry.conflict = 1;
          concurrent.push({ id: row.id, kind: row.kind, field: name, lost, h: old });
        }
        history.push(entry);
      }
      set(row, line, name, write.set[name] as Json);
    }
    rows.set(row.id, row);
    lines.push(line);
  }
  return { lines, history };
}

function set(row: RecordRow, line: ChangeLine, name: string, value: Json): void {
  if (value === null) delete row.fields[name];
  else row.fields[name] = value;
  row.stamps[name] = line.h;
  if (line.h > row.h) row.h = line.h;
  line.f[name] = value;
}

const versionOf = (kind: string): number => (isKindName(kind) ? kindOf(kind).version : 0);

/** A UTF-16 unit is at most three UTF-8 bytes: shorter strings need no encoding to be known as short. */
const mayBeLong = (name: string, value: Json): value is string =>
  typeof value === 'string' && value.length * 3 > LONG_VALUE_BYTES && name !== DELETED;

const hasLongText = (write: Write): boolean =>
  Object.entries(write.set).some(([name, value]) => mayBeLong(name, value));

/** Moves text values above the limit into blobs, so that records, changes and lists stay small. */
function spillLongText(write: Write, hashText: (text: string) => string): Write & { blobs: AttachmentRow[] } {
  const blobs: AttachmentRow[] = [];
  let fields = write.set;
  for (const [name, value] of Object.entries(write.set)) {
    if (!mayBeLong(name, value)) continue;
    const blob = blobOfText(value, hashText(value));
    if (blob.size <= LONG_VALUE_BYTES) continue;
    blobs.push(blob);
    fields = { ...fields, [name]: { sha256: blob.sha256, size: blob.size, type: blob.type } };
  }
  return { ...write, set: fields, blobs };
}
