/** One place of whole files under plain ASCII names. Correctness rests on put, get and list alone. */
export interface Carrier {
  /** Stores a whole file. With `create`, a place that can tell answers 'exists' instead of overwriting. */
  put(
    name: string,
    bytes: Uint8Array,
    options?: { create?: boolean; signal?: AbortSignal },
  ): Promise<'stored' | 'exists'>;
  /** The whole file; undefined when it is not there; 'same' when `unless` is its current mark. */
  get(
    name: string,
    options?: { unless?: string; signal?: AbortSignal },
  ): Promise<{ bytes: Uint8Array; mark?: string } | 'same' | undefined>;
  /** Files directly in a folder (names relative to it), with marks where the place gives them; [] when the folder is not there. */
  list(
    folder: string,
    options?: { signal?: AbortSignal },
  ): Promise<{ name: string; folder: boolean; size?: number; mark?: string }[]>;
  /** Files in a folder and in every folder below it, where the place tells them in one listing; see {@link listDeep}. */
  listDeep?(folder: string, options?: { signal?: AbortSignal }): Promise<Listed[]>;
}

/** One line of a listing. */
export type Listed = Awaited<ReturnType<Carrier['list']>>[number];

/** What {@link Carrier.get} answers. */
export type Got = Awaited<ReturnType<Carrier['get']>>;

const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** True for one part of a name: ASCII letters, digits, `-`, `_` and dots, at most 128, not beginning with a dot. */
export const isPlainPart = (part: string): boolean => PART.test(part);

/** True for a name that every place can hold: plain parts, joined by single slashes. */
export const isPlainName = (name: string): boolean =>
  name.length <= 600 && name.split('/').every(isPlainPart);

/**
 * The parts of a file's name, or of a folder's with `folder` ('' is the whole place). Names are made by the program:
 * any other name is a mistake in it, and is thrown as one.
 */
export function partsOf(name: string, folder = false): string[] {
  if (folder && name === '') return [];
  const plain = folder ? name.replace(/\/$/, '') : name;
  if (!isPlainName(plain)) throw new TypeError(`no name of a carrier: ${name.slice(0, 80)}`);
  return plain.split('/');
}

/**
 * What lies directly in a folder, of files that are known by their whole names; the lines keep what else is said of a
 * file. Later files of a name win.
 */
export function listNames(files: Iterable<Omit<Listed, 'folder'>>, folder: string): Listed[] {
  const start = partsOf(folder, true)
    .map((part) => `${part}/`)
    .join('');
  const found = new Map<string, Listed>();
  for (const file of files) {
    if (!file.name.startsWith(start)) continue;
    const [first = '', ...deeper] = file.name.slice(start.length).split('/');
    found.set(first, deeper.length ? { name: first, folder: true } : { ...file, name: first, folder: false });
  }
  return [...found.values()];
}

/** So many folders are listed at once. */
const FOLDERS_AT_ONCE = 12;

/**
 * Every file in a folder and in the folders directly in it, with names relative to it: one listing where the place can
 * do that, else one for each folder.
 */
export async function listDeep(
  place: Carrier,
  folder: string,
  options: { signal?: AbortSignal } = {},
): Promise<Listed[]> {
  if (place.listDeep) return place.listDeep(folder, options);
  const found: Listed[] = [];
  const folders: string[] = [];
  for (const entry of await place.list(folder, options)) {
    if (entry.folder) folders.push(entry.name);
    else found.push(entry);
  }
  let next = 0;
  const run = async (): Promise<void> => {
    for (let name = folders[next++]; name !== undefined; name = folders[next++]) {
      const inside = await place.list(`${folder}/${name}`, options);
      for (const entry of inside) if (!entry.folder) found.push({ ...entry, name: `${name}/${entry.name}` });
    }
  };
  await Promise.all(Array.from({ length: Math.min(FOLDERS_AT_ONCE, folders.length) }, run));
  return found;
}
