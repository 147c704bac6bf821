import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/** One value in the storage of the extension, with its shape. */
export interface StoredItem<T> {
  /** The value; undefined when it was never set or does not have its shape. */
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
  /** Calls `listener` after each change, made in any context; returns the function that stops it. */
  watch(listener: (value: T | undefined) => void): () => void;
}

/**
 * Declares a value that is kept in `local` (survives the browser) or `session` (until the browser closes) storage.
 * Only for what can be made anew: records and everything else that a person entered belong in the ledger.
 */
export function storedItem<T>(
  area: 'local' | 'session',
  key: string,
  schema: z.ZodMiniType<T>,
): StoredItem<T> {
  const parse = (raw: unknown): T | undefined => {
    if (raw === undefined) return undefined;
    const result = z.safeParse(schema, raw);
    return result.success ? result.data : undefined;
  };
  return {
    async get() {
      return parse((await browser.storage[area].get(key))[key]);
    },
    async set(value) {
      await browser.storage[area].set({ [key]: value });
    },
    async remove() {
      await browser.storage[area].remove(key);
    },
    watch(listener) {
      const changed = (changes: Record<string, { newValue?: unknown }>, changedArea: string): void => {
        const change = changes[key];
        if (changedArea === area && change) listener(parse(change.newValue));
      };
      browser.storage.onChanged.addListener(changed);
      return () => browser.storage.onChanged.removeListener(changed);
    },
  };
}
