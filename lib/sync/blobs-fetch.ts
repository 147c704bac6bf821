import type { Carrier } from '../carrier';
import { type BlobRow, hashBlob } from '../ledger';
import { openPiece, PIECE_FILE, pieceName } from './blob-format';
import { asBytes } from './bytes';
import type { Context } from './context';
import type { TransferOptions } from './put';

/**
 * What became of looking for a file.
 *
 * - `here`: it is in this profile now
 * - `absent`: the place does not show it, or not all of it
 * - `damaged`: what stands there is not what its writer sealed; nothing of it was kept
 * - `unknown`: nobody said where it lies
 */
export type Fetched = 'here' | 'absent' | 'damaged' | 'unknown';

/** Ways that are likely to lead there come first. */
const likely = (row: BlobRow): number =>
  (row.damaged ? 2 : 0) + (row.absent === undefined ? 0 : 1) - (row.state === 'stored' ? 1 : 0);

/**
 * Fetches a file that somebody named, and keeps it: every piece is held against its name, opened, and the whole against
 * its hash. Throws E110–E112 and the refusals of the carrier.
 */
export async function fetchBlob(
  context: Pick<Context, 'store' | 'share' | 'at' | 'ledger'>,
  carrier: Carrier,
  sha256: string,
  options: TransferOptions = {},
): Promise<Fetched> {
  const { blobs } = context.store;
  if ((await blobs.here([sha256])).size) return 'here';
  const rows = (await blobs.of([sha256])).filter(({ state }) => state !== 'erased');
  rows.sort((a, b) => likely(a) - likely(b));
  let last: Fetched = 'unknown';
  for (const row of rows) {
    const got = await fetchRow(context, carrier, row, options);
    if (got instanceof Blob) {
      await blobs.keep({ sha256, size: row.size, type: row.type, data: got });
      return 'here';
    }
    if (last !== 'damaged') last = got;
    if (options.byHand) continue;
    await blobs.change([row.id], (now) => {
      now.looked = context.ledger.clock.wall();
      now.absent ??= now.looked;
      if (got === 'damaged') now.damaged = true;
      else delete now.damaged;
    });
  }
  return last;
}

async function fetchRow(
  { share, at }: Pick<Context, 'share' | 'at'>,
  carrier: Carrier,
  row: BlobRow,
  { signal }: TransferOptions,
): Promise<Blob | 'absent' | 'damaged'> {
  const { q, sha256, size, type, chunks } = row;
  const about = { space: share.space, q, sha256, size };
  const parts: Blob[] = [];
  for (const [index, name] of chunks.entries()) {
    signal?.throwIfAborted();
    const got = await carrier.get(at.blob(q, name), { signal });
    if (!got || got === 'same') return 'absent';
    const bytes = asBytes(got.bytes);
    if (bytes.length > PIECE_FILE || (await pieceName(bytes)) !== name) return 'damaged';
    const plain = await openPiece(asBytes(row.key), about, index, bytes);
    if (!plain) return 'damaged';
    // As a blob of its own, which the browser may keep on disk.
    parts.push(new Blob([plain]));
  }
  const whole = new Blob(parts, { type });
  return whole.size === size && (await hashBlob(whole)) === sha256 ? whole : 'damaged';
}
