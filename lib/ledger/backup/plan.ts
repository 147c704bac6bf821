import { isKindName } from '../../records';
import type { Json } from '../../records/kind';
import { hashBlob } from '../hash';
import { misfit, nest } from '../codec';
import type { LedgerDb } from '../db';
import type { Ledger } from '../ledger';
import { type Incoming, mergeRecord, valuesOfRow } from '../merge';
import { sameCommit } from '../merge-into';
import type { HistoryRow, RecordRow } from '../rows';
import { fateOfDraft, setAside } from './drafts';
import {
  type BackupSource,
  type FileLine,
  LINE_FILES,
  MANIFEST,
  type Manifest,
  type OnProgress,
  parseManifest,
  PROFILE_META,
} from './format';
import { readTable, readText, type Unreadable } from './lines';

const BATCH = 500;
const SAMPLE = 30;

/** One record whose fields would take values from the backup, with both values. */
export interface SampleChange {
  id: string;
  kind: string;
  /** The record as it is here, for its title. */
  fields: Record<string, unknown>;
  changes: { field: string; here: Json; backup: Json }[];
}

/** What a restore would do. Nothing has been written. */
export interface RestorePlan {
  manifest: Manifest;
  source: BackupSource;
  records: {
    added: number;
    changed: number;
    same: number;
    /** Newer here than in the backup: they stay as they are, older values go to the history. */
    newerHere: number;
    /** Of all of these, records of a kind that this version does not know. Kept and passed on. */
    unknownKinds: number;
    /** Records that would not fit their kind; they come in and stand on the quarantine list. */
    unfit: number;
  };
  /** Records added, by kind. */
  addedByKind: Record<string, number>;
  sample: SampleChange[];
  commits: { added: number; known: number };
  /** Overwritten values that are not in the history here. */
  history: { added: number };
  drafts: { added: number; replaced: number; keptHere: number };
  attachments: { added: number; known: number; missing: number; damaged: number };
  /** Lines that cannot be read, and lines that stood in quarantine in the backup. */
  quarantine: { unreadable: number; added: number };
  /** Small values of the profile that are not set here. */
  meta: string[];
  /** Files of the backup that cannot be used, by hash. */
  damaged: ReadonlySet<string>;
  /** True when everything in the backup is here already. */
  nothing: boolean;
  /** True when this ledger holds no record and no commit yet. */
  intoEmpty: boolean;
  /** True when a branch would come in beside another one that is here. */
  otherBranch: boolean;
}

/**
 * Reads a backup whole, checks every hash, and says what restoring it would change. Writes nothing.
 *
 * Throws E503 (damaged or incomplete), E504 (not a backup of ours), E505 (written by a newer version), E506 (too
 * large); an aborted signal throws its reason.
 */
export async function planRestore(
  ledger: Ledger,
  source: BackupSource,
  options: { signal?: AbortSignal; onProgress?: OnProgress } = {},
): Promise<RestorePlan> {
  const manifest = parseManifest(await readText(source, MANIFEST));
  const db = ledger.db;
  const plan: RestorePlan = {
    manifest,
    source,
    records: { added: 0, changed: 0, same: 0, newerHere: 0, unknownKinds: 0, unfit: 0 },
    addedByKind: {},
    sample: [],
    commits: { added: 0, known: 0 },
    history: { added: 0 },
    drafts: { added: 0, replaced: 0, keptHere: 0 },
    attachments: { added: 0, known: 0, missing: 0, damaged: 0 },
    quarantine: { unreadable: 0, added: 0 },
    meta: [],
    damaged: new Set(),
    nothing: false,
    intoEmpty: (await db.records.count()) === 0 && (await db.changes.count()) === 0,
    otherBranch: false,
  };
  let done = 0;
  const total = LINE_FILES.reduce(
    (sum, file) => sum + (manifest.files[file]?.size ?? 0),
    manifest.attachments.size,
  );
  const read = (bytes: number) => options.onProgress?.({ done: (done += bytes), total });
  const table = { batch: BATCH, signal: options.signal, read };
  const note = (unreadable: readonly Unreadable[]) => countUnreadable(db, plan, unreadable);
  const wanted = new Set<string>();
  let kept = 0;

  for await (const { rows, unreadable } of readTable(source, manifest, 'records.jsonl', table)) {
    kept += await planRecords(db, plan, rows, wanted);
    await note(unreadable);
  }
  for await (const { rows, unreadable } of readTable(source, manifest, 'changes.jsonl', table)) {
    const known = await db.changes
      .where('from')
      .anyOf(rows.map((row) => row.from))
      .toArray();
    for (const row of rows) plan.commits[sameCommit(known, row) ? 'known' : 'added'] += 1;
    await note(unreadable);
  }
  for await (const { rows, unreadable } of readTable(source, manifest, 'history.jsonl', table)) {
    await planHistory(db, plan, rows);
    await note(unreadable);
  }
  for await (const { rows, unreadable } of readTable(source, manifest, 'drafts.jsonl', table)) {
    const here = await db.drafts.bulkGet(rows.map((row) => row.id));
    const aside = await db.quarantine.bulkGet(rows.map((row) => setAside(row, 0).id));
    rows.forEach((row, index) => {
      const fate = fateOfDraft(here[index], row);
      if (fate !== 'same' && !(fate === 'keptHere' && aside[index])) plan.drafts[fate] += 1;
    });
    await note(unreadable);
  }
  for await (const { rows, unreadable } of readTable(source, manifest, 'quarantine.jsonl', table)) {
    const here = await db.quarantine.bulkGet(rows.map((row) => row.id));
    plan.quarantine.added += here.filter((row) => !row).length;
    await note(unreadable);
  }
  for await (const { rows, unreadable } of readTable(source, manifest, 'meta.jsonl', table)) {
    const keys = rows.map((row) => row.key).filter((key) => !PROFILE_META.includes(key));
    const here = await db.meta.bulkGet(keys);
    plan.meta.push(...keys.filter((_, index) => !here[index]));
    await note(unreadable);
  }
  const damaged = new Set<string>();
  for await (const { rows, unreadable } of readTable(source, manifest, 'files.jsonl', table)) {
    for (const row of rows) {
      options.signal?.throwIfAborted();
      wanted.delete(row.sha256);
      if (await db.attachments.where('sha256').equals(row.sha256).count()) {
        plan.attachments.known += 1;
      } else if (await readAttachment(source, row)) plan.attachments.added += 1;
      else damaged.add(row.sha256);
      read(row.size);
    }
    await note(unreadable);
  }
  for (const hash of wanted) {
    if (!(await db.attachments.where('sha256').equals(hash).count())) plan.attachments.missing += 1;
  }
  plan.otherBranch = (plan.addedByKind.branch ?? 0) > 0 && (await ledger.count('branch')) > 0;
  plan.damaged = damaged;
  plan.attachments.damaged = damaged.size;
  plan.nothing =
    plan.records.added + plan.records.changed + kept === 0 &&
    plan.commits.added + plan.history.added + plan.attachments.added === 0 &&
    plan.drafts.added + plan.drafts.replaced + plan.drafts.keptHere === 0 &&
    plan.quarantine.unreadable + plan.quarantine.added + plan.meta.length === 0;
  return plan;
}

