import type { Carrier } from '../carrier';
import { type ChainEvent, isCompanySpace, type PeerRow, type SegmentRow } from '../ledger';
import { answerWants } from './blobs-push';
import { asBytes } from './bytes';
import { READS } from './compartments';
import { type Context, readable } from './context';
import { Failsafe } from './failsafe';
import { enforce, isBehind, limitOf, readingUnder } from './limits';
import { destroyErased, reopen } from './erasures';
import { keyToWrite } from './key-files';
import { type Head, isOlder, openHead } from './head';
import { chainOwner, parseChain } from './names';
import { checkOwnHead, isAskedFor, resend, tendFormer } from './own-head';
import { filesBy, lacksOwnKeys } from './own-keys';
import type { TransferOptions } from './put';
import { sideBySide } from './side-by-side';
import { isDamaged, readChain } from './read-chain';
import { refresh } from './refresh';
import type { Certificate } from './roster';
import { lackOf, testify } from './witness';

export interface PullResult {
  /** Segments taken in. */
  segments: number;
  /** Segments that could not be taken in, with the reason. They are tried again each time. */
  held: SegmentRow[];
  /** Chains of devices that nobody has certified (yet). */
  unknown: string[];
  /** True when this profile turned out to be a copy of another: it goes on as a device of its own. */
  wasCopied: boolean;
}

/**
 * Fetches what others wrote: looks at their heads, fetches the segments that are not here, checks and merges each in
 * one transaction. A segment that cannot be taken in holds up no other. Throws E110–E112, E881 and the refusals of the
 * carrier.
 */
