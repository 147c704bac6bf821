import { MemoryCarrier } from '../../../../lib/carrier';
import {
  certify,
  foundSpace,
  joinSpace,
  requestToJoin,
  type SpaceAddress,
  type SpaceRole,
} from '../../../../lib/sync';
import { readContext } from '../../../../lib/sync/context';
import { openTestLedger } from '../ledger';
import { seedBytes } from '../quick/crypto';
import { beginningOf, hasMet, keep, seedOf, takeUp } from './begin';
import { judge, stateOfAll } from './judge';
import { DEVICES, type Plan, planOf, random, type Step } from './plan';
import { relay } from './relay';
import { makeBundle, meet, perform, takeBundle } from './steps';
import { type Bundle, type Device, type MakePlace, PLACES, World } from './world';

const WORD = 0x1_0000_0000;

/** Who has which device, and where it sends its files. */
const FOUR: readonly (readonly [string, SpaceRole, Device['at']])[] = [
  ['wei', 'secretary', 'server'],
  ['wei', 'secretary', 'weak'],
  ['lin', 'deputy', 'server'],
  ['he', 'committee', 'stick'],
  ['zhou', 'member', 'hand'],
];
const THREE: typeof FOUR = [
  ['wei', 'secretary', 'server'],
  ['wei', 'secretary', 'stick'],
  ['lin', 'deputy', 'weak'],
  ['lin', 'deputy', 'server'],
  ['he', 'committee', 'weak'],
];

let serial = 0;

const nextName = (): string => `schedule-${(serial += 1)}`;

/** So many devices were let in; the others are copies of these. */
const letIn = ({ devices }: World): number => devices.filter(({ of }) => !of).length;

async function letInNext(world: World): Promise<void> {
  const index = letIn(world);
  const [owner, role, at] = (world.plan.isThree ? THREE : FOUR)[index] as (typeof FOUR)[number];
  const name = nextName();
  const { ledger, time } = await openTestLedger({ me: owner, name, now: new Date(world.now).toISOString() });
  const device: Device = { index, owner, role, at, name, ledger, time, isDead: false, noted: 0 };
  const first = world.devices[0];
  if (first) {
    const request = await requestToJoin(ledger, owner);
    // A person who was removed meanwhile, or has another role, comes back as whatever the branch says: as before here.
    await certify(first.ledger, request, await roleOf(first, owner, role));
    await joinSpace(ledger, world.address as SpaceAddress, owner);
  } else world.address = await foundSpace(ledger, owner);
  world.devices.push(device);
  world.note(device);
}

async function roleOf(first: Device, owner: string, role: SpaceRole): Promise<SpaceRole> {
  const { roster } = await readContext(first.ledger);
  return [...roster.devices.values()].find((device) => device.owner === owner)?.role ?? role;
}

export interface ScheduleResult {
  seed: number;
  devices: number;
  commits: number;
  log: string[];
}

/** Runs a plan. Throws what is wrong at its end. */
export async function runPlan(plan: Plan, makeServer?: MakePlace): Promise<ScheduleResult> {
  const world = new World(plan, makeServer ?? ((options) => new MemoryCarrier(options)));
  try {
    await begin(world);
    const bytes = random(plan.seed);
    seedBytes(() => bytes(WORD), true);
    world.isCalm = false;
    for (const step of plan.steps) await rough(world, plan, step);
    if (plan.seed % 3 === 0) await loseFiles(world);
    await calm(world);
    // As the job does that runs every day.
    for (const { ledger } of world.devices) await ledger.purgeErased();
    await judge(world);
    return { seed: plan.seed, devices: world.devices.length, commits: world.committed.size, log: world.log };
  } catch (thrown) {
    throw Object.assign(thrown as Error, { log: world.log });
  } finally {
    world.close();
  }
}

/** Most begin as a branch that works together already. */
async function begin(world: World): Promise<void> {
  const { plan } = world;
  const beginning = beginningOf(plan);
  if (await takeUp(beginning, world, nextName)) return;
  // On a real server another schedule's files lie beside: no two may have devices of one name.
  const isAlone = Object.values(world.places).every((place) => place instanceof MemoryCarrier);
  const bytes = random(isAlone ? seedOf(beginning) : plan.seed);
  seedBytes(() => bytes(WORD));
  while (letIn(world) < (plan.late ? DEVICES - 1 : DEVICES)) await letInNext(world);
  for (let round = 0; round < 2 && hasMet(plan); round += 1) await meetAll(world);
  keep(beginning, world);
}

async function rough(world: World, plan: Plan, step: Step): Promise<void> {
  if (plan.late && step.nth >= plan.late && letIn(world) < DEVICES) {
    world.isCalm = true;
    world.next = random(plan.seed + 1);
    await letInNext(world);
    world.isCalm = false;
  }
  world.next = random(step.seed);
  const more = random(step.seed + 1);
  seedBytes(() => more(WORD), true);
  const passed = 1 + world.next(5000);
  world.now += passed;
  for (const { time } of world.devices) time.now += passed;
  world.log.push(`${step.nth} ${step.sort}`);
  await perform(world, step);
}

