import { forgetSpace, type Ledger, newId, readPlaceRow, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { foundCompanySpace, LEADS, peopleOf, type SpaceAddress } from '../sync';
import { allowed, type Credentials } from './place';
import { type TriedPlace, usePlace } from './try-place';

/** What somebody enters who founds 公司共享. */
export interface NewCompany {
  /** Number of the company as the checklist has it; a company that nobody entered yet gets one. */
  company?: string;
  title: string;
  /** Short name in paths and accounts, where this person has none yet. */
  owner: string;
  /** This person's name, where no roster of a branch has it. */
  myName?: string;
  /** A place of its own, tried; otherwise it goes with the branch's. */
  place?: { tried: TriedPlace; credentials?: Credentials; folder?: FileSystemDirectoryHandle };
}

/**
 * Founds the space of a company: at the branch's place, or at one of its own. Whoever belongs to no branch becomes a
 * person of compliance. Throws E890 (neither place), E894 (the organisation has set another), E955 (this profile is in a
 * space of that company), E880, E882, E110–E112.
 */
export async function foundCompany(ledger: Ledger, of: NewCompany): Promise<SpaceAddress> {
  if (of.place) await allowed(of.place.tried.address);
  else if (!(await readPlaceRow(ledger, 'place'))) throw new Fault('E890');
  if (!ledger.me?.member) await ledger.setMe({ member: newId(), role: 'compliance' });
  const { company = newId(), title, myName } = of;
  const names = { title, ...(myName ? { myName } : {}) };
  const address = await foundCompanySpace(ledger, company, of.owner, names);
  if (of.place) {
    const { tried, ...way } = of.place;
    await usePlace(ledger, tried, { ...way, space: address.space });
  }
  return address;
}

/**
 * Leaves the space of a company on this device: nothing is exchanged there any more, what came stays to be read. The
 * others see this device as silent until whoever leads removes it. Throws E957 (nobody would be left who leads, and
 * others are there), E110–E112.
 */
export async function leaveCompany(ledger: Ledger, space: string): Promise<void> {
  const people = await peopleOf(ledger, space);
  const others = (people?.people ?? []).filter(
    ({ owner, isRemoved }) => !isRemoved && owner !== people?.me.owner,
  );
  if (people?.leads && others.length && !others.some(({ role }) => LEADS.includes(role)))
    throw new Fault('E957');
  if (await new SyncStore(ledger, space).share()) await forgetSpace(ledger, space);
}
