import { putRows } from './bulk';
import { type LedgerDb, storageFault } from './db';
import type { Ledger } from './ledger';
import { storablePairs, usablePairs } from './lock/pairs';
import type {
  CommitteeRow,
  OwnOrganisationRow,
  ReportRow,
  ReportTextRow,
  RosterFileRow,
} from './rollup-rows';

/** Everything of one period. */
const within = (period: string): [[string, string], [string, string]] => [
  [period, ''],
  [period, '\uffff'],
];

/**
 * The tables of roll-ups, behind the ledger's door. Every method is one transaction. All of them throw E110, E111,
 * E112 when the storage refuses.
 */
export class RollupStore {
  readonly #db: LedgerDb;

  constructor(ledger: Ledger) {
    this.#db = ledger.db;
  }

  /** The organisation whose reports this profile reads; undefined when there is none. */
  own(): Promise<OwnOrganisationRow | undefined> {
    return guarded(async () =>
      usablePairs((await this.#db.organisation.get('own')) as OwnOrganisationRow | undefined),
    );
  }

  /** Keeps the organisation unless there is one. False when there is. */
  async keepOwn(row: OwnOrganisationRow): Promise<boolean> {
    const stored = await storablePairs(this.#db, row);
    return this.#write(['organisation'], async () => {
      if (await this.#db.organisation.get('own')) return false;
      await this.#db.organisation.put(stored);
      return true;
    });
  }

  /** Keeps how often branches are asked to report. The keys stay as they are stored. */
  keepEvery(every: NonNullable<OwnOrganisationRow['every']>): Promise<void> {
    return this.#write(['organisation'], async () => {
      const row = (await this.#db.organisation.get('own')) as OwnOrganisationRow | undefined;
      if (row) await this.#db.organisation.put({ ...row, every });
    });
  }

  /** Whom this branch reports to; undefined when nobody said so. */
  committee(): Promise<CommitteeRow | undefined> {
    return guarded(async () => (await this.#db.organisation.get('committee')) as CommitteeRow | undefined);
  }

  /** Changes whom this branch reports to from what is stored now; undefined forgets it. */
  changeCommittee(change: (row: CommitteeRow | undefined) => CommitteeRow | undefined): Promise<void> {
    return this.#write(['organisation'], async () => {
      const next = change((await this.#db.organisation.get('committee')) as CommitteeRow | undefined);
      if (next) await this.#db.organisation.put(next);
      else await this.#db.organisation.delete('committee');
    });
  }

  /** Files of the list of branches, by name. */
  rosterFiles(): Promise<RosterFileRow[]> {
    return guarded(
      async () => (await this.#db.organisation.where('id').startsWith('v1/').toArray()) as RosterFileRow[],
    );
  }

  keepRosterFiles(rows: readonly RosterFileRow[]): Promise<void> {
    return this.#write(['organisation'], async () => {
      await this.#db.organisation.bulkPut([...rows]);
    });
  }

  /** Every report of a period, without its text. */
  reports(period: string): Promise<ReportRow[]> {
    return guarded(() =>
      this.#db.reports
        .where('[period+b]')
        .between(...within(period), true, true)
        .toArray(),
    );
  }

  /** The periods of which there is a report, latest last. */
  periods(): Promise<string[]> {
    return guarded(async () => {
      const found: string[] = [];
      // One step for each period, however many branches reported.
      for (let after = ''; ;) {
        const [next] = (await this.#db.reports
          .where('[period+b]')
          .above([after, '\uffff'])
          .limit(1)
          .primaryKeys()) as [string, string][];
        if (!next) return found;
        [after] = next;
        found.push(after);
      }
    });
  }

  /** The whole text of one report; undefined when there is none. */
  text(period: string, b: string): Promise<string | undefined> {
    return guarded(async () => (await this.#db.reportTexts.get([period, b]))?.text);
  }

  /** Texts of reports in the order of `branches`, '' where there is none. */
  texts(period: string, branches: readonly string[]): Promise<string[]> {
    return guarded(async () => {
      const rows = await this.#db.reportTexts.bulkGet(branches.map((b): [string, string] => [period, b]));
      return rows.map((row) => row?.text ?? '');
    });
  }

  /** Keeps reports and their texts, all or none. */
  keepReports(rows: readonly ReportRow[], texts: readonly ReportTextRow[]): Promise<void> {
    return this.#write(['reports', 'reportTexts', 'organisation'], async () => {
      // Whoever watches the organisation learns of it: see `state`.
      await this.#db.organisation.put({ id: 'looked', count: rows.length });
      await putRows(this.#db, 'reports', rows);
      if (texts.length) await putRows(this.#db, 'reportTexts', texts);
    });
  }

  async #write<T>(tables: readonly string[], work: () => Promise<T>): Promise<T> {
    return guarded(() => this.#db.transaction('rw', [...tables], work) as Promise<T>);
  }
}

async function guarded<T>(work: () => PromiseLike<T> | T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
