import { type Carrier, type Listed } from '../carrier';
import type { RingRow } from '../ledger';
import { asBytes } from './bytes';
import { chainOwner, isTailName, place } from './names';
import type { Roster } from './roster';
import { openSegment } from './segment';
import type { WireLine } from './shapes';

/** So many segments from the beginning of a chain, and so many chains, are looked into for names. */
const SEGMENTS = 4;
const CHAINS = 6;

/** What the records of a space say of its own name and of its people. */
export interface Names {
  /** Of the branch. */
  name: string | undefined;
  /** The company that a branch belongs to, or whose space it is. */
  company: string | undefined;
  companyName: string | undefined;
  /** Names by member. */
  members: ReadonlyMap<string, string>;
}

/**
 * Reads the name of a branch, or which company a space is of, out of the first segments of the devices that were let
 * in first: that is where a branch is described. Nothing is kept. A place that does not show them leaves the names open.
 */
export async function namesIn(
  carrier: Carrier,
  { space, roster, rows }: { space: string; roster: Roster; rows: readonly RingRow[] },
  { signal }: { signal?: AbortSignal } = {},
): Promise<Names> {
  const isCompany = space.startsWith('c/');
  const q = isCompany ? 'g' : 'r';
  const members = new Map<string, string>();
  const told: Record<'name' | 'company' | 'companyName', string | undefined> = {
    name: undefined,
    company: undefined,
    companyName: undefined,
  };
  const hear = ({ t, r, f }: WireLine): void => {
    if (t === 'branch') {
      told.name = textOf(f.name) ?? told.name;
      told.company = textOf(f.companyId) ?? told.company;
      told.companyName = textOf(f.company) ?? told.companyName;
    } else if (t === 'member') {
      const name = textOf(f.name);
      if (name) members.set(r, name);
    } else if (isCompany) told.company ??= textOf(f.companyId);
  };
  const devices = [...roster.devices.values()].sort(
    (a, b) => (roster.since.get(a.d) ?? 0) - (roster.since.get(b.d) ?? 0),
  );
  for (const device of devices.slice(0, CHAINS)) {
    if (isCompany ? told.company : told.name) break;
    const chain = place(space).chain(chainOwner(device.owner, device.d), q);
    for (const file of await firstOf(carrier, chain, signal)) {
      const got = await carrier.get(`${chain}/${file}`, { signal });
      if (!got || got === 'same') continue;
      const opened = await openSegment(asBytes(got.bytes), {
        device: ({ d }) => (d === device.d ? device.sign : undefined),
        epoch: ({ k }) => rows.find((row) => row.k === k && row.q === q)?.key,
      });
      if (opened.ok && opened.header.b === space) opened.lines.forEach(hear);
    }
  }
  return { ...told, members };
}

/** The first segments of a chain, by names below its folder. */
async function firstOf(carrier: Carrier, chain: string, signal: AbortSignal | undefined): Promise<string[]> {
  const months = sorted(await carrier.list(chain, { signal })).filter(({ folder }) => folder);
  const found: string[] = [];
  for (const month of months) {
    const files = sorted(await carrier.list(`${chain}/${month.name}`, { signal }));
    found.push(...files.map(({ name }) => `${month.name}/${name}`).filter(isTailName));
    if (found.length >= SEGMENTS) break;
  }
  return found.slice(0, SEGMENTS);
}

const sorted = (listed: readonly Listed[]): Listed[] =>
  [...listed].sort((a, b) => (a.name < b.name ? -1 : 1));

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.slice(0, 200) : undefined;
