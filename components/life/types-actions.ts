import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { downloadBlob, localDate } from '../ui';
import { assertAllowed, branchName, openPrint } from './register-actions';

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

/** Saves 民主评议登记表 of a year as Excel or CSV. Throws E420, E421, E423. */
export async function exportAppraisals(ledger: Ledger, year: string, format: 'xlsx' | 'csv'): Promise<void> {
  assertAllowed();
  const [{ appraisalSheet }, { fileName, writeCsv, writeWorkbook }] = await Promise.all([
    import('../../lib/life/appraisal-sheet'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const now = ledger.clock.wall();
  const today = localDate(now);
  const branch = await branchName(ledger);
  const sheet = await appraisalSheet(ledger, { year, today, branch });
  const blob = format === 'csv' ? writeCsv(sheet) : await writeWorkbook([sheet], { now });
  downloadBlob(blob, fileName([today, branch, t('types.appraisal.sheet'), year], format));
}

/** Opens 民主评议登记表 as a page for the printer. Throws E423. */
export const printAppraisals = (year: string): void => openPrint(`/print/appraisal?year=${year}&now=1`);
