import type { Carrier } from '../carrier';
import {
  type ChainEvent,
  type Ledger,
  type PeerRow,
  type SegmentRow,
  sharedSpaces,
  unconfirmed,
  SyncStore,
  type Withheld,
} from '../ledger';
import { Fault } from '../records/fault';
import type { PublicRecovery } from '../records/recovery-key';
import { readContext } from './context';
import { chainOwner, parseFile } from './names';
import { pull, type PullResult } from './pull';
import { push, type PushResult } from './push';
import type { TransferOptions } from './put';
import { tendRecovery } from './recovery-preset';
import { isNewerEntry } from './roster-entry';
import { aheadOf, hiddenIn, type Hidden } from './witness';

/** What one exchange with the place did. */
export interface Exchange {
  pulled: PullResult;
  pushed: PushResult;
  /** The roster holds what only a newer version of the program reads. */
  newer?: true;
}

/** What is done while another window or the worker of this profile exchanges. */
export interface Turn {
  /** Wait for its end, and exchange then: it may have begun before what this one is to send or to see. */
  wait?: boolean;
}

/** What the organisation has set for the spaces of this profile. */
export interface Preset {
  /** The recovery key that each of them is to have. */
  recoveryKey?: PublicRecovery;
}

/**
 * Fetches what others wrote and sends what was written here, once, in every space of this profile. Undefined when another window or the worker of this
 * profile is at it and its end is not waited for. Fetching comes first: it would show that another profile writes under this device's name.
 * Throws E110–E112, E881, E884 and the refusals of the carrier; what was done until then stays done.
 */
export async function exchange(
  ledger: Ledger,
  carrier: Carrier,
  options: TransferOptions & Preset & Turn & { store?: SyncStore } = {},
): Promise<Exchange | undefined> {
  const run = async () => {
    if (options.store) return exchangeOne(ledger, options.store, carrier, options);
    const spaces = await sharedSpaces(ledger);
    if (!spaces.length) throw new Fault('E881');
    let all: Exchange | undefined;
    for (const { space } of spaces) {
      const one = await exchangeOne(ledger, new SyncStore(ledger, space), carrier, options);
      all = all ? together(all, one) : one;
    }
    return all;
  };
  return alone(ledger.clock.device, run, options);
}

async function exchangeOne(
  ledger: Ledger,
  store: SyncStore,
  carrier: Carrier,
  { recoveryKey, ...options }: TransferOptions & Preset,
): Promise<Exchange> {
  const before = await readContext(ledger, store);
  const { result: pulled } = await pull(before, carrier, options);
  // After fetching: somebody else may have entered it already.
  if (recoveryKey) await tendRecovery(await readContext(ledger, store), recoveryKey);
  const pushed = await push(await readContext(ledger, store), carrier, options);
  const { space } = before.share;
  const newer = (await store.rosterFiles()).some((row) => row.sort === 'entry' && isNewerEntry(space, row));
  return { pulled, pushed, ...(newer ? { newer } : {}) };
}

/** What two exchanges did, together. Whether this device was let in is told by the first, which is the branch's. */
export const together = (one: Exchange, other: Exchange): Exchange => ({
  pulled: {
    segments: one.pulled.segments + other.pulled.segments,
    held: [...one.pulled.held, ...other.pulled.held],
    unknown: [...one.pulled.unknown, ...other.pulled.unknown],
    wasCopied: one.pulled.wasCopied || other.pulled.wasCopied,
  },
  pushed: {
    state: one.pushed.state,
    files: one.pushed.files + other.pushed.files,
    unconfirmed: Math.max(one.pushed.unconfirmed, other.pushed.unconfirmed),
    withheld: [...one.pushed.withheld, ...other.pushed.withheld],
  },
  ...(one.newer || other.newer ? { newer: true } : {}),
});

/** Fetches what others wrote and sends nothing: from a file, which nothing can be put into. Throws as {@link exchange}. */
export async function receive(
  ledger: Ledger,
  carrier: Carrier,
  options: TransferOptions & { space?: string } = {},
): Promise<PullResult | undefined> {
  return alone(ledger.clock.device, async () => {
    const context = await readContext(ledger, new SyncStore(ledger, options.space));
    return (await pull(context, carrier, { ...options, byHand: true })).result;
  });
}

/** How the sharing of this profile stands, without asking the place. Undefined when it belongs to no space. */
export interface ShareStatus {
  space: string;
  owner: string;
  /** Own commits that no confirmed head names yet. */
  unconfirmed: number;
  /** Milliseconds of the last head that was confirmed. */
  lastSent: number | undefined;
  withheld: Withheld[];
  held: SegmentRow[];
  peers: PeerRow[];
  /** What happened to this device's own chains at the place. */
  own: ChainEvent[];
  /** What others have seen and the place does not show here. */
  hidden: Hidden[];
  /** Devices whose heads stand on a later roster than the place shows here. */
  rosterBehind: string[];
}

/** Reads {@link ShareStatus} of the branch's space or of another one. */
export async function shareStatus(ledger: Ledger, space?: string): Promise<ShareStatus | undefined> {
  const store = new SyncStore(ledger, space);
  const share = await store.share();
  if (!share) return undefined;
  const peers = await store.peers();
  return {
    space: share.space,
    owner: share.owner,
    unconfirmed: await unconfirmed(store, share.confirmed),
    lastSent: share.headAt,
    withheld: share.withheld,
    // What is of a time before this device was let in waits for nothing.
    held: (await store.held()).filter(({ reason }) => reason !== 'before'),
    peers,
    own: share.events ?? [],
    hidden: hiddenIn(peers, chainOwner(share.owner, share.device)),
    rosterBehind: aheadOf(peers, await lastEntry(store)),
  };
}

/** True when this profile belongs to a space. */
export const isIn = async (ledger: Ledger): Promise<boolean> =>
  (await new SyncStore(ledger).share()) !== undefined;

/** Number of the last roster entry that is here. */
const lastEntry = async (store: SyncStore): Promise<number> =>
  Math.max(
    0,
    ...(await store.rosterFiles())
      .filter(({ sort }) => sort === 'entry')
      .map(({ name }) => parseFile(name.slice(name.lastIndexOf('/') + 1))?.n ?? 0),
  );

const busy = new Map<string, Promise<unknown>>();

/**
 * Lets one exchange of a profile run at a time, over all its windows where the browser has locks. Undefined when one is
 * under way and its end is not waited for.
 */
export async function alone<T>(
  name: string,
  run: () => Promise<T>,
  { wait = false, signal }: Turn & Pick<TransferOptions, 'signal'> = {},
): Promise<T | undefined> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks && wait) return locks.request(`share-${name}`, signal ? { signal } : {}, run);
  if (locks)
    return locks.request(`share-${name}`, { ifAvailable: true }, (lock) => (lock ? run() : undefined));
  while (busy.has(name)) {
    if (!wait) return undefined;
    await busy.get(name)?.catch(() => undefined);
    signal?.throwIfAborted();
  }
  const running = run();
  busy.set(name, running);
  try {
    return await running;
  } finally {
    busy.delete(name);
  }
}
