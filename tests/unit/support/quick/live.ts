import { listeners } from './engine';

/** What a transaction touched is told to nobody here. */
export class RangeSet {
  addKey(): this {
    return this;
  }
  addKeys(): this {
    return this;
  }
  add(): this {
    return this;
  }
}

/** Runs a query now and after every write. */
export const liveQuery = <T>(query: () => Promise<T> | T) => ({
  subscribe({ next, error }: { next(value: T): void; error(thrown: unknown): void }): {
    unsubscribe(): void;
  } {
    let isOver = false;
    const run = async (): Promise<void> => {
      try {
        const value = await query();
        if (!isOver) next(value);
      } catch (thrown) {
        if (!isOver) error(thrown);
      }
    };
    const again = (): void => void setImmediate(() => isOver || void run());
    listeners.add(again);
    void run();
    return {
      unsubscribe: () => {
        isOver = true;
        listeners.delete(again);
      },
    };
  },
});
