import type { Ledger } from '../ledger';
import { daysBetween, endOfMonth, startOfMonth } from '../rules/calendar';
import type { CadenceFinding } from '../rules/cadence';
import { talkFindings } from './talk-count';
import { activityFindings, WEEK } from './today';

/** What is due and what an inspector would find missing, by the rules of the pack. */
export async function cadenceFindings(ledger: Ledger, today: string): Promise<CadenceFinding[]> {
  const range = { from: startOfMonth(today), to: endOfMonth(today) };
  const [activities, others] = await Promise.all([
    activityFindings(ledger, today, ledger.list('meeting', range)),
    talkFindings(ledger, today),
  ]);
  return [...activities, ...others];
}

/** What the cadence rules find missing, and what they want done within the week. */
export async function pressingFindings(ledger: Ledger, today: string): Promise<CadenceFinding[]> {
  return (await cadenceFindings(ledger, today)).filter(
    (entry) =>
      entry.state === 'missing' ||
      (entry.state === 'due' && entry.deadline !== undefined && daysBetween(today, entry.deadline) <= WEEK),
  );
}
