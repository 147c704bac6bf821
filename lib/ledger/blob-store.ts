import { readyBlobs } from './attachments';
import type { BlobRow } from './blob-rows';
import type { LedgerDb } from './db';
import { guarded } from './guarded';
import type { Ledger } from './ledger';
import type { AttachmentRow, RecordRow } from './rows';
import { isCompanySpace } from './sync-scope';

/** What waits, in files and bytes. */
export interface Amount {
  files: number;
  bytes: number;
}

/**
 * The table of shared files, behind the ledger's door. Every method is one transaction. All of them throw E110, E111,
 * E112 when the storage refuses.
 */
export class BlobStore {
  readonly #db: LedgerDb;
  readonly #now: () => number;
  readonly #space: string;

  /** @param space the company space whose files these are; the branch space's otherwise */
  constructor(ledger: Ledger, space = '') {
    this.#space = isCompanySpace(space) ? space : '';
    this.#db = ledger.db;
    this.#now = () => ledger.clock.wall();
  }

  /** A row as the table has it: named apart from the same file in another space. */
  readonly scoped = (row: BlobRow): BlobRow =>
    this.#space && !row.space ? { ...row, id: `${this.#space} ${row.id}`, space: this.#space } : row;

  #own(rows: readonly BlobRow[]): BlobRow[] {
    return rows.filter(({ space = '' }) => space === this.#space);
  }

  /** What is known of these files, by the SHA-256 of the whole. */
  of(hashes: readonly string[]): Promise<BlobRow[]> {
    return guarded(async () =>
      this.#own(
        await this.#db.blobs
          .where('sha256')
          .anyOf([...hashes])
          .toArray(),
      ),
    );
  }

  /** Everything that is known. */
  all(): Promise<BlobRow[]> {
    return guarded(async () => this.#own(await this.#db.blobs.toArray()));
  }

  /** What still has to be put at the place, the smallest first. */
  pending(): Promise<BlobRow[]> {
    return guarded(async () =>
      this.#own(await this.#db.blobs.where('state').equals('sealed').toArray()).sort(
        (a, b) => a.size - b.size,
      ),
    );
  }

  /** Number of records in commits up to `n` with a file that is not whole at the place yet. */
  async recordsUpTo(n: number): Promise<number> {
    return new Set((await this.pending()).flatMap((row) => ((row.n ?? 0) <= n ? row.r : []))).size;
  }

  /** Bytes that are in this profile. */
  async bytes(sha256: string): Promise<Blob | undefined> {
    return guarded(async () => (await this.#db.attachments.get(sha256))?.data);
  }

  /** Which of these are in this profile. */
  here(hashes: readonly string[]): Promise<Set<string>> {
    return guarded(
      async () =>
        new Set(
          (await this.#db.attachments
            .where('sha256')
            .anyOf([...hashes])
            .primaryKeys()) as string[],
        ),
    );
  }

  /** Records by id, whatever their state. */
  records(ids: readonly string[]): Promise<RecordRow[]> {
    return guarded(async () =>
      (await this.#db.records.bulkGet([...ids])).filter((row): row is RecordRow => Boolean(row)),
    );
  }

  /** Changes rows by id, in one transaction; an id without a row is passed over. */
  change(ids: readonly string[], change: (row: BlobRow) => void): Promise<void> {
    return guarded(() =>
      this.#db.transaction('rw', this.#db.blobs, async () => {
        for (const row of await this.#db.blobs.bulkGet([...ids])) {
          if (!row) continue;
          change(row);
          await this.#db.blobs.put(row);
        }
      }),
    );
  }

  /** Keeps what was fetched, and that it was: bytes and note in one transaction. */
  async keep(row: Pick<AttachmentRow, 'sha256' | 'size' | 'type' | 'data'>): Promise<void> {
    const { blobs, attachments } = this.#db;
    const addedAt = this.#now();
    await readyBlobs(this.#db, [row.data]);
    return guarded(() =>
      this.#db.transaction('rw', [blobs, attachments], async () => {
        if (!(await attachments.get(row.sha256))) await attachments.put({ ...row, addedAt });
        const last = (await blobs.orderBy('got').last())?.got ?? 0;
        const got = Math.max(addedAt, last + 1);
        await blobs
          .where('sha256')
          .equals(row.sha256)
          .modify((one: BlobRow) => {
            one.got = got;
            delete one.absent;
            delete one.looked;
            delete one.damaged;
            delete one.dropped;
          });
      }),
    );
  }

  /** Gives up copies in this profile. */
  drop(hashes: readonly string[]): Promise<void> {
    const { blobs, attachments } = this.#db;
    const dropped = this.#now();
    return guarded(() =>
      this.#db.transaction('rw', [blobs, attachments], async () => {
        await attachments.bulkDelete([...hashes]);
        await blobs
          .where('sha256')
          .anyOf([...hashes])
          .modify((row: BlobRow) => {
            row.dropped = dropped;
          });
      }),
    );
  }

  /** Adds rows inside a transaction over the table: of one that is there, only what refers to it grows. */
  async add(fresh: readonly BlobRow[]): Promise<void> {
    if (!fresh.length) return;
    const { blobs } = this.#db;
    const rows = fresh.map(this.scoped);
    const here = await blobs.bulkGet(rows.map(({ id }) => id));
    const put = new Map<string, BlobRow>();
    for (const [index, row] of rows.entries()) {
      const before = put.get(row.id) ?? here[index];
      if (before?.state === 'erased') continue;
      put.set(row.id, {
        ...row,
        ...before,
        r: [...new Set([...(before?.r ?? []), ...row.r])],
        ...(row.n === undefined ? {} : { n: row.n }),
        ...(row.s === undefined ? {} : { s: row.s }),
      });
    }
    await blobs.bulkPut([...put.values()]);
  }
}
