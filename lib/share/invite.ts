import { writeBundle } from '../carrier';
import { invitationRows, type Ledger } from '../ledger';
import { Fault } from '../records/fault';
import {
  admit,
  answerFile,
  closeInvitation,
  type Given,
  handOver,
  invitations,
  invite,
  lookForRequests,
  type NewInvitation,
} from '../sync';
import { nameColleague } from './colleague';
import { keptPlace, openCarrier } from './place';
import { exchangeNow } from './run';

/** Days for which an invitation may count. */
export const LASTS = [1, 7, 30] as const;

const DAY = 86_400_000;

/**
 * Makes an invitation to where the branch or a company shares, and sees to it that the place has that space. Throws E890 (no place
 * was chosen), E881, E885, and what the place refuses.
 */
export async function invitePerson(
  ledger: Ledger,
  of: Omit<NewInvitation, 'place' | 'lasts'> & { days: number },
): Promise<Given> {
  const place = await keptPlace(ledger, of.space);
  if (!place) throw new Fault('E890');
  const { days, ...rest } = of;
  const given = await invite(ledger, { ...rest, place: place.address, lasts: days * DAY });
  await exchangeNow(ledger, { space: of.space ?? '' });
  return given;
}

/** Looks who asks, in every space that somebody is invited to, and tells its place what was decided. Nothing where files go by hand. */
export async function lookWhoAsks(ledger: Ledger, options: { signal?: AbortSignal } = {}): Promise<void> {
  let failed: unknown;
  for (const space of new Set((await invitationRows(ledger)).map((row) => row.space ?? ''))) {
    try {
      const place = await keptPlace(ledger, space);
      if (!place || place.address.sort === 'file') continue;
      await lookForRequests(ledger, await openCarrier(ledger, space), { ...options, space });
    } catch (thrown) {
      failed ??= thrown;
    }
  }
  if (failed !== undefined) throw failed;
}

/** Both sides saw the same digits: lets the device in, and sends what it needs. */
export async function admitDevice(ledger: Ledger, id: string): Promise<void> {
  const space = await spaceOf(ledger, id);
  const row = (await invitationRows(ledger)).find((one) => one.id === id);
  // A lost device goes as the new one comes. First what it had sent: it then counts.
  if (row?.replaces?.length) await exchangeNow(ledger, { space }).catch(() => undefined);
  await admit(ledger, id);
  const given = (await invitations(ledger)).find((one) => one.id === id);
  if (given) await nameColleague(ledger, { member: given.askedAs ?? given.member, name: given.name });
  await exchangeNow(ledger, { space });
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
  const space = await spaceOf(ledger, id);
  return writeBundle([answer, ...(await handOver(ledger, { all: true, space })).files]);
}

/** The space that an invitation lets into; `''` for the branch's. */
const spaceOf = async (ledger: Ledger, id: string): Promise<string> =>
  (await invitationRows(ledger)).find((row) => row.id === id)?.space ?? '';
