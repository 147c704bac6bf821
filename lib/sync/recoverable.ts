import type { Carrier } from '../carrier';
import { REFUSED } from '../carrier';
import type { RingRow } from '../ledger';
import { Fault } from '../records/fault';
import { LEADS, type SpaceRole } from './compartments';
import { unwrapKeys } from './key-files';
import { place } from './names';
import type { OpenedRecovery } from './recovery-file';
import { namesIn } from './recovery-names';
import { rosterFilesAt } from './refresh';
import { readRoster, type Roster } from './roster';
import { parseEntries } from './roster-entry';
import { isSameKey } from './roster-state';
import { sharedSpace } from './shapes';
import { sideBySide } from './side-by-side';

/** Somebody of a space that is being recovered, as whom the new device may go on. */
export interface Recoverable {
  owner: string;
  member: string;
  role: SpaceRole;
  /** As the space's own records say; undefined where they do not, or cannot be read at the place. */
  name: string | undefined;
}

/** A space at the place that a recovery key opens. */
export interface FoundSpace {
  space: string;
  /** Hash of the founding entry. People who are in the space see it too, so that it can be compared. */
  root: string;
  /** Milliseconds at which it was founded, as claimed. */
  since: number;
  /** Of a company's space: which company; undefined while there is nothing in it that tells. */
  company: string | undefined;
  /** Of the branch or the company, as far as records that this key opens say. */
  name: string | undefined;
  people: Recoverable[];
}

/** What a recovery key opens at a place. */
export interface FoundSpaces {
  spaces: FoundSpace[];
  /** Spaces in which it was in force and another one is now. */
  replaced: number;
  /** Spaces that it does not open. */
  others: number;
  /** Spaces that this way in may not look into. */
  closed: number;
}

export interface LookOptions {
  /** Look at these alone: for a way in that may not list the others. */
  only?: readonly string[];
  signal?: AbortSignal;
  onProgress?: (done: number, of: number) => void;
}

/**
 * Looks through a place for the spaces that a recovery key opens: those of branches and of companies. Who keeps the
 * place could put a space of their own there that names this key: what tells the right one is its root, which those
 * who are in it see. Throws E952 (this way in may not list what is at the place), and what the carrier throws.
 */
export async function spacesAt(
  carrier: Carrier,
  opened: OpenedRecovery,
  options: LookOptions = {},
): Promise<FoundSpaces> {
  const names = options.only ?? (await spaceNames(carrier, options));
  const found: FoundSpaces = { spaces: [], replaced: 0, others: 0, closed: 0 };
  const companies = new Map<string, string>();
  let done = 0;
  await sideBySide(names, async (space) => {
    try {
      const { state, spaces } = await look(carrier, space, opened, options);
      if (state === 'replaced' || state === 'others') found[state] += 1;
      for (const { companyName, ...one } of spaces) {
        if (companyName && one.company) companies.set(one.company, companyName);
        found.spaces.push(one);
      }
    } catch (thrown) {
      if (options.only || !(thrown instanceof Fault) || thrown.code !== REFUSED.notAllowed) throw thrown;
      found.closed += 1;
    }
    options.onProgress?.((done += 1), names.length);
  });
  for (const space of found.spaces) {
    if (space.space.startsWith('c/')) space.name ??= companies.get(space.company ?? '');
    // A branch belongs to a company and is not its space.
    else space.company = undefined;
  }
  found.spaces.sort((a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
  return found;
}

/** One space: a place may show several beginnings of it, of which one is the right one. */
async function look(
  carrier: Carrier,
  space: string,
  opened: OpenedRecovery,
  options: LookOptions,
): Promise<{
  state: 'open' | 'replaced' | 'others' | 'none';
  spaces: (FoundSpace & { companyName: string | undefined })[];
}> {
  const files = await rosterFilesAt(carrier, space, options);
  const roots = (await parseEntries(space, files)).filter(({ value }) => value.act === 'found');
  const spaces: (FoundSpace & { companyName: string | undefined })[] = [];
  let wasOpen = false;
  for (const { hash } of roots) {
    const roster = await readRoster(space, hash, files);
    if (!isSameKey(roster.recovery, opened.key)) {
      wasOpen ||= roster.recoveries.has(opened.key.d);
      continue;
    }
    const rows = await keysAt(carrier, { space, roster }, opened, options);
    const { members, ...told } = await namesIn(carrier, { space, roster, rows }, options);
    const since = Math.min(...roster.since.values());
    spaces.push({ space, root: hash, since, ...told, people: peopleIn(roster, members) });
  }
  const state = spaces.length ? 'open' : wasOpen ? 'replaced' : roots.length ? 'others' : 'none';
  return { state, spaces };
}

const rank = ({ space }: FoundSpace): number => (space.startsWith('c/') ? 1 : 0);
const nameOf = ({ name, space, root }: FoundSpace): string => `${name ?? '\uffff'} ${space} ${root}`;

async function spaceNames(carrier: Carrier, { signal }: LookOptions): Promise<string[]> {
  try {
    const branches = await carrier.list('v1/b', { signal });
    const companies = await carrier.list('v1/c', { signal });
    return [
      ...branches.filter(({ folder }) => folder).map(({ name }) => name),
      ...companies.filter(({ folder }) => folder).map(({ name }) => `c/${name}`),
    ].filter((name) => sharedSpace.safeParse(name).success);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === REFUSED.notAllowed) {
      throw new Fault('E952', {}, { cause: thrown });
    }
    throw thrown;
  }
}

/** The people of a space, leaders first; whoever was removed is no one to go on as. */
function peopleIn(roster: Roster, names: ReadonlyMap<string, string>): Recoverable[] {
  const people = new Map<string, Recoverable>();
  for (const { owner, member, role } of roster.devices.values()) {
    people.set(owner, { owner, member, role, name: names.get(member) });
  }
  const leads = ({ role }: Recoverable): number => (LEADS.includes(role) ? 0 : 1);
  return [...people.values()].sort((a, b) => leads(a) - leads(b) || (a.owner < b.owner ? -1 : 1));
}

/** The keys of a space that a recovery key was given, fetched from the place. */
export async function keysAt(
  carrier: Carrier,
  { space, roster }: { space: string; roster: Roster },
  { key, kem }: OpenedRecovery,
  { signal }: Pick<LookOptions, 'signal'> = {},
): Promise<RingRow[]> {
  const folder = place(space).keys;
  const listed = (await carrier.list(folder, { signal })).filter((entry) => !entry.folder);
  const rows = new Map<string, RingRow>();
  await sideBySide(listed, async (entry) => {
    const name = `${folder}/${entry.name}`;
    const got = await carrier.get(name, { signal });
    if (!got || got === 'same') return;
    const me = { device: key.d, owner: '', kem };
    const given = await unwrapKeys(space, { name, bytes: got.bytes }, roster, me);
    for (const row of given ?? []) rows.set(`${row.k} ${row.q}`, row);
  });
  return [...rows.values()];
}
