import { type Ledger, sharedSpaces, type ShareRow, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { LEADS, READS, type SpaceRole } from './compartments';
import { ownKeys } from './context';
import { newEpochs } from './epochs';
import { newKey, ringName } from './key-files';
import { place } from './names';
import { type Certificate, type JoinRequest, writeEntry } from './roster';
import { ownerName } from './shapes';
import { publicHex, randomName } from './suite';

/** Where a space is and what its trust begins with: what somebody needs to know to ask to be let in. */
export interface SpaceAddress {
  space: string;
  /** Hash of the founding entry. */
  root: string;
}

const SPACE_LENGTH = 16;

/**
 * Founds a space: this person is its secretary, and the keys of its first epoch are made. Everything in the ledger is
 * sent with the next push, also what came from a space before. Throws E880, E882 (no person, or no proper short name),
 * E883 (this profile is in a space).
 */
export const foundSpace = (ledger: Ledger, owner: string): Promise<SpaceAddress> =>
  found(ledger, owner, randomName(SPACE_LENGTH));

/**
 * Founds the space of a company: its checklist and what belongs to it go there from now on, and what the branch's space
 * has of it is sent anew. Throws E880, E882, E955 (this profile is in a space of that company).
 */
export async function foundCompanySpace(
  ledger: Ledger,
  company: string,
  owner: string,
  names: CompanyNames = {},
): Promise<SpaceAddress> {
  if (await companySpace(ledger, company)) throw new Fault('E955');
  return found(ledger, owner, `c/${randomName(SPACE_LENGTH)}`, { company, ...names });
}

/** What the company is called, and who this person is where no roster says it. Kept on this device alone. */
export type CompanyNames = Pick<ShareRow, 'title' | 'myName'>;

/** The space of a company that this profile is in; undefined when there is none. */
export const companySpace = async (ledger: Ledger, company: string): Promise<string | undefined> =>
  (await sharedSpaces(ledger)).find((share) => share.company === company)?.space;

async function found(
  ledger: Ledger,
  owner: string,
  space: string,
  of: Pick<ShareRow, 'company'> & CompanyNames = {},
): Promise<SpaceAddress> {
  const store = new SyncStore(ledger, space);
  if (await store.share()) throw new Fault('E883');
  const { request, keys } = await introduce(ledger, store, owner);
  const device: Certificate = { ...request, role: 'secretary' };
  const signer = { device: device.d, key: keys.sign.privateKey };
  const { rows, epochs } = await newEpochs({ epochs: new Map() }, READS.secretary);
  const act = { act: 'found' as const, device, epochs };
  const entry = await writeEntry(space, undefined, signer, act, ledger.clock.wall());
  const entered = await store.enter(
    { ...blank(ledger, owner, space, entry.hash), ...of, allUpTo: await store.lastCommit() },
    {
      roster: [
        { name: `${place(space).roster}/${entry.name}`, sort: 'entry', bytes: entry.bytes, sent: false },
      ],
      ring: [...rows, newKey(ringName('p', owner), 1)],
    },
  );
  if (!entered) throw new Fault('E883');
  return { space, root: entry.hash };
}

/**
 * What this device says of itself when it asks to be let in, as `member` where it does not belong to that person yet.
 * Makes its keys. Throws E880, E882.
 */
export async function requestToJoin(ledger: Ledger, owner: string, member?: string): Promise<JoinRequest> {
  return (await introduce(ledger, new SyncStore(ledger), owner, member)).request;
}

/**
 * Enters a space in which this device was or will be certified. With `afresh`, nothing that was written until now is
 * sent. Throws E880, E882, E883.
 */
export async function joinSpace(
  ledger: Ledger,
  address: SpaceAddress,
  owner: string,
  { afresh = false }: { afresh?: boolean } = {},
): Promise<void> {
  const store = new SyncStore(ledger, address.space);
  await introduce(ledger, store, owner);
  const upTo = afresh ? await store.lastCommit() : 0;
  const share = { ...blank(ledger, owner, address.space, address.root), lastSealed: upTo, confirmed: upTo };
  if (!(await store.enter(share))) throw new Fault('E883');
}

/**
 * Enters the space of a company in which this device was or will be certified. Whoever will lead there brings along
 * what the branch has of the company, whoever wrote it. Throws E880, E882, E955.
 */
export async function joinCompanySpace(
  ledger: Ledger,
  address: SpaceAddress & { company: string } & CompanyNames,
  owner: string,
  role: SpaceRole,
): Promise<void> {
  if (await companySpace(ledger, address.company)) throw new Fault('E955');
  const store = new SyncStore(ledger, address.space);
  await introduce(ledger, store, owner);
  const allUpTo = LEADS.includes(role) ? await store.lastCommit() : 0;
  const { company, title, myName } = address;
  const of = { company, ...(title ? { title } : {}), ...(myName ? { myName } : {}) };
  const share = { ...blank(ledger, owner, address.space, address.root), ...of, allUpTo };
  if (!(await store.enter(share))) throw new Fault('E955');
}

async function introduce(ledger: Ledger, store: SyncStore, owner: string, as?: string) {
  const member = as ?? ledger.me?.member;
  if (!member || !ownerName.safeParse(owner).success) throw new Fault('E882');
  const keys = await ownKeys(ledger, store);
  const request: JoinRequest = {
    d: ledger.clock.device,
    owner,
    member,
    sign: await publicHex(keys.sign.publicKey),
    kem: await publicHex(keys.kem.publicKey),
    also: (await store.formerDevices()).slice(0, 50),
  };
  return { request, keys };
}

const blank = (ledger: Ledger, owner: string, space: string, root: string): ShareRow => ({
  id: 'share',
  space,
  owner,
  member: ledger.me?.member ?? '',
  device: ledger.clock.device,
  root,
  lastSealed: 0,
  confirmed: 0,
  allUpTo: 0,
  chains: {},
  headN: 0,
  withheld: [],
  withheldUnder: '',
});
