/** What is needed of a step or review to put it in its place. */
interface Placed {
  h: string;
  /** Of a review: its own hash, and that of the review of the item which it was made on. */
  chain?: { hash: string; before: string | null };
}

/**
 * Puts what was done with an item in order: by when it was entered (a device's stamps lie behind everything that it had
 * seen), and no review before the one that it was made on. Clocks may be set back and stamps may come from a profile that
 * was copied; the chain of hashes says which review is the later one whatever they say.
 */
export function inChain<T>(all: readonly T[], placed: (one: T) => Placed): T[] {
  const waiting = all
    .map((one) => ({ one, ...placed(one) }))
    .sort((a, b) => (a.h < b.h ? -1 : a.h > b.h ? 1 : 0));
  const open = new Set(waiting.flatMap(({ chain }) => (chain ? [chain.hash] : [])));
  const done: T[] = [];
  while (waiting.length) {
    const next = waiting.findIndex(({ chain }) => !chain?.before || !open.has(chain.before));
    // A circle cannot be made of hashes; should one come, the stamps decide.
    const [taken] = waiting.splice(Math.max(next, 0), 1);
    if (!taken) break;
    if (taken.chain) open.delete(taken.chain.hash);
    done.push(taken.one);
  }
  return done;
}