export async function pull(
  start: Context,
  carrier: Carrier,
  options: TransferOptions = {},
): Promise<{ context: Context; result: PullResult }> {
  let context = start;
  const { store, at } = context;
  const listed = await carrier.list(at.heads, { signal: options.signal });
  let refreshed = false;
  let peers = new Map<string, PeerRow>();
  const readPeers = async (): Promise<void> => {
    peers = new Map((await store.peers()).map((peer) => [peer.d, peer]));
  };
  const refreshOnce = async (): Promise<void> => {
    if (refreshed) return;
    context = await refresh(context, carrier, options);
    refreshed = true;
    await enforce(context);
    // What was taken out again is not here any more.
    await readPeers();
  };
  await enforce(context);
  if (lacksKeys(context) || (await lacksProof(context))) await refreshOnce();
  const heads = listed.filter(({ folder }) => !folder);
  const own = await checkOwnHead(
    context,
    carrier,
    heads.find(({ name }) => name === context.self),
    options,
  );
  if (!options.byHand) await tendFormer(context, carrier, heads, options);
  if (own === 'copied') {
    // The other copy's head took the place of ours: everything written here is sent again under the new name.
    await store.changeShare((share) => ({ ...share, confirmed: 0 }));
    await context.ledger.renewDevice();
  }
  await readPeers();
  const result: PullResult = { segments: 0, held: [], unknown: [], wasCopied: own === 'copied' };
  const failsafe = await Failsafe.begin(context.ledger);
  const files: { d: string; bytes: Uint8Array; mark?: string }[] = [];
  // Of a device that a profile was before no other head comes any more: what is not whole is looked for each time.
  const broken = await brokenFormer(context, [...peers.values()]);
  await sideBySide(heads, async ({ name, mark }) => {
    const before = peers.get(name);
    if (!parseChain(name) || (name === context.self && own !== 'copied')) return;
    const device = certified(context, name);
    const isUnread = device && before?.under !== readingUnder(context, device.d);
    const known = options.byHand || isUnread || broken.has(name) ? undefined : before?.mark;
    if (known !== undefined && known === mark) return;
    const got = await carrier.get(at.head(name), { unless: known, signal: options.signal });
    // The mark of the listing is of what stands there now, and an answer without one may be of what stood there before.
    if (got && got !== 'same') files.push({ d: name, bytes: got.bytes, mark: got.mark });
  });
  // A head that was there and is not listed: what it would name is looked for once, and its writer puts it there again.
  const names = new Set(heads.map(({ name }) => name));
  for (const { d, head, absent } of peers.values()) {
    const isGone = !options.byHand && head && absent === undefined;
    if ((isGone || broken.has(d)) && !names.has(d))
      files.push({ d, bytes: new Uint8Array(), mark: undefined });
  }
  files.sort((a, b) => (a.d < b.d ? -1 : 1));
  let isAsked = false;
  const lacksOwn = files.length > 0 && (await lacksOwnKeys(context));
  const read: Head[] = [];
  for (const { d, bytes, mark } of files) {
    options.signal?.throwIfAborted();
    if (!certified(context, d)) await refreshOnce();
    const device = certified(context, d);
    if (!device) {
      result.unknown.push(d);
      continue;
    }
    const head = await openHead(asBytes(bytes), {
      space: context.share.space,
      owner: device.owner,
      device: device.d,
      publicKey: device.sign,
    });
    if (head && (isNews(context, head) || lacksOwn || (await hasOwnKeys(context, head)))) await refreshOnce();
    // What was news may be that its writer has another role now, or that nobody lets it in.
    const present = certified(context, d);
    if (!present) {
      result.unknown.push(d);
      continue;
    }
    const before = peers.get(d) ?? { d, upTo: {}, gaps: {}, events: [] };
    const isAbsent = !options.byHand && !names.has(d);
    const from = {
      device: present,
      before,
      head,
      mark,
      failsafe,
      isAbsent,
      isBroken: broken.has(d),
    };
    result.segments += await readDevice(context, carrier, from, options);
    if (head) read.push(head);
    if (head && (await isAskedFor(context, head))) isAsked = true;
  }
  for (const device of context.roster.devices.values()) {
    const d = chainOwner(device.owner, device.d);
    const before = peers.get(d) ?? { d, upTo: {}, gaps: {}, events: [] };
    if (heads.some(({ name }) => name === d) || !isBehind(context, device.d, before)) continue;
    // The head of a removed device may be cleared away with its account; what it wrote until then stays.
    const from = {
      device,
      before,
      head: undefined,
      mark: undefined,
      failsafe,
      isAbsent: false,
      isBroken: false,
    };
    result.segments += await readDevice(context, carrier, from, options);
  }
  for (const head of read) await noteWitness(context, head);
  if (!options.byHand) await answerWants(context, new Set(read.flatMap(({ want }) => want ?? [])));
  // Of a device that this profile was before nobody else has what is missing here.
  if (await isAskedFor(context, { lack: lackOf(await store.peers()) })) isAsked = true;
  if (isAsked && own === 'fine' && !options.byHand) await resend(context, carrier, options);
  await destroyErased(context);
  context = { ...context, ring: await store.ring() };
  if (!isCompanySpace(context.share.space))
    result.segments += await reopen(context, carrier, failsafe, options);
  if (result.segments) await store.purge();
  result.held = (await store.held()).filter(({ reason }) => reason !== 'before');
  return { context, result };
}

/** Chains of which something is missing or damaged here, and whose device goes on as another one. */
async function brokenFormer({ store, roster }: Context, peers: readonly PeerRow[]): Promise<Set<string>> {
  const former = new Set(roster.follows.values());
  const damaged = new Set((await store.held()).filter(isDamaged).map(({ d }) => d));
  return new Set(
    peers
      .filter(({ d, gaps }) => damaged.has(d) || Object.keys(gaps).length > 0)
      .map(({ d }) => d)
      .filter((d) => former.has(parseChain(d)?.device ?? '')),
  );
}

function certified({ roster }: Context, d: string): Certificate | undefined {
  const { owner, device } = parseChain(d) ?? { owner: '', device: '' };
  const found = roster.devices.get(device);
  return found?.owner === owner ? found : undefined;
}

const lacksKeys = (context: Context): boolean =>
  !context.me || readable(context).some((q) => !keyToWrite(context, q, context.share.owner));

/** True when something is held for which a key, or that its writer had it, is not known yet. */
const lacksProof = async ({ store }: Context): Promise<boolean> =>
  (await store.held()).some(({ reason }) => reason === 'unknownKey' || reason === 'notGiven');

const isNews = ({ roster }: Context, head: Head): boolean =>
  (!roster.hashes.has(head.ro) && head.ro !== roster.ro) ||
  (head.k !== '' && ![...roster.epochs.values()].some(({ k }) => k === head.k));

