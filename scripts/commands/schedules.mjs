// `npm run schedules [-- --count N --seed S]`: random schedules of several profiles that write, exchange, crash and
// come back over a place on which everything goes wrong. Each one that fails names its own seed.
import { parseArgs } from 'node:util';
import { runTool } from '../lib/process.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

await runMain(() => {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  const count = Number(values.count ?? 2000);
  const seed = Number(values.seed ?? 20_261_126);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
    throw new Stop('--count and --seed take whole numbers.');
  }
  process.env.SCHEDULE_COUNT = String(count);
  process.env.SCHEDULE_SEED = String(seed);
  say(`${count} schedules from seed ${seed}`);
  return runTool('vitest/vitest.mjs', ['run', 'tests/unit/sync/schedules.test.ts']).code;
});
