import type { Carrier } from '../carrier';
import { REFUSED } from '../carrier/refusals';
import type { BlobRow } from '../ledger';
import { asFault } from '../records/fault';
import { pieceOf, SMALL } from './blobs';
import { pieceName } from './blob-format';
import { asBytes, sameBytes } from './bytes';
import type { Context } from './context';
import { putOnce, type TransferOptions } from './put';
import { sideBySide } from './side-by-side';

/** After so long a file that the place found too large is tried again: somebody may have raised its limit. */
const AGAIN = 24 * 3_600_000;

/**
 * Puts the pieces of files that were named here and are not whole at the place. `small` ones go before the segments, so
 * that a clip arrives with its text; `large` ones after the head. It may end anywhere: pieces come out the same again,
 * and what may be there is looked for before it is put. A file that the place refuses as too large, or whose bytes are
 * not in this profile, is noted and holds up no other. Answers how many files became whole there. Throws the refusals of
 * the carrier and E884.
 */
export async function pushBlobs(
  context: Context,
  carrier: Carrier,
  size: 'small' | 'large',
  options: TransferOptions,
): Promise<number> {
  const { blobs } = context.store;
  const now = context.ledger.clock.wall();
  const rows = (await blobs.pending()).filter(
    (row) => row.size <= SMALL === (size === 'small') && !(row.whyAt && Math.abs(now - row.whyAt) < AGAIN),
  );
  if (!rows.length) return 0;
  const fresh = rows.filter(({ begun }) => !begun).map(({ id }) => id);
  if (fresh.length) await blobs.change(fresh, (row) => (row.begun = true));
  let whole = 0;
  const put = async (row: BlobRow): Promise<void> => {
    if (await putRow(context, carrier, row, options)) whole += 1;
  };
  if (size === 'small') await sideBySide(rows, put);
  else for (const row of rows) await put(row);
  return whole;
}

async function putRow(
  context: Context,
  carrier: Carrier,
  row: BlobRow,
  options: TransferOptions,
): Promise<boolean> {
  const { store, share, at, ledger } = context;
  const { id, q, sha256, size, chunks } = row;
  const refuse = (why: string): Promise<void> =>
    store.blobs.change([id], (now) => {
      now.why = why;
      now.whyAt = ledger.clock.wall();
    });
  const data = await store.blobs.bytes(sha256);
  const about = { space: share.space, q, sha256, size };
  for (let index = row.done ?? 0; index < chunks.length; index += 1) {
    options.signal?.throwIfAborted();
    const bytes = data && (await pieceOf(asBytes(row.key), about, index, data));
    // Whoever has the bytes can put them there; here they were given up, or are not those that were named.
    if (!bytes || (await pieceName(bytes)) !== chunks[index]) {
      await refuse('E933');
      return false;
    }
    const name = at.blob(q, chunks[index] as string);
    const mayBeThere = row.begun && index === (row.done ?? 0);
    const there = mayBeThere ? await carrier.get(name, { signal: options.signal }) : undefined;
    try {
      if (!there || there === 'same' || !sameBytes(there.bytes, bytes)) {
        await putOnce(carrier, name, bytes, options);
      }
    } catch (thrown) {
      if (asFault(thrown).code !== REFUSED.tooLarge) throw thrown;
      await refuse(REFUSED.tooLarge);
      return false;
    }
    await store.blobs.change([id], (now) => {
      now.done = index + 1;
      if (now.done === chunks.length && now.state !== 'erased') now.state = 'stored';
      delete now.why;
      delete now.whyAt;
    });
  }
  return true;
}

/** Own files of which the place no longer lists every piece are put there again. */
export async function resendBlobs(
  { store, at }: Context,
  carrier: Carrier,
  { signal }: TransferOptions,
): Promise<void> {
  const rows = (await store.blobs.all()).filter(({ state }) => state === 'stored');
  const there = await listed({ at }, carrier, rows, signal);
  await sendAgain(
    { store },
    rows.filter((row) => !isThere(row, there)).map(({ id }) => id),
  );
}

/** The pieces that somebody looked for and did not find, as their heads say: whoever has the bytes puts them there again. */
export async function answerWants({ store }: Context, wanted: ReadonlySet<string>): Promise<void> {
  if (!wanted.size) return;
  const rows = (await store.blobs.all()).filter(
    ({ state, chunks }) => (state === 'stored' || state === 'known') && wanted.has(chunks[0] as string),
  );
  const here = await store.blobs.here(rows.map(({ sha256 }) => sha256));
  await sendAgain(
    { store },
    rows.filter(({ sha256 }) => here.has(sha256)).map(({ id }) => id),
  );
}

const sendAgain = async ({ store }: Pick<Context, 'store'>, ids: readonly string[]): Promise<void> => {
  if (!ids.length) return;
  await store.blobs.change(ids, (row) => {
    row.state = 'sealed';
    row.begun = true;
    delete row.done;
  });
};

/** Names of the pieces that the place lists in the compartments of these files. */
export async function listed(
  { at }: Pick<Context, 'at'>,
  carrier: Carrier,
  rows: readonly BlobRow[],
  signal?: AbortSignal,
): Promise<Set<string>> {
  const there = new Set<string>();
  for (const q of new Set(rows.map((row) => row.q))) {
    for (const { name } of await carrier.list(at.blobs(q), { signal })) there.add(`${q} ${name}`);
  }
  return there;
}

/** True when every piece of a file is among those that the place lists. */
export const isThere = ({ q, chunks }: BlobRow, there: ReadonlySet<string>): boolean =>
  chunks.every((name) => there.has(`${q} ${name}`));
