import { hashBlob, type Ledger, newId } from '../ledger';
import { Fault } from '../records/fault';
import type { Attachment } from '../records/kind';
import type { AttachmentLine } from './draft';
import { type FileKind, fileKindOf, type Reencode, reencodePhoto } from '../exchange/photo';

/** Largest file that is kept with a record, in bytes. */
export const ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024;
/** More photos than this say nothing more. A suggestion; none is required. */
export const ATTACHMENTS_SUGGESTED = 3;

/**
 * What was done with a file. `photo`: metadata removed, made smaller where needed. `undecodable`: a picture this
 * browser cannot read (HEIC), kept as it is with whatever position is in it. `asIs`: any other file.
 */
export type AttachmentRemark = 'photo' | 'undecodable' | 'asIs';

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};
const PICTURES: readonly FileKind[] = ['jpeg', 'png', 'webp', 'gif', 'heic'];

/** Characters that no file system takes in a name, and control characters. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]+/gu;
const clean = (text: string): string => text.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim();

/**
 * Name of an attachment: `日期_支部_类型_序号.ext`. A file that is no picture keeps its own name at the end, since
 * that is what it was known by.
 */
export function attachmentName(about: {
  date: string;
  branch: string;
  type: string;
  serial: number;
  extension: string;
  /** Own name without extension. */
  own?: string;
}): string {
  const parts = [about.date, clean(about.branch), clean(about.type), String(about.serial).padStart(2, '0')];
  const own = clean(about.own ?? '').slice(0, 60);
  if (own) parts.push(own);
  const extension = clean(about.extension).toLowerCase();
  return parts.filter(Boolean).join('_') + (extension ? `.${extension}` : '');
}

/** What the names of an activity's attachments begin with. */
export interface AttachmentAbout {
  date: string;
  branch: string;
  type: string;
}

const prefixOf = ({ date, branch, type }: AttachmentAbout): string =>
  [date, clean(branch), clean(type)].filter(Boolean).join('_');

/**
 * Attachments under the names that they would have been given had the activity been entered so from the start: day and
 * type are often set right after the photos were dropped. `keep` are ids whose names are on paper already.
 */
export function renameAttachments(
  lines: readonly AttachmentLine[],
  from: AttachmentAbout,
  to: AttachmentAbout,
  keep: ReadonlySet<string>,
): AttachmentLine[] {
  const [before, after] = [prefixOf(from), prefixOf(to)];
  return lines.map((line) =>
    keep.has(line.id) || !line.name.startsWith(`${before}_`)
      ? line
      : { ...line, name: after + line.name.slice(before.length) },
  );
}

/**
 * Keeps a photo, scan or file for an activity: its bytes go into the ledger under their SHA-256, photos and
 * scanned pictures only after being drawn anew without EXIF and position, with the hash of the original beside
 * them. Returns undefined when the same file is among `existing` already. The line belongs into the draft; the
 * record refers to it with the next save.
 *
 * Throws E710 (too large), E711 (empty), E712 (unreadable: moved or removed meanwhile), E110 (disk full).
 */
export async function addAttachment(
  ledger: Ledger,
  file: { blob: Blob; name: string },
  about: { date: string; branch: string; type: string; existing: readonly AttachmentLine[]; scan?: boolean },
  reencode: Reencode = reencodePhoto,
): Promise<{ line: AttachmentLine; remark: AttachmentRemark } | undefined> {
  const { blob, name } = file;
  if (blob.size > ATTACHMENT_MAX_BYTES) {
    throw new Fault('E710', { name, size: megabytes(blob.size), max: megabytes(ATTACHMENT_MAX_BYTES) });
  }
  if (blob.size === 0) throw new Fault('E711', { name });
  let kind: FileKind;
  let original: string;
  try {
    kind = await fileKindOf(blob);
    original = await hashBlob(blob);
  } catch (thrown) {
    throw new Fault('E712', { name }, { cause: thrown });
  }
  if (about.existing.some((line) => line.sha256 === original || line.originalSha256 === original)) {
    return undefined;
  }
  const isPicture = PICTURES.includes(kind) || blob.type.startsWith('image/');
  const drawn = isPicture ? await reencode(blob, kind) : undefined;
  const dot = name.lastIndexOf('.');
  const ref = await ledger.putBlob(drawn ?? blob);
  const role: Attachment['role'] =
    about.scan && (drawn || kind === 'pdf') ? 'scan' : drawn ? 'photo' : 'file';
  const line: AttachmentLine = {
    ...ref,
    id: newId(),
    role,
    name: attachmentName({
      date: about.date,
      branch: about.branch,
      type: about.type,
      serial: nextSerial(about.existing),
      extension: EXTENSIONS[ref.type] ?? (dot > 0 ? name.slice(dot + 1) : ''),
      own: role === 'file' ? (dot > 0 ? name.slice(0, dot) : name) : undefined,
    }),
    order: about.existing.length + 1,
  };
  if (drawn) line.originalSha256 = original;
  return { line, remark: drawn ? 'photo' : isPicture ? 'undecodable' : 'asIs' };
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** One more than the highest number in use, so that a removed file's name is not given again. */
function nextSerial(existing: readonly AttachmentLine[]): number {
  const numbers = existing.map((line) => Number(/_(\d{2,})(?:[_.]|$)/.exec(line.name)?.[1] ?? 0));
  return Math.max(existing.length, ...numbers) + 1;
}
