import * as z from 'zod/mini';

/** A value that survives JSON and structured clone unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** UUIDv7, or UUIDv5 where two people must meet on the same thing (a checklist item of a company and period). */
export type RecordId = string;

/** A reference to bytes in the attachments table: files, and any text longer than {@link LONG_VALUE_BYTES}. */
export const blobRef = z.object({
  /** Lower-case hex SHA-256 of the stored bytes; also the key of the attachments table. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Size in bytes. */
  size: z.number(),
  /** MIME type. */
  type: z.string(),
});
export type BlobRef = z.infer<typeof blobRef>;

/** Field values above this size (UTF-8 bytes) are kept as blobs, so that lists and changes stay small. */
export const LONG_VALUE_BYTES = 16 * 1024;

/** Text that may be long: kept inline while short, as a {@link BlobRef} beyond {@link LONG_VALUE_BYTES}. */
export const longText = z.union([z.string(), blobRef]);
export type LongText = z.infer<typeof longText>;

/** A file kept with a record. `role` says what it is to a reader: a photo, a scan of signed paper, or any file. */
export const attachment = z.object({
  ...blobRef.shape,
  name: z.string(),
  role: z.enum(['photo', 'scan', 'file']),
  /** SHA-256 of the file as it was dropped, when what is kept was derived from it (downscaled, EXIF removed). */
  originalSha256: z.optional(z.string()),
  order: z.optional(z.number()),
});
export type Attachment = z.infer<typeof attachment>;

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** A civil date, `YYYY-MM-DD`. */
export const date = z.string().check(z.regex(day));
/** A civil date known only in part: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Rosters often give just a month. */
export const partialDate = z.string().check(z.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/));
/** A local date and time without zone, `YYYY-MM-DDTHH:mm`: what the wall clock of the branch showed. */
export const localDateTime = z
  .string()
  .check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/));
/** An instant in UTC, ISO 8601 with milliseconds. */
export const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

/**
 * What every record carries besides its own fields. Both are written by the ledger when the record is first
 * committed and are never edited: the entry time is printed beside the time of the event.
 */
export const entryFields = {
  enteredAt: z.optional(instant),
  /** Id of the member who entered it. */
  enteredBy: z.optional(z.string()),
};

/** Where a record shows up in the ledger's indexes. All keys can be rebuilt from the record at any time. */
export interface IndexKeys {
  /** Sort key within the kind, usually a date; `''` when the kind has none. */
  at: string;
  /** The day on which someone has to act, when there is one still open. */
  due?: string;
  /**
   * Strings under which the record can be found: ids of other records, and computed keys such as
   * `meeting:themeDay:2026-11` or `url:https://…`.
   */
  links: string[];
}

/** Declaration of a record kind. `fields` is the nested shape that the rest of the code sees. */
export interface Kind<Name extends string = string, Shape = unknown> {
  name: Name;
  /** Version of the shape, written as `sv` in every change. Raised only together with a migration. */
  version: number;
  schema: z.ZodMiniType<Shape>;
  /**
   * Fields that are stored one field per element (`attendance/<memberId>`), so that two people who touch
   * different elements never collide. Nested objects are keyed by element id.
   */
  maps: readonly string[];
  /** Fields in which a concurrent change has to be decided by a person instead of by the later stamp. */
  strict: readonly string[];
  /** What somebody did to a record of this kind is undone by the same person alone. */
  ownUndo: boolean;
  /** Made from other records by the program: nobody's word, so nothing in it is undone or decided by a person. */
  computed: boolean;
  /** Written once: whatever would change a record of this kind later is refused, here and from elsewhere. */
  immutable: boolean;
  index(fields: Shape): IndexKeys;
  /** One line that names the record in lists, history and trash. */
  title(fields: Shape): string;
}

/** Declares a record kind; see {@link Kind}. */
export function defineKind<const Name extends string, Shape>(kind: {
  name: Name;
  version?: number;
  schema: z.ZodMiniType<Shape>;
  maps?: readonly string[];
  strict?: readonly string[];
  ownUndo?: boolean;
  computed?: boolean;
  immutable?: boolean;
  index(fields: Shape): IndexKeys;
  title(fields: Shape): string;
}): Kind<Name, Shape> {
  return { version: 1, maps: [], strict: [], ownUndo: false, computed: false, immutable: false, ...kind };
}

/** The month of a date or date-time, `YYYY-MM`. */
export const monthOf = (value: string): string => value.slice(0, 7);
