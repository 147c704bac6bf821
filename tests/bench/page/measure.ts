/** Milliseconds that a piece of work takes. */
export async function time(work: () => PromiseLike<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Lets work that a contestant left behind (events, compaction) end before the next one is timed. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 6));

/** Every order of turns in its turn, so that nobody always follows the same neighbour. */
function turns(names: readonly string[], round: number): string[] {
  const left = [...names];
  const order: string[] = [];
  let number = round;
  while (left.length) {
    order.push(...left.splice(number % left.length, 1));
    number = Math.floor(number / (left.length + 1));
  }
  return order;
}

/**
 * Runs the contestants in rounds, in ever different order, so that all of them meet the same state of the
 * machine. Returns the median in milliseconds of each, warm-up rounds left out.
 */
export async function interleave(
  contestants: Record<string, (round: number) => Promise<number>>,
  rounds: number,
  warmUp: number,
): Promise<Record<string, number>> {
  const names = Object.keys(contestants);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const name of turns(names, round)) {
      const took = await contestants[name]?.(round);
      if (took !== undefined && round >= warmUp) times.get(name)?.push(took);
      await rest();
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])]));
}
