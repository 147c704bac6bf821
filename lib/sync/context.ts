import {
  becomeDevice,
  type FormerDevice,
  type KeysRow,
  type Ledger,
  newDeviceId,
  refreshDevice,
  type RingRow,
  type RosterRow,
  sharedSpaces,
  type ShareRow,
  SyncStore,
} from '../ledger';
import { Fault } from '../records/fault';
import { type Compartment, READS } from './compartments';
import { type Given, newest, newKey, readGiven, ringName, wrapKeys, wrappedIn } from './key-files';
import { chainOwner, place } from './names';
import { type Certificate, readRoster, type Roster, standing, writeEntry } from './roster';
import { epochNumber } from './roster-state';
import { makeDeviceKeys, publicHex } from './suite';

/** What every step of sharing works with, as it was when it was read. */
export interface Context {
  ledger: Ledger;
  store: SyncStore;
  share: ShareRow;
  keys: KeysRow;
  roster: Roster;
  ring: RingRow[];
  /** Names of files at the place. */
  at: ReturnType<typeof place>;
  /** This device's name in paths. */
  self: string;
  /** What the roster says of this device; undefined until somebody lets it in, and once it is removed. */
  me: Certificate | undefined;
  isRemoved: boolean;
  /** Who was given which keys. */
  given: Given;
}

/** The device's keys, made when there are none yet. Throws E880 when this browser cannot make any. */
export async function ownKeys(ledger: Ledger, store: SyncStore): Promise<KeysRow> {
  const { device } = ledger.clock;
  const here = await store.keys();
  if (here?.device === device) return here;
  return store.keepKeys({
    id: 'keys',
    device,
    ...(await makeDeviceKeys(crypto.subtle, ledger.isSealed)),
  });
}

/** Reads the present state. Throws E881 when this profile belongs to no space. */
export async function readContext(
  ledger: Ledger,
  store: SyncStore = new SyncStore(ledger),
): Promise<Context> {
  const share = await store.share();
  const keys = await store.keys();
  if (!share || !keys) throw new Fault('E881');
  if (share.device !== ledger.clock.device) {
    // Another window may have gone on as a new device already.
    await refreshDevice(ledger);
    if (share.device !== ledger.clock.device) await becomeNewDevice(ledger, keys);
    return readContext(ledger, store);
  }
  const files = await store.rosterFiles();
  const roster = await readRoster(share.space, share.root, entries(files));
  const own = ownCertificate(roster, share, await publicHex(keys.sign.publicKey));
  const isRemoved = own !== undefined && roster.removed.has(own.d);
  const keyFiles = files.filter(({ sort }) => sort === 'keys');
  return {
    ledger,
    store,
    share,
    keys,
    roster,
    ring: await store.ring(),
    at: place(share.space),
    self: chainOwner(share.owner, share.device),
    me: isRemoved ? undefined : own,
    isRemoved,
    given: await readGiven(share.space, keyFiles, roster),
  };
}

const entries = (files: readonly RosterRow[]): RosterRow[] => files.filter(({ sort }) => sort === 'entry');

function ownCertificate(roster: Roster, share: ShareRow, publicKey: string): Certificate | undefined {
  const found = roster.devices.get(share.device);
  return found && found.owner === share.owner && found.sign === publicKey ? found : undefined;
}

/** The compartments that this device should hold keys of. */
export const readable = ({ me }: Context): Compartment[] => (me ? [...READS[me.role], 'p'] : []);

/**
 * The profile got a new device id (it took in a backup, or found itself to be a copy): it goes on under new keys and
 * in new chains, certified by the device that it was. What that one had sealed and not brought to the place for
 * certain is sealed anew. Until its own entry counts, it is a device like any that waits. The id is made together with
 * the keys: the profile may have been copied since it got the one in its clock, and no two are to have that with
 * different keys.
 */
