import { checkFile } from '../algorithm/check';
import { readHead } from '../algorithm/head';
import { attachCheck, saveCheck } from '../algorithm/save';
import { type Ledger, hashBlob } from '../ledger';
import { addDays } from '../rules/calendar';
import { checklistPack } from '../rules/packs';
import { dispatchExport } from './dispatch';

/** Rows of the invented export: enough for every group to be shown, few enough to be counted at once. */
const ROWS = 6000;

/** A check of an invented dispatch export, evidence of what it can prove. */
export async function addSampleCheck(
  ledger: Ledger,
  company: { companyId: string; termStart?: string },
  today: string,
): Promise<void> {
  const from = Date.parse(`${addDays(today, -8)}T00:00:00+08:00`) / 1000;
  const file = new Blob([...dispatchExport({ rows: ROWS, couriers: 60, from, days: 7 })]);
  const name = '示例配送站派单（脱敏）.csv';
  const head = await readHead(file, name);
  const { mapping, header } = head;
  const result = await checkFile({ file, name, head, mapping });
  const record = await saveCheck(
    ledger,
    company.companyId,
    { name, bytes: file.size, hash: await hashBlob(file), header, mapping, result },
    addDays(today, -1),
  );
  await attachCheck(ledger, await checklistPack(), record, company, today);
}
