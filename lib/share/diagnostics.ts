import { hashText, type Ledger, readPlaceRow } from '../ledger';
import { shareStatus } from '../sync/exchange';
import { standing } from '../sync/standing';

/** Digits of a hash that stand for a name: enough to tell devices of one branch apart. */
const DIGITS = 8;

/** What is said of sharing in a report of a fault: no name, no address, no key. Names stand as beginnings of their hashes. */
export async function shareDiagnostics(ledger: Ledger): Promise<string[]> {
  const status = await shareStatus(ledger);
  if (!status) return ['share none'];
  const hidden = (name: string): string => hashText(`${status.space} ${name}`).slice(0, DIGITS);
  const [place, run, people] = await Promise.all([
    readPlaceRow(ledger, 'place'),
    readPlaceRow(ledger, 'run'),
    standing(ledger),
  ]);
  const sort = (place?.address as { sort?: string } | undefined)?.sort ?? 'none';
  const count = (words: readonly (string | undefined)[]): string => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word ?? '?', (counts.get(word ?? '?') ?? 0) + 1);
    return [...counts].map(([word, times]) => `${word}=${times}`).join(' ') || '-';
  };
  const time = (at: number | undefined): string => (at === undefined ? '-' : new Date(at).toISOString());
  return [
    `share space=${hidden('')} me=${hidden(status.owner)} role=${people?.role ?? 'outside'}`,
    `share place=${sort} weak=${place?.found.weak ?? '?'} way=${place?.sealed !== undefined}`,
    `share sent=${time(status.lastSent)} run=${time(run?.at)} fault=${run?.fault?.code ?? '-'} offset=${run?.offset ?? '?'}`,
    `share waiting=${status.unconfirmed} withheld ${count(status.withheld.map(({ why }) => why))}`,
    `share held ${count(status.held.map(({ reason }) => reason))}`,
    ...(people?.persons ?? []).map(
      ({ owner, role, devices, last, missing }) =>
        `share person ${hidden(owner)} ${role} devices=${devices} last=${time(last)} missing=${missing}`,
    ),
    ...(people?.events ?? []).map(
      ({ d, what, q, s, at }) => `share event ${what} device=${hidden(d)} ${q || '-'} ${s} ${time(at)}`,
    ),
  ];
}
