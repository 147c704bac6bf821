import { type Compartment, LEADS, READS, type SpaceRole } from './compartments';
import type { Certificate, Entry, Limits, RecoveryKey } from './roster-entry';

/** An entry that counts, and its place among the others. */
export interface Node {
  value: Entry;
  hash: string;
  /** Every entry before it, as its writer knew them. */
  before: ReadonlySet<Node>;
  /** True when it only takes rights away: it holds even when its writer lost theirs at the same time. */
  restricts: boolean;
}

/** A time in which a device had another role than now: up to these segments it is judged by that role. */
export interface Term {
  role: SpaceRole;
  until: Limits[string];
}

/** An epoch of a compartment that a counted entry began. */
export interface Epoch {
  k: string;
  q: Compartment;
  /** What its key hashes to. */
  c: string;
  /** Short name of the person who made the key. */
  owner: string;
  /** The device that made it. */
  by: string;
}

/** What a set of entries says. It depends on the set alone, not on the order in which the entries came. */
export interface RosterState {
  /** Every device that was let in, with its role now; also those that were removed. */
  devices: Map<string, Certificate>;
  /** When each was let in, in milliseconds as its entry claims. */
  since: Map<string, number>;
  /** Devices that another device of the same person certified, to that one: the profile that it was before, or a second one. */
  follows: Map<string, string>;
  /** Removed devices, with the last segment of each chain that is accepted. */
  removed: Map<string, Limits[string]>;
  terms: Map<string, Term[]>;
  /** Every epoch that was begun, by `<epoch> <compartment>`. */
  epochs: Map<string, Epoch>;
  /** Compartment to the epoch under which it is written now. */
  current: Map<Compartment, Epoch>;
  /** Compartments whose current key is known to somebody who may not read them any more. */
  stale: Set<Compartment>;
  /** The recovery key in force, and all that there were. */
  recovery: RecoveryKey | undefined;
  recoveries: Map<string, RecoveryKey>;
  /** By which entry the one in force came: device that signed it, milliseconds as claimed, whether a policy names it. */
  recoverySet: { by: string; t: number; policy: boolean } | undefined;
}

export const epochNumber = (k: string): number => Number.parseInt(k, 10);

/** Order of epochs: by number, then by name, so that of two begun at once all write under the same. */
export const epochOrder = (k: string): string => `${String(epochNumber(k)).padStart(8, '0')}${k}`;

/** True when reading with role `b` gives nothing that `a` does not give, and `b` leads no more than `a`. */
export const isNarrower = (a: SpaceRole, b: SpaceRole): boolean =>
  READS[b].every((q) => READS[a].includes(q)) && (LEADS.includes(a) || !LEADS.includes(b));

/**
 * What entries say together. Removal wins: what somebody did who was removed (or lost the right to) at the same time,
 * in an entry that the removal had not seen, does not count, but for removals of their own.
 *
 * @param nodes Each after those before it.
 */
export function stateOf(nodes: readonly Node[]): RosterState {
  let restricting = nodes.filter((node) => node.restricts);
  for (;;) {
    const trusted = trustedBy(nodes, restricting);
    const kept = restricting.filter((node) => isWrittenBy(trusted, node));
    if (kept.length === restricting.length) return assemble(nodes, restricting, trusted);
    restricting = kept;
  }
}

/** A certificate and the entry that it stands in. */
interface Certified {
  device: Certificate;
  node: Node;
}

interface Trusted {
  certs: Map<string, Certified>;
  /** In the order in which they came into force; the last one is. */
  recoveries: Map<string, RecoveryKey>;
  /** The entries that name the one in force, since another was. */
  recoveryNodes: Node[];
}

const isWrittenBy = ({ certs, recoveries }: Trusted, { value }: Node): boolean =>
  certs.has(value.by) || recoveries.has(value.by);

