import { type Carrier, REFUSED } from '../carrier';
import { type OutboxRow, type RosterRow, type SyncStore, unconfirmed, type Withheld } from '../ledger';
import { Fault } from '../records/fault';
import { pushBlobs } from './blobs-push';
import { wanted } from './blobs-wanted';
import { asBytes } from './bytes';
import { type Context, readContext, tendPrivateKey } from './context';
import { type Head, sealHead } from './head';
import { giveAsked, tendEpochs } from './epochs';
import { isAccepted } from './limits';
import { isGone, isMemberKey } from './member-keys';
import { filesBy, lacksOwnKeys, tendOwnKeys } from './own-keys';
import { epochOrder } from './roster-state';
import { putOnce, putOver, type TransferOptions } from './put';
import { sealNext } from './seal';
import { sideBySide } from './side-by-side';
import { suiteOfKey } from './suite';
import { lackOf } from './witness';

/** A head is written anew after so long even when nothing happened: it says that the device is alive. */
const HEAD_AGE = 24 * 3_600_000;

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
    if (context.isRemoved || (await isLeftOut(context))) await sendLast(context, carrier, options);
    return { state: context.isRemoved ? 'removed' : 'waiting', files: 0, ...(await rest(context)) };
  }
  if (
    (await tendPrivateKey(context)) ||
    (await tendEpochs(context)) ||
    (await giveAsked(context)) ||
    (await tendOwnKeys(context))
  )
    return push(await readContext(context.ledger, store), carrier, options);
  const notes = new Notes(store, () => context.ledger.clock.wall());
  try {
    return await sendAll(context, carrier, notes, options);
  } catch (thrown) {
    // What went out until then need not go again.
    await notes.write().catch(() => undefined);
    throw thrown;
  }
}

async function sendAll(
  context: Context,
  carrier: Carrier,
  notes: Notes,
  options: TransferOptions,
): Promise<PushResult> {
  const { store } = context;
  const early = await sealAndSend(context, carrier, notes, options);
  // Read before the list of what has to go: what the head will name is then certainly in that list, or there already.
  const share = (await store.share()) ?? context.share;
  const late = await sendLot(context, carrier, { notes, rows: await store.outbox('sealed') }, options);
  let files = early.files + late.files;
  await notes.settled();
  const named = [...new Set([...(await store.namesIn('stored')), ...notes.open])];
  const now = context.ledger.clock.wall();
  const { ro } = context.roster;
  const isOld = share.headAt !== undefined && Math.abs(now - share.headAt) > HEAD_AGE;
  const lack = lackOf(await store.peers());
  const own = filesBy(await store.rosterFiles(), share.owner);
  const isTold = own === (share.headOwn ?? 0) && !early.own && !late.own;
  const want = await wanted(context);
  const needs = await neededKeys(context);
  const lacking = JSON.stringify(want.length || needs.length ? [lack, want, needs] : lack);
  const isMissing = lacking !== (share.headLack ?? '{}');
  if (
    named.length ||
    share.headRo !== ro ||
    !isTold ||
    isOld ||
    isMissing ||
    share.confirmed < share.lastSealed
  ) {
    const head = { ...(await makeHead(context, share, now)), lack, want };
    const bytes = await sealHead(head, context.keys.sign.privateKey);
    await putOver(carrier, context.at.head(context.self), bytes, options);
    await store.confirm({
      n: head.n,
      ro,
      at: now,
      sealed: share.lastSealed,
      names: named,
      lack: lacking,
      own: head.own,
    });
    files += 1;
  }
  files += await pushBlobs(context, carrier, 'large', options);
  return { state: 'sent', files, ...(await rest(context)) };
}

/**
 * True when this profile certified itself as a new device and that does not count: whoever did so was removed, or lost
 * the right, at the same time. Somebody may have been told of the entry by hand.
 */
const isLeftOut = async ({ store, at, share, roster }: Context): Promise<boolean> =>
  !roster.devices.has(share.device) &&
  (await store.unsent()).some(
    ({ sort, name }) => sort === 'entry' && name.startsWith(`${at.self}/${share.owner}-`),
  );

/**
 * Sends what this device entered in the roster before it knew that it was removed, with a head that says so. A removal
 * of its own counts all the same, and whoever got it by hand would else know another roster than the rest. So with what
 * it wrote and the removal accepts: somebody got it by hand, and nobody else could bring it. A place that lets it in no
 * more is right to.
 */
async function sendLast(context: Context, carrier: Carrier, options: TransferOptions): Promise<void> {
  const { store, share, at, self, keys, ledger } = context;
  const unsent = await store.unsent();
  const accepted = [...(await store.outbox('sealed')), ...(await store.outbox('left'))].filter((row) =>
    isAccepted(context, row),
  );
  const files = [...unsent, ...accepted];
  if (!files.length) return;
  try {
    await sideBySide(files, async (file) => putOnce(carrier, file.name, asBytes(file.bytes), options));
    const head = await sealHead(await makeHead(context, share, ledger.clock.wall()), keys.sign.privateKey);
    await putOver(carrier, at.head(self), head, options);
  } catch (thrown) {
    const closed: readonly string[] = [REFUSED.notAllowed, REFUSED.readOnly];
    if (thrown instanceof Fault && closed.includes(thrown.code)) return;
    throw thrown;
  }
  await store.changeShare((row) => ({ ...row, headN: row.headN + 1, headMark: undefined }));
  await store.markSent(unsent.map(({ name }) => name));
  await store.markStored(accepted.map(({ name }) => name));
}

/** What was put: so many files, and whether a member's key was among them. */
interface Sent {
  files: number;
  own: boolean;
}

