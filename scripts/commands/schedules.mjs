// `npm run schedules [-- --count N --seed S --servers M --renewed --mutants]`: random schedules of five devices that write, exchange,
// crash and come back over three places on which everything goes wrong: N in memory, M on each real server of this
// machine. One that fails is made as short as it can be and names its seed. Profiles that go on as new devices, and
// copied ones, are in every tenth; with `--renewed` in all. `--mutants` breaks the product in several
// ways, one after the other, and looks whether 200 schedules find each.
import { parseArgs } from 'node:util';
import { MUTANTS } from '../lib/mutants.mjs';
import { runTool } from '../lib/process.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

const RUN = ['run', '--project', 'quick', 'tests/unit/sync/schedules-'];

await runMain(() => {
  const { values } = parseArgs({
    options: {
      count: { type: 'string' },
      seed: { type: 'string' },
      servers: { type: 'string' },
      renewed: { type: 'boolean' },
      mutants: { type: 'boolean' },
    },
  });
  const count = Number(values.count ?? (values.mutants ? 200 : 2000));
  const seed = Number(values.seed ?? 20_261_126);
  const servers = Number(values.servers ?? 0);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || !Number.isInteger(servers)) {
    throw new Stop('--count, --seed and --servers take whole numbers.');
  }
  process.env.SCHEDULE_COUNT = String(count);
  process.env.SCHEDULE_SEED = String(seed);
  if (values.renewed) process.env.SCHEDULE_RENEWED = '1';
  if (values.mutants) return findMutants(count);
  say(`${count} schedules from seed ${seed}`);
  const { code } = runTool('vitest/vitest.mjs', RUN);
  if (code || servers < 1) return code;
  process.env.SCHEDULE_SERVER_COUNT = String(servers);
  say(`${servers} on each server`);
  return runTool('vitest/vitest.mjs', ['run', 'tests/servers', '-t', 'random schedules']).code;
});

/** What the suite says of a mistake that no schedule found. */
const NOT_FOUND = 'none of them found it';

/**
 * Whether a unit test, which passes without it, fails with a mistake.
 * @param {string} name
 * @param {{ file: string, title: string }} test
 */
function fails(name, { file, title }) {
  const run = ['run', '--project', 'quick', file, '-t', title];
  const [right, wrong] = ['', name].map((mutant) =>
    runTool('vitest/vitest.mjs', run, { capture: true, env: { SCHEDULE_MUTANT: mutant } }),
  );
  return right?.code === 0 && wrong?.code !== 0 && (wrong?.output.includes('AssertionError') ?? false);
}

/** @param {number} count */
function findMutants(count) {
  let missed = 0;
  for (const { name, test } of MUTANTS) {
    const run = ['run', '--project', 'quick', 'tests/unit/sync/schedules-1'];
    const { code, output } = runTool('vitest/vitest.mjs', run, {
      capture: true,
      env: { SCHEDULE_MUTANT: name, SCHEDULE_COUNT: String(count * 2) },
    });
    const line = output.split('\n').find((text) => text.startsWith(`${name}: schedule`));
    const isFoundElsewhere = code !== 0 && output.includes(NOT_FOUND) && test && fails(name, test);
    if (code && !isFoundElsewhere) missed += 1;
    say(
      line ?? `${name}: not found by ${count} schedules${isFoundElsewhere ? `; found by ${test.file}` : ''}`,
    );
    if (code && !output.includes(NOT_FOUND)) say(output.split('\n').slice(-40).join('\n'));
  }
  say(`${MUTANTS.length - missed} of ${MUTANTS.length} found`);
  return missed ? 1 : 0;
}
