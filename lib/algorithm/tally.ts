/** Counts whole numbers from 0 to a limit by group, so that medians are exact without keeping the numbers. */
export class Tally {
  private readonly counts: Uint32Array;
  private readonly sums: Uint32Array;

  /** Numbers at or beyond `limit - 1` are counted as that one, negative ones as 0. */
  constructor(
    groups: number,
    private readonly limit: number,
  ) {
    this.counts = new Uint32Array(groups * limit);
    this.sums = new Uint32Array(groups);
  }

  add(group: number, value: number): void {
    const { limit } = this;
    const at = group * limit + (value < 0 ? 0 : value >= limit ? limit - 1 : value);
    this.counts[at] = (this.counts[at] as number) + 1;
    this.sums[group] = (this.sums[group] as number) + 1;
  }

  of(group: number): number {
    return this.sums[group] as number;
  }

  /** The lower median of a group; undefined when it is empty. */
  median(group: number): number | undefined {
    const sum = this.of(group);
    if (sum === 0) return undefined;
    let left = Math.floor((sum - 1) / 2);
    const from = group * this.limit;
    for (let value = 0; value < this.limit; value += 1) {
      const count = this.counts[from + value] as number;
      if (left < count) return value;
      left -= count;
    }
    return undefined;
  }
}

/** One decimal. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Minutes, to one decimal, of seconds. */
export const minutes = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : tenth(seconds / 60);
