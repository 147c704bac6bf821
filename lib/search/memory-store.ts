import type { SearchState, SearchStore } from '../ledger';

/**
 * Holds the index of a space in the memory of the thread, for a ledger with a lock: what stands on the disk is what the
 * ledger seals, and an index would be a readable copy of it. It is made anew whenever somebody opens the search.
 */
export class MemoryStore<Segment> implements Pick<
  SearchStore<Segment>,
  'name' | 'now' | 'read' | 'textsOf' | 'step' | 'reset'
> {
  /** One thread has it, and shares it with nobody. */
  readonly name = 'search-in-memory';
  #state: SearchState | undefined;
  #next = 1;
  readonly #parts = new Map<number, Segment>();
  readonly #gone = new Map<number, Uint8Array>();
  readonly #texts = new Map<string, string>();

  async now(): Promise<SearchState | undefined> {
    return this.#state;
  }

  async read() {
    const parts = [...this.#parts].map(([key, segment]) => ({ key, segment, gone: this.#gone.get(key) }));
    return { state: this.#state, parts };
  }

  async textsOf(ids: readonly string[]): Promise<string[]> {
    return ids.map((id) => this.#texts.get(id) ?? '');
  }

  async step(change: Parameters<SearchStore<Segment>['step']>[0]): Promise<number[]> {
    const keys = change.add.map((segment) => {
      this.#parts.set(this.#next, segment);
      return this.#next++;
    });
    for (const key of change.remove) {
      this.#parts.delete(key);
      this.#gone.delete(key);
    }
    for (const { key, flags } of change.gone) this.#gone.set(key, flags);
    for (const { id, text } of change.texts) this.#texts.set(id, text);
    for (const id of change.forget) this.#texts.delete(id);
    this.#state = change.state;
    return keys;
  }

  async reset(): Promise<void> {
    this.#state = undefined;
    this.#parts.clear();
    this.#gone.clear();
    this.#texts.clear();
  }
}
