import Dexie, { type DBCore, type Middleware, type ObservabilitySet, RangeSet } from 'dexie';

/** What the library knows of the piece of code that runs: a live query's `subscr` collects what it reads. */
interface Zone {
  subscr?: ObservabilitySet;
}

const zone = (): Zone => (Dexie.Promise as unknown as { PSD: Zone }).PSD;

const CLOSING: readonly string[] = ['DatabaseClosedError', 'AbortError'];

/** Ways to read a table. */
const READS = ['get', 'getMany', 'query', 'openCursor', 'count'] as const;

/** For each query that runs now: the reads that were made meanwhile and belong to no query that the library knows. */
const running = new Set<ObservabilitySet[]>();

/**
 * The library knows that a read belongs to a live query as long as the query has only waited for the storage; after a
 * key, a decompression or an answer of the network it does not. Such a read is counted for every live query that runs
 * at the moment: one too many is asked again, none too few. Reads of a transaction that writes are no query's.
 */
export const strayReads: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'StrayReads',
  // Above the library's own observation, which does the noting.
  level: 1,
  create: (core) => ({
    table(name) {
      const table = core.table(name);
      const watched = { ...table };
      for (const read of READS) {
        watched[read] = (request: { trans: unknown }): never => {
          const run = () => table[read](request as never) as never;
          const here = zone();
          if (!running.size || here.subscr || (request.trans as IDBTransaction).mode === 'readwrite')
            return run();
          const seen: ObservabilitySet = {};
          for (const strays of running) strays.push(seen);
          here.subscr = seen;
          try {
            return run();
          } finally {
            delete here.subscr;
          }
        };
      }
      return watched;
    },
  }),
};

/** What a live query found, or what it threw. */
export type Answer<T> = { value: T } | { thrown: unknown };

/**
 * Runs the query of a live query, to be called by `liveQuery` itself. Whatever it waits for, all its reads count; also
 * those of one that failed, which is an answer here: `liveQuery` forgets what a query read that threw.
 */
export async function followed<T>(query: () => Promise<T> | T): Promise<Answer<T>> {
  const watched = zone().subscr;
  const strays: ObservabilitySet[] = [];
  running.add(strays);
  try {
    return { value: await query() };
  } catch (thrown) {
    // Of a window that closes nothing is said; `liveQuery` passes over these by itself.
    if (CLOSING.includes((thrown as Error)?.name)) throw thrown;
    return { thrown };
  } finally {
    running.delete(strays);
    for (const seen of strays) if (watched) addTo(watched, seen);
  }
}

function addTo(watched: ObservabilitySet, seen: ObservabilitySet): void {
  for (const [part, ranges] of Object.entries(seen)) {
    ((watched[part] ??= new RangeSet()) as InstanceType<typeof RangeSet>).add(ranges);
  }
}
