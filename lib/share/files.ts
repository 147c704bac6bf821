import { type Amount, type BlobRow, type Ledger, isCompanySpace, sharedSpaces, SyncStore } from '../ledger';
import type { Carrier } from '../carrier';
import type { BlobRef } from '../records/kind';
import { refsIn } from '../records/refs';
import { Fault } from '../records/fault';
import { alone, amountOf, copies, fetchAhead, fetchBlob, freeRoom, notHere, place, trim } from '../sync';
import { keptPlace, openCarrier } from './place';

/** MiB of others' files that are fetched before anybody opens them, for those who chose nothing. */
export const AHEAD_MIB = 200;
/** What can be chosen. 0: only what somebody opens. Texts always come. */
export const AHEAD_CHOICES = [0, 50, 200, 1000] as const;

const MIB = 1 << 20;
/** After a place could not be reached, views do not ask it again for so many milliseconds; a person may. */
const QUIET = 20_000;

const waiting = new Map<string, Promise<Blob | undefined>>();
const quietUntil = new WeakMap<Ledger, number>();

/** What every step with files at the place works with, for each space of this profile. */
const atPlace = async (ledger: Ledger) =>
  (await sharedSpaces(ledger)).map((share) => ({
    ledger,
    store: new SyncStore(ledger, share.space),
    share,
    at: place(share.space),
  }));

/**
 * Brings bytes that somebody named and that are not here; undefined when nobody in this space named them. Several who
 * ask for the same at once wait for one answer. Throws E930 (not at the place yet, or it cannot be reached), E931 (files
 * go by hand), E932 (what stands there is not what was sealed).
 */
export function bring(
  ledger: Ledger,
  ref: BlobRef,
  options: { asked?: boolean } = {},
): Promise<Blob | undefined> {
  const key = `${ledger.clock.device} ${ref.sha256}`;
  const here = waiting.get(key);
  if (here) return here;
  const work = bringOne(ledger, ref, options).finally(() => waiting.delete(key));
  waiting.set(key, work);
  return work;
}

async function bringOne(
  ledger: Ledger,
  { sha256 }: BlobRef,
  { asked }: { asked?: boolean },
): Promise<Blob | undefined> {
  const contexts: Awaited<ReturnType<typeof atPlace>> = [];
  for (const context of await atPlace(ledger)) {
    const rows = await context.store.blobs.of([sha256]);
    if (rows.some(({ state }) => state !== 'erased')) contexts.push(context);
  }
  if (!contexts.length) return undefined;
  const reached: typeof contexts = [];
  for (const context of contexts) {
    const kept = await keptPlace(ledger, context.share.space);
    if (kept && kept.address.sort !== 'file') reached.push(context);
  }
  if (!reached.length) throw new Fault('E931');
  const now = ledger.clock.wall();
  if (!asked && (quietUntil.get(ledger) ?? 0) > now) throw notYet();
  let isDamaged = false;
  let failed: unknown;
  for (const context of reached) {
    try {
      const carrier = await openCarrier(ledger, context.share.space);
      const got = await fetchBlob(context, carrier, sha256);
      if (got === 'here') return await context.store.blobs.bytes(sha256);
      isDamaged ||= got === 'damaged';
    } catch (thrown) {
      failed ??= thrown;
    }
  }
  if (failed !== undefined) {
    quietUntil.set(ledger, now + QUIET);
    throw notYet(failed);
  }
  throw isDamaged ? new Fault('E932', {}, { transient: true }) : notYet();
}

const notYet = (cause?: unknown): Fault => new Fault('E930', {}, { cause, transient: true });

/**
 * Fetches, because a person asked for it, what is not here of these. Answers the first reason why something did not
 * come; undefined when everything is here.
 */
export async function bringAll(ledger: Ledger, refs: readonly BlobRef[]): Promise<Fault | undefined> {
  let why: Fault | undefined;
  for (const ref of refs) {
    try {
      if (!(await bring(ledger, ref, { asked: true })))
        why ??= new Fault('E113', { hash: ref.sha256.slice(0, 8) });
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      why ??= thrown;
    }
  }
  return why;
}

/** Bytes of others' files that may be here before anybody opens them. */
export const budgetOf = async (ledger: Ledger): Promise<number> =>
  ((await ledger.meta('filesAhead')) ?? AHEAD_MIB) * MIB;

/**
 * After an exchange in a space (`''` is the branch's): fetches texts, and files as far as the budget goes, and gives up old copies beyond it. One window
 * of the profile at a time. Throws E110–E112 and the refusals of the carrier.
 */
