import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useQuickCrypto } from '../quick/crypto';
import { planOf } from './plan';
import { check, runPlan } from './run';

const SEED = Number(process.env.SCHEDULE_SEED ?? 20_261_126);
const COUNT = Number(process.env.SCHEDULE_COUNT ?? 120);
const MUTANT = process.env.SCHEDULE_MUTANT ?? '';

/** So many go into one test, so that a long run tells how far it is. */
const LOT = 250;

const seedsOf = (part: number, parts: number): number[] =>
  Array.from({ length: COUNT }, (_, nth) => SEED + nth).filter((_, nth) => nth % parts === part);

/** Runs with the quick form of the globals of this thread. */
function quickly(title: string, tests: () => void): void {
  describe(title, () => {
    let restore: (() => void) | undefined;
    beforeAll(() => {
      restore = useQuickCrypto();
    });
    afterAll(() => restore?.());
    tests();
  });
}

function endInOneState(part: number, parts: number): void {
  const seeds = seedsOf(part, parts);
  quickly(`random schedules, part ${part + 1} of ${parts}`, () => {
    let start = 0;
    // One schedule leaves the other part without any.
    do {
      const lot = seeds.slice(start, start + LOT);
      it(`end in one state with every committed value: ${lot.length} from seed ${lot[0]}`, async () => {
        let commits = 0;
        for (const seed of lot) commits += (await check(seed)).commits;
        expect(commits).toBeGreaterThanOrEqual(lot.length);
      }, 600_000);
      start += LOT;
    } while (start < seeds.length);
  });
}

/** What the first schedule that fails says. */
async function firstFailure(seeds: readonly number[]): Promise<string | undefined> {
  for (const [at, seed] of seeds.entries()) {
    try {
      await runPlan(planOf(seed));
    } catch (thrown) {
      return `schedule ${at + 1}, seed ${seed}: ${(thrown as Error).message.slice(0, 160)}`;
    }
  }
  return undefined;
}

function findMutant(part: number, parts: number): void {
  quickly('random schedules', () => {
    it(`find that ${MUTANT}`, { timeout: 600_000 }, async () => {
      const found = await firstFailure(seedsOf(part, parts));
      process.stderr.write(`${MUTANT}: ${found}\n`);
      expect(found, 'none of them found it').toBeDefined();
    });
  });
}

/** One part of so many parts of the schedules: each runs on a processor of its own. */
export const scheduleSuite = MUTANT ? findMutant : endInOneState;
