import type { Json } from '../records/kind';

/**
 * A hybrid logical clock stamp `pt36(9)-ctr36(5)-device(8)`: physical milliseconds, a counter, the device that
 * wrote. Fixed widths make text order the order of time.
 */
export type Stamp = string;

const STAMP = /^[0-9a-z]{9}-[0-9a-z]{5}-[0-9a-z]{8}$/;
const MAX_COUNTER = 36 ** 5 - 1;
const FAR_AHEAD = 24 * 3_600_000;

/** True when `value` has the form of a {@link Stamp}. */
export const isStamp = (value: Json | undefined): value is Stamp =>
  typeof value === 'string' && STAMP.test(value);

/** The physical time of a stamp in milliseconds since the epoch. */
export const stampTime = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, 9), 36);

/** The device part of a stamp. */
export const stampDevice = (stamp: Stamp): string => stamp.slice(16);

/** Puts the parts of a stamp together. */
export function makeStamp(time: number, counter: number, device: string): Stamp {
  return `${time.toString(36).padStart(9, '0')}-${counter.toString(36).padStart(5, '0')}-${device}`;
}

/** Eight characters that name this profile in its stamps. */
export function newDeviceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}

/**
 * The clock of one profile. Stamps only ever grow: past the wall clock, past every stamp it has seen, and past
 * everything in the record that is about to be changed, whatever the wall clock does.
 */
export class Clock {
  #time = 0;
  #counter = 0;
  #device: string;
  readonly #wall: () => number;
  /** Milliseconds that are added to the wall clock for stamps. */
  #ahead = 0;

  constructor(device: string, wall: () => number = Date.now) {
    this.#device = device;
    this.#wall = wall;
  }

  /** The device part of the stamps to come. */
  get device(): string {
    return this.#device;
  }

  /** Goes on under another device id. */
  rename(device: string): void {
    this.#device = device;
  }

  /** Milliseconds of the wall clock. The one place from which the ledger reads the time. */
  wall(): number {
    return this.#wall();
  }

  /**
   * Puts the stamps to come right by so many milliseconds, where the wall clock is known to be wrong; 0 trusts it
   * again. The wall clock itself stays as it is.
   */
  correct(ahead: number): void {
    this.#ahead = Math.round(ahead);
  }

  /** The time that the next stamp is made of: the wall clock, put right where that is known to be wrong. */
  now(): number {
    return Math.max(0, this.#wall() + this.#ahead);
  }

  /**
   * Takes note of a stamp, so that the next one of ours is greater. Stamps of other devices that are more than a
   * day ahead are passed over: a wrong clock elsewhere must not become ours.
   */
  see(stamp: Stamp): void {
    const time = stampTime(stamp);
    if (time > this.now() + FAR_AHEAD && stampDevice(stamp) !== this.#device) return;
    const counter = counterOf(stamp);
    if (time > this.#time || (time === this.#time && counter > this.#counter)) {
      this.#time = time;
      this.#counter = counter;
    }
  }

  /** The next stamp, greater than every stamp given or seen before and than `after`. */
  next(after: Stamp | '' = ''): Stamp {
    const now = this.now();
    if (after) this.see(after);
    if (now > this.#time) {
      this.#time = now;
      this.#counter = 0;
    } else [this.#time, this.#counter] = step(this.#time, this.#counter);
    const stamp = makeStamp(this.#time, this.#counter, this.#device);
    if (stamp > after) return stamp;
    return makeStamp(...step(stampTime(after), counterOf(after)), this.#device);
  }
}

const counterOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(10, 15), 36);

const step = (time: number, counter: number): [time: number, counter: number] =>
  counter < MAX_COUNTER ? [time, counter + 1] : [time + 1, 0];
