import { currentLanguage, t } from '../../lib/i18n';
import type { DuesHead } from '../../lib/dues/register-sheets';
import type { Ledger } from '../../lib/ledger';
import { formatPeriod } from '../../lib/rules/periods';
import { downloadBlob, localDate } from '../ui';
import { assertAllowed, openPrint } from './register-actions';

/** What stands around the tables of dues: the branch, today, and names for ids. */
export async function duesHead(ledger: Ledger, today: string): Promise<DuesHead> {
  const [branches, members] = await Promise.all([ledger.list('branch', { limit: 1 }), ledger.list('member')]);
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  return {
    branch: branches[0]?.fields.name ?? '',
    today,
    nameOf: (idOrName) => names.get(idOrName) ?? idOrName,
  };
}

/** Saves 党费台账 of a year as an Excel file: `日期_支部_党费台账_年`. Throws E420, E421, E423. */
export async function exportDues(ledger: Ledger, year: number): Promise<void> {
  assertAllowed();
  const [{ duesSheets }, { fileName, writeWorkbook }] = await Promise.all([
    import('../../lib/dues/register-sheets'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const now = ledger.clock.wall();
  const today = localDate(now);
  const head = await duesHead(ledger, today);
  const blob = await writeWorkbook(await duesSheets(ledger, year, head), { now });
  const words = formatPeriod(String(year), currentLanguage());
  downloadBlob(blob, fileName([today, head.branch, t('dues.register'), words], 'xlsx'));
}

/** Opens 党费台账, or the list to publish, as a page for the printer. Throws E423. */
export const printDues = (year: number, notice?: { period: string; amounts: boolean }): void =>
  openPrint(
    `/print/dues?year=${year}${notice ? `&notice=${notice.period}&amounts=${notice.amounts ? 1 : 0}` : ''}&now=1`,
  );
