import * as z from 'zod/mini';
import { Fault } from '../../records/fault';
import type { Json } from '../../records/kind';
import { MIGRATIONS } from '../migrations';
import type { ChangeRow, DraftRow, HistoryRow, QuarantineRow, RecordRow } from '../rows';

/** Version of the files in a backup. Raised only when an older program could not read them rightly. */
export const BACKUP_FORMAT = 1;
/** Value of `app` in every manifest of ours. */
export const BACKUP_APP = 'branch-sidebook';
export const MANIFEST = 'manifest.json';
export const README = 'README.txt';

/** The tables of a backup, one JSON object per line. */
export const LINE_FILES = [
  'records.jsonl',
  'changes.jsonl',
  'history.jsonl',
  'drafts.jsonl',
  'quarantine.jsonl',
  'files.jsonl',
  'meta.jsonl',
] as const;
export type LineFile = (typeof LINE_FILES)[number];

/**
 * Small values of the profile that stay where they are: they name this profile or its windows, or were counted from
 * its records and are counted anew where a backup is restored.
 */
export const PROFILE_META: readonly string[] = [
  'device',
  'space',
  'lastBackupAt',
  'lock',
  'lockPast',
  'filesAhead',
  'digest',
  'talkCoverage',
  'folder',
];

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const stamp = z.string().check(z.regex(/^[0-9a-z]{9}-[0-9a-z]{5}-[0-9a-z]{8}$/));
const count = z.number().check(z.int(), z.nonnegative());
const name = z.string().check(z.minLength(1), z.maxLength(300));

const manifest = z.looseObject({
  app: z.literal(BACKUP_APP),
  format: count,
  /** Version of the database's shape (number of its last migration). */
  ledger: count,
  appVersion: z.string(),
  /** UTC instant of which the backup is the state. */
  asOf: z.string(),
  branch: z.optional(z.string()),
  files: z.record(z.string(), z.object({ lines: count, size: count, sha256: hash })),
  /** Number and bytes of the files kept with records. */
  attachments: z.object({ count, size: count }),
});
export type Manifest = z.infer<typeof manifest>;

/** A file kept with records, and where in the backup its bytes are. */
const fileLine = z.looseObject({
  sha256: hash,
  size: count,
  type: z.string(),
  addedAt: z.number(),
  path: z.string(),
});
export type FileLine = z.infer<typeof fileLine>;

const changeLine = z.looseObject({
  r: name,
  t: name,
  h: stamp,
  by: z.string(),
  b: z.record(z.string(), stamp),
  f: z.record(z.string(), z.any()),
  sv: z.number(),
});

/** What a line of each file must look like. Unknown members are kept: a newer version may have written them. */
const LINES = {
  'records.jsonl': z.looseObject({
    id: name,
    kind: name,
    h: z.string(),
    fields: z.record(z.string(), z.any()),
    stamps: z.record(z.string(), stamp),
  }),
  'changes.jsonl': z.looseObject({
    n: z.optional(z.number()),
    from: stamp,
    by: z.string(),
    label: z.string(),
    undoes: z.optional(z.number()),
    lines: z.array(changeLine),
  }),
  'history.jsonl': z.looseObject({
    r: name,
    f: name,
    h: stamp,
    v: z.any(),
    by: z.string(),
    to: stamp,
    conflict: z.optional(z.union([z.literal(0), z.literal(1)])),
    under: z.optional(stamp),
  }),
  'drafts.jsonl': z.looseObject({
    id: name,
    form: z.string(),
    savedAt: z.number(),
    title: z.string(),
    route: z.string(),
    data: z.any(),
  }),
  'quarantine.jsonl': z.looseObject({
    id: name,
    kind: z.string(),
    reason: z.string(),
    raw: z.any(),
    at: z.number(),
  }),
  'files.jsonl': fileLine,
  'meta.jsonl': z.looseObject({ key: name, value: z.any() }),
} as const;

export interface LineOf {
  'records.jsonl': RecordRow;
  'changes.jsonl': ChangeRow;
  'history.jsonl': HistoryRow;
  'drafts.jsonl': DraftRow;
  'quarantine.jsonl': QuarantineRow;
  'files.jsonl': FileLine;
  'meta.jsonl': { key: string; value: Json };
}

/** Reads one line of a file, or says why it cannot be read. */
export function parseLine<F extends LineFile>(
  file: F,
  text: string,
): { row: LineOf[F]; unreadable?: undefined } | { row?: undefined; unreadable: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unreadable: 'JSON' };
  }
  const result = LINES[file].safeParse(value);
  if (result.success) return { row: result.data as unknown as LineOf[F] };
  const issue = result.error.issues[0];
  return { unreadable: `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'invalid'}` };
}

/**
 * Reads a manifest. Throws E504 when it is not one of ours, E505 when a newer version wrote a format that this
 * one cannot read rightly.
 */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new Fault('E504', {}, { cause: thrown });
  }
  const head = z.looseObject({ app: z.literal(BACKUP_APP), format: z.number(), ledger: z.number() });
  const newer = head.safeParse(value);
  if (!newer.success) throw new Fault('E504');
  if (newer.data.format > BACKUP_FORMAT || newer.data.ledger > MIGRATIONS.length) {
    const version = (value as { appVersion?: unknown }).appVersion;
    throw new Fault('E505', { version: String(version ?? newer.data.format).slice(0, 20) });
  }
  const result = manifest.safeParse(value);
  if (!result.success) throw new Fault('E503', { file: MANIFEST }, { cause: result.error });
  return result.data;
}

/** Where a backup is written to. Files come one after the other. */
export interface BackupSink {
  /** Takes one file whole. `packed` says that its bytes are compressed already. */
  write(file: { name: string; packed: boolean }, bytes: ReadableStream<Uint8Array>): Promise<void>;
}

/** Where a backup is read from. Names are checked, sizes are bounded by the container. */
export interface BackupSource {
  /** Names of the files. */
  names: ReadonlySet<string>;
  /** The bytes of a file. Throws E503 when it is not there. */
  open(name: string): Promise<ReadableStream<Uint8Array>>;
}

/** Report of work in bytes. */
export type OnProgress = (progress: { done: number; total: number }) => void;

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/csv': 'csv',
};

/** Path of a file in the backup: its hash, with the usual ending of its type. */
export function attachmentPath(sha256: string, type: string): string {
  const plain = type.split(';')[0]?.trim() ?? '';
  return `files/${sha256}.${EXTENSIONS[plain] ?? 'bin'}`;
}

/** True for types whose bytes do not get smaller when compressed again. */
export const isPacked = (type: string): boolean =>
  /^(image\/(?!svg|bmp|tiff)|audio\/|video\/)|zip|pdf|openxmlformats/.test(type);
