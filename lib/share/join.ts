import { type Carrier, readBundle, tryOut } from '../carrier';
import { joiningRow, keepInvite, type Ledger, newId, type Role, setAllAside, dropInvite } from '../ledger';
import { Fault } from '../records/fault';
import {
  type Answer,
  ask,
  type Invitation,
  joining,
  joinSpace,
  ownerFor,
  readAnswer,
  readInvitation,
  sendRequest,
  takeOver,
  isIn,
  type SpaceRole,
} from '../sync';
import {
  bringAlong,
  type Choice,
  clearForJoining,
  ownRecords,
  type OwnRecords,
  planToBring,
} from './bring-along';
import { type Credentials, keepPlace, openCarrier, type PlaceAddress, placeAddress } from './place';

/** What an invitation offers, before anything is sent. */
export interface Offer {
  text: string;
  invitation: Invitation;
  place: PlaceAddress;
  own: OwnRecords;
}

/**
 * Reads an invitation and what would become of this profile's records. Changes nothing. Throws E910–E913, E918, E883
 * (this profile shares already).
 */
export async function readOffer(ledger: Ledger, text: string): Promise<Offer> {
  const invitation = await readInvitation(text);
  const place = placeAddress.safeParse(invitation.place);
  if (!place.success) throw new Fault('E911');
  if (invitation.expiry <= ledger.clock.wall()) throw new Fault('E913');
  if (await isIn(ledger)) throw new Fault('E883');
  return { text, invitation, place: place.data, own: await ownRecords(ledger, invitation.member) };
}

/**
 * Asks to be let in, at the place of the invitation: tries the place out, keeps it with the way in, and puts the request
 * there. Throws E914 (another device asked with it), E917 (the branch is not at this place), and what the place refuses.
 */
export async function askAtPlace(
  ledger: Ledger,
  { text, invitation, place }: Offer,
  credentials: Credentials | undefined,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  await keepPlace(ledger, place, credentials);
  const carrier = await openCarrier(ledger);
  const account = credentials && 'user' in credentials ? credentials.user : undefined;
  // Before anything is put there: an address that merely works is not yet the branch's.
  const owner = await ownerFor(invitation, account, carrier, options);
  const trial = await tryOut(carrier, { id: newId().slice(-12), signal: options.signal });
  if (trial.refused) throw trial.refused;
  if (trial.weak) await keepPlace(ledger, place, undefined, { weak: true });
  await ask(ledger, text, { owner, byHand: false });
  await sendRequest(ledger, carrier, options);
}

/** Makes a request that goes by hand. Answers its text. */
export async function askByHand(ledger: Ledger, { text, invitation }: Offer): Promise<string> {
  const here = await joining(ledger);
  const same = here?.byHand && here.invitation.secret === invitation.secret;
  const owner = same ? here.owner : await ownerFor(invitation, undefined);
  await ask(ledger, text, { owner, byHand: true });
  return (await joining(ledger))?.request ?? '';
}

/** Looks at the place for the answer; puts the request there again should it be missing. Throws as `readAnswer`. */
export async function lookForAnswer(ledger: Ledger, options: { signal?: AbortSignal } = {}): Promise<Answer> {
  const carrier = await openCarrier(ledger);
  const answer = await readAnswer(ledger, carrier, options);
  if (answer.state === 'waiting') await sendRequest(ledger, carrier, options);
  return answer;
}

/**
 * Enters the branch, once both sides confirmed: this profile becomes the member's, what it held is brought along or put
 * aside, and from now on it takes part. It may end at any point and is then gone on with. Throws E883, E110–E112.
 */
export async function enterSpace(ledger: Ledger, choice: Choice): Promise<void> {
  const row = await joiningRow(ledger);
  const now = await joining(ledger);
  if (!row || !now) return;
  const { space, root, member, role } = now.invitation;
  const { way } = await ownRecords(ledger, member);
  let { bring } = row;
  if (!bring) {
    bring = way === 'apart' ? await planToBring(ledger, role, choice) : [];
    await keepInvite(ledger, { ...row, stage: 'entering', bring });
  }
  if (!(await isIn(ledger))) {
    const isSame = way === 'same';
    if (!isSame) {
      await clearForJoining(ledger, member, bring);
      await setAllAside(ledger);
      await ledger.setMe({ member, role: SCREEN_ROLE[role] });
    }
    await joinSpace(ledger, { space, root }, now.owner, { afresh: !isSame });
  }
  await bringAlong(ledger, member, bring);
  await dropInvite(ledger, 'joining');
}

/** What 今日 puts first for a role. */
const SCREEN_ROLE: Record<SpaceRole, Role> = {
  secretary: 'secretary',
  deputy: 'secretary',
  committee: 'secretary',
  member: 'member',
  reviewer: 'compliance',
};

/**
 * Takes the file in by which somebody is let in by hand: checks that it answers this profile's request, enters, and
 * merges what is in it. Throws E877 (no such file), E914–E916, E918 (the answer is missing in it).
 */
export async function enterByFile(ledger: Ledger, file: Blob, choice: Choice): Promise<void> {
  const bundle: Carrier = await readBundle(file);
  const { state } = await readAnswer(ledger, bundle);
  if (state !== 'admitted') throw new Fault('E918');
  await enterSpace(ledger, choice);
  await takeOver(ledger, bundle);
}
