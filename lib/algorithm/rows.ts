/** Rows by which the packed arrays grow; a power of two, so that a row is found by shifting. */
const SHIFT = 15;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;

/**
 * A packed list of numbers of 32 bits that grows by chunks, so that growing never needs the old and the new list at
 * once. All columns are of this one form, and the engine reads them all by the same short way.
 */
export class Words {
  private readonly chunks: Uint32Array[] = [];

  set(row: number, value: number): void {
    const list = (this.chunks[row >>> SHIFT] ??= new Uint32Array(CHUNK));
    list[row & MASK] = value;
  }

  at(row: number): number {
    return (this.chunks[row >>> SHIFT] as Uint32Array)[row & MASK] as number;
  }
}

/** What is so of a row. */
export const ACCEPTED = 1;
export const REFUSED = 2;
export const WEEKEND = 4;
export const PREBOOK = 8;
export const ADVERSE = 16;
/** Whether the conditions were adverse is known. */
export const JUDGED = 32;

/** The courier of a row that names none. */
export const NOBODY = 0xffffffff;
/** No pay is known of this row. */
export const NO_PAY = 0xffffffff;
/** Metres of one step of a stored distance, and the step that stands for an unknown one. */
export const STEP = 10;
/** The greatest distance that is taken for one, in metres; beyond it a coordinate is wrong. */
export const FARTHEST = 100_000;

/**
 * What is kept of every row while a file is counted, and nothing else: 32 bytes, 36 with pay. Times are Unix seconds, 0
 * where there is none. Couriers are numbered as they come; the numbers mean nothing outside one run.
 */
export class Rows {
  length = 0;
  /** Couriers that are told apart; the numbers of all of them are below it. */
  couriers = 0;
  readonly courier = new Words();
  readonly orderLow = new Words();
  readonly orderHigh = new Words();
  /** When the order was offered to the courier. */
  readonly dispatch = new Words();
  /** When the courier took it. */
  readonly start = new Words();
  readonly arrive = new Words();
  readonly promised = new Words();
  /** Flags in the lowest eight bits; above them steps of {@link STEP} metres plus one, 0 where that is not known. */
  private readonly marks = new Words();
  /** In fen. */
  readonly pay: Words | undefined;

  constructor(withPay: boolean) {
    if (withPay) this.pay = new Words();
  }

  /** Notes what is so of a row, and its metres; less than none where they are not known. */
  mark(row: number, flags: number, metres: number): void {
    this.marks.set(row, flags | (metres < 0 ? 0 : (Math.floor(metres / STEP) + 1) << 8));
  }

  is(row: number, flag: number): boolean {
    return (this.marks.at(row) & flag) !== 0;
  }

  /** All flags of a row. */
  flags(row: number): number {
    return this.marks.at(row) & 0xff;
  }

  /** Metres, -1 where they are not known. */
  metres(row: number): number {
    const step = this.marks.at(row) >>> 8;
    return step === 0 ? -1 : (step - 1) * STEP;
  }
}

/** Gives ids, of which 64 bits are known, numbers from 0 in the order of their coming. */
export class Numbering {
  count = 0;
  private size = 1024;
  private low = new Uint32Array(this.size);
  private high = new Uint32Array(this.size);
  private number = new Uint32Array(this.size);

  of(low: number, high: number): number {
    let place = (low ^ high) & (this.size - 1);
    for (; ; place = (place + 1) & (this.size - 1)) {
      const found = this.number[place] as number;
      if (found === 0) break;
      if (this.low[place] === low && this.high[place] === high) return found - 1;
    }
    this.low[place] = low;
    this.high[place] = high;
    this.number[place] = ++this.count;
    if (this.count * 4 > this.size * 3) this.grow();
    return this.count - 1;
  }

  private grow(): void {
    const { low, high, number } = this;
    this.size *= 2;
    this.low = new Uint32Array(this.size);
    this.high = new Uint32Array(this.size);
    this.number = new Uint32Array(this.size);
    for (let at = 0; at < number.length; at += 1) {
      const found = number[at] as number;
      if (found === 0) continue;
      let place = ((low[at] as number) ^ (high[at] as number)) & (this.size - 1);
      while (this.number[place] !== 0) place = (place + 1) & (this.size - 1);
      this.low[place] = low[at] as number;
      this.high[place] = high[at] as number;
      this.number[place] = found;
    }
  }
}

/** Couriers of which a group must consist at least before anything of it is shown. */
export const FEWEST = 10;

/** Tells of groups whether at least {@link FEWEST} different couriers are in them, remembering no more than that. */
export class Crowds {
  private readonly seen: Uint32Array;
  private readonly counts: Uint8Array;

  constructor(groups: number) {
    this.seen = new Uint32Array(groups * FEWEST);
    this.counts = new Uint8Array(groups);
  }

  add(group: number, courier: number): void {
    const count = this.counts[group] as number;
    if (count === FEWEST) return;
    const from = group * FEWEST;
    for (let at = from; at < from + count; at += 1) if (this.seen[at] === courier) return;
    this.seen[from + count] = courier;
    this.counts[group] = count + 1;
  }

  isEnough(group: number): boolean {
    return this.counts[group] === FEWEST;
  }
}