export async function tendFiles(
  ledger: Ledger,
  carrier: Carrier,
  options: { signal?: AbortSignal; space?: string } = {},
): Promise<void> {
  const { space = '', ...rest } = options;
  await alone(`files-${ledger.clock.device}`, async () => {
    const budget = await budgetOf(ledger);
    const context = (await atPlace(ledger)).find((one) => isOf(one.share.space, space));
    if (!context) return;
    await trim(context, carrier, { budget }, rest);
    await fetchAhead(context, carrier, { budget }, rest);
  });
}

/** True when a name is that of the space, where `''` is the branch's. */
const isOf = (name: string, space: string): boolean =>
  isCompanySpace(space) ? name === space : !isCompanySpace(name);

/** How it stands with files and long texts, without asking the place. */
export interface FileState {
  /** To be put at the place still, and of those what cannot be, by reason (a fault's code). */
  sending: Amount;
  refused: { why: string; amount: Amount }[];
  /** Named by others and not here. */
  lacking: Amount;
  /** Others' files that are here, and how many bytes of them may be here before anybody opens them. */
  copies: Amount;
  budget: number;
  /** Names at the place of what was erased on request, and sealed pieces of which are still there. */
  erased: string[];
}

/** Reads {@link FileState}; undefined when this profile is in no space. */
export async function fileState(ledger: Ledger): Promise<FileState | undefined> {
  const [contexts, budget] = await Promise.all([atPlace(ledger), budgetOf(ledger)]);
  if (!contexts.length) return undefined;
  const spaces = await Promise.all(
    contexts.map(async (context) => ({
      at: context.at,
      all: await context.store.blobs.all(),
      fresh: await unsealed(context),
      lacking: await notHere(context),
      copies: await copies(context),
    })),
  );
  const all = spaces.flatMap((space) => space.all);
  const pending = all.filter(({ state }) => state === 'sealed');
  const why = new Map<string, BlobRow[]>();
  for (const row of pending) if (row.why) why.set(row.why, [...(why.get(row.why) ?? []), row]);
  return {
    sending: amountOf([...pending, ...spaces.flatMap(({ fresh }) => fresh)]),
    refused: [...why].map(([code, rows]) => ({ why: code, amount: amountOf(rows) })),
    lacking: amountOf(spaces.flatMap((space) => space.lacking)),
    copies: sum(spaces.map((space) => space.copies)),
    budget,
    erased: spaces
      .flatMap(({ at, all: rows }) =>
        rows
          .filter(({ state }) => state === 'erased')
          .flatMap(({ q, chunks }) => chunks.map((name) => at.blob(q, name))),
      )
      .sort(),
  };
}

/** Change lines that are looked at for files which are not sealed yet. */
const LINES = 5000;

/** Files of commits that nobody has sealed yet, as far as their bytes are here. */
async function unsealed({ store, share }: Awaited<ReturnType<typeof atPlace>>[number]): Promise<BlobRef[]> {
  const commits = await store.commitsAfter(share.lastSealed, LINES);
  const refs = refsIn(commits.filter(({ via }) => !via).flatMap(({ lines }) => lines.map(({ f }) => f)));
  const hashes = refs.map(({ sha256 }) => sha256);
  const [here, known] = await Promise.all([store.blobs.here(hashes), store.blobs.of(hashes)]);
  const named = new Set(known.map(({ sha256 }) => sha256));
  return refs.filter(({ sha256 }) => here.has(sha256) && !named.has(sha256));
}

const sum = (amounts: readonly Amount[]): Amount => ({
  files: amounts.reduce((total, { files }) => total + files, 0),
  bytes: amounts.reduce((total, { bytes }) => total + bytes, 0),
});

/** Every space whose files do not go by hand alone, with its place. Throws as {@link openCarrier}. */
async function reachable(ledger: Ledger) {
  const contexts = await atPlace(ledger);
  const found: [(typeof contexts)[number], Carrier][] = [];
  for (const context of contexts) {
    const { space } = context.share;
    const isByHand = (await keptPlace(ledger, space))?.address.sort === 'file';
    if (!isByHand || contexts.length === 1) found.push([context, await openCarrier(ledger, space)]);
  }
  return found;
}

/** Fetches everything that is not here, whatever the budget. Throws as {@link tendFiles}, and what opening a place throws. */
export async function bringEverything(ledger: Ledger): Promise<number> {
  let came = 0;
  for (const [context, carrier] of await reachable(ledger)) {
    came += await fetchAhead(context, carrier, { budget: Infinity }, { again: true });
  }
  return came;
}

/** Gives up every copy that the place certainly has; see `freeRoom`. Throws as {@link bringEverything}. */
export async function freeFiles(ledger: Ledger): Promise<Amount> {
  const given: Amount[] = [];
  for (const [context, carrier] of await reachable(ledger)) given.push(await freeRoom(context, carrier));
  return sum(given);
}
