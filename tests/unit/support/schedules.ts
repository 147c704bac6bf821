import { type Carrier, MemoryCarrier, type MemoryOptions, type Mishap, REFUSED } from '../../../lib/carrier';
import {
  change,
  create,
  type Ledger,
  type Rec,
  remove,
  restore,
  type SyncStore,
  type Write,
} from '../../../lib/ledger';
import { Fault } from '../../../lib/records/fault';
import { exchange, type SpaceRole } from '../../../lib/sync';
import { valuesIn } from './ledger-state';
import { brittleStore, Crash, reopen } from './crashes';
import { founder, heldBy, known, letIn, type Profile } from './shared';

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

/** A place on which a schedule makes things go wrong. */
export interface RehearsedPlace extends Carrier {
  files(): { name: string; bytes: Uint8Array }[];
  tamper(name: string, bytes: Uint8Array | undefined): void | Promise<void>;
}

/** Makes a place that asks what goes wrong with each call, and then after it. */
export type MakePlace = (options: MemoryOptions) => RehearsedPlace;

interface World {
  next: (below: number) => number;
  carrier: RehearsedPlace;
  profiles: Profile[];
  /** Every value that a commit wrote, as `valuesIn` writes them, with the record kind. */
  committed: Map<string, string>;
  log: string[];
  calm: boolean;
}

const IDS = ['m1', 'm2', 'm3'];
const PLACES = ['东厅', '西厅', '南厅', '北厅'];

/** A store that may end the process before or after any of its steps. */
const brittle = (ledger: Ledger, world: World): SyncStore =>
  brittleStore(ledger, (where) => {
    if (!world.calm && world.next(120) === 0) throw new Crash(where);
  });

function mishap(world: World, verb: string): Mishap | undefined {
  if (world.calm) return undefined;
  const { next } = world;
  if (next(100) < 2) throw new Crash(`before ${verb}`);
  if (next(100) < 4) return { refuse: next(2) ? REFUSED.offline : REFUSED.busy };
  if (verb === 'put') {
    if (next(100) < 5) return { torn: next(100) / 100 };
    if (next(100) < 5) return { lost: true };
  }
  if (verb === 'list' && next(100) < 15) return { stale: 1 + next(4) };
  if (verb === 'get' && next(100) < 4) return { stale: 1 + next(3) };
  return verb === 'get' && next(100) < 3 ? { old: true } : undefined;
}

async function meetOnce(world: World, profile: Profile): Promise<void> {
  const store = brittle(profile.ledger, world);
  try {
    await exchange(profile.ledger, world.carrier, { store, weak: world.next(3) === 0 && !world.calm });
    world.log.push(`${profile.owner} exchanged`);
  } catch (thrown) {
    const isExpected = thrown instanceof Crash || (thrown instanceof Fault && /^E8[678]/.test(thrown.code));
    if (!isExpected || world.calm) throw thrown;
    world.log.push(`${profile.owner} stopped: ${thrown.message}`);
    if (thrown instanceof Crash) await reopen(profile);
  }
}

/** What a committee member may write: activities with reasons for absence, and dues. */
async function committeeWrites({ next }: World, { ledger, owner }: Profile): Promise<Write[]> {
  const id = IDS[next(IDS.length)] as string;
  const present = (await ledger.find(id)) as Rec<'meeting'> | undefined;
  const place = PLACES[next(PLACES.length)] as string;
  const entry = next(2)
    ? { state: 'leave' as const, reason: 'sick' as const }
    : { state: 'present' as const };
  const element = next(2) ? 'a' : 'b';
  if (!present) {
    return [
      create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id),
      create('duesRecord', { member: 'p1', month: '2026-11', paid: 100 + next(5) }, `${id}-${owner}`),
    ];
  }
  switch (next(6)) {
    case 0:
      return [remove(present)];
    case 1:
      return [restore(present)];
    case 2:
      return [change(present, { attendance: { [element]: entry } })];
    case 3:
      return [change(present, { place: null, attendance: { [element]: null } })];
    default:
      return [change(present, { place, roughNotes: `${owner} ${next(100)}` })];
  }
}

/** What everybody may write: declared study. */
async function memberWrites({ next }: World, { ledger, owner }: Profile): Promise<Write[]> {
  const id = `study-${next(2)}`;
  const present = (await ledger.find(id)) as Rec<'studyLog'> | undefined;
  if (present) return [change(present, { subject: PLACES[next(PLACES.length)] })];
  return [
    create('studyLog', { member: owner, on: '2026-11-25', form: 'self', hours: 1, state: 'declared' }, id),
  ];
}

async function act(world: World, profile: Profile): Promise<void> {
  const { ledger } = profile;
  const isMember = profile.role === 'member' || world.next(5) === 0;
  const writes = await (isMember ? memberWrites(world, profile) : committeeWrites(world, profile));
  const { n } = await ledger.commit(writes, { label: 'test' });
  if (n === undefined) return;
  const row = (await ledger.db.changes.get(n))!;
  for (const line of row.lines) {
    for (const [f, v] of Object.entries(line.f)) {
      world.committed.set(`${line.r} ${f} ${line.h} ${JSON.stringify(v)}`, line.t);
    }
  }
  world.log.push(`${profile.owner} wrote ${n}`);
}

