import type { Carrier, Listed } from '../carrier';
import { type ChainEvent, leftRows, settleLeft } from '../ledger';
import { resendBlobs } from './blobs-push';
import { asBytes } from './bytes';
import type { Context } from './context';
import { type Head, openHead } from './head';
import { chainOwner, parseChain, parseFile } from './names';
import { isAccepted } from './limits';
import type { TransferOptions } from './put';

/**
 * Looks at what stands at the place under this device's own name.
 *
 * - `fine`: what this profile put there last, or nothing was put yet.
 * - `lost`: it is gone, damaged or older. It is written again with the next push, and so is every segment that the
 *   place does not list.
 * - `copied`: another profile writes under this name. This one must go on under a name of its own.
 */
export async function checkOwnHead(
  context: Context,
  carrier: Carrier,
  listed: Listed | undefined,
  options: TransferOptions,
): Promise<'fine' | 'lost' | 'copied'> {
  const { store, at, self, me } = context;
  const share = (await store.share()) ?? context.share;
  if (!me || (options.byHand && !listed)) return 'fine';
  if (listed?.mark !== undefined && listed.mark === share.headMark) return 'fine';
  // Segments that are there without a head may have been lost as well: then they are looked for.
  if (!listed && share.headN === 0 && !(await store.outbox('stored')).length) return 'fine';
  const got = listed ? await carrier.get(at.head(self), { signal: options.signal }) : undefined;
  const head =
    got && got !== 'same'
      ? await openHead(asBytes(got.bytes), {
          space: share.space,
          owner: share.owner,
          device: share.device,
          publicKey: me.sign,
        })
      : undefined;
  if (head && (await namesForeign(context, head))) return 'copied';
  // A file says nothing of what stands at the place.
  if (options.byHand) return 'fine';
  if (head && head.n >= share.headN) {
    if (await forgetsOurs(context, share, head)) return 'copied';
    const mark = got && got !== 'same' ? got.mark : undefined;
    await store.changeShare((now) => ({ ...now, headN: Math.max(now.headN, head.n), headMark: mark }));
    return 'fine';
  }
  await store.changeShare((now) => ({ ...now, headRo: undefined, headMark: undefined }));
  await resend(context, carrier, options);
  return 'lost';
}

/**
 * True when a head that is none of ours, being newer, does not name what one of ours named: the copy of this profile
 * that wrote it does not know of that. It may stand at another place, from which somebody brought the newer head.
 */
async function forgetsOurs(
  { store, at, self }: Context,
  { chains }: Context['share'],
  head: Head,
): Promise<boolean> {
  const endOf = (q: string): number => head.q[q as keyof Head['q']]?.s ?? 0;
  const behind = Object.keys(chains).filter((q) => endOf(q) < (chains[q]?.s ?? 0));
  if (!behind.length) return false;
  const names = await store.namesIn('confirmed');
  return behind.some((q) =>
    names.some(
      (name) =>
        name.startsWith(`${at.chain(self, q)}/`) &&
        (parseFile(name.slice(name.lastIndexOf('/') + 1))?.n ?? 0) > endOf(q),
    ),
  );
}

async function namesForeign({ store, at, self }: Context, head: Head): Promise<boolean> {
  const names = Object.entries(head.q).flatMap(([q, { tail }]) =>
    tail.map((name) => `${at.chain(self, q)}/${name}`),
  );
  const own = await store.inOutbox(names);
  return names.some((name) => !own.has(name));
}

/**
 * Looks after what the devices wrote that this profile was before: nobody else does. Where the head of one is lost,
 * whoever has not read it would never hear of what it names, so everything is sealed anew under the present name. What
 * it had sealed and perhaps put is sent again as far as something of it stands at the place, or a removal accepts it.
 */
export async function tendFormer(
  context: Context,
  carrier: Carrier,
  heads: readonly Listed[],
  options: TransferOptions,
): Promise<void> {
  const { ledger, store, roster, me } = context;
  if (!me) return;
  for (const row of await leftRows(ledger, context.share.space)) {
    const isKnown =
      isAccepted(context, row) || (await carrier.get(row.name, { signal: options.signal })) !== undefined;
    await settleLeft(ledger, row.name, isKnown);
  }
  const share = (await store.share()) ?? context.share;
  const marks = new Map<string, string | undefined>();
  for (const former of share.former ?? []) {
    // Of a removed device what was accepted is looked for without a head.
    if (roster.removed.has(former.d)) continue;
    const self = chainOwner(share.owner, former.d);
    const listed = heads.find(({ name }) => name === self);
    if (listed?.mark !== undefined && listed.mark === former.mark) continue;
    const found = listed && (await formerHead(context, carrier, former.d, options));
    if (!found || found.n < former.n) return sealAnew(context);
    marks.set(former.d, found.mark);
  }
  if (!marks.size) return;
  await store.changeShare((now) => ({
    ...now,
    former: (now.former ?? []).map((one) => (marks.has(one.d) ? { ...one, mark: marks.get(one.d) } : one)),
  }));
}

