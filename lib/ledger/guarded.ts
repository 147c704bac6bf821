import { storageFault } from './db';

/** Does something with the storage; what it refuses is thrown as E110, E111 or E112. */
export async function guarded<T>(work: () => PromiseLike<T> | T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
