import type { LedgerDb } from './db';
import type { QuarantineRow } from './rows';

/**
 * Collects rows that did not parse while views were reading and writes them down outside of the readers'
 * transactions. The record itself stays where it is.
 */
export class Quarantine {
  readonly #db: LedgerDb;
  readonly #waiting = new Map<string, QuarantineRow>();
  readonly #known = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(db: LedgerDb) {
    this.#db = db;
  }

  /** Notes a row that did not parse. Safe inside a read transaction; the note is written a moment later. */
  report(row: QuarantineRow): void {
    if (this.#known.has(row.id)) return;
    this.#known.add(row.id);
    this.#waiting.set(row.id, row);
    // A note that cannot be written now (full disk, window closing) is written with the next one.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), 0);
  }

  /** Writes what was noted. What cannot be written stays noted, and the error of the storage is thrown. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = [...this.#waiting.values()];
    if (!rows.length) return;
    await this.#db.quarantine.bulkPut(rows);
    for (const row of rows) if (this.#waiting.get(row.id) === row) this.#waiting.delete(row.id);
  }

  /** Everything in quarantine, newest first. */
  async list(): Promise<QuarantineRow[]> {
    return (await this.#db.quarantine.toArray()).sort((a, b) => b.at - a.at);
  }

  /** Number of rows in quarantine. */
  count(): Promise<number> {
    return this.#db.quarantine.count();
  }

  /** Takes a row off the list, after it parses again or the person has saved its content elsewhere. */
  async clear(id: string): Promise<void> {
    this.#known.delete(id);
    await this.#db.quarantine.delete(id);
  }
}