/** The bytes of a file in the backup; undefined when they are missing or not those that the hash names. */
export async function readAttachment(source: BackupSource, line: FileLine): Promise<Blob | undefined> {
  if (!source.names.has(line.path)) return undefined;
  try {
    const bytes = await new Response(await source.open(line.path)).blob();
    const blob = new Blob([bytes], { type: line.type });
    return (await hashBlob(blob)) === line.sha256 ? blob : undefined;
  } catch {
    return undefined;
  }
}

async function countUnreadable(db: LedgerDb, plan: RestorePlan, lines: readonly Unreadable[]): Promise<void> {
  if (!lines.length) return;
  const here = await db.quarantine.bulkGet(lines.map((line) => line.id));
  plan.quarantine.unreadable += here.filter((row) => !row).length;
}

/** Counts a batch of records; returns how many only bring older values for the history. */
async function planRecords(
  db: LedgerDb,
  plan: RestorePlan,
  rows: readonly RecordRow[],
  wanted: Set<string>,
): Promise<number> {
  const ids = rows.map((row) => row.id);
  const local = await db.records.bulkGet(ids);
  const history = new Map<string, HistoryRow[]>();
  for (const row of await db.history.where('r').anyOf(ids).toArray()) {
    history.set(row.r, [...(history.get(row.r) ?? []), row]);
  }
  let kept = 0;
  rows.forEach((row, index) => {
    const here = local[index];
    const incoming = valuesOfRow(row);
    const merged = mergeRecord({ row: here, history: history.get(row.id) ?? [] }, incoming);
    collectHashes(row.fields, wanted);
    if (!isKindName(row.kind)) plan.records.unknownKinds += 1;
    else if (merged.row && misfit(row.kind, nest(row.kind, merged.row.fields))) plan.records.unfit += 1;
    if (merged.outcome === 'added') {
      plan.records.added += 1;
      plan.addedByKind[row.kind] = (plan.addedByKind[row.kind] ?? 0) + 1;
    } else if (merged.outcome === 'changed' && here) {
      plan.records.changed += 1;
      if (plan.sample.length < SAMPLE) plan.sample.push(sampleOf(here, merged.won));
    } else if (isNewer(here, incoming) || merged.outcome === 'kept') {
      plan.records.newerHere += 1;
      if (merged.outcome === 'kept') kept += 1;
    } else plan.records.same += 1;
  });
  return kept;
}

const sampleOf = (here: RecordRow, won: { f: string; before: Json; after: Json }[]): SampleChange => ({
  id: here.id,
  kind: here.kind,
  fields: isKindName(here.kind) ? nest(here.kind, here.fields) : here.fields,
  changes: won.map(({ f, before, after }) => ({ field: f, here: before, backup: after })),
});

function isNewer(here: RecordRow | undefined, incoming: Incoming): boolean {
  if (!here) return false;
  const stamps = new Map(incoming.values.map((value) => [value.f, value.h]));
  return Object.entries(here.stamps).some(([f, h]) => h > (stamps.get(f) ?? ''));
}

/** Counts values of the backup's history that are neither overwritten nor present here. */
async function planHistory(db: LedgerDb, plan: RestorePlan, rows: readonly HistoryRow[]): Promise<void> {
  const here = await db.history.bulkGet(rows.map((row): [string, string, string] => [row.r, row.f, row.h]));
  const records = await db.records.bulkGet(rows.map((row) => row.r));
  rows.forEach((row, index) => {
    if (!here[index] && records[index]?.stamps[row.f] !== row.h) plan.history.added += 1;
  });
}

/** Collects the hashes of all bytes that a record's fields refer to. */
function collectHashes(value: Json | Record<string, Json>, into: Set<string>): void {
  if (!value || typeof value !== 'object') return;
  if (!Array.isArray(value) && typeof value.sha256 === 'string' && typeof value.size === 'number') {
    into.add(value.sha256);
  }
  for (const entry of Object.values(value)) collectHashes(entry as Json, into);
}
