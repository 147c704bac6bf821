import { erasureStamps, type Ledger, SyncStore } from '../ledger';

/** How far erasures on request have come on this device. */
export interface ErasureState {
  /** Erasures after which the keys of that person's former lines are destroyed here. */
  done: number;
  /** Erasures whose keys are destroyed with the next exchange. */
  waiting: number;
}

/** Reads {@link ErasureState}; undefined when nothing was erased, or this profile shares nothing. */
export async function erasureState(ledger: Ledger): Promise<ErasureState | undefined> {
  const [share, erasures] = await Promise.all([new SyncStore(ledger).share(), erasureStamps(ledger)]);
  if (!share || !erasures.length) return undefined;
  const here = new Set(share.erased);
  const done = erasures.filter(({ id }) => here.has(id)).length;
  return { done, waiting: erasures.length - done };
}
