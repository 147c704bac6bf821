/** A stream of numbers from a seed: the same seed gives the same schedule. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

/** What one step does; how often each comes, in parts of all. */
const SORTS = {
  /** Somebody writes. */
  write: 34,
  /** The committee writes what concerns one member: dues, particulars, an appraisal. */
  own: 8,
  /** Somebody keeps a file or a long text. */
  file: 8,
  /** Somebody who leads erases what is kept of a member. */
  erase: 1,
  /** A device exchanges with its place. */
  meet: 30,
  /** A file with what a device wrote is made, or one of those that were made is taken in. */
  hand: 8,
  /** Files are copied from one place to another. */
  relay: 8,
  /** The place loses or damages something. */
  spoil: 5,
  /** A clock is put forward, back, or right. */
  clock: 5,
  /** Somebody who leads removes, accepts more of a removed device, changes a role, or rules between two values. */
  people: 7,
  /** Two who lead remove somebody, neither knowing of the other. */
  both: 1,
  /** A device goes to another place. */
  move: 2,
} as const;

/** What a tenth of the schedules has besides, by their seed, and all of them with `npm run schedules -- --renewed`. */
const RENEWED = {
  /** A profile goes on as a new device, as it does after it took in a backup. */
  renew: 3,
  /** The folder of a profile is copied, and both go on. */
  copy: 1,
} as const;

export type Sort = keyof typeof SORTS | keyof typeof RENEWED;
const wheelOf = (sorts: Partial<Record<Sort, number>>): Sort[] =>
  Object.entries(sorts).flatMap(([sort, parts]) => Array.from({ length: parts }, () => sort as Sort));
const WHEEL = wheelOf(SORTS);
const RENEWED_WHEEL = wheelOf({ ...SORTS, ...RENEWED });
const isRenewed = (seed: number): boolean => seed % 10 === 0 || Boolean(process.env.SCHEDULE_RENEWED);

/** One step. Its randomness is its own: it does the same when others are left out. */
export interface Step {
  nth: number;
  sort: Sort;
  /** Which device. */
  who: number;
  seed: number;
}

export interface Plan {
  seed: number;
  /** True for three people, two of whom have two devices; else four, one of whom has two. */
  isThree: boolean;
  /** Step before which the last device is let in; 0: from the beginning. */
  late: number;
  /** Whether the first place keeps to "only when new", and gives marks. */
  createOnly: boolean;
  marks: boolean;
  steps: Step[];
}

export const DEVICES = 5;

/** The schedule of a seed. */
export function planOf(seed: number): Plan {
  const next = random(seed);
  const wheel = isRenewed(seed) ? RENEWED_WHEEL : WHEEL;
  const count = 14 + next(26);
  const late = next(3) ? 0 : 1 + next(count);
  const [isThree, createOnly, marks] = [next(3) === 0, next(4) > 0, next(4) > 0];
  const steps = Array.from({ length: count }, (_, nth) => ({
    nth,
    sort: wheel[next(wheel.length)] as Sort,
    who: next(DEVICES),
    seed: next(0xffff_ffff),
  }));
  return { seed, isThree, late, createOnly, marks, steps };
}
