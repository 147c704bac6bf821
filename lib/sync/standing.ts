import {
  type ChainEvent,
  type Ledger,
  type PeerRow,
  type SegmentRow,
  type ShareRow,
  SyncStore,
} from '../ledger';
import { READS, type SpaceRole } from './compartments';
import { companySpace } from './space';
import { chainOwner } from './names';
import { type Certificate, readRoster, type Roster, standing as stillIn } from './roster';

/** One person of the space, as the heads of that person's devices tell. */
export interface PersonStanding {
  owner: string;
  /** Record of the person. */
  member: string;
  role: SpaceRole;
  /** Devices that the roster names. */
  devices: number;
  /** Milliseconds, as claimed, of the last head of any device; undefined when none was ever seen. */
  last: number | undefined;
  /** Sealed segments that this person may read and whose device seen last has not taken in, as far as is known. */
  missing: number;
  isMe: boolean;
}

/** What a chain of a device showed. */
export interface PeerEvent extends ChainEvent {
  d: string;
  owner: string;
  member: string;
}

/** Who belongs to the space, and what has not reached whom. */
export interface Standing {
  persons: PersonStanding[];
  events: PeerEvent[];
  /** Segments that were looked at and not taken in. */
  held: (SegmentRow & { member: string })[];
  /** Segments that a head names and that the place does not show. */
  gaps: { d: string; member: string; count: number }[];
  /** This device was taken out of the space. */
  isRemoved: boolean;
  /** What this person is in the space; undefined while nobody has let this device in. */
  role: SpaceRole | undefined;
}

type Ends = Record<string, { s: number }>;

/** Reads {@link Standing} of the branch's space or of another one; undefined when this profile is not in it. */
export async function standing(ledger: Ledger, space?: string): Promise<Standing | undefined> {
  const store = new SyncStore(ledger, space);
  const [share, files, peers, held] = await Promise.all([
    store.share(),
    store.rosterFiles(),
    store.peers(),
    store.held(),
  ]);
  if (!share) return undefined;
  const entries = files.filter(({ sort }) => sort === 'entry');
  const roster = await readRoster(share.space, share.root, entries);
  const memberOf = (d: string): string => roster.devices.get(d.slice(-8))?.member ?? '';
  return {
    persons: personsOf(share, roster, peers),
    events: peers.flatMap((peer) =>
      peer.events.map((event) => ({
        ...event,
        d: peer.d,
        owner: peer.d.slice(0, -9),
        member: memberOf(peer.d),
      })),
    ),
    held: held
      .filter(({ reason }) => reason !== 'before')
      .map((row) => ({ ...row, member: memberOf(row.d) })),
    gaps: peers.flatMap(({ d, gaps }) => {
      // What has come and is held is listed as such, and is not said to be missing as well.
      const count = Object.entries(gaps).flatMap(([q, numbers]) =>
        numbers.filter((s) => !held.some((row) => row.d === d && row.q === q && row.s === s)),
      ).length;
      return count ? [{ d, member: memberOf(d), count }] : [];
    }),
    isRemoved: roster.removed.has(share.device),
    role: roster.removed.has(share.device) ? undefined : roster.devices.get(share.device)?.role,
  };
}

/** What this person is where the checklist of a company goes: in the space of that company, else in the branch's. */
export const roleFor = async (ledger: Ledger, company: string): Promise<SpaceRole | undefined> =>
  (await standing(ledger, await companySpace(ledger, company)))?.role;

function personsOf(share: ShareRow, roster: Roster, peers: readonly PeerRow[]): PersonStanding[] {
  const self = chainOwner(share.owner, share.device);
  const ends = new Map<string, Ends>([[self, share.chains]]);
  const heads = new Map(peers.map((peer) => [peer.d, peer.head]));
  for (const [d, head] of heads) if (head && d !== self) ends.set(d, head.q);
  const byOwner = new Map<string, Certificate[]>();
  for (const device of stillIn(roster)) {
    byOwner.set(device.owner, [...(byOwner.get(device.owner) ?? []), device]);
  }
  return [...byOwner.values()]
    .map((devices): PersonStanding => {
      const { owner, member, role } = devices[0] as Certificate;
      const isMe = owner === share.owner;
      const seen = devices
        .map((device) => ({ device, name: chainOwner(device.owner, device.d) }))
        .map((one) => ({ ...one, head: heads.get(one.name) }))
        .filter(({ name }) => name !== self)
        .sort((a, b) => (b.head?.t ?? -1) - (a.head?.t ?? -1));
      const latest = seen[0];
      return {
        owner,
        member,
        role,
        devices: devices.length,
        last: isMe ? share.headAt : latest?.head?.t,
        missing: latest ? missingOf(latest, ends) : 0,
        isMe,
      };
    })
    .sort((a, b) => Number(b.isMe) - Number(a.isMe) || b.missing - a.missing || (a.owner < b.owner ? -1 : 1));
}

/** Segments up to the known ends of all chains that a device may read, less those that its own head says it has seen. */
function missingOf(
  { device, name, head }: { device: Certificate; name: string; head: PeerRow['head'] },
  ends: ReadonlyMap<string, Ends>,
): number {
  let missing = 0;
  for (const [d, chains] of ends) {
    if (d === name) continue;
    for (const [q, { s }] of Object.entries(chains)) {
      const may =
        q === 'p' ? d.slice(0, -9) === device.owner : (READS[device.role] as readonly string[]).includes(q);
      if (may) missing += Math.max(0, s - (head?.seen?.[d]?.[q]?.[0] ?? 0));
    }
  }
  return missing;
}