/** True when a head tells of files of members' keys that are not here, or that its device lacks some. */
const hasOwnKeys = async ({ store }: Context, head: Head): Promise<boolean> =>
  head.closed === true ||
  (head.own !== undefined && head.own > filesBy(await store.rosterFiles(), head.owner));

/** Reads every chain of a device that this one may read; answers how many segments were taken in. */
async function readDevice(
  context: Context,
  carrier: Carrier,
  from: {
    device: Certificate;
    before: PeerRow;
    head: Head | undefined;
    mark: string | undefined;
    failsafe: Failsafe;
    isAbsent: boolean;
    /** Its folders are looked through, whatever the head names. */
    isBroken: boolean;
  },
  options: TransferOptions,
): Promise<number> {
  const { store, me, ledger } = context;
  const { device, before, mark, failsafe } = from;
  const events: ChainEvent[] = [];
  let head = from.head;
  if (head && before.head && isOlder(head, before.head)) {
    // A file may be older than another one, or than the place; a place never goes back by itself.
    if (!options.byHand && !before.head.byHand) {
      events.push({ what: 'back', q: '', s: head.n, at: ledger.clock.wall() });
    }
    head = undefined;
  }
  const next: PeerRow = { ...before, upTo: { ...before.upTo }, gaps: {} };
  next.absent = from.isAbsent ? (before.absent ?? ledger.clock.wall()) : undefined;
  let taken = 0;
  let isWhole = head !== undefined;
  for (const q of me ? [...READS[me.role], 'p' as const] : []) {
    if (q === 'p' && device.owner !== context.share.owner) continue;
    if (head && !head.q[q] && !from.isBroken && !limitOf(context.roster, device.d, q)?.[0]) continue;
    const read = await readChain(
      context,
      carrier,
      {
        d: before.d,
        q,
        device,
        head: head?.q[q],
        named: before.head?.q[q]?.s,
        isBroken: from.isBroken,
        upTo: before.upTo[q],
        failsafe,
      },
      options,
    );
    taken += read.taken;
    if (read.upTo) next.upTo[q] = read.upTo;
    if (read.gaps.length) next.gaps[q] = read.gaps;
    events.push(...read.events);
    if (!read.isWhole) isWhole = false;
  }
  next.events = withEvents(before.events, events);
  if (head) {
    const byHand = options.byHand ? { byHand: true as const } : {};
    next.head = {
      n: head.n,
      t: head.t,
      q: endsOf(head),
      seen: head.seen as PeerSeen,
      rn: head.rn,
      ...(head.want?.length ? { want: head.want } : {}),
      ...(head.needs?.length ? { needs: head.needs } : {}),
      ...byHand,
    };
  }
  // Without a mark it is looked at again next time.
  if (!options.byHand) next.mark = isWhole && me ? mark : undefined;
  next.under = readingUnder(context, device.d);
  await store.putPeer(next);
  return taken;
}

type PeerSeen = NonNullable<PeerRow['head']>['seen'];

/** Events that were not noted yet, after those that were. */
function withEvents(before: readonly ChainEvent[], fresh: readonly ChainEvent[]): ChainEvent[] {
  const keyOf = ({ what, q, s }: ChainEvent): string => `${what} ${q} ${s}`;
  const known = new Map(before.map((event) => [keyOf(event), event]));
  for (const event of fresh) if (!known.has(keyOf(event))) known.set(keyOf(event), event);
  return [...known.values()];
}

/** Notes with the chains what this head's device has seen of them and cannot be. */
async function noteWitness(context: Context, head: Head): Promise<void> {
  const { store, self } = context;
  for (const [d, events] of await testify(context, head.seen)) {
    if (d === self) {
      await store.changeShare((share) => ({ ...share, events: withEvents(share.events ?? [], events) }));
      continue;
    }
    const peer = (await store.peers()).find((one) => one.d === d);
    if (peer) await store.putPeer({ ...peer, events: withEvents(peer.events, events) });
  }
}

const endsOf = (head: Head): Record<string, { s: number; h: string }> =>
  Object.fromEntries(Object.entries(head.q).map(([q, { s, h }]) => [q, { s, h }]));
