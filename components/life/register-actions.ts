import type { Ledger } from '../../lib/ledger';
import { policySnapshot } from '../../lib/platform/policy';
import { Fault } from '../../lib/records/fault';
import { downloadBlob, localDate, navigate } from '../ui';

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
