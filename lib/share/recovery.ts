import type { Carrier } from '../carrier';
import { type Ledger, type Role, sharedSpaces } from '../ledger';
import { loadPolicy, policySnapshot } from '../platform/policy';
import { Fault } from '../records/fault';
import { type PublicRecovery, readRecoveryText } from '../records/recovery-key';
import { enterRecovery, type FoundSpace, type OpenedRecovery, recoverSpace, type SpaceRole } from '../sync';
import { recordsHere } from './bring-along';
import { recoveryOf } from './preset';

/** The recovery key that the organisation has set for this browser; undefined when it left that open. */
export async function presetRecovery(): Promise<PublicRecovery | undefined> {
  await loadPolicy();
  return recoveryOf(policySnapshot().policy);
}

/** Reads the public part of a recovery key that somebody pasted. Throws E950 with what is wrong in `why`. */
export function readRecoveryPaste(text: string): PublicRecovery {
  const read = readRecoveryText(text);
  if ('wrong' in read) throw new Fault('E950', { why: read.wrong });
  return read;
}

/**
 * Puts a recovery key into force in the spaces that this person leads; answers in how many it is new. Throws E881,
 * E900, E950, E953 (the organisation has set another).
 */
export async function enterRecoveryKey(ledger: Ledger, part: PublicRecovery): Promise<number> {
  const preset = await presetRecovery();
  if (preset && (preset.sign !== part.sign || preset.kem !== part.kem)) throw new Fault('E953');
  return enterRecovery(ledger, part);
}

/** As whom this profile may go on in a space that is recovered. */
export interface WayIn {
  owner: string;
  member: string;
  role: SpaceRole | undefined;
  name: string | undefined;
}

/** What can be done with a space that a recovery key opens, on this profile. */
export interface WaysIn {
  ways: WayIn[];
  /** It is in this very space. */
  isIn: boolean;
  /** It is in another branch's. */
  isTaken: boolean;
  /** It holds records of somebody who is not in the space, and they would be mixed. */
  isApart: boolean;
}

/**
 * As whom a space can be recovered here: as anybody of it on a profile that holds nothing; else as its own person alone,
 * who enters a company's space anew where that person is not in it.
 */
export async function waysIn(ledger: Ledger, found: FoundSpace): Promise<WaysIn> {
  const shares = await sharedSpaces(ledger);
  const isCompany = found.space.startsWith('c/');
  const isIn = shares.some(({ space, root }) => space === found.space && root === found.root);
  const isTaken = !isIn && !isCompany && shares.some(({ space }) => !space.startsWith('c/'));
  const base = { isIn, isTaken, isApart: false };
  const own = shares[0];
  if (!own && !(await recordsHere(ledger))) return { ...base, ways: found.people };
  const mine = found.people.filter(({ member }) => member === ledger.me?.member);
  if (mine.length) return { ...base, ways: mine };
  if (!own || !isCompany) return { ...base, isApart: true, ways: [] };
  const isFree = !found.people.some(({ owner }) => owner === own.owner);
  const fresh = { owner: own.owner, member: own.member, role: undefined, name: undefined };
  return { ...base, ways: isFree ? [fresh] : [] };
}

/**
 * Recovers a space as `way`: a profile that is in no space becomes that person's. Sends nothing. Throws as
 * `recoverSpace`.
 */
export async function recoverAs(
  ledger: Ledger,
  carrier: Carrier,
  opened: OpenedRecovery,
  found: FoundSpace,
  way: WayIn,
): Promise<void> {
  const isFirst = !(await sharedSpaces(ledger)).length;
  if (isFirst && ledger.me?.member !== way.member) {
    const role: Role = ledger.me?.role ?? 'secretary';
    await ledger.setMe({ member: way.member, role });
  }
  await recoverSpace(ledger, carrier, opened, found, way.owner);
}
