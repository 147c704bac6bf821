import { storageFault } from './db';
import type { Ledger } from './ledger';
import type { PeerRow, RingRow, SegmentRow, ShareRow } from './sync-rows';

/**
 * Names of one space's rows in the tables of sharing. A profile belongs to one branch space, and beside it to company
 * spaces, whose names begin with `c/`. Files are told apart by their full names; chains and keys have the space before
 * theirs, so that rows of the branch space read as they always did.
 */
export class SyncScope {
  /** Row of {@link ShareRow}. */
  readonly share: ShareRow['id'];
  readonly #before: string;

  constructor(readonly space: string) {
    this.share = isCompanySpace(space) ? `share:${space}` : 'share';
    this.#before = isCompanySpace(space) ? `@${space}/` : '';
  }

  /** True for the full name of a file of this space. */
  hasFile = ({ name }: { name: string }): boolean =>
    this.#before ? name.startsWith(`v1/${this.space}/`) : !name.startsWith('v1/c/');

  /** A chain, or the compartment of a key, as it stands in the tables. */
  key = (name: string): string => `${this.#before}${name}`;

  /** A row of a chain as the tables have it. */
  chain = <T extends PeerRow | SegmentRow>(row: T): T => ({ ...row, d: this.key(row.d) });

  ring = (row: RingRow): RingRow => ({ ...row, q: this.key(row.q) });

  /** The rows of chains that are of this space, with the names that they have in it. */
  chains = <T extends PeerRow | SegmentRow>(rows: readonly T[]): T[] =>
    rows.filter(({ d }) => this.hasChain(d)).map((row) => ({ ...row, d: row.d.slice(this.#before.length) }));

  rings = (rows: readonly RingRow[]): RingRow[] =>
    rows.filter(({ q }) => this.hasChain(q)).map((row) => ({ ...row, q: row.q.slice(this.#before.length) }));

  /** True for a chain or key of this space as it stands in the tables. */
  hasChain(name: string): boolean {
    return this.#before ? name.startsWith(this.#before) : !name.startsWith('@');
  }
}

/** True for the space of a company, false for that of a branch. */
export const isCompanySpace = (space: string): boolean => space.startsWith('c/');

/** The spaces that a profile belongs to, that of its branch first. Throws E110–E112. */
export async function sharedSpaces({ db }: Ledger): Promise<ShareRow[]> {
  try {
    return (await db.identity.where('id').startsWith('share').sortBy('id')) as ShareRow[];
  } catch (thrown) {
    throw storageFault(thrown);
  }
}

/** The first company whose space a profile is in, and this person's name as it was given there. Throws E110–E112. */
export async function sharedCompany(
  ledger: Ledger,
): Promise<{ companyId: string; name: string; myName?: string } | undefined> {
  const share = (await sharedSpaces(ledger)).find(({ company }) => company);
  const { company = '', title = '', myName } = share ?? {};
  return share && { companyId: company, name: title, ...(myName ? { myName } : {}) };
}
