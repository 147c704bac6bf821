import type { Carrier } from '../carrier';
import type { RingRow, RosterRow } from '../ledger';
import { asBytes, sha256, textOf } from './bytes';
import { type Context, readContext } from './context';
import { unwrapKeys, wrappedIn } from './key-files';
import { parseRosterFile, place } from './names';
import { fetchOwnKeys } from './own-keys';
import type { TransferOptions } from './put';
import { sideBySide } from './side-by-side';
import { readRoster, type Roster } from './roster';
import { SIGNATURE } from './suite';

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
  const found = [
    ...(await fetchNew(carrier, at.roster, 'entry', known, options)),
    ...(await fetchNew(carrier, at.keys, 'keys', known, options)),
    ...(await fetchNew(carrier, at.self, undefined, known, options)),
  ];
  const entries = found.filter(({ sort }) => sort === 'entry');
  const files = found.filter(({ sort }) => sort === 'keys');
  const all = [...known.values(), ...entries].filter(({ sort }) => sort === 'entry');
  const roster = await readRoster(share.space, share.root, all);
  const me = { device: share.device, owner: share.owner, kem: keys.kem };
  const whole: RosterRow[] = [...entries];
  const ring: RingRow[] = [];
  const old = [...known.values()].filter(({ sort }) => sort === 'keys');
  for (const file of [...files, ...(await unopened(context, old))]) {
    const rows = await unwrapKeys(share.space, file, roster, me);
    // A file whose signer is not known yet is asked for again.
    if (!rows) continue;
    if (!known.has(file.name)) whole.push(file);
    ring.push(...rows);
  }
  if (whole.length || ring.length) await store.learn(whole, ring);
  const now = await readContext(context.ledger, store);
  return (await fetchOwnKeys(now, carrier, options)) ? readContext(context.ledger, store) : now;
}

/** Files of keys that came before the roster told what is in them. */
async function unopened({ share, ring }: Context, files: readonly RosterRow[]): Promise<RosterRow[]> {
  const here = new Set(ring.map(({ k, q }) => `${k} ${q} ${share.device}`));
  const found: RosterRow[] = [];
  for (const file of files) {
    const own = [...(await wrappedIn(share.space, [file]))].filter((name) =>
      name.endsWith(` ${share.device}`),
    );
    if (own.some((name) => !here.has(name))) found.push(file);
  }
  return found;
}

async function fetchNew(
  carrier: Carrier,
  folder: string,
  sort: RosterRow['sort'] | undefined,
  known: ReadonlyMap<string, RosterRow>,
  { signal }: TransferOptions,
): Promise<RosterRow[]> {
  const listed = await carrier.list(folder, { signal });
  const found: RosterRow[] = [];
  const fresh = listed.filter(
    (entry) => !entry.folder && parseRosterFile(entry.name) && !known.has(`${folder}/${entry.name}`),
  );
  await sideBySide(fresh, async (entry) => {
    const name = `${folder}/${entry.name}`;
    const got = await carrier.get(name, { signal });
    if (!got || got === 'same' || got.bytes.length > MOST) return;
    const hash = await sha256(asBytes(got.bytes));
    // Cut off or changed: it is asked for again.
    if (hash.startsWith(parseRosterFile(entry.name)?.hash ?? '-')) {
      found.push({ name, sort: sort ?? sortOf(got.bytes), bytes: got.bytes, sent: true });
    }
  });
  return found;
}

/** What a file that somebody wrote for themselves is: it says so. */
const sortOf = (bytes: Uint8Array): RosterRow['sort'] =>
  textOf(bytes.subarray(SIGNATURE, SIGNATURE + 20))?.includes('"keys"') ? 'keys' : 'entry';

/** The entries of a space's roster at the place, for somebody who is not in it. */
export async function rosterFilesAt(
  carrier: Carrier,
  space: string,
  { signal }: Pick<TransferOptions, 'signal'> = {},
): Promise<Pick<RosterRow, 'name' | 'bytes'>[]> {
  const files: Pick<RosterRow, 'name' | 'bytes'>[] = [];
  for (const folder of [place(space).roster, place(space).self]) {
    const listed = (await carrier.list(folder, { signal })).filter((entry) => !entry.folder);
    await sideBySide(listed, async (entry) => {
      const name = `${folder}/${entry.name}`;
      const got = await carrier.get(name, { signal });
      if (got && got !== 'same') files.push({ name, bytes: got.bytes });
    });
  }
  return files;
}

/** The roster of a space as it stands at the place, for somebody who is not in it. */
export const rosterAt = async (
  carrier: Carrier,
  { space, root }: { space: string; root: string },
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<Roster> => readRoster(space, root, await rosterFilesAt(carrier, space, options));
