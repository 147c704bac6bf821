import type { Carrier } from '../carrier';
import type { OutboxRow, SyncStore, Withheld } from '../ledger';
import { Fault } from '../records/fault';
import { asBytes, type Bytes, sameBytes } from './bytes';
import { type Context, readContext, tendPrivateKey } from './context';
import { type Head, sealHead } from './head';
import { tendEpochs } from './epochs';
import { epochOrder } from './roster-state';
import { sealNext } from './seal';
import { lackOf } from './witness';

/** So many files go up or come down at once. */
export const SIDE_BY_SIDE = 4;

/** A head is written anew after so long even when nothing happened: it says that the device is alive. */
const HEAD_AGE = 24 * 3_600_000;

export interface TransferOptions {
  /** The place may show half a file or lose one: everything put there is read back. */
  weak?: boolean;
  /** It is no place but a file that somebody brought: it says nothing of ours, and may be older than another one. */
  byHand?: boolean;
  signal?: AbortSignal;
}

/** How it stands with what was written here. */
export interface PushResult {
  /** `waiting`: nobody has let this device in yet; `removed`: it was taken out. Nothing was sent. */
  state: 'sent' | 'waiting' | 'removed';
  /** Files put there. */
  files: number;
  /** Own commits that no confirmed head names yet. */
  unconfirmed: number;
  /** Commits of which something may not be sent, and why. */
  withheld: Withheld[];
}

/**
 * Sends what was written here: seals, puts every segment, and then the head that names them. Only when the head stands
 * does anything count as sent. It may end at any point and be begun again. Throws E110–E112, E881, E884 and the refusals
 * of the carrier.
 */
export async function push(
  context: Context,
  carrier: Carrier,
  options: TransferOptions = {},
): Promise<PushResult> {
  const { store } = context;
  if (!context.me) {
    return { state: context.isRemoved ? 'removed' : 'waiting', files: 0, ...(await rest(context)) };
  }
  if ((await tendPrivateKey(context)) || (await tendEpochs(context)))
    return push(await readContext(context.ledger, store), carrier, options);
  while (await sealNext(context)) options.signal?.throwIfAborted();
  let files = 0;
  const unsent = await store.unsent();
  await sideBySide(unsent, async (file) => putOnce(carrier, file.name, asBytes(file.bytes), options));
  if (unsent.length) await store.markSent(unsent.map(({ name }) => name));
  files += unsent.length;
  // Read before the list of what has to go: what the head will name is then certainly in that list, or there already.
  const share = (await store.share()) ?? context.share;
  const waiting = await store.outbox('sealed');
  await sendAll(store, waiting, (row) => putOnce(carrier, row.name, asBytes(row.bytes), options));
  files += waiting.length;
  const named = [...waiting, ...(await store.outbox('stored'))].map(({ name }) => name);
  const now = context.ledger.clock.wall();
  const { ro } = context.roster;
  const isOld = share.headAt !== undefined && Math.abs(now - share.headAt) > HEAD_AGE;
  const lack = lackOf(await store.peers());
  const isMissing = JSON.stringify(lack) !== (share.headLack ?? '{}');
  if (named.length || share.headRo !== ro || isOld || isMissing || share.confirmed < share.lastSealed) {
    const head = { ...(await makeHead(context, share, now)), lack };
    const bytes = await sealHead(head, context.keys.sign.privateKey);
    await putOver(carrier, context.at.head(context.self), bytes, options);
    await store.confirm({
      n: head.n,
      ro,
      at: now,
      sealed: share.lastSealed,
      names: named,
      lack: JSON.stringify(lack),
    });
    files += 1;
  }
  return { state: 'sent', files, ...(await rest(context)) };
}

/** Sends segments and notes which the place has. The notes do not hold up what is still to be sent. */
async function sendAll(
  store: SyncStore,
  rows: readonly OutboxRow[],
  send: (row: OutboxRow) => Promise<void>,
): Promise<void> {
  let sent: string[] = [];
  let noting: Promise<void> = Promise.resolve();
  const note = async (): Promise<void> => {
    const lot = sent;
    sent = [];
    if (lot.length) await store.markStored(lot);
  };
  try {
    await sideBySide(rows, async (row) => {
      await send(row);
      sent.push(row.name);
      noting = noting.then(note);
      // Looked at when everything is sent; until then nobody is to call it unhandled.
      noting.catch(() => undefined);
    });
  } finally {
    await noting;
  }
}

async function rest({ store, share }: Context): Promise<Pick<PushResult, 'unconfirmed' | 'withheld'>> {
  const now = (await store.share()) ?? share;
  return { unconfirmed: await store.ownAfter(now.confirmed), withheld: now.withheld };
}

/** The next head of this device: where its chains end, and what it has seen of the others. */
export async function makeHead(context: Context, share: Context['share'], now: number): Promise<Head> {
  const { store, roster, ring } = context;
  const q: Head['q'] = {};
  for (const [name, { s, hash, tail }] of Object.entries(share.chains)) {
    q[name as keyof Head['q']] = { s, h: hash, tail };
  }
  const seen: Head['seen'] = {};
  for (const { d, upTo } of await store.peers()) {
    const ends = Object.entries(upTo).filter(([, end]) => end.s > 0);
    if (ends.length) seen[d] = Object.fromEntries(ends.map(([name, { s, h }]) => [name, [s, h.slice(0, 8)]]));
  }
  const common = ring
    .filter((row) => !row.q.startsWith('p/'))
    .sort((a, b) => (epochOrder(a.k) < epochOrder(b.k) ? -1 : 1));
  return {
    what: 'head',
    v: 1,
    suite: 1,
    b: share.space,
    owner: share.owner,
    d: share.device,
    n: share.headN + 1,
    q,
    seen,
    ro: roster.ro,
    k: common.at(-1)?.k ?? '',
    rn: Math.max(1, roster.next - 1),
    t: Math.max(0, now),
  };
}

/**
 * Puts a file whose name tells its content. What stands there already is looked at: it may be what an earlier attempt
 * left behind, cut off.
 */
export async function putOnce(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  options: TransferOptions,
): Promise<void> {
  const { signal } = options;
  if ((await carrier.put(name, bytes, { create: true, signal })) === 'exists') {
    const there = await carrier.get(name, { signal });
    if (there && there !== 'same' && sameBytes(there.bytes, bytes)) return;
    await putOver(carrier, name, bytes, options);
  } else if (options.weak) await isThere(carrier, name, bytes, options);
}

/** Puts a file in place of whatever stands there. */
async function putOver(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  options: TransferOptions,
): Promise<void> {
  await carrier.put(name, bytes, { signal: options.signal });
  if (options.weak) await isThere(carrier, name, bytes, options);
}

/** Reads a file back from a weak place. Throws E884 when it is not what was put. */
async function isThere(
  carrier: Carrier,
  name: string,
  bytes: Bytes,
  { signal }: TransferOptions,
): Promise<void> {
  const there = await carrier.get(name, { signal });
  if (!there || there === 'same' || !sameBytes(there.bytes, bytes)) {
    throw new Fault('E884', {}, { transient: true });
  }
}

/** Does something with each, a few at once. The first failure is thrown once those under way have ended. */
export async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !failures.length; item = queue.shift()) {
      await work(item).catch((thrown: unknown) => failures.push(thrown));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  if (failures.length) throw failures[0];
}
