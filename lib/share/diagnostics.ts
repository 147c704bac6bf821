import { hashText, isCompanySpace, type Ledger, readPlaceRow, sharedSpaces } from '../ledger';
import { shareStatus } from '../sync/exchange';
import { standing } from '../sync/standing';
import { keptPlace } from './place';

/** Digits of a hash that stand for a name: enough to tell devices of one branch apart. */
const DIGITS = 8;

/**
 * What is said of sharing in a report of a fault, of every space or of one (`''` is the branch's): no name, no address,
 * no key. Names stand as beginnings of their hashes.
 */
export async function shareDiagnostics(ledger: Ledger, only?: string): Promise<string[]> {
  const spaces = (await sharedSpaces(ledger)).filter(
    ({ space }) => only === undefined || (isCompanySpace(space) ? space : '') === only,
  );
  if (!spaces.length) return ['share none'];
  return (await Promise.all(spaces.map(({ space }) => spaceDiagnostics(ledger, space)))).flat();
}

async function spaceDiagnostics(ledger: Ledger, space: string): Promise<string[]> {
  const status = await shareStatus(ledger, space);
  if (!status) return [];
  const hidden = (name: string): string => hashText(`${status.space} ${name}`).slice(0, DIGITS);
  const [place, run, people] = await Promise.all([
    keptPlace(ledger, space),
    readPlaceRow(ledger, 'run', space),
    standing(ledger, space),
  ]);
  const sort = place?.address.sort ?? 'none';
  const of = isCompanySpace(space) ? 'company' : 'branch';
  const count = (words: readonly (string | undefined)[]): string => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word ?? '?', (counts.get(word ?? '?') ?? 0) + 1);
    return [...counts].map(([word, times]) => `${word}=${times}`).join(' ') || '-';
  };
  const time = (at: number | undefined): string => (at === undefined ? '-' : new Date(at).toISOString());
  return [
    `share ${of} space=${hidden('')} me=${hidden(status.owner)} role=${people?.role ?? 'outside'}`,
    `share place=${sort} weak=${place?.weak ?? '?'} way=${place?.hasCredentials ?? false} own=${place !== undefined && !place.isBranchs}`,
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
