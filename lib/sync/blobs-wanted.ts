import type { BlobRow } from '../ledger';
import { refsIn } from '../records/refs';
import type { Context } from './context';

/** A file may still be on its way to the place: it is asked for after this many milliseconds. */
const PATIENCE = 10 * 60_000;
/** So many are asked for at once. */
const ASKED = 64;

/** A text is fetched ahead of need; anything else by choice. */
export const isText = ({ type }: Pick<BlobRow, 'type'>): boolean => type.startsWith('text/');

/**
 * Files that somebody else named, that a record refers to as it stands, and that are not in this profile; one for each,
 * those of the latest records first.
 */
export async function notHere({ store }: Pick<Context, 'store'>): Promise<BlobRow[]> {
  const rows = (await store.blobs.all()).filter(({ state }) => state !== 'erased');
  const here = await store.blobs.here([...new Set(rows.map(({ sha256 }) => sha256))]);
  const lacking = rows.filter(({ sha256 }) => !here.has(sha256));
  if (!lacking.length) return [];
  const records = await store.blobs.records([...new Set(lacking.flatMap(({ r }) => r))]);
  const named = new Map<string, string>();
  for (const { fields, gone, h } of records) {
    if (gone) continue;
    for (const { sha256 } of refsIn(fields)) {
      if ((named.get(sha256) ?? '') < h) named.set(sha256, h);
    }
  }
  const found = new Map<string, BlobRow>();
  for (const row of lacking) if (named.has(row.sha256) && !found.has(row.sha256)) found.set(row.sha256, row);
  return [...found.values()].sort((a, b) =>
    (named.get(a.sha256) as string) < (named.get(b.sha256) as string) ? 1 : -1,
  );
}

/** What this device's head asks for: the first pieces of files that it looked for in vain. */
export async function wanted({ store, ledger }: Pick<Context, 'store' | 'ledger'>): Promise<string[]> {
  const now = ledger.clock.wall();
  const rows = (await notHere({ store })).filter(
    ({ absent }) => absent !== undefined && Math.abs(now - absent) >= PATIENCE,
  );
  return rows
    .map(({ chunks }) => chunks[0] as string)
    .sort()
    .slice(0, ASKED);
}
