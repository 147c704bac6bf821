import { type Carrier, type Entry, filesIn, type Listed } from '../carrier';
import { Fault } from '../records/fault';
import { sideBySide } from '../sync/side-by-side';
import { organisationPlace, parseReportName } from './names';

/** The bundle of what changed since the others of its period were written. */
export const NEW = 'new';

/** What a file of a bundle is worth: a request for it takes a browser as long as so many bytes of a bundle. */
const WORTH = 32 * 1024;

/** So many files of a bundle are looked at at once. */
const AT_ONCE = 24;

/** What is wanted of a period, by branch: the line that the place's listing has of its report now. */
export type Wanted = ReadonlyMap<string, Pick<Listed, 'mark' | 'size'>>;

/** The reports of a period in a bundle, by branch; the first of two counts. Nothing is checked but names and lengths. */
export function reportsIn(bytes: Uint8Array, org: string, period: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const one of filesIn(bytes)) {
    const name = parseReportName(one.name);
    if (name?.org === org && name.period === period && !found.has(name.b)) found.set(name.b, one);
  }
  return found;
}

/**
 * Hands out of the bundles of a period what the place still lists under the same mark and size. `take` looks at each file as
 * at any other and answers whether that was of use; what is not is left to be fetched by itself. Bundles that are not
 * there, not to be read, torn or stale say nothing.
 */
export async function takeBundled(
  { carrier, org, period }: { carrier: Carrier; org: string; period: string },
  wanted: Wanted,
  take: (b: string, bytes: Uint8Array, mark: string) => Promise<boolean>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Set<string>> {
  const folder = organisationPlace(org).bundle(period);
  const taken = new Set<string>();
  const listed = (await unlessRefused(() => carrier.list(folder, { signal }))) ?? [];
  const isWorth = ({ name, folder: isFolder, size = 0 }: Listed): boolean => {
    if (isFolder) return false;
    if (name === NEW) return true;
    const open = [...wanted.keys()].filter((b) => b.startsWith(name) && !taken.has(b));
    return /^[0-9a-f]$/.test(name) && open.length * WORTH >= Math.max(size, 1);
  };
  const readOne = async ({ name }: Listed): Promise<void> => {
    const got = await unlessRefused(() => carrier.get(`${folder}/${name}`, { signal }));
    if (!got || got === 'same') return;
    const entries = [...reportsIn(got.bytes, org, period)].filter(([b, { bytes, mark }]) => {
      if (name !== NEW && !b.startsWith(name)) return false;
      const now = taken.has(b) ? undefined : wanted.get(b);
      return mark && now?.mark === mark && (now.size === undefined || now.size === bytes.length);
    });
    const look = async ([b, { bytes, mark = '' }]: [string, Entry]): Promise<void> => {
      signal?.throwIfAborted();
      // A copy: what is kept of it must not hold the whole bundle.
      if (await take(b, bytes.slice(), mark)) taken.add(b);
    };
    await sideBySide(entries, look, AT_ONCE);
  };
  // The newest first: it may leave nothing to look for in the others.
  for (const one of listed.filter(({ name }) => name === NEW)) if (isWorth(one)) await readOne(one);
  const others = listed.filter((one) => one.name !== NEW && isWorth(one));
  // One comes down while another is read.
  await sideBySide(others, readOne, 2);
  return taken;
}

/** What a place answers; undefined when it refuses: whoever reads can do without. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
