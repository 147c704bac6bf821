import { currentBranch } from '../branch/branch';
import { readSheet } from '../exchange/sheet-read';
import { writeWorkbook } from '../exchange/sheet-write';
import { t } from '../i18n';
import type { Ledger } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import type { WholePacks } from '../rules/whole';
import { readChecklistTable } from './table-read';
import { checklistTable } from './table-write';
import { wholeInForce } from './whole-packs';

/**
 * Reads a checklist out of a spreadsheet that a person chose; nothing is put in force. Throws what `readSheet` and
 * {@link readChecklistTable} throw.
 */
export async function readTableFile(
  ledger: Ledger,
  file: File,
  today: CivilDate,
): Promise<WholePacks['checklist']> {
  const [{ sheets }, present, branch] = await Promise.all([
    readSheet(file, file.name),
    wholeInForce(ledger, 'checklist'),
    currentBranch(ledger),
  ]);
  return readChecklistTable(sheets, {
    name: file.name.replace(/\.[^.]+$/, ''),
    present: present.pack,
    today,
    issuer: branch?.fields.company || t('packs.file.issuer'),
  });
}

/** The checklist in force as a workbook, which can be written on and read again. */
export const checklistWorkbook = async (ledger: Ledger, today: CivilDate): Promise<Blob> =>
  writeWorkbook([checklistTable((await wholeInForce(ledger, 'checklist')).pack, today)], {
    now: ledger.clock.wall(),
  });
