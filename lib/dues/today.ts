import type { Digest, Ledger } from '../ledger';
import { duesYear } from './year';

/** What 今日 says of dues. Numbers of members, never names. */
export type DuesFinding = Digest['dues'][number];

/** Arrears by the level of the reminder, the longest first, and members whose amount of this year was never fixed. */
export async function duesFindings(ledger: Ledger, today: string): Promise<DuesFinding[]> {
  const { rows, year } = await duesYear(ledger, Number(today.slice(0, 4)), today);
  const findings: DuesFinding[] = [];
  for (const level of ['article', 'second', 'first'] as const) {
    const count = rows.filter((row) => row.arrears.level === level).length;
    if (count) findings.push({ kind: 'arrears', level, count });
  }
  const count = rows.filter(
    (row) => !row.base && row.cells.some((cell) => cell.state === 'unknown' && cell.due === undefined),
  ).length;
  if (count) findings.push({ kind: 'unfixed', count, year });
  return findings;
}
