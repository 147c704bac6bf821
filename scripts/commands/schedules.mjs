// `npm run schedules [-- --count N --seed S --servers M]`: random schedules of several profiles that write, exchange, crash and
// come back over a place on which everything goes wrong: N in memory, M on each real server of this machine. Each one that fails names its own seed.
import { parseArgs } from 'node:util';
import { runTool } from '../lib/process.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

await runMain(() => {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, servers: { type: 'string' } },
  });
  const count = Number(values.count ?? 2000);
  const seed = Number(values.seed ?? 20_261_126);
  const servers = Number(values.servers ?? 0);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || !Number.isInteger(servers)) {
    throw new Stop('--count, --seed and --servers take whole numbers.');
  }
  process.env.SCHEDULE_COUNT = String(count);
  process.env.SCHEDULE_SEED = String(seed);
  say(`${count} schedules from seed ${seed}`);
  const { code } = runTool('vitest/vitest.mjs', ['run', 'tests/unit/sync/schedules.test.ts']);
  if (code || servers < 1) return code;
  process.env.SCHEDULE_SERVER_COUNT = String(servers);
  say(`${servers} on each server`);
  return runTool('vitest/vitest.mjs', ['run', 'tests/servers', '-t', 'random schedules']).code;
});
