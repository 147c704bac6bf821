import Dexie, { type Table } from 'dexie';
import { searchDatabase } from './db';

/** What is kept of the index beside its parts: up to which commit it goes, and what it was made with. */
export interface SearchState {
  /** Number of the last commit that is in the index. */
  n: number;
  /** Moment of the last fetched text that is in it. */
  got?: number;
  /** Changes whenever the index would be made differently: version of its form, language of its words. */
  made: string;
}

interface PartRow<Segment> {
  key?: number;
  segment: Segment;
}

/**
 * The database of a space's search index, beside its ledger. Everything in it can be made anew from the ledger, so it
 * is in no backup and may be thrown away at any time.
 */
export class SearchStore<Segment> extends Dexie {
  declare parts: Table<PartRow<Segment>, number>;
  declare gone: Table<{ key: number; flags: Uint8Array }, number>;
  declare texts: Table<{ id: string; text: string }, string>;
  declare state: Table<SearchState & { key: 'state' }, string>;

  /** @param ledger database name of the ledger */
  constructor(ledger: string) {
    super(searchDatabase(ledger), { chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({ parts: '++key', gone: 'key', texts: 'id', state: 'key' });
  }

  /** How far the index goes now: another window may have gone on. */
  now(): Promise<SearchState | undefined> {
    return this.state.get('state');
  }

  /** The whole index as it was left. */
  async read(): Promise<{
    state: SearchState | undefined;
    parts: { key: number; segment: Segment; gone: Uint8Array | undefined }[];
  }> {
    return this.transaction('r', [this.parts, this.gone, this.state], async () => {
      const [state, rows, gone] = await Promise.all([
        this.state.get('state'),
        this.parts.toArray(),
        this.gone.toArray(),
      ]);
      const flags = new Map(gone.map((row) => [row.key, row.flags]));
      return {
        state,
        parts: rows.map(({ key = 0, segment }) => ({ key, segment, gone: flags.get(key) })),
      };
    });
  }

  /** Texts of documents in the order asked; '' for one that is not there. */
  async textsOf(ids: readonly string[]): Promise<string[]> {
    return (await this.texts.bulkGet([...ids])).map((row) => row?.text ?? '');
  }

  /**
   * Writes one step of the index whole or not at all. Returns the keys of the parts that were added, in their order.
   */
  async step(change: {
    state: SearchState;
    add: readonly Segment[];
    remove: readonly number[];
    gone: readonly { key: number; flags: Uint8Array }[];
    texts: readonly { id: string; text: string }[];
    forget: readonly string[];
  }): Promise<number[]> {
    return this.transaction('rw', [this.parts, this.gone, this.texts, this.state], async () => {
      const keys: number[] = [];
      for (const segment of change.add) keys.push(await this.parts.add({ segment }));
      await this.parts.bulkDelete([...change.remove]);
      await this.gone.bulkDelete([...change.remove]);
      await this.gone.bulkPut([...change.gone]);
      await this.texts.bulkPut([...change.texts]);
      await this.texts.bulkDelete([...change.forget]);
      await this.state.put({ key: 'state', ...change.state });
      return keys;
    });
  }

  /** Empties the index. */
  async reset(): Promise<void> {
    await this.transaction('rw', [this.parts, this.gone, this.texts, this.state], async () => {
      for (const table of [this.parts, this.gone, this.texts, this.state]) await table.clear();
    });
  }
}

/** Throws the search index of a ledger's database away; whoever searches makes it anew. */
export async function clearSearch(ledger: string): Promise<void> {
  const store = new SearchStore(ledger);
  try {
    await store.reset();
  } finally {
    store.close();
  }
}
