import type { Carrier } from '../carrier';
import {
  type ChainEvent,
  type Ledger,
  type PeerRow,
  type SegmentRow,
  SyncStore,
  type Withheld,
} from '../ledger';
import { readContext } from './context';
import { chainOwner, parseFile } from './names';
import { pull, type PullResult } from './pull';
import { push, type PushResult, type TransferOptions } from './push';
import { aheadOf, hiddenIn, type Hidden } from './witness';

/** What one exchange with the place did. */
export interface Exchange {
  pulled: PullResult;
  pushed: PushResult;
}

/**
 * Fetches what others wrote and sends what was written here, once. Undefined when another window or the worker of this
 * profile is at it. Fetching comes first: it would show that another profile writes under this device's name.
 * Throws E110–E112, E881, E884 and the refusals of the carrier; what was done until then stays done.
 */
export async function exchange(
  ledger: Ledger,
  carrier: Carrier,
  options: TransferOptions & { store?: SyncStore } = {},
): Promise<Exchange | undefined> {
  return alone(ledger.clock.device, async () => {
    const store = options.store ?? new SyncStore(ledger);
    const before = await readContext(ledger, store);
    const { result: pulled } = await pull(before, carrier, options);
    const pushed = await push(await readContext(ledger, store), carrier, options);
    return { pulled, pushed };
  });
}

/** Fetches what others wrote and sends nothing: from a file, which nothing can be put into. Throws as {@link exchange}. */
export async function receive(
  ledger: Ledger,
  carrier: Carrier,
  options: TransferOptions = {},
): Promise<PullResult | undefined> {
  return alone(
    ledger.clock.device,
    async () => (await pull(await readContext(ledger), carrier, { ...options, byHand: true })).result,
  );
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

/** Reads {@link ShareStatus}. */
export async function shareStatus(ledger: Ledger): Promise<ShareStatus | undefined> {
  const store = new SyncStore(ledger);
  const share = await store.share();
  if (!share) return undefined;
  const peers = await store.peers();
  return {
    space: share.space,
    owner: share.owner,
    unconfirmed: await store.ownAfter(share.confirmed),
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

const busy = new Set<string>();

/** Lets one exchange of a profile run at a time, over all its windows where the browser has locks. */
export async function alone<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks)
    return locks.request(`share-${name}`, { ifAvailable: true }, (lock) => (lock ? run() : undefined));
  if (busy.has(name)) return undefined;
  busy.add(name);
  try {
    return await run();
  } finally {
    busy.delete(name);
  }
}