/** True when a removal takes this device out. A person's removal does not touch devices that were let in after it. */
function removes(restriction: Node, { device, node }: Certified): boolean {
  const { remove } = restriction.value;
  if (!remove) return false;
  if (remove.devices.includes(device.d)) return true;
  return remove.owners.includes(device.owner) && !node.before.has(restriction);
}

/** True when a restriction hits the writer of an entry that it had not seen and that had not seen it. */
function voids(restriction: Node, node: Node, { certs }: Trusted): boolean {
  if (restriction === node || restriction.before.has(node) || node.before.has(restriction)) return false;
  const { remove, role } = restriction.value;
  if (remove?.devices.includes(node.value.by)) return true;
  const owner = certs.get(node.value.by)?.device.owner;
  if (owner === undefined) return false;
  if (remove?.owners.includes(owner)) return true;
  return role?.owner === owner && !LEADS.includes(role.role) && !isForThemselves(node, owner);
}

/**
 * True for an entry that lets in another device of its writer and says nothing else. Whoever has less to say than before
 * may do that still, and the device has the role that its person has now.
 */
const isForThemselves = ({ value }: Node, owner: string): boolean =>
  value.act === 'device' &&
  value.device?.owner === owner &&
  !(value.remove ?? value.role ?? value.limits ?? value.epochs ?? value.recovery);

const isVoid = (node: Node, restricting: readonly Node[], trusted: Trusted): boolean =>
  restricting.some((restriction) => voids(restriction, node, trusted));

function trustedBy(nodes: readonly Node[], restricting: readonly Node[]): Trusted {
  const trusted: Trusted = { certs: new Map(), recoveries: new Map(), recoveryNodes: [] };
  const members = new Map<string, string>();
  for (const node of nodes) {
    const { device, recovery, act } = node.value;
    if (!device && !recovery) continue;
    if (act !== 'found' && !isWrittenBy(trusted, node)) continue;
    if (isVoid(node, restricting, trusted)) continue;
    if (recovery) setRecovery(trusted, recovery, node);
    // A device is certified once: the same name is never given other keys, nor a short name to another person.
    if (!device || trusted.certs.has(device.d)) continue;
    if ((members.get(device.owner) ?? device.member) !== device.member) continue;
    members.set(device.owner, device.member);
    trusted.certs.set(device.d, { device, node });
  }
  return trusted;
}

/** A key that was in force before may be again. A name stands for one key for ever. */
function setRecovery(trusted: Trusted, recovery: RecoveryKey, node: Node): void {
  const { recoveries } = trusted;
  const known = recoveries.get(recovery.d);
  if (known && !isSameKey(known, recovery)) return;
  const isInForce = known !== undefined && [...recoveries.keys()].at(-1) === recovery.d;
  if (isInForce) {
    trusted.recoveryNodes.push(node);
    return;
  }
  recoveries.delete(recovery.d);
  recoveries.set(recovery.d, known ?? recovery);
  trusted.recoveryNodes = [node];
}

/** True when two recovery keys are one. */
export const isSameKey = (a: RecoveryKey | undefined, b: RecoveryKey): boolean =>
  a !== undefined && a.d === b.d && a.sign === b.sign && a.kem === b.kem;

function assemble(nodes: readonly Node[], restricting: readonly Node[], trusted: Trusted): RosterState {
  const { certs, recoveries } = trusted;
  const state: RosterState = {
    devices: new Map(),
    since: new Map(),
    follows: new Map(),
    removed: new Map(),
    terms: new Map(),
    epochs: new Map(),
    current: new Map(),
    stale: new Set(),
    recovery: [...recoveries.values()].at(-1),
    recoveries,
    recoverySet: setBy(trusted.recoveryNodes[0]),
  };
  /** Entries of which everything counts, and those that only take away. */
  const whole = nodes.filter((node) => isWrittenBy(trusted, node) && !isVoid(node, restricting, trusted));
  const changes = nodes.filter((node) => whole.includes(node) || restricting.includes(node));
  for (const [d, cert] of certs) {
    const { role, terms } = rolesOf(cert, changes);
    state.devices.set(d, { ...cert.device, role });
    state.since.set(d, cert.node.value.t);
    const signer = certs.get(cert.node.value.by)?.device;
    if (signer && signer.d !== d && signer.owner === cert.device.owner) state.follows.set(d, signer.d);
    if (terms.length) state.terms.set(d, terms);
    if (restricting.some((node) => removes(node, cert))) state.removed.set(d, {});
  }
  for (const { value } of whole) {
    if (value.act === 'role') continue;
    for (const [d, ends] of Object.entries(value.limits ?? {})) {
      const limit = state.removed.get(d);
      if (limit) raise(limit, ends);
    }
  }
  addEpochs(state, nodes, { whole: new Set(whole), restricting, trusted });
  return state;
}

