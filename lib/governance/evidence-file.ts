import type { CommitResult, Ledger } from '../ledger';
import { addAttachment } from '../life/attachments';
import type { Reencode } from '../exchange/photo';
import type { CivilDate } from '../rules/calendar';
import { attachFileEvidence } from './evidence';
import { itemRecordId, type ItemRef } from './item-id';

/**
 * Takes a file as evidence of an item: the same way as a file of an activity (photos are drawn anew without EXIF and
 * position, at most 50 MB). Returns undefined when the very same file is attached already.
 * Throws E710 (too large), E711 (empty), E712 (unreadable), E110 (disk full).
 */
export async function addEvidenceFile(
  ledger: Ledger,
  ref: ItemRef,
  file: { blob: Blob; name: string },
  about: { today: CivilDate; branch: string },
  reencode?: Reencode,
): Promise<CommitResult | undefined> {
  const seen = await ledger.get('governanceItem', itemRecordId(ref));
  const existing = Object.entries(seen?.fields.evidence ?? {}).flatMap(([id, entry]) =>
    entry.file ? [{ ...entry.file, id }] : [],
  );
  const added = await addAttachment(
    ledger,
    file,
    { date: about.today, branch: about.branch, type: ref.item, existing },
    reencode,
  );
  if (!added) return undefined;
  const { id, ...attachment } = added.line;
  return attachFileEvidence(ledger, ref, attachment, { today: about.today, id });
}
