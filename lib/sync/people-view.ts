import { type Ledger, SyncStore } from '../ledger';
import { LEADS, type SpaceRole } from './compartments';
import { readContext } from './context';
import { chainOwner } from './names';
import { waitingEnds } from './people';
import type { Roster } from './roster';

/** A device of a person in the space. Times in milliseconds. */
export interface PersonDevice {
  d: string;
  /** When it was let in, as the entry that let it in claims. */
  since: number | undefined;
  /** Time of its last head; undefined when none came yet. */
  lastSeen: number | undefined;
  isRemoved: boolean;
  /** Of a removed device: segments that came and are held. */
  held: number;
  /** True when {@link raiseLimit} would accept some of them. */
  canAccept: boolean;
  /** True for the device that this program runs on. */
  isSelf: boolean;
}

/** A person who belongs to the space, or did. */
export interface Person {
  /** Short name in paths and accounts. */
  owner: string;
  member: string;
  role: SpaceRole;
  /** True when every device was removed. */
  isRemoved: boolean;
  devices: PersonDevice[];
}

/** Who belongs to a space, as this device knows. */
export interface People {
  me: { owner: string; device: string; role: SpaceRole | undefined; isRemoved: boolean };
  /** True when this person may change who belongs to the space. */
  leads: boolean;
  people: Person[];
  /** Persons who lead and have a device that stands. */
  leaders: number;
  recovery: RecoveryView | undefined;
  /** Hash of the founding entry: what tells this space from one that somebody put in its place. */
  root: string;
}

/** The recovery key in force, and how it came there. */
export interface RecoveryView {
  id: string;
  sign: string;
  kem: string;
  /** Who entered it; undefined for somebody who came in with a recovery key. */
  by: { owner: string; member: string } | undefined;
  /** When, in milliseconds as claimed. */
  at: number;
  /** True when the organisation's policy names it. */
  policy: boolean;
}

/** Reads {@link People} of the branch's space or of a company's; undefined when this profile does not belong to it. */
export async function peopleOf(ledger: Ledger, space?: string): Promise<People | undefined> {
  const store = new SyncStore(ledger, space);
  if (!(await store.share())) return undefined;
  const context = await readContext(ledger, store);
  const { roster, share, me } = context;
  const peers = new Map((await store.peers()).map((peer) => [peer.d, peer]));
  const held = (await store.held()).filter(({ reason }) => reason === 'removed');
  const people = new Map<string, Person>();
  for (const { d, owner, member, role } of roster.devices.values()) {
    const isRemoved = roster.removed.has(d);
    const chain = chainOwner(owner, d);
    const isSelf = d === share.device;
    const waiting = held.filter((row) => row.d === chain).length;
    const person = people.get(owner) ?? { owner, member, role, isRemoved: true, devices: [] };
    if (!isRemoved) Object.assign(person, { role, isRemoved: false });
    person.devices.push({
      d,
      since: roster.since.get(d),
      lastSeen: isSelf ? share.headAt : peers.get(chain)?.head?.t,
      isRemoved,
      held: waiting,
      canAccept: isRemoved && waiting > 0 && Object.keys(await waitingEnds(context, d)).length > 0,
      isSelf,
    });
    people.set(owner, person);
  }
  const all = [...people.values()];
  return {
    me: { owner: share.owner, device: share.device, role: me?.role, isRemoved: context.isRemoved },
    leads: me !== undefined && LEADS.includes(me.role),
    people: all,
    leaders: all.filter((person) => !person.isRemoved && LEADS.includes(person.role)).length,
    recovery: recoveryIn(roster),
    root: share.root,
  };
}

function recoveryIn({ recovery, recoverySet, devices }: Roster): RecoveryView | undefined {
  if (!recovery || !recoverySet) return undefined;
  const by = devices.get(recoverySet.by);
  return {
    id: recovery.d,
    sign: recovery.sign,
    kem: recovery.kem,
    by: by && { owner: by.owner, member: by.member },
    at: recoverySet.t,
    policy: recoverySet.policy,
  };
}
