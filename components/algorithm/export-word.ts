import { resultOf } from '../../lib/algorithm/save';
import type { Ledger, Rec } from '../../lib/ledger';
import type { ChecklistPack } from '../../lib/rules/pack';
import { assertAllowed, branchName } from '../life/register-actions';
import { downloadBlob } from '../ui';

/** Saves the report of a check as a Word file. Throws E423 where export is not allowed. */
export async function exportCheck(
  ledger: Ledger,
  record: Rec<'algorithmCheck'>,
  pack: ChecklistPack,
): Promise<void> {
  assertAllowed();
  const result = resultOf(record);
  if (!result) return;
  const [{ checkPaper }, { meetingDocument }, { fileName }, branch] = await Promise.all([
    import('../../lib/algorithm/report'),
    import('../../lib/exchange/word'),
    import('../../lib/exchange/sheet-write'),
    branchName(ledger),
  ]);
  const paper = checkPaper(record, result, { branch, sources: pack.sources });
  downloadBlob(await meetingDocument(paper), fileName([record.fields.on, paper.branch, paper.title], 'docx'));
}
