import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { offsetMinutesAt } from '../../lib/life/meetings';
import { lifePack } from '../../lib/rules/packs';
import { downloadBlob, localDate } from '../ui';
import { assertAllowed, branchName, openPrint } from './register-actions';

export interface TalkExport {
  year: string;
  /** With what was said, as far as the person of this profile may read it. */
  content: boolean;
  format?: 'xlsx' | 'csv';
}

/** Saves 谈心谈话台账 of a year as an Excel file or as CSV. Throws E113, E420, E421, E423. */
export async function exportTalks(
  ledger: Ledger,
  { year, content, format = 'xlsx' }: TalkExport,
): Promise<void> {
  assertAllowed();
  const [{ talkSheets }, { fileName, writeCsv, writeWorkbook }] = await Promise.all([
    import('../../lib/life/talk-register'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const now = ledger.clock.wall();
  const today = localDate(now);
  const branch = await branchName(ledger);
  const sheets = await talkSheets(ledger, {
    year,
    today,
    pack: lifePack(),
    branch,
    content,
    me: ledger.me?.member ?? '',
    offsetMinutes: offsetMinutesAt(now),
  });
  const blob = format === 'csv' ? writeCsv(sheets[0]) : await writeWorkbook(sheets, { now });
  downloadBlob(blob, fileName([today, branch, t('talk.register'), year], format));
}

/** Opens 谈心谈话台账 as a page for the printer. Throws E423. */
export const printTalks = ({ year, content }: TalkExport): void =>
  openPrint(`/print/talks?year=${year}${content ? '&content=1' : ''}&now=1`);
