import { t, type MessageKey } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import type { SheetModel } from '../../lib/exchange/sheet-write';
import { offsetMinutesAt } from '../../lib/life/meetings';
import { downloadBlob, localDate } from '../ui';
import { assertAllowed, branchName, openPrint } from '../life/register-actions';

export interface SheetQuery {
  year: string;
  today: string;
  branch: string;
  offsetMinutes: number;
  /** With penalties: for the secretary, and only when asked. */
  penalties?: boolean;
}

interface Sheet {
  title: MessageKey;
  /** Where one comes from. */
  back: string;
  make: (ledger: Ledger, query: SheetQuery) => Promise<SheetModel>;
}

/** The registers of this place, by the name under which they are printed. */
export const SHEETS = {
  requests: {
    title: 'affairs.request.register',
    back: '/requests',
    make: async (ledger, query) =>
      (await import('../../lib/requests/request-sheet')).requestSheet(ledger, query),
  },
  rectifications: {
    title: 'affairs.rectify.register',
    back: '/rectifications',
    make: async (ledger, query) =>
      (await import('../../lib/governance/rectification-register')).rectificationSheet(ledger, query),
  },
  honours: {
    title: 'affairs.honour.title',
    back: '/honours',
    make: async (ledger, query) => (await import('../../lib/yearly/honours')).honourSheet(ledger, query),
  },
} satisfies Record<string, Sheet>;

export type SheetName = keyof typeof SHEETS;

/** Saves a register of a year as Excel or CSV. Throws E113, E420, E421, E423. */
export async function exportSheet(
  ledger: Ledger,
  name: SheetName,
  options: { year: string; penalties?: boolean },
  format: 'xlsx' | 'csv',
): Promise<void> {
  assertAllowed();
  const { fileName, writeCsv, writeWorkbook } = await import('../../lib/exchange/sheet-write');
  const now = ledger.clock.wall();
  const today = localDate(now);
  const branch = await branchName(ledger);
  const sheet: Sheet = SHEETS[name];
  const model = await sheet.make(ledger, { ...options, today, branch, offsetMinutes: offsetMinutesAt(now) });
  const blob = format === 'csv' ? writeCsv(model) : await writeWorkbook([model], { now });
  downloadBlob(blob, fileName([today, branch, t(sheet.title), options.year], format));
}

/** Opens a register of a year as a page for the printer. Throws E423. */
export const printSheet = (
  name: SheetName,
  { year, penalties }: { year: string; penalties?: boolean },
): void => openPrint(`/print/sheet/${name}?year=${year}${penalties ? '&penalties=1' : ''}&now=1`);
