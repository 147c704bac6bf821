import { type Ledger, type RingRow, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { NAME_HASH } from './bytes';
import { type Compartment, LEADS, READS, type SpaceRole } from './compartments';
import { type Context, readContext } from './context';
import { COMMON, giftsFor, keepAct, newEpochs } from './epochs';
import type { Gift } from './key-files';
import { chainOwner } from './names';
import { type Certificate, type JoinRequest, joinRequest, type RecoveryKey, standing } from './roster';
import type { Limits } from './roster-entry';
import { isSameKey } from './roster-state';
import { sealNext } from './seal';

/** The present state, for somebody who may change who belongs to the space. Throws E881, E900 (this person may not). */
async function leading(
  ledger: Ledger,
  space?: string,
): Promise<Context & { me: Certificate; signer: Signer }> {
  const context = await readContext(ledger, new SyncStore(ledger, space));
  const { me, keys } = context;
  if (!me || !LEADS.includes(me.role)) throw new Fault('E900');
  return { ...context, me, signer: { device: me.d, key: keys.sign.privateKey } };
}

interface Signer {
  device: string;
  key: CryptoKey;
}

export interface CertifyOptions {
  /**
   * False when the newcomer is not to read what was written until now: then new epochs begin, and only their keys are
   * given.
   */
  history?: boolean;
  /** Devices of the same person that are lost: they are removed by the same entry. */
  replaces?: readonly string[];
  /** The space, where it is not that of the branch. */
  space?: string;
}

/**
 * Lets a device in: an entry of the roster, and the keys that its role may have, wrapped to it. Both are sent with the
 * next push. Anybody may let in another device of the same person. Throws E881, E885 (this person may not, or the
 * request is none), E902 (what it replaces is not the same
 * person's), E903.
 */
export async function certify(
  ledger: Ledger,
  request: JoinRequest,
  role: SpaceRole,
  { history = true, replaces = [], space }: CertifyOptions = {},
): Promise<void> {
  const context = await readContext(ledger, new SyncStore(ledger, space));
  const { me, keys, roster, ring } = context;
  const read = joinRequest.safeParse(request);
  if (!me || !read.success) throw new Fault('E885');
  const { d, owner, member } = read.data;
  const leads = LEADS.includes(me.role);
  const isOwn = owner === me.owner && member === me.member && role === me.role;
  if (!leads && (!isOwn || !history)) throw new Fault('E885');
  const others = [...roster.devices.values()];
  if (others.some((other) => other.d === d || (other.owner === owner && other.member !== member))) {
    throw new Fault('E885');
  }
  const lost = replaces.map((id) => roster.devices.get(id));
  if (lost.some((device) => device?.owner !== owner)) throw new Fault('E902');
  if (replaces.includes(me.d)) throw new Fault('E903');
  const device: Certificate = { ...read.data, role };
  const signer = { device: me.d, key: keys.sign.privateKey };
  // Whoever does not lead lets a device of their own in; the lost one is for a secretary to remove.
  const gone = leads ? standing(roster).filter((other) => replaces.includes(other.d)) : [];
  const renewed = new Set(gone.flatMap((other) => READS[other.role]));
  if (!history) for (const q of READS[role]) renewed.add(q);
  const { rows, epochs } = await newEpochs(
    roster,
    COMMON.filter((q) => renewed.has(q)),
  );
  const stay = standing(roster).filter((other) => !gone.includes(other));
  const old = history ? announced(context, ring) : [];
  const gifts = [
    ...giftsFor(stay, roster.recovery, rows),
    ...giftsFor([device], undefined, [...old, ...rows]),
  ];
  await keepAct(
    context,
    signer,
    {
      act: 'device',
      device,
      ...(rows.length ? { epochs } : {}),
      ...(gone.length
        ? {
            remove: { devices: gone.map((other) => other.d), owners: [] },
            limits: await endsOf(context, gone),
          }
        : {}),
    },
    { rows, gifts },
  );
}

const announced = ({ roster }: Context, ring: readonly RingRow[]): RingRow[] =>
  ring.filter(({ k, q }) => roster.epochs.has(`${k} ${q}`));

/** The last segment of each chain of some devices that is here with all before it: what a removal accepts. */
async function endsOf({ store, share }: Context, devices: readonly Certificate[]): Promise<Limits> {
  const peers = new Map((await store.peers()).map((peer) => [peer.d, peer]));
  const limits: Limits = {};
  for (const { d, owner } of devices) {
    const ends: Limits[string] = {};
    const isSelf = d === share.device;
    const peer = peers.get(chainOwner(owner, d));
    for (const q of COMMON) {
      const end = isSelf ? share.chains[q] && { ...share.chains[q], h: share.chains[q].hash } : peer?.upTo[q];
      if (end && end.s > 0) ends[q] = [end.s, end.h.slice(0, NAME_HASH)];
    }
    // What is the person's alone nobody else can read: what its head names counts.
    const own = peer?.head?.q.p;
    if (own) ends.p = [own.s, own.h.slice(0, NAME_HASH)];
    limits[d] = ends;
  }
  return limits;
}

/** Who or what leaves: a person with every device, or some devices of people who stay. */
export type Leaving = { owner: string } | { devices: readonly string[] };

/**
 * Takes a person or devices out of the space. What they wrote and what is here counts; what comes from them beyond it
 * is held by everybody, until {@link raiseLimit}. Every compartment that they read gets a new key, which they are not
 * given. Sent with the next push. Throws E881, E900, E901 (nobody would be left who leads), E902 (not in the space),
 * E903 (this very device).
 */
export async function removeFromSpace(ledger: Ledger, leaving: Leaving, space?: string): Promise<void> {
  const context = await leading(ledger, space);
  const { roster, me, signer } = context;
  const isLeaving = (device: Certificate): boolean =>
    'owner' in leaving ? device.owner === leaving.owner : leaving.devices.includes(device.d);
  const gone = standing(roster).filter(isLeaving);
  const stay = standing(roster).filter((device) => !isLeaving(device));
  if (!gone.length) throw new Fault('E902');
  if (!stay.some(({ role }) => LEADS.includes(role))) throw new Fault('E901');
  if (gone.some(({ d }) => d === me.d)) throw new Fault('E903');
  const read = new Set(gone.flatMap(({ role }) => READS[role]));
  const { rows, epochs } = await newEpochs(
    roster,
    COMMON.filter((q) => read.has(q)),
  );
  const owners = 'owner' in leaving ? [leaving.owner] : [];
  await keepAct(
    context,
    signer,
    {
      act: 'remove',
      remove: { devices: gone.map(({ d }) => d), owners },
      limits: await endsOf(context, gone),
      epochs,
    },
    { rows, gifts: giftsFor(stay, roster.recovery, rows) },
  );
}

/**
 * Changes what a person is in the space. Whoever reads less than before does not get the new keys; whoever reads more
 * gets those that there are. What the person wrote until now is judged by the role until now. Throws E881, E900, E901,
 * E902.
 */
export async function changeRole(
  ledger: Ledger,
  owner: string,
  role: SpaceRole,
  space?: string,
): Promise<void> {
  let context = await leading(ledger, space);
  if (owner === context.share.owner) {
    while (await sealNext(context));
    context = await leading(ledger, space);
  }
  const { roster, ring, signer } = context;
  const theirs = standing(roster).filter((device) => device.owner === owner);
  if (!theirs.length) throw new Fault('E902');
  const after = standing(roster).map((device) => (device.owner === owner ? { ...device, role } : device));
  if (!after.some((device) => LEADS.includes(device.role))) throw new Fault('E901');
  const before = new Set(theirs.flatMap((device) => READS[device.role]));
  const lost = COMMON.filter((q) => before.has(q) && !READS[role].includes(q));
  const gained = READS[role].filter((q) => !before.has(q));
  const { rows, epochs } = await newEpochs(roster, lost);
  const old = announced(context, ring).filter(({ q }) => gained.includes(q as Compartment));
  const gifts: Gift[] = [
    ...giftsFor(after, roster.recovery, rows),
    ...giftsFor(
      theirs.map((device) => ({ ...device, role })),
      undefined,
      old,
    ),
  ];
  await keepAct(
    context,
    signer,
    {
      act: 'role',
      role: { owner, role },
      limits: await endsOf(context, theirs),
      ...(rows.length ? { epochs } : {}),
    },
    // Whoever steps down makes the new keys and keeps none of them.
    { rows: owner === context.share.owner ? [] : rows, gifts },
  );
}

/**
 * Accepts what a removed device wrote beyond what its removal accepted, as far as it is here: work that was done
 * offline before the removal. False when nothing waits. Throws E881, E900, E902.
 */
export async function raiseLimit(ledger: Ledger, d: string, space?: string): Promise<boolean> {
  const context = await leading(ledger, space);
  const { roster, signer } = context;
  if (!roster.removed.has(d)) throw new Fault('E902');
  const ends = await waitingEnds(context, d);
  if (!Object.keys(ends).length) return false;
  await keepAct(context, signer, { act: 'limit', limits: { [d]: ends } });
  return true;
}

/** The ends of the chains of a removed device, with what is held of them. Only what follows without a gap. */
export async function waitingEnds({ store, roster }: Context, d: string): Promise<Limits[string]> {
  const device = roster.devices.get(d);
  const limit = roster.removed.get(d) ?? {};
  const ends: Limits[string] = {};
  if (!device) return ends;
  const held = (await store.held()).filter(
    (row) => row.d === chainOwner(device.owner, d) && row.reason === 'removed',
  );
  for (const q of COMMON) {
    let [s, hash] = limit[q] ?? [0, ''];
    const from = s;
    for (;;) {
      const next = held.find((row) => row.q === q && row.s === s + 1 && row.p.slice(0, NAME_HASH) === hash);
      if (!next) break;
      s = next.s;
      hash = next.hash.slice(0, NAME_HASH);
    }
    if (s > from) ends[q] = [s, hash];
  }
  return ends;
}

/**
 * Enters the public part of a recovery key, and gives it the keys of all epochs. Where it takes the place of another,
 * new epochs begin, so that the one before opens nothing that is written from now on. Throws E881, E900.
 *
 * @param options `policy`: it is the organisation's policy that names it; `space`: where it is not that of the branch
 */
export async function setRecovery(
  ledger: Ledger,
  recovery: RecoveryKey,
  { policy = false, space }: { policy?: boolean; space?: string } = {},
): Promise<void> {
  const context = await leading(ledger, space);
  const { roster, ring, signer, me } = context;
  if (isSameKey(roster.recovery, recovery)) return;
  const { rows, epochs } = await newEpochs(
    roster,
    roster.recovery ? COMMON.filter((q) => READS[me.role].includes(q)) : [],
  );
  const gifts = [
    ...giftsFor([], recovery, announced(context, ring)),
    ...giftsFor(standing(roster), recovery, rows),
  ];
  const act = { act: 'recovery' as const, recovery, ...(policy ? { policy } : {}) };
  await keepAct(context, signer, { ...act, ...(rows.length ? { epochs } : {}) }, { rows, gifts });
}
