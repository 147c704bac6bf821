import type { Json } from '../records/kind';
import { type LedgerDb, storageFault } from './db';
import type { DraftRow } from './rows';

/**
 * Unsaved forms. Written through a second connection with relaxed durability: a keystroke must not wait for the
 * disk, and a kill of the browser loses at most the last half second of typing.
 */
export class Drafts {
  readonly #db: LedgerDb;
  readonly #wall: () => number;

  constructor(db: LedgerDb, wall: () => number) {
    this.#db = db;
    this.#wall = wall;
  }

  /** Keeps the state of a form. Throws E110 when the disk is full; the form still holds the text. */
  async put(draft: {
    id: string;
    form: string;
    title: string;
    route: string;
    data: Json;
  }): Promise<DraftRow> {
    const row: DraftRow = { ...draft, savedAt: this.#wall() };
    try {
      await this.#db.drafts.put(row);
    } catch (thrown) {
      throw storageFault(thrown);
    }
    return row;
  }

  /** The draft of a form, if there is one. */
  get(id: string): Promise<DraftRow | undefined> {
    return this.#db.drafts.get(id);
  }

  /** All drafts, newest first. */
  list(): Promise<DraftRow[]> {
    return this.#db.drafts.orderBy('savedAt').reverse().toArray();
  }

  /** Throws a draft away. */
  async delete(id: string): Promise<void> {
    await this.#db.drafts.delete(id);
  }
}
