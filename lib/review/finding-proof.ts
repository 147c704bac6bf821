import type { Reencode } from '../exchange/photo';
import type { CommitResult, Ledger } from '../ledger';
import { addAttachment } from '../life/attachments';
import type { CivilDate } from '../rules/calendar';
import { type Finding, proveFinding } from './findings';

/**
 * Takes a file as proof that a finding was put right, as files of activities are taken. Undefined when the very same one
 * proves it already. Throws E710, E711, E712, E110, E415, E946.
 */
export async function addProofFile(
  ledger: Ledger,
  finding: Finding,
  file: { blob: Blob; name: string },
  about: { today: CivilDate; branch: string; code: string },
  reencode?: Reencode,
): Promise<CommitResult | undefined> {
  const existing = Object.entries(finding.fields.proof ?? {}).flatMap(([id, entry]) =>
    entry.file ? [{ ...entry.file, id }] : [],
  );
  const { today, branch, code } = about;
  const added = await addAttachment(ledger, file, { date: today, branch, type: code, existing }, reencode);
  if (!added) return undefined;
  const { id, ...attachment } = added.line;
  return proveFinding(ledger, finding.id, id, { file: attachment, addedOn: today });
}