/** Seals what is not sealed yet, and sends what is sealed while the next batch is: one waits for the other's waiting. */
async function sealAndSend(
  context: Context,
  carrier: Carrier,
  notes: Notes,
  options: TransferOptions,
): Promise<Sent> {
  const all: Sent = { files: 0, own: false };
  const send = async (rows: readonly OutboxRow[]): Promise<void> => {
    const { files, own } = await sendLot(context, carrier, { notes, rows }, options);
    all.files += files;
    all.own ||= own;
  };
  // What needs no sealing goes out while the first batch is sealed.
  let sending = send([]);
  sending.catch(() => undefined);
  try {
    for (let rows = await sealNext(context); rows; rows = await sealNext(context)) {
      options.signal?.throwIfAborted();
      await sending;
      sending = send(rows);
      // Looked at when the next batch is sealed; until then nobody is to call it unhandled.
      sending.catch(() => undefined);
    }
  } finally {
    await sending;
  }
  return all;
}

/** Sends what waits: roster and keys before everything, small files before the segments that name them. */
async function sendLot(
  context: Context,
  carrier: Carrier,
  { notes, rows }: { notes: Notes; rows: readonly OutboxRow[] },
  options: TransferOptions,
): Promise<Sent> {
  const { store } = context;
  const unsent = await store.unsent();
  await sideBySide(unsent, async (file) =>
    file.sort === 'own'
      ? putOwn(context, carrier, file, options)
      : putOnce(carrier, file.name, asBytes(file.bytes), options),
  );
  if (unsent.length) await store.markSent(unsent.map(({ name }) => name));
  const small = await pushBlobs(context, carrier, 'small', options);
  const waiting = rows.filter(({ name }) => !notes.has(name));
  await sideBySide(waiting, async ({ name, bytes }) => {
    await putOnce(carrier, name, asBytes(bytes), options);
    notes.add(name);
  });
  return {
    files: unsent.length + small + waiting.length,
    own: unsent.some(({ sort }) => sort === 'own'),
  };
}

/** A note is written when so many segments went out since the last one, and so many milliseconds passed. */
const NOTED = 8;
const NOTED_AFTER = 4_000;

/**
 * Which segments the place has and the storage does not know of yet. To note one writes it anew, so this is done in lots
 * and only where the way is slow; a quick push is noted by the head that names everything. Whoever ends in between asks
 * for those few again.
 */
class Notes {
  readonly open = new Set<string>();
  readonly #there = new Set<string>();
  readonly #store: SyncStore;
  readonly #now: () => number;
  #at: number;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: SyncStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#at = now();
  }

  has(name: string): boolean {
    return this.#there.has(name);
  }

  add(name: string): void {
    this.#there.add(name);
    this.open.add(name);
    if (this.open.size < NOTED || Math.abs(this.#now() - this.#at) < NOTED_AFTER) return;
    // A note that fails leaves its names open: they are in the next one, or the head's.
    this.write().catch(() => undefined);
  }

  /** Waits until nothing is being written. */
  settled(): Promise<void> {
    return this.#writing.catch(() => undefined);
  }

  /** Writes what is open. */
  write(): Promise<void> {
    const lot = [...this.open];
    this.#at = this.#now();
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        if (!lot.length) return;
        await this.#store.markStored(lot);
        for (const name of lot) this.open.delete(name);
      });
    return this.#writing;
  }
}

async function rest({ store, share }: Context): Promise<Pick<PushResult, 'unconfirmed' | 'withheld'>> {
  const now = (await store.share()) ?? share;
  return { unconfirmed: await unconfirmed(store, now.confirmed), withheld: now.withheld };
}

/** So many keys are asked for at a time. */
const MOST_NEEDED = 64;

/** Keys that this device should have been given: something that is here is sealed under them. */
async function neededKeys({ store }: Context): Promise<string[]> {
  const held = (await store.held()).filter(({ reason, k, q }) => reason === 'unknownKey' && k && q !== 'p');
  return [...new Set(held.map(({ k, q }) => `${k} ${q}`))].sort().slice(0, MOST_NEEDED);
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
    .filter((row) => !row.q.startsWith('p/') && !isMemberKey(row))
    .sort((a, b) => (epochOrder(a.k) < epochOrder(b.k) ? -1 : 1));
  const needs = await neededKeys(context);
  return {
    what: 'head',
    v: 1,
    suite: suiteOfKey(context.keys.sign.privateKey),
    b: share.space,
    owner: share.owner,
    d: share.device,
    n: share.headN + 1,
    q,
    seen,
    ro: roster.ro,
    k: common.at(-1)?.k ?? '',
    rn: Math.max(1, roster.next - 1),
    own: filesBy(await store.rosterFiles(), share.owner),
    ...((await lacksOwnKeys(context)) ? { closed: true } : {}),
    ...(needs.length ? { needs } : {}),
    t: Math.max(0, now),
  };
}

/**
 * Puts the file of a member's key, or what stands in for one that was destroyed. A place may keep such files for those
 * who wrote them: then another's is left to them.
 */
async function putOwn(
  { at, share }: Context,
  carrier: Carrier,
  { name, bytes }: RosterRow,
  options: TransferOptions,
): Promise<void> {
  try {
    await (isGone(bytes) ? putOver : putOnce)(carrier, name, asBytes(bytes), options);
  } catch (thrown) {
    const isOurs = name.startsWith(`${at.own}/${share.owner}-`);
    if (isOurs || !(thrown instanceof Fault) || thrown.code !== REFUSED.notAllowed) throw thrown;
  }
}
