import { type Figure, figureOf, known } from './result';
import { Crowds } from './rows';
import { TOP_SPEED } from './standards';
import { Tally, tenth } from './tally';

/** Lower ends, in km/h, of the groups of speeds that are counted; the last holds what had no time left at all. */
export const SPEEDS = [0, 5, 10, 15, 20, 25] as const;
/** Speeds are told apart by a tenth of a km/h up to sixty. */
const LIMIT = 600;

/** Counts the straight-line speed that a time leaves for a distance. The road is longer: what is counted is the least. */
export class Speeds {
  private readonly tally = new Tally(1, LIMIT);
  private readonly crowd = new Crowds(1);
  private readonly groups = new Float64Array(SPEEDS.length + 1);
  private above = 0;
  missing = 0;

  /** @param metres as the crow flies @param seconds that are left for them; none or less counts as too fast */
  add(metres: number, seconds: number, courier: number): void {
    this.crowd.add(0, courier);
    // In tenths of a km/h, so that exactly 15 is not above it.
    const speed = seconds > 0 ? (metres * 36) / seconds : Number.POSITIVE_INFINITY;
    this.tally.add(0, Math.floor(Math.min(LIMIT, speed)));
    if (speed > TOP_SPEED * 10) this.above += 1;
    const group = seconds > 0 ? Math.min(SPEEDS.length - 1, Math.floor(speed / 50)) : SPEEDS.length;
    this.groups[group] = (this.groups[group] as number) + 1;
  }

  figure(): Figure {
    const median = this.tally.median(0);
    const groups = SPEEDS.map((from, at) => [`from${from}`, this.groups[at] as number]);
    return figureOf(this.crowd.isEnough(0), {
      of: this.tally.of(0),
      n: this.above,
      missing: this.missing,
      more: known({
        median: median === undefined ? undefined : tenth(median / 10),
        ...Object.fromEntries(groups),
        none: this.groups[SPEEDS.length],
      }),
    });
  }
}
