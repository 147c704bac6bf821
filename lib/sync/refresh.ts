import type { Carrier } from '../carrier';
import type { RingRow, RosterRow } from '../ledger';
import { asBytes, sha256 } from './bytes';
import { type Context, readContext } from './context';
import { unwrapKeys } from './key-files';
import { parseFile } from './names';
import { sideBySide, type TransferOptions } from './push';
import { readRoster } from './roster';

/** Larger files are neither entries of a roster nor keys. */
const MOST = 4 << 20;

/** Fetches what is new of the roster and of wrapped keys, and reads the state anew. */
export async function refresh(
  context: Context,
  carrier: Carrier,
  options: TransferOptions,
): Promise<Context> {
  const { store, share, at, keys } = context;
  const known = new Map((await store.rosterFiles()).map((row) => [row.name, row]));
  const entries = await fetchNew(carrier, at.roster, 'entry', known, options);
  const files = await fetchNew(carrier, at.keys, 'keys', known, options);
  const all = [...known.values(), ...entries].filter(({ sort }) => sort === 'entry');
  const roster = await readRoster(share.space, share.root, all);
  const me = { device: share.device, owner: share.owner, kem: keys.kem };
  const whole: RosterRow[] = [...entries];
  const ring: RingRow[] = [];
  for (const file of files) {
    const rows = await unwrapKeys(share.space, file, roster, me);
    // A file whose signer is not known yet is asked for again.
    if (!rows) continue;
    whole.push(file);
    ring.push(...rows);
  }
  if (whole.length || ring.length) await store.learn(whole, ring);
  return readContext(context.ledger, store);
}

async function fetchNew(
  carrier: Carrier,
  folder: string,
  sort: RosterRow['sort'],
  known: ReadonlyMap<string, RosterRow>,
  { signal }: TransferOptions,
): Promise<RosterRow[]> {
  const listed = await carrier.list(folder, { signal });
  const found: RosterRow[] = [];
  const fresh = listed.filter(
    (entry) => !entry.folder && parseFile(entry.name) && !known.has(`${folder}/${entry.name}`),
  );
  await sideBySide(fresh, async (entry) => {
    const name = `${folder}/${entry.name}`;
    const got = await carrier.get(name, { signal });
    if (!got || got === 'same' || got.bytes.length > MOST) return;
    const hash = await sha256(asBytes(got.bytes));
    // Cut off or changed: it is asked for again.
    if (hash.startsWith(parseFile(entry.name)?.hash ?? '-')) {
      found.push({ name, sort, bytes: got.bytes, sent: true });
    }
  });
  return found;
}
