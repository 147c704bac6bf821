import { currentLanguage, t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import type { RegisterRow } from '../../lib/life/register';
import { policySnapshot } from '../../lib/platform/policy';
import { Fault } from '../../lib/records/fault';
import { formatPeriod, parsePeriod, periodRange, type PeriodKey } from '../../lib/rules/periods';
import { lifePack } from '../../lib/rules/packs';
import { downloadBlob, localDate, navigate } from '../ui';

/** What is exported or printed of the registers. */
export interface RegisterChoice {
  view: 'meetings' | 'stats';
  /** `2026`, `2026Q4` or `2026-11`; statistics are always of its year. */
  period: PeriodKey;
}

export interface RegisterExport extends RegisterChoice {
  format?: 'xlsx' | 'csv';
  /** Lines as they stand on the screen, filtered; all lines of the period when absent. */
  rows?: readonly RegisterRow[];
  /** The filter in words, printed beside the period. */
  filter?: string;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/** Throws E423 where the organisation does not allow export and printing. */
export function assertAllowed(): void {
  if (policySnapshot().policy.exportAllowed === false) throw new Fault('E423');
}

/** Name of the branch for the head of a paper. */
export const branchName = async (ledger: Ledger): Promise<string> =>
  (await ledger.list('branch', { limit: 1 }))[0]?.fields.name ?? '';

/** Saves the record of an activity as a Word file. Throws E703, E113, E422, E423. */
export async function exportMeetingDocx(ledger: Ledger, id: string): Promise<void> {
  assertAllowed();
  const [{ meetingPaper }, { meetingDocument }, { fileName }] = await Promise.all([
    import('../../lib/life/register-document'),
    import('../../lib/exchange/word'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const paper = await meetingPaper(ledger, id, { today: localDate(ledger.clock.wall()) });
  const meeting = await ledger.get('meeting', id);
  const day = meeting?.fields.startsAt.slice(0, 10) ?? '';
  downloadBlob(await meetingDocument(paper), fileName([day, paper.branch, paper.title], 'docx'));
}

/**
 * Opens a page for the printer. In the side panel that is the full tab: printing there would print the panel's
 * width.
 */
export function openPrint(route: string): void {
  assertAllowed();
  if (location.pathname.includes('workbench')) navigate(route);
  else void import('../../lib/platform/workbench').then(({ openWorkbench }) => openWorkbench(route));
}

/** Opens the record of an activity as a page for the printer. Throws E423. */
export const printMeeting = (id: string): void => openPrint(`/print/meeting/${id}?now=1`);

/** Opens a register as a page for the printer. Throws E423. */
export const printRegister = ({ view, period }: RegisterChoice): void =>
  openPrint(`/print/register?view=${view}&period=${encodeURIComponent(period)}&now=1`);

/**
 * Saves a register as an Excel file, or as CSV: `日期_支部_台账名_期间`. The file is made whole before the browser
 * gets it: a cancel (`AbortError`) or a fault (E420, E421, E423) leaves nothing.
 */
export async function exportRegister(ledger: Ledger, options: RegisterExport): Promise<void> {
  assertAllowed();
  const { view, period, format = 'xlsx', signal } = options;
  const [{ sheetsFor }, { fileName, writeCsv, writeWorkbook }] = await Promise.all([
    import('../../lib/life/register-export'),
    import('../../lib/exchange/sheet-write'),
  ]);
  const now = ledger.clock.wall();
  const today = localDate(now);
  const branch = await branchName(ledger);
  const range = periodRange(period) ?? { from: today, to: today };
  const year = parsePeriod(period)?.year ?? Number(today.slice(0, 4));
  const words = formatPeriod(view === 'stats' ? String(year) : period, currentLanguage());
  const sheets = await sheetsFor(ledger, {
    ...options,
    ...range,
    year,
    today,
    pack: lifePack(),
    head: { branch, period: [words, options.filter].filter(Boolean).join('　'), asOf: today },
  });
  // The last sheet is the one with every column, resp. the only one that both have.
  const whole = sheets.at(view === 'stats' ? 0 : -1);
  const blob = format === 'csv' && whole ? writeCsv(whole) : await writeWorkbook(sheets, { now, signal });
  signal?.throwIfAborted();
  const name = t(view === 'stats' ? 'exchange.register.stats' : 'exchange.register.meetings');
  downloadBlob(blob, fileName([today, branch, name, words], format));
}
