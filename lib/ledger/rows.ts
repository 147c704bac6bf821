import type { Json, RecordId } from '../records/kind';
import type { Stamp } from './clock';

/** A record as stored: flat fields, and beside each field the stamp of its value. */
export interface RecordRow {
  id: RecordId;
  kind: string;
  /** Greatest stamp of the record. */
  h: Stamp;
  /** Flat field name (`place`, `attendance/<memberId>`) to value. A field without a value is absent. */
  fields: Record<string, Json>;
  /** Stamp of each field's present value, or of its removal. */
  stamps: Record<string, Stamp>;
  /** Sort key within the kind. Absent while the record is in the trash, which takes it out of every list. */
  at?: string;
  due?: string;
  links?: string[];
  /** Stamp at which the record was put in the trash. */
  gone?: Stamp;
  /**
   * Number of merges from outside that changed this row. Such a merge may leave `h` as it was, so readers that
   * remember a parsed row look at both. Of this profile only; not part of a backup.
   */
  merged?: number;
}

/** One change line: what one commit did to one record. The wire and backup format; names are kept short. */
export interface ChangeLine {
  /** Record id. */
  r: RecordId;
  /** Record kind. */
  t: string;
  /** Stamp of the values in `f`. */
  h: Stamp;
  /** Person (member id) who made the change. */
  by: string;
  /** Per field, the stamp of the value that was replaced; a field that had none is absent. */
  b: Record<string, Stamp>;
  /** Per field, the new value; `null` removes it. `_del: true` puts the record in the trash, `null` restores. */
  f: Record<string, Json>;
  /** Version of the kind's shape. */
  sv: number;
}

/** One commit: all of its change lines in one row. */
export interface ChangeRow {
  /** Order of commits in this profile. */
  n?: number;
  /** First stamp of the commit: finds the commit of any stamp. */
  from: Stamp;
  by: string;
  /** What the person did, as a locale key suffix (`commit.<label>`). */
  label: string;
  /** The commit that this one undoes. */
  undoes?: number;
  /** 1 for a commit that came from another device by sharing: whoever sent it sends it to the others too. */
  via?: 1;
  lines: ChangeLine[];
}

/** A value that was overwritten, kept for ever. */
export interface HistoryRow {
  r: RecordId;
  f: string;
  /** Stamp of the overwritten value. */
  h: Stamp;
  v: Json;
  /** Person who overwrote it, in commit `n`. */
  by: string;
  n?: number;
  /** Stamp of the value that replaced it. */
  to: Stamp;
  /** 1 while a concurrent change waits for a person to look at it; 0 once somebody has. */
  conflict?: 0 | 1;
  /**
   * The stamp that the value was written under, where another value has that stamp: two copies of one profile may give
   * one stamp to two values. `h` is then made of the value (`twins.ts`), and `to` is that stamp.
   */
  under?: Stamp;
}

/** Bytes under their hash. */
export interface AttachmentRow {
  sha256: string;
  size: number;
  type: string;
  data: Blob;
  /** Milliseconds; bytes without a record are removed only after a grace time. */
  addedAt: number;
}

/** An unsaved form. */
export interface DraftRow {
  /** `<form>:<record id or "new">`. */
  id: string;
  form: string;
  savedAt: number;
  /** One line that names it in lists. */
  title: string;
  /** Where in the product it is opened again. */
  route: string;
  data: Json;
}

/** A row that did not parse. The original stays where it is; this is its reason and its raw content. */
export interface QuarantineRow {
  /** `record:<id>`, or `file:<name>#<line>` for lines of an import. */
  id: string;
  kind: string;
  reason: string;
  raw: unknown;
  at: number;
}

export interface MetaRow {
  key: string;
  value: Json;
}

/** Field that marks a record as deleted. */
export const DELETED = '_del';

/**
 * Beginning of fields that say of another field (`_settled/place`) that a person has chosen between values set at the
 * same time: `{done: stamps of the values that need no look any more, now: stamp of the one that stood}`. It travels like
 * every field, so that the choice is everybody's.
 */
export const SETTLED = '_settled/';

/** The stamps that the value of a {@link SETTLED} field says need no look any more. */
export function settledStamps(value: Json | undefined): string[] {
  const done = value && typeof value === 'object' && !Array.isArray(value) ? value.done : undefined;
  return Array.isArray(done) ? done.filter((h) => typeof h === 'string') : [];
}
