import type { Carrier } from '../carrier';
import type { Amount, BlobRow } from '../ledger';
import { fetchBlob } from './blobs-fetch';
import { isThere, listed } from './blobs-push';
import { isText, notHere } from './blobs-wanted';
import type { Context } from './context';
import type { TransferOptions } from './put';
import { sideBySide } from './side-by-side';

/** What is fetched before anybody opens it: texts always, and files until their copies here hold so many bytes. */
export interface Ahead {
  budget: number;
}

/** A copy that was fetched is not given up by itself before this time (milliseconds) has gone by. */
export const KEPT = 30 * 86_400_000;
/** A file that was not at the place is looked for again after this time (milliseconds). */
const LOOK_AGAIN = 10 * 60_000;

type Place = Pick<Context, 'store' | 'share' | 'at' | 'ledger'>;

/**
 * Fetches what records refer to and is not here: every text, then files, those of the latest records first, as far as
 * the budget goes. A file that was given up here waits until somebody opens it, or asks for everything (`again`). It may
 * end anywhere. Answers how many came. Throws E110–E112 and the refusals of the carrier.
 */
export async function fetchAhead(
  context: Place,
  carrier: Carrier,
  { budget }: Ahead,
  options: TransferOptions & { again?: boolean } = {},
): Promise<number> {
  const now = context.ledger.clock.wall();
  const lacking = (await notHere(context)).filter(
    ({ looked }) =>
      options.byHand || options.again || looked === undefined || Math.abs(now - looked) >= LOOK_AGAIN,
  );
  let came = 0;
  const fetch = async ({ sha256 }: BlobRow): Promise<boolean> => {
    options.signal?.throwIfAborted();
    const isHere = (await fetchBlob(context, carrier, sha256, options)) === 'here';
    if (isHere) came += 1;
    return isHere;
  };
  await sideBySide(lacking.filter(isText), async (row) => void (await fetch(row)));
  let room = budget - (await copies(context)).bytes;
  for (const row of lacking) {
    if (isText(row) || (row.dropped !== undefined && !options.again) || row.size > room) continue;
    if (await fetch(row)) room -= row.size;
  }
  return came;
}

/** Copies of others' files that are in this profile: fetched, and no text. */
async function fetched({ store }: Pick<Context, 'store'>): Promise<BlobRow[]> {
  const rows = (await store.blobs.all()).filter((row) => row.got !== undefined && !isText(row));
  const here = await store.blobs.here(rows.map(({ sha256 }) => sha256));
  return once(rows.filter(({ sha256 }) => here.has(sha256)));
}

/** {@link fetched}, in files and bytes. */
export const copies = async (context: Pick<Context, 'store'>): Promise<Amount> =>
  amountOf(await fetched(context));

/**
 * Gives up copies of others' files beyond the budget, the oldest first, none before its time, and none that the place
 * does not show any more. Texts and own files stay. Answers what was given up.
 */
export async function trim(
  context: Pick<Context, 'store' | 'at' | 'ledger'>,
  carrier: Carrier,
  { budget }: Ahead,
  { signal }: TransferOptions = {},
): Promise<Amount> {
  const all = await fetched(context);
  let over = amountOf(all).bytes - budget;
  const now = context.ledger.clock.wall();
  const old = all
    .filter(({ got = now }) => now - got >= KEPT)
    .sort((a, b) => (a.got as number) - (b.got as number));
  if (over <= 0 || !old.length) return { files: 0, bytes: 0 };
  const there = await listed(context, carrier, old, signal);
  const given: BlobRow[] = [];
  for (const row of old) {
    if (over <= 0) break;
    if (!isThere(row, there)) continue;
    given.push(row);
    over -= row.size;
  }
  await context.store.blobs.drop(given.map(({ sha256 }) => sha256));
  return amountOf(given);
}

/**
 * Gives up every copy of a file that the place certainly has: others' that were fetched, and own ones whose every piece
 * the place lists now and whose commit a head there names. Texts stay. Answers what was given up.
 */
export async function freeRoom(
  context: Pick<Context, 'store' | 'at' | 'share'>,
  carrier: Carrier,
  { signal }: TransferOptions = {},
): Promise<Amount> {
  const share = (await context.store.share()) ?? context.share;
  const rows = (await context.store.blobs.all()).filter(
    (row) => !isText(row) && isSafe(row, share.confirmed),
  );
  const here = await context.store.blobs.here(rows.map(({ sha256 }) => sha256));
  const mine = rows.filter(({ sha256 }) => here.has(sha256));
  const there = await listed(context, carrier, mine, signal);
  const given = once(mine.filter((row) => isThere(row, there)));
  await context.store.blobs.drop(given.map(({ sha256 }) => sha256));
  return amountOf(given);
}

const isSafe = (row: BlobRow, confirmed: number): boolean =>
  row.state === 'stored' ? (row.n ?? 0) <= confirmed : row.state === 'known' && row.got !== undefined;

const once = (rows: readonly BlobRow[]): BlobRow[] => [
  ...new Map(rows.map((row) => [row.sha256, row])).values(),
];

export const amountOf = (rows: readonly Pick<BlobRow, 'size'>[]): Amount => ({
  files: rows.length,
  bytes: rows.reduce((sum, { size }) => sum + size, 0),
});
