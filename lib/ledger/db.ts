import Dexie, { type Table } from 'dexie';
import { Fault } from '../records/fault';
import { strayReads } from './follow-reads';
import { Form, formMiddleware } from './lock/form';
import { MIGRATIONS } from './migrations';
import type { Migration } from './migrations/migration';
import type {
  AttachmentRow,
  ChangeRow,
  DraftRow,
  HistoryRow,
  MetaRow,
  QuarantineRow,
  RecordRow,
} from './rows';
import type { BlobRow } from './blob-rows';
import type { OrganisationRow, ReportRow, ReportTextRow } from './rollup-rows';
import type { StandingRow, TouchedRow } from './standing-rows';
import type { IdentityRow, OutboxRow, PeerRow, RingRow, RosterRow, SegmentRow } from './sync-rows';

/** Name of the database that holds the search index of a ledger's database. */
export const searchDatabase = (ledger: string): string => `${ledger}-search`;

/** The database of one space. Only this folder touches it. */
export class LedgerDb extends Dexie {
  declare records: Table<RecordRow, string>;
  declare changes: Table<ChangeRow, number>;
  declare history: Table<HistoryRow, [string, string, string]>;
  declare attachments: Table<AttachmentRow, string>;
  declare drafts: Table<DraftRow, string>;
  declare quarantine: Table<QuarantineRow, string>;
  declare meta: Table<MetaRow, string>;
  declare blobs: Table<BlobRow, string>;
  declare outbox: Table<OutboxRow, string>;
  declare segments: Table<SegmentRow, string>;
  declare devices: Table<PeerRow, string>;
  declare roster: Table<RosterRow, string>;
  declare ring: Table<RingRow, [string, string]>;
  declare identity: Table<IdentityRow, string>;
  declare reports: Table<ReportRow, [string, string]>;
  declare reportTexts: Table<ReportTextRow, [string, string]>;
  declare organisation: Table<OrganisationRow, string>;
  declare standings: Table<StandingRow, string>;
  declare touched: Table<TouchedRow, number>;

  /** How rows stand on the disk; shared by the connections of one ledger. */
  readonly form: Form;

  constructor(
    name: string,
    durability: 'strict' | 'relaxed',
    migrations: readonly Migration[] = MIGRATIONS,
    form: Form = new Form(),
  ) {
    // Commits write on the connection itself, which the library's cache of live results would not see.
    super(name, { chromeTransactionDurability: durability, cache: 'disabled' });
    this.use(strayReads);
    this.form = form;
    this.use(formMiddleware(form));
    for (const [index, migration] of migrations.entries()) {
      if (migration.version !== index + 1) throw new Error(`migration ${migration.version} leaves a gap`);
      const step = this.version(migration.version).stores(migration.stores);
      if (migration.upgrade) step.upgrade(migration.upgrade);
    }
  }
}

/**
 * Turns what the browser throws while writing into a {@link Fault}: E110 for a full disk, E111 for a database
 * closed underneath us (deleted or upgraded in another window), E112 for anything else of the storage.
 */
export function storageFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const error = thrown as { name?: string; message?: string; inner?: unknown };
  const names = [error?.name, (error?.inner as { name?: string } | undefined)?.name];
  if (names.includes('QuotaExceededError')) return new Fault('E110', {}, { cause: thrown, transient: true });
  if (names.includes('DatabaseClosedError') || names.includes('InvalidStateError')) {
    return new Fault('E111', {}, { cause: thrown, transient: true });
  }
  return new Fault('E112', { message: String(error?.message ?? thrown).slice(0, 160) }, { cause: thrown });
}