/** The places lose every file and long text that was put there: whoever has one puts it there again for whoever misses it. */
async function loseFiles(world: World): Promise<void> {
  world.log.push('all files lost');
  for (const name of PLACES) {
    const place = world.places[name];
    for (const file of place.held().keys()) if (file.includes('/x/')) await place.tamper(file, undefined);
  }
}

/** The places are calm, all clocks are right, files go everywhere: after so many rounds nothing may be left to do. */
const MOST_ROUNDS = 14;

async function calm(world: World): Promise<void> {
  world.isCalm = true;
  world.next = random(world.plan.seed);
  world.log.push('calm');
  for (const device of world.devices) device.time.now = world.now;
  let before = '';
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await meetAll(world);
    const after = stateOfAll(world);
    if (after === before) return;
    before = after;
  }
  throw new Error(`not at rest after ${MOST_ROUNDS} rounds`);
}

/** Every device exchanges with its place, or by a file with somebody who does, and all places get everything. */
async function meetAll(world: World): Promise<void> {
  for (const device of world.devices) {
    // Files that were looked for in vain are asked for after some minutes.
    device.time.now += 660_000;
    if (device.at === 'hand') await carry(world, device);
    else await world.run(device, 'met', () => meet(world, device));
    await relay(world.places.stick, world.places.server);
    await relay(world.places.weak, world.places.server);
  }
  for (const name of ['weak', 'stick'] as const) await relay(world.places.server, world.places[name]);
}

const filesOf = (held: ReadonlyMap<string, Uint8Array>): Bundle['files'] =>
  [...held].map(([name, bytes]) => ({ name, bytes }));

/** A device without a place: somebody brings it a file of all that lies on the server, and puts its files there. */
async function carry(world: World, device: Device): Promise<void> {
  world.bundles.push({ by: -1, files: filesOf(world.places.server.held()) });
  await world.run(device, 'by hand', () => takeBundle(world, device, world.bundles.length - 1));
  if (!(await readContext(device.ledger)).me) return giveAround(world, device);
  await world.run(device, 'by hand', () => makeBundle(world, device, true));
  const there = world.places.server.held();
  for (const { name, bytes } of world.bundles.at(-1)?.files ?? []) {
    if (!there.has(name) || name.includes('/h/')) {
      await world.places.server.tamper(name, bytes);
    }
  }
}

/**
 * A device without a place that nobody lets in any more makes no files. What it handed over before lies in those files
 * alone, however much of it the removal accepts, and whoever took one in cannot pass on its bytes: people give the same
 * file to the others.
 */
async function giveAround(world: World, { index }: Device): Promise<void> {
  for (const [nth, { by }] of world.bundles.entries()) {
    if (by !== index) continue;
    for (const other of world.devices) {
      if (other.index === index || !(await readContext(other.ledger)).me) continue;
      await world.run(other, 'by hand', () => takeBundle(world, other, nth));
    }
  }
}

/** The schedule of a seed. */
export const runSchedule = (seed: number, makeServer?: MakePlace): Promise<ScheduleResult> =>
  runPlan(planOf(seed), makeServer);

const failureOf = async (plan: Plan): Promise<(Error & { log?: string[] }) | undefined> =>
  runPlan(plan).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );

/** The smallest schedule found that still fails: steps are left out, in lots and one by one, as long as it does. */
export async function shrink(
  plan: Plan,
): Promise<{ plan: Plan; failure: Error & { log?: string[] } } | undefined> {
  let failure = await failureOf(plan);
  if (!failure) return undefined;
  let { steps } = plan;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length;) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      const other = await failureOf({ ...plan, steps: fewer });
      if (other) {
        failure = other;
        steps = fewer;
      } else at += size;
    }
  }
  return { plan: { ...plan, steps }, failure };
}

/** Runs the schedule of a seed, and on failure tells the smallest one that fails as well. */
export async function check(seed: number, makeServer?: MakePlace): Promise<ScheduleResult> {
  try {
    return await runSchedule(seed, makeServer);
  } catch (thrown) {
    const small = makeServer ? undefined : await shrink(planOf(seed));
    const { message, stack, log = [] } = (small?.failure ?? thrown) as Error & { log?: string[] };
    const kept = small ? ` (${small.plan.steps.length} of ${planOf(seed).steps.length} steps)` : '';
    throw new Error(
      `schedule ${seed}${kept}: ${message}\n${log.join('\n')}\n${stack}\nnpm run schedules -- --count 1 --seed ${seed}${process.env.SCHEDULE_RENEWED ? ' --renewed' : ''}`,
      { cause: thrown },
    );
  }
}
