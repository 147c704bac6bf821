import type { Ledger } from '../../lib/ledger';
import { downloadBlob, localDate } from '../ui';
import { assertAllowed, openPrint } from './register-actions';

/** Saves the 整改清单 of a meeting, or one person's part of it, as a Word file. Throws E703, E113, E422, E423. */
export async function exportRectification(ledger: Ledger, meeting: string, subject?: string): Promise<void> {
  assertAllowed();
  const [{ rectificationPaper }, { meetingDocument }, { fileName }] = await Promise.all([
    import('../../lib/life/rectification-paper'),
    import('../../lib/exchange/word'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const today = localDate(ledger.clock.wall());
  const paper = await rectificationPaper(ledger, meeting, { today, subject });
  downloadBlob(await meetingDocument(paper), fileName([today, paper.branch, paper.title], 'docx'));
}

/** Opens the 整改清单 as a page for the printer. Throws E423. */
export const printRectification = (meeting: string, subject?: string): void =>
  openPrint(
    `/print/rectification/${meeting}?now=1${subject === undefined ? '' : `&subject=${encodeURIComponent(subject)}`}`,
  );
