import type { Words } from './rows';

/** Row numbers, put in order by keys of up to 32 bits without comparing: the order of equal ones stays. */
export class Sorter {
  private list: Uint32Array;
  private spare: Uint32Array;
  private readonly low = new Uint32Array(65_536);
  private readonly high = new Uint32Array(65_536);
  length = 0;

  constructor(size: number) {
    this.list = new Uint32Array(size);
    this.spare = new Uint32Array(size);
  }

  /** Takes the rows below `rows` that fit, in their own order. */
  take(rows: number, fits: (row: number) => boolean): this {
    this.length = 0;
    for (let row = 0; row < rows; row += 1) if (fits(row)) this.list[this.length++] = row;
    return this;
  }

  /**
   * Orders by a column, or by a key of less than 30 bits; several calls, the least key first, order by several.
   * `below`: the greatest key plus one. A column is not asked for by a function: a time that one returns is a number
   * that the engine has to make room for, each time.
   */
  by(key: Words | ((row: number) => number), below = 2 ** 32): this {
    const { low, high, list, length } = this;
    const wide = below > 65_536;
    low.fill(0);
    if (wide) high.fill(0);
    // How many there are of each half of the key is the same in any order: both are counted at once.
    for (let place = 0; place < length; place += 1) {
      const row = list[place] as number;
      const value = typeof key === 'function' ? key(row) : key.at(row);
      low[value & 0xffff] = (low[value & 0xffff] as number) + 1;
      if (wide) high[value >>> 16] = (high[value >>> 16] as number) + 1;
    }
    this.pass(key, 0, low);
    // A half that all have in common puts nothing in order.
    if (wide && !high.includes(length)) this.pass(key, 16, high);
    return this;
  }

  /** The row at a place of the order. */
  at(place: number): number {
    return this.list[place] as number;
  }

  private pass(key: Words | ((row: number) => number), shift: number, counts: Uint32Array): void {
    const { list, spare, length } = this;
    let sum = 0;
    for (let bucket = 0; bucket < counts.length; bucket += 1) {
      const count = counts[bucket] as number;
      counts[bucket] = sum;
      sum += count;
    }
    for (let place = 0; place < length; place += 1) {
      const row = list[place] as number;
      const value = typeof key === 'function' ? key(row) : key.at(row);
      const bucket = (value >>> shift) & 0xffff;
      const target = counts[bucket] as number;
      counts[bucket] = target + 1;
      spare[target] = row;
    }
    [this.list, this.spare] = [spare, list];
  }
}