async function formerHead(
  { at, share, roster }: Context,
  carrier: Carrier,
  device: string,
  { signal }: TransferOptions,
): Promise<{ n: number; mark?: string } | undefined> {
  const got = await carrier.get(at.head(chainOwner(share.owner, device)), { signal });
  const publicKey = roster.devices.get(device)?.sign;
  if (!got || got === 'same' || publicKey === undefined) return undefined;
  const { space, owner } = share;
  const head = await openHead(asBytes(got.bytes), { space, owner, device, publicKey });
  return head && { n: head.n, mark: got.mark };
}

/** Every commit of this profile is sealed once more, under its present name. */
const sealAnew = ({ store }: Context): Promise<void> =>
  store.changeShare((share) => ({ ...share, lastSealed: 0, confirmed: 0, withheld: [], former: [] }));

/**
 * True when somebody misses segments of this device, or of one that this profile was before. Those of the latter that
 * were put aside are sent after all.
 */
export async function isAskedFor(
  { store, share, at }: Context,
  { lack }: Pick<Head, 'lack'>,
): Promise<boolean> {
  const chains = Object.entries(lack ?? {}).filter(([d]) => parseChain(d)?.owner === share.owner);
  if (!chains.length) return false;
  const aside = (await store.namesIn('aside')).filter((name) =>
    chains.some(([d, missing]) =>
      Object.entries(missing).some(
        ([q, numbers]) =>
          name.startsWith(`${at.chain(d, q)}/`) &&
          numbers?.includes(parseFile(name.slice(name.lastIndexOf('/') + 1))?.n ?? 0),
      ),
    ),
  );
  if (aside.length) await store.markMissing(aside);
  const own = await store.outboxNames();
  return chains.some(([d]) => own.some((name) => name.includes(`/d/${d}/`)));
}

/**
 * Marks own segments, and files of the roster, that the place does not list, so that they are sent again. That
 * something was taken away is noted.
 */
export async function resend(context: Context, carrier: Carrier, { signal }: TransferOptions): Promise<void> {
  const { store, at, self, ledger } = context;
  const rows = (await store.allOutbox()).filter(({ state }) => state !== 'left' && state !== 'aside');
  const folders = new Set(rows.map(({ name }) => name.slice(0, name.lastIndexOf('/'))));
  const there = new Set<string>();
  for (const folder of folders) {
    for (const entry of await carrier.list(folder, { signal })) there.add(`${folder}/${entry.name}`);
  }
  const missing = rows.filter(({ name, state }) => state !== 'sealed' && !there.has(name));
  if (missing.length) await store.markMissing(missing.map(({ name }) => name));
  // A listing may be late: what it does not show is asked for by name before it is called taken away.
  const lost: ChainEvent[] = [];
  for (const { name, q, s, state } of missing.slice(0, ASKED)) {
    if (state !== 'confirmed' || !name.startsWith(`${at.device(self)}/`)) continue;
    if ((await carrier.get(name, { signal })) !== undefined) continue;
    lost.push({ what: 'gone', q, s, at: ledger.clock.wall() });
  }
  if (lost.length) {
    await store.changeShare((share) => ({
      ...share,
      events: [...(share.events ?? []), ...lost].slice(-EVENTS),
    }));
  }
  await resendRoster({ store, at }, carrier, { signal });
  await resendBlobs(context, carrier, { signal });
}

/** So many events of the own chains are kept, and so many segments are asked for by name. */
const EVENTS = 200;
const ASKED = 20;

/** Whoever has a file of the roster or of keys can put it there again: it is signed by whoever made it. */
async function resendRoster(
  { store, at }: Pick<Context, 'store' | 'at'>,
  carrier: Carrier,
  { signal }: TransferOptions,
): Promise<void> {
  const there = new Set<string>();
  for (const folder of [at.roster, at.keys]) {
    for (const { name } of await carrier.list(folder, { signal })) there.add(`${folder}/${name}`);
  }
  const lost = (await store.rosterFiles()).filter(
    ({ name, sent }) =>
      sent && !there.has(name) && [at.roster, at.keys].some((folder) => name.startsWith(`${folder}/`)),
  );
  if (lost.length) await store.markUnsent(lost.map(({ name }) => name));
}
