import { describe, expect, it } from 'vitest';
import { runSchedule } from '../support/schedules';

const SEED = Number(process.env.SCHEDULE_SEED ?? 20261126);
const COUNT = Number(process.env.SCHEDULE_COUNT ?? 6);

describe('random schedules', () => {
  it(
    `end in one state with every committed value: ${COUNT} from seed ${SEED}`,
    async () => {
      for (let index = 0; index < COUNT; index += 1) {
        const seed = SEED + index;
        const { commits } = await runSchedule(seed).catch((thrown: unknown) => {
          throw new Error(`schedule ${seed}: ${(thrown as Error).stack}`);
        });
        expect(commits).toBeGreaterThanOrEqual(0);
      }
    },
    COUNT * 10_000,
  );
});
