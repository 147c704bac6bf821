import * as z from 'zod/mini';
import { type Carrier, readBundle, tryOut } from '../carrier';
import {
  dropInvite,
  joiningRow,
  keepInvite,
  type Ledger,
  newId,
  type Role,
  setAllAside,
  sharedSpaces,
  SyncStore,
} from '../ledger';
import { Fault } from '../records/fault';
import {
  type Answer,
  ask,
  companySpace,
  type Invitation,
  joinCompanySpace,
  joining,
  type Joining,
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
import {
  type Credentials,
  keepPlace,
  keptPlace,
  openCarrier,
  type PlaceAddress,
  placeAddress,
  samePlace,
} from './place';

/** What an invitation offers, before anything is sent. */
export interface Offer {
  text: string;
  invitation: Invitation;
  place: PlaceAddress;
  own: OwnRecords;
  /** It is the space of a company and lies where this branch's space does: the way in is known. */
  isBranchs: boolean;
}

/**
 * Reads an invitation and what would become of this profile's records. Changes nothing. Throws E910–E913, E918, E883
 * (this profile shares already), E955 (it is in the space of that company), E956 (in a company this profile is somebody
 * else than the branch would know it as).
 */
export async function readOffer(ledger: Ledger, text: string): Promise<Offer> {
  const invitation = await readInvitation(text);
  const place = placeAddress.safeParse(invitation.place);
  if (!place.success) throw new Fault('E911');
  if (invitation.expiry <= ledger.clock.wall()) throw new Fault('E913');
  const { company, space, member } = invitation;
  if (company !== undefined) {
    if (await companySpace(ledger, company)) throw new Fault('E955');
    if (await new SyncStore(ledger, space).share()) throw new Fault('E883');
  } else {
    if (await isIn(ledger)) throw new Fault('E883');
    // What was written for a company stands under this person's number there, which cannot become another.
    if (ledger.me?.member !== member && (await sharedSpaces(ledger)).length) throw new Fault('E956');
  }
  const branchs = company === undefined ? undefined : await keptPlace(ledger);
  const own = await ownRecords(ledger, member);
  return {
    text,
    invitation,
    place: place.data,
    own: company === undefined ? own : { ...own, way: 'beside' },
    isBranchs: branchs !== undefined && samePlace(branchs.address, place.data),
  };
}

/** The space whose place is meant: a company's, or the branch's. */
const spaceOf = ({ space, company }: Invitation): string => (company === undefined ? '' : space);

/**
 * Asks to be let in, at the place of the invitation: tries the place out, keeps it with the way in, and puts the request
 * there. Without credentials the way in of the branch's place is used, where it is the same. Throws E914 (another device
 * asked with it), E917 (the branch is not at this place), and what the place refuses.
 */
export async function askAtPlace(
  ledger: Ledger,
  { text, invitation, place, isBranchs }: Offer,
  credentials: Credentials | undefined,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const space = spaceOf(invitation);
  const isKnown = isBranchs && !credentials;
  if (!isKnown) await keepPlace(ledger, place, credentials, {}, space);
  const carrier = await openCarrier(ledger, space);
  const account = credentials && 'user' in credentials ? credentials.user : await ownerHere(ledger);
  // Before anything is put there: an address that merely works is not yet the branch's.
  const owner = await ownerFor(invitation, account, carrier, options);
  if (!isKnown) {
    const trial = await tryOut(carrier, { id: newId().slice(-12), signal: options.signal });
    if (trial.refused) throw trial.refused;
    if (trial.weak) await keepPlace(ledger, place, undefined, { weak: true }, space);
  }
  await ask(ledger, text, { owner, byHand: false });
  await sendRequest(ledger, carrier, options);
}

/** The short name under which this person is known already. */
const ownerHere = async (ledger: Ledger): Promise<string | undefined> =>
  (await sharedSpaces(ledger))[0]?.owner;

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
  const now = await joining(ledger);
  const carrier = await openCarrier(ledger, now && spaceOf(now.invitation));
  const answer = await readAnswer(ledger, carrier, options);
  if (answer.state === 'waiting') await sendRequest(ledger, carrier, options);
  return answer;
}

/** Keeps that the six digits were equal, and what is to go along, so that whoever looks for the answer next can enter. */
export async function confirmDigits(ledger: Ledger, choice: Choice): Promise<void> {
  const row = await joiningRow(ledger);
  if (row) await keepInvite(ledger, { ...row, choice: { ...choice } });
}

