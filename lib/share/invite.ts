import { writeBundle } from '../carrier';
import type { Ledger } from '../ledger';
import { Fault } from '../records/fault';
import {
  admit,
  answerFile,
  closeInvitation,
  type Given,
  handOver,
  invite,
  lookForRequests,
  type NewInvitation,
} from '../sync';
import { keptPlace, openCarrier } from './place';
import { exchangeNow } from './run';

/** Days for which an invitation may count. */
export const LASTS = [1, 7, 30] as const;

const DAY = 86_400_000;

/**
 * Makes an invitation to where this branch shares, and sees to it that the place has the branch. Throws E890 (no place
 * was chosen), E881, E885, and what the place refuses.
 */
export async function invitePerson(
  ledger: Ledger,
  of: Omit<NewInvitation, 'place' | 'lasts'> & { days: number },
): Promise<Given> {
  const place = await keptPlace(ledger);
  if (!place) throw new Fault('E890');
  const { days, ...rest } = of;
  const given = await invite(ledger, { ...rest, place: place.address, lasts: days * DAY });
  await exchangeNow(ledger);
  return given;
}

/** Looks who asks, and tells the place what was decided. Nothing where files go by hand. */
export async function lookWhoAsks(ledger: Ledger, options: { signal?: AbortSignal } = {}): Promise<void> {
  const place = await keptPlace(ledger);
  if (!place || place.address.sort === 'file') return;
  await lookForRequests(ledger, await openCarrier(ledger), options);
}

/** Both sides saw the same digits: lets the device in, and sends what it needs. */
export async function admitDevice(ledger: Ledger, id: string): Promise<void> {
  await admit(ledger, id);
  await exchangeNow(ledger);
  await lookWhoAsks(ledger);
}

/** The digits differ, or the invitation is withdrawn. Told to the place where there is one. */
export async function turnDown(ledger: Ledger, id: string, state: 'refused' | 'revoked'): Promise<void> {
  await closeInvitation(ledger, id, state);
  await lookWhoAsks(ledger);
}

/** The file that lets somebody in by hand: the answer, the roster, the keys, and what was written here. */
export async function admissionFile(ledger: Ledger, id: string): Promise<Blob> {
  const answer = await answerFile(ledger, id);
  if (!answer) throw new Fault('E918');
  return writeBundle([answer, ...(await handOver(ledger, { all: true })).files]);
}
