import { type RosterRow } from '../ledger';
import { NAME_HASH, sha256, utf8 } from './bytes';
import { LEADS, type SpaceRole } from './compartments';
import { type Certificate, type Entry, parseEntries, type ReadEntry } from './roster-entry';
import { epochNumber, isNarrower, type Node, type RosterState, stateOf } from './roster-state';

export {
  type Certificate,
  type JoinRequest,
  joinRequest,
  type RecoveryKey,
  writeEntry,
} from './roster-entry';
export type { Epoch, Term } from './roster-state';

/** Who belongs to a space, as the signed entries say. */
export interface Roster extends RosterState {
  /** Hashes of every entry that counts, and of those that none follows. */
  hashes: ReadonlySet<string>;
  tips: readonly string[];
  /** Names the state of the roster in segments and heads. */
  ro: string;
  /** Number of the next entry. */
  next: number;
}

/** The last rosters that were read, by what they were read from. Entries are known by their hash. */
const read = new Map<string, Promise<Roster>>();
const REMEMBERED = 32;

/**
 * Reads the roster from its entries, in whatever order they came. It begins with the one founding entry `root`; every
 * other entry counts when all before it do and its signer might say so as the entries before it stand: secretary and
 * deputy anything, any other device that another of the same person is let in, the recovery key what a secretary may.
 * What does not count is passed over.
 */
export async function readRoster(
  space: string,
  root: string,
  files: readonly Pick<RosterRow, 'name' | 'bytes'>[],
): Promise<Roster> {
  const entries = await parseEntries(space, files);
  const key = [space, root, ...entries.map(({ hash }) => hash)].join(' ');
  let roster = read.get(key);
  if (!roster) {
    roster = judge(root, entries);
    read.set(key, roster);
    if (read.size > REMEMBERED) read.delete([...read.keys()][0] as string);
  }
  return roster;
}

async function judge(root: string, entries: readonly ReadEntry[]): Promise<Roster> {
  const nodes = new Map<string, Node>();
  const states = new Map<string, RosterState>();
  const tips = new Set<string>();
  for (const { value, hash, signedBy } of entries) {
    const before = new Set<Node>();
    let signer: string | undefined;
    let restricts = false;
    if (hash === root) {
      if (value.act === 'found' && !value.p.length && value.device?.d === value.by)
        signer = value.device.sign;
    } else {
      const parents = value.p.flatMap((parent) => nodes.get(parent) ?? []);
      if (!parents.length || parents.length < value.p.length || value.act === 'found') continue;
      if (value.n !== 1 + Math.max(...parents.map((parent) => parent.value.n))) continue;
      for (const parent of parents) for (const node of [parent, ...parent.before]) before.add(node);
      const state = cached(states, value.p.join(' '), () =>
        stateOf([...nodes.values()].filter((node) => before.has(node))),
      );
      if (isPermitted(state, value)) signer = signerOf(state, value.by)?.sign;
      restricts = takesAway(state, value);
    }
    if (signer === undefined || !(await signedBy(signer))) continue;
    nodes.set(hash, { value, hash, before, restricts });
    tips.add(hash);
    for (const parent of value.p) tips.delete(parent);
  }
  const all = [...nodes.values()];
  const ends = [...tips].sort();
  return {
    ...stateOf(all),
    hashes: new Set(nodes.keys()),
    tips: ends,
    ro: await stateName(ends),
    next: 1 + Math.max(0, ...all.map(({ value }) => value.n)),
  };
}

function cached<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Who may sign now: a device that was not removed, or the recovery key in force. */
const signerOf = (state: RosterState, by: string): { sign: string } | undefined =>
  state.recovery?.d === by ? state.recovery : state.removed.has(by) ? undefined : state.devices.get(by);

/** Of each act, the part that it cannot do without. */
const PART = {
  found: 'device',
  device: 'device',
  remove: 'remove',
  role: 'role',
  limit: 'limits',
  recovery: 'recovery',
  epoch: 'epochs',
} as const;

function isPermitted(state: RosterState, value: Entry): boolean {
  if (!value[PART[value.act]] || !signerOf(state, value.by)) return false;
  const signer = state.devices.get(value.by);
  const leads = state.recovery?.d === value.by || (signer !== undefined && LEADS.includes(signer.role));
  if (value.device && !mayCertify(state, leads ? undefined : signer, value.device)) return false;
  const { remove, role, limits, epochs, recovery } = value;
  if (!leads) return !remove && !role && !limits && !epochs && !recovery;
  if (role && ![...state.devices.values()].some(({ owner }) => owner === role.owner)) return false;
  // A number far ahead could be outdone by nobody.
  return Object.entries(epochs ?? {}).every(
    ([q, epoch]) => epoch !== undefined && epochNumber(epoch.k) <= nextEpoch(state, q),
  );
}

/** Number of the next epoch of a compartment. */
export const nextEpoch = ({ epochs }: Pick<RosterState, 'epochs'>, q: string): number =>
  1 + Math.max(0, ...[...epochs.values()].filter((epoch) => epoch.q === q).map(({ k }) => epochNumber(k)));

function takesAway(state: RosterState, { remove, role }: Entry): boolean {
  if (!role) return remove !== undefined;
  const now = [...state.devices.values()].filter(({ owner }) => owner === role.owner);
  return now.every((device) => isNarrower(device.role, role.role));
}

/** @param signer Undefined for those who may let anybody in. */
function mayCertify({ devices }: RosterState, signer: Certificate | undefined, device: Certificate): boolean {
  // A short name stands for one person for ever.
  for (const other of devices.values()) {
    if (other.owner === device.owner && other.member !== device.member) return false;
  }
  if (!signer) return true;
  return signer.owner === device.owner && signer.member === device.member && signer.role === device.role;
}

const stateName = async (tips: readonly string[]): Promise<string> =>
  tips.length === 1 ? (tips[0] as string) : (await sha256(utf8(tips.join(',')))).slice(0, NAME_HASH);

/** True when a device may send values under a stamp of device `of`: its own, or one of the same person's. */
export function writesFor(roster: Roster, signer: Certificate, of: string): boolean {
  if (of === signer.d) return true;
  const other = roster.devices.get(of);
  return other ? other.owner === signer.owner : signer.also.includes(of);
}

/** True for who may send on what others wrote: what an older profile or a backup held. */
export const vouches = (role: SpaceRole): boolean => LEADS.includes(role);

/** The devices that belong to the space now. */
export const standing = ({ devices, removed }: Pick<Roster, 'devices' | 'removed'>): Certificate[] =>
  [...devices.values()].filter(({ d }) => !removed.has(d));

/** The role by which a segment is judged: that of its writer when it was written, as far as a change of role says. */
export function roleAt(roster: Roster, device: Certificate, q: string, s: number): SpaceRole {
  for (const { role, until } of roster.terms.get(device.d) ?? []) {
    if (s <= (until[q as keyof typeof until]?.[0] ?? 0)) return role;
  }
  return device.role;
}