/**
 * For the worker, after the window in which somebody compared the digits was closed: looks for the inviter's word and
 * enters the branch when it is there. True when it entered. Throws as {@link lookForAnswer} and {@link enterSpace}.
 */
export async function goOnJoining(
  ledger: Ledger,
  look = lookForAnswer,
  adopt?: AdoptCompany,
): Promise<boolean> {
  const now = await joining(ledger);
  if (!now?.confirmed || now.byHand) return false;
  // The right to a folder belongs to a window.
  if ((await keptPlace(ledger, spaceOf(now.invitation)))?.address.sort === 'folder') return false;
  if (now.stage === 'asked' && (await look(ledger)).state !== 'admitted') return false;
  const choice = readChoice.safeParse((await joiningRow(ledger))?.choice);
  await enterSpace(
    ledger,
    choice.success ? choice.data : { clips: false, study: false, reflections: false },
    adopt,
  );
  return true;
}

const readChoice = z.object({
  clips: z.boolean(),
  study: z.boolean(),
  reflections: z.boolean(),
  adopt: z.optional(z.boolean()),
});

/** Makes the branch of a profile one of a company; the checklist knows how. */
export type AdoptCompany = (ledger: Ledger, company: string) => Promise<unknown>;

/** Window and worker may both have seen the answer: one enters, the other finds it done. */
async function oneAtATime(work: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) await locks.request('branch-sidebook-join', work);
  else await work();
}

/**
 * Enters the branch, once both sides confirmed: this profile becomes the member's, what it held is brought along or put
 * aside, and from now on it takes part. The space of a company is entered beside what there is. It may end at any point
 * and is then gone on with. Throws E883, E955, E110–E112.
 */
export const enterSpace = (ledger: Ledger, choice: Choice, adopt?: AdoptCompany): Promise<void> =>
  oneAtATime(() => enter(ledger, choice, adopt));

async function enter(ledger: Ledger, choice: Choice, adopt?: AdoptCompany): Promise<void> {
  const row = await joiningRow(ledger);
  const now = await joining(ledger);
  if (!row || !now) return;
  if (now.invitation.company !== undefined) {
    await keepInvite(ledger, { ...row, stage: 'entering', choice: { ...choice } });
    await enterCompany(ledger, now, now.invitation.company);
    if (choice.adopt) await adopt?.(ledger, now.invitation.company);
    await dropInvite(ledger, 'joining');
    return;
  }
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

/**
 * Enters the space of a company. Nothing that is here moves or changes; who belongs to no branch becomes the person of
 * the invitation, and works on the checklist alone.
 */
async function enterCompany(
  ledger: Ledger,
  { invitation, owner }: Pick<Joining, 'invitation' | 'owner'>,
  company: string,
): Promise<void> {
  const { space, root, member, name, role, branch: title } = invitation;
  if (!ledger.me?.member) await ledger.setMe({ member, role: 'compliance' });
  if (!(await new SyncStore(ledger, space).share()))
    await joinCompanySpace(ledger, { space, root, company, title, myName: name }, owner, role);
  const kept = await keptPlace(ledger, space);
  const place = placeAddress.safeParse(invitation.place);
  // By hand nothing was asked at the place; it is where the others' files lie all the same.
  if (place.success && !(kept && samePlace(kept.address, place.data)))
    await keepPlace(ledger, place.data, undefined, {}, space);
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
export async function enterByFile(
  ledger: Ledger,
  file: Blob,
  choice: Choice,
  adopt?: AdoptCompany,
): Promise<void> {
  const bundle: Carrier = await readBundle(file);
  const space = (await joining(ledger))?.invitation;
  const { state } = await readAnswer(ledger, bundle);
  if (state !== 'admitted') throw new Fault('E918');
  // A branch without a server: files go by hand from here on too, and nobody has to choose that again.
  const place = placeAddress.safeParse(space?.place);
  if (place.data?.sort === 'file' && !(await keptPlace(ledger))) {
    await keepPlace(ledger, place.data).catch((thrown: unknown) => {
      // The organisation wants another place: that one is chosen later, with the way in.
      if (!(thrown instanceof Fault && thrown.code === 'E894')) throw thrown;
    });
  }
  await enterSpace(ledger, choice, adopt);
  await takeOver(ledger, bundle, space && spaceOf(space));
}
