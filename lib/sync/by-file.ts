import type { Carrier } from '../carrier';
import { type Amount, type BlobRow, type Ledger, type PeerRow, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { pieceOf } from './blobs';
import { amountOf, fetchAhead } from './blobs-ahead';
import { isText, notHere } from './blobs-wanted';
import { asBytes } from './bytes';
import { READS } from './compartments';
import { type Context, readContext, tendPrivateKey } from './context';
import { giveAsked } from './epochs';
import { alone, type Preset, receive } from './exchange';
import { sealHead } from './head';
import type { PullResult } from './pull';
import { makeHead } from './push';
import { tendRecovery } from './recovery-preset';
import { standing } from './roster';
import { sealNext } from './seal';

/** Files that somebody carries to the others, and how many of them are segments. */
export interface Handover {
  files: { name: string; bytes: Uint8Array }[];
  segments: number;
  /** Files and long texts that go along, and those that were left because of the size. */
  blobs: Amount;
  left: Amount;
}

/**
 * What this device wrote in one space and not everybody there is known to have, with the roster, the keys and a head that names it all, to
 * be put into one file and carried by hand. What was carried counts as nothing: it is taken along again until the
 * others' own files say that it arrived. Long texts always go along; other files as far as `most` bytes go. Throws E110–E112, E881 (in no space, or nobody has let this device in), E895
 * (an exchange is under way).
 */
export async function handOver(
  ledger: Ledger,
  options: { all?: boolean; most?: number; space?: string } & Preset = {},
): Promise<Handover> {
  const done = await alone(ledger.clock.device, async () => {
    const store = new SyncStore(ledger, options.space);
    let context = await readContext(ledger, store);
    if (!context.me) throw new Fault('E881');
    if ((await tendPrivateKey(context)) || (await giveAsked(context)))
      context = await readContext(ledger, store);
    if (await tendRecovery(context, options.recoveryKey)) context = await readContext(ledger, store);
    while (await sealNext(context)) continue;
    const share = (await store.share()) ?? context.share;
    const now = ledger.clock.wall();
    const want = (await notHere(context)).map(({ chunks }) => chunks[0] as string);
    const said = { ...(await makeHead(context, share, now)), want: want.sort().slice(0, WANTED) };
    const head = await sealHead(said, context.keys.sign.privateKey);
    // The next head at the place has to be a newer one than the head that was handed over.
    await store.changeShare((row) => ({
      ...row,
      headN: row.headN + 1,
      headRo: undefined,
      headMark: undefined,
      handedAt: now,
      handed: row.lastSealed,
    }));
    const arrived = options.all ? {} : arrivedEverywhere(context, await store.peers());
    const own = (await store.allOutbox())
      .filter(({ name, q, s, state }) =>
        name.startsWith(`${context.at.device(context.self)}/`)
          ? s > (arrived[q] ?? 0)
          : // What a device that this profile was before handed over, and no place has.
            state === 'sealed',
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const roster = await store.rosterFiles();
    const { pieces, ...amounts } = await packBlobs(context, arrived, options.most ?? Infinity);
    return {
      ...amounts,
      files: [...roster, ...pieces, ...own, { name: context.at.head(context.self), bytes: head }].map(
        ({ name, bytes }) => ({
          name,
          bytes,
        }),
      ),
      segments: own.length,
    };
  });
  if (!done) throw new Fault('E895', {}, { transient: true });
  return done;
}

/** A head that is carried by hand asks for so many files. */
const WANTED = 64;

/**
 * The files and long texts that others may not have: named by what goes along, or asked for by somebody whatever device
 * named them, as far as their bytes are here.
 */
async function blobsToHand(context: Context, arrived: Record<string, number>): Promise<BlobRow[]> {
  const { store } = context;
  const wanted = new Set((await store.peers()).flatMap(({ head }) => head?.want ?? []));
  const rows = (await store.blobs.all()).filter(
    ({ q, s, state, chunks }) =>
      state !== 'erased' && ((s !== undefined && s > (arrived[q] ?? 0)) || wanted.has(chunks[0] as string)),
  );
  const here = await store.blobs.here(rows.map(({ sha256 }) => sha256));
  return rows.filter(({ sha256 }) => here.has(sha256)).sort((a, b) => a.size - b.size);
}

/** Texts, then other files from the smallest on, sealed. */
async function packBlobs(
  context: Context,
  arrived: Record<string, number>,
  most: number,
): Promise<{ pieces: Handover['files']; blobs: Amount; left: Amount }> {
  const { store, share, at } = context;
  const taken: BlobRow[] = [];
  const left: BlobRow[] = [];
  const pieces: Handover['files'] = [];
  let room = most;
  for (const row of await blobsToHand(context, arrived)) {
    const { q, sha256, size, chunks } = row;
    const data = isText(row) || size <= room ? await store.blobs.bytes(sha256) : undefined;
    if (!data) {
      left.push(row);
      continue;
    }
    taken.push(row);
    if (!isText(row)) room -= size;
    for (const [index, name] of chunks.entries()) {
      const about = { space: share.space, q, sha256, size };
      pieces.push({ name: at.blob(q, name), bytes: await pieceOf(asBytes(row.key), about, index, data) });
    }
  }
  return { pieces, blobs: amountOf(taken), left: amountOf(left) };
}

/** What would go along with the next file that is handed over. Throws as {@link handOver}. */
export async function toHand(ledger: Ledger, space?: string): Promise<Amount> {
  const context = await readContext(ledger, new SyncStore(ledger, space));
  // What was written last is named by its segment.
  await alone(ledger.clock.device, async () => {
    while (await sealNext(context)) continue;
  });
  return amountOf(await blobsToHand(context, arrivedEverywhere(context, await context.store.peers())));
}

/** By compartment, the segment of ours up to which every device that may read it says to have seen them. */
function arrivedEverywhere({ self, me, roster }: Context, peers: readonly PeerRow[]): Record<string, number> {
  const heads = new Map(peers.map((peer) => [peer.d, peer.head]));
  const least: Record<string, number> = {};
  for (const device of standing(roster)) {
    if (device.d === me?.d) continue;
    const seen = heads.get(`${device.owner}-${device.d}`)?.seen?.[self];
    for (const q of [...READS[device.role], ...(device.owner === me?.owner ? ['p'] : [])]) {
      least[q] = Math.min(least[q] ?? Infinity, seen?.[q]?.[0] ?? 0);
    }
  }
  return least;
}

/**
 * Takes in what somebody handed over of one space, in whatever order the files come. Nothing is written to the file. Throws E110–
 * E112, E881, E895 (an exchange is under way).
 */
export async function takeOver(
  ledger: Ledger,
  bundle: Carrier,
  space?: string,
): Promise<PullResult & { blobs: number }> {
  const done = await receive(ledger, bundle, { space });
  if (!done) throw new Fault('E895', {}, { transient: true });
  const context = await readContext(ledger, new SyncStore(ledger, space));
  return { ...done, blobs: await fetchAhead(context, bundle, { budget: Infinity }, { byHand: true }) };
}