const setBy = (node: Node | undefined): RosterState['recoverySet'] =>
  node && { by: node.value.by, t: node.value.t, policy: node.value.policy === true };

/** The role of a device now, and those that it had, from the entries that were written after or beside its own. */
function rolesOf({ device, node }: Certified, changes: readonly Node[]): { role: SpaceRole; terms: Term[] } {
  let { role } = device;
  const terms: Term[] = [];
  for (const other of changes) {
    const change = other.value.role;
    if (!change || change.owner !== device.owner || node.before.has(other) || change.role === role) continue;
    terms.push({ role, until: other.value.limits?.[device.d] ?? {} });
    role = change.role;
  }
  return { role, terms };
}

function raise(limit: Limits[string], ends: Limits[string]): void {
  for (const [name, end] of Object.entries(ends)) {
    const q = name as Compartment;
    const old = limit[q];
    if (end && (!old || end[0] > old[0] || (end[0] === old[0] && end[1] > old[1]))) limit[q] = end;
  }
}

function addEpochs(
  state: RosterState,
  nodes: readonly Node[],
  {
    whole,
    restricting,
    trusted,
  }: { whole: ReadonlySet<Node>; restricting: readonly Node[]; trusted: Trusted },
): void {
  const began = new Map<Compartment, Node>();
  for (const node of nodes) {
    for (const [name, epoch] of Object.entries(node.value.epochs ?? {})) {
      if (!epoch || state.epochs.has(`${epoch.k} ${name}`)) continue;
      const q = name as Compartment;
      const owner = trusted.certs.get(node.value.by)?.device.owner ?? '';
      const row = { k: epoch.k, q, c: epoch.c, owner, by: node.value.by };
      state.epochs.set(`${epoch.k} ${q}`, row);
      const other = state.current.get(q);
      if (!whole.has(node) || (other && epochOrder(other.k) > epochOrder(epoch.k))) continue;
      state.current.set(q, row);
      began.set(q, node);
    }
  }
  // Whoever began an epoch without knowing of the recovery key in force gave its key to the one before.
  if (trusted.recoveries.size > 1) {
    const set = trusted.recoveryNodes;
    for (const [q, node] of began) {
      if (!set.some((one) => one === node || node.before.has(one))) state.stale.add(q);
    }
  }
  for (const restriction of restricting) {
    for (const cert of trusted.certs.values()) {
      for (const q of lostBy(restriction, cert, state)) {
        const node = began.get(q);
        if (node && node !== restriction && !node.before.has(restriction)) state.stale.add(q);
      }
    }
  }
}

/** The compartments that a restriction takes from a device. */
function lostBy(restriction: Node, cert: Certified, state: RosterState): readonly Compartment[] {
  const { device, node } = cert;
  const roles = [device.role, ...(state.terms.get(device.d) ?? []).map(({ role }) => role)];
  roles.push(state.devices.get(device.d)?.role ?? device.role);
  const read = [...new Set(roles.flatMap((role) => READS[role]))];
  if (removes(restriction, cert)) return read;
  const change = restriction.value.role;
  if (!change || change.owner !== device.owner || node.before.has(restriction)) return [];
  return read.filter((q) => !READS[change.role].includes(q));
}