/** Something happens to the place or to a clock that nobody asked for. */
async function disturb(world: World): Promise<void> {
  const { next, carrier, profiles } = world;
  const heads = carrier.files().filter(({ name }) => name.includes('/h/'));
  const head = heads.length ? heads[next(heads.length)] : undefined;
  const profile = profiles[next(profiles.length)] as Profile;
  switch (next(6)) {
    case 0:
      if (head) await carrier.tamper(head.name, undefined);
      break;
    case 1:
      if (head) await carrier.tamper(head.name, head.bytes.slice(0, next(head.bytes.length)));
      break;
    case 2:
      profile.time.now += 3 * 86_400_000;
      break;
    case 3:
      profile.time.now -= 40 * 86_400_000;
      break;
    case 4: {
      // A segment is lost at the place, with the head that names it: its writer sends both again.
      const files = carrier.files().filter(({ name }) => name.includes('/d/'));
      const lost = files.length ? files[next(files.length)] : undefined;
      const owner = lost && /\/d\/([^/]+)\//.exec(lost.name)?.[1];
      if (lost && owner) {
        await carrier.tamper(lost.name, undefined);
        const own = heads.find(({ name }) => name.endsWith(`/h/${owner}`));
        if (own) await carrier.tamper(own.name, undefined);
      }
      break;
    }
    default:
      profile.time.now += 60_000;
  }
}

export interface ScheduleResult {
  seed: number;
  profiles: number;
  commits: number;
  log: string[];
}

/**
 * One random schedule: three to five profiles write, exchange, crash and come back over a place on which everything
 * goes wrong that goes wrong on real ones. Then the place is calm and all meet. Throws when two profiles with the same
 * rights know different things, a committed value is not found again, or something is held.
 */
export async function runSchedule(
  seed: number,
  makePlace: MakePlace = (options) => new MemoryCarrier(options),
): Promise<ScheduleResult> {
  const next = random(seed);
  const log: string[] = [];
  const world = { next, profiles: [], committed: new Map(), log, calm: true } as unknown as World;
  world.carrier = makePlace({
    createOnly: next(3) > 0,
    marks: next(3) > 0,
    before: ({ verb }) => mishap(world, verb),
    after: ({ verb }) => {
      if (!world.calm && next(100) < 2) throw new Crash(`after ${verb}`);
    },
  });
  const lead = await founder('wei');
  world.profiles.push(lead);
  const roles: SpaceRole[] = ['deputy', 'committee', 'committee', 'member'];
  const late = next(2);
  const count = 2 + next(3);
  for (let index = 0; index < count - late; index += 1) {
    world.profiles.push(await letIn(lead, `dev${index}`, roles[index] as SpaceRole));
  }
  world.calm = false;
  const steps = 12 + next(25);
  for (let step = 0; step < steps; step += 1) {
    if (late && step === Math.floor(steps / 2)) {
      world.profiles.push(await letIn(lead, `dev${count}`, roles[next(roles.length)] as SpaceRole));
    }
    const profile = world.profiles[next(world.profiles.length)] as Profile;
    for (const { time } of world.profiles) time.now += 1 + next(5000);
    const what = next(10);
    if (what < 5) await act(world, profile);
    else if (what < 9) await meetOnce(world, profile);
    else await disturb(world);
  }
  world.calm = true;
  for (let round = 0; round < 4; round += 1)
    for (const profile of world.profiles) await meetOnce(world, profile);
  await judge(world);
  for (const { ledger } of world.profiles) ledger.close();
  return { seed, profiles: world.profiles.length, commits: world.committed.size, log };
}

async function judge({ profiles, committed }: World): Promise<void> {
  const [first, ...others] = profiles as [Profile, ...Profile[]];
  const state = await known(first.ledger);
  for (const { ledger, owner, role } of profiles) {
    const held = await heldBy(ledger);
    if (held.length) throw new Error(`${owner} holds ${JSON.stringify(held)}`);
    const own = valuesIn(await ledger.db.records.toArray(), await ledger.db.history.toArray());
    for (const [value, kind] of committed) {
      if (role === 'member' ? kind !== 'studyLog' : false) continue;
      if (!own.has(value)) throw new Error(`${owner} has lost ${kind} ${value}`);
    }
    if (role === 'member' && JSON.stringify([...own]).includes('sick'))
      throw new Error(`${owner} knows a reason`);
  }
  for (const { ledger, owner, role } of others) {
    if (role !== 'member') compare(state, await known(ledger), owner);
  }
}

type Known = Awaited<ReturnType<typeof known>>;

function compare(a: Known, b: Known, owner: string): void {
  for (const part of Object.keys(a) as (keyof Known)[]) {
    const [mine, theirs] = [a[part], b[part]];
    const missing = mine.filter((row) => !theirs.includes(row));
    const more = theirs.filter((row) => !mine.includes(row));
    if (missing.length || more.length) {
      throw new Error(`${owner} differs in ${part}:\n- ${missing.join('\n- ')}\n+ ${more.join('\n+ ')}`);
    }
  }
}