async function becomeNewDevice(ledger: Ledger, old: KeysRow): Promise<void> {
  const device = newDeviceId();
  const made: KeysRow = {
    id: 'keys',
    device,
    ...(await makeDeviceKeys(crypto.subtle, ledger.isSealed)),
  };
  // In all spaces at once: the keys of the device before sign for the last time.
  const spaces = await Promise.all(
    (await sharedSpaces(ledger)).map(async (share) => ({
      share: {
        ...share,
        device,
        lastSealed: share.confirmed,
        withheld: share.withheld.filter(({ n }) => n <= share.confirmed),
        former: formerOf(share),
        chains: {},
        headN: 0,
        headMark: undefined,
        headRo: undefined,
        headAt: undefined,
      },
      entry: await ownEntry(ledger, share, old, made),
      handed: (share.handed ?? 0) > share.confirmed,
    })),
  );
  await becomeDevice(ledger, old.device, made, spaces);
  await refreshDevice(ledger);
}

/** The devices whose chains hold what this one does not send again. None where everything is sealed anew. */
const formerOf = ({ confirmed, former = [], device, headN, headMark }: ShareRow): FormerDevice[] =>
  confirmed > 0
    ? [...former, { d: device, n: headN, ...(headMark === undefined ? {} : { mark: headMark }) }]
    : [];

/** So many former device ids are told, as in a request to be let in. */
const MOST_FORMER = 50;

/** The entry by which the device before certifies the one that takes its place in a space. */
async function ownEntry(ledger: Ledger, share: ShareRow, old: KeysRow, made: KeysRow): Promise<RosterRow> {
  const { device } = made;
  const store = new SyncStore(ledger, share.space);
  const files = await store.rosterFiles();
  const roster = await readRoster(share.space, share.root, entries(files));
  const before = roster.devices.get(share.device);
  // It may have been yet another one in between that nobody came to know of, and have written as that.
  const former = new Set([...(before?.also ?? []), ...(await store.formerDevices(device))]);
  const certificate: Certificate = {
    d: device,
    owner: share.owner,
    member: share.member,
    role: before?.role ?? 'member',
    sign: await publicHex(made.sign.publicKey),
    kem: await publicHex(made.kem.publicKey),
    also: [...former].filter((id) => id !== device && !roster.devices.has(id)).slice(0, MOST_FORMER),
  };
  const signer = { device: share.device, key: old.sign.privateKey };
  const { name, bytes } = await writeEntry(
    share.space,
    roster,
    signer,
    { act: 'device', device: certificate },
    ledger.clock.wall(),
  );
  return { name: `${place(share.space).self}/${share.owner}-${name}`, sort: 'entry', bytes, sent: false };
}

/**
 * Sees to the key of what is this person's alone: makes one where there is none, a new one after a device of the person
 * was removed, and gives it to the person's other devices. True when something was added.
 */
export async function tendPrivateKey(context: Context): Promise<boolean> {
  const { me, store, share, ring, keys, roster, at, ledger } = context;
  if (!me) return false;
  const q = ringName('p', share.owner);
  const own = ring.filter((row) => row.q === q);
  const gone = [...roster.removed.keys()].filter((d) => roster.devices.get(d)?.owner === me.owner).length;
  const last = newest(ring, q);
  if (!last || epochNumber(last.k) <= gone) {
    await store.learn([], [newKey(q, gone + 1)]);
    return true;
  }
  const others = standing(roster).filter((other) => other.owner === me.owner && other.d !== me.d);
  if (!others.length) return false;
  const files = (await store.rosterFiles()).filter(({ sort }) => sort === 'keys');
  const given = await wrappedIn(share.space, files);
  const gifts = others
    .map((to) => ({ to, rows: own.filter((row) => !given.has(`${row.k} ${row.q} ${to.d}`)) }))
    .filter(({ rows }) => rows.length);
  if (!gifts.length) return false;
  const signer = { device: me.d, key: keys.sign.privateKey };
  const { name, bytes } = await wrapKeys(share.space, gifts, signer, ledger.clock.wall());
  await store.learn([{ name: `${at.self}/${share.owner}-${name}`, sort: 'keys', bytes, sent: false }], []);
  return true;
}
