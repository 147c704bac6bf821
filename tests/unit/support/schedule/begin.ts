import { MemoryCarrier } from '../../../../lib/carrier';
import { Ledger } from '../../../../lib/ledger/ledger';
import type { SpaceAddress } from '../../../../lib/sync';
import { drawnPairs, goOnFrom } from '../quick/crypto';
import { type Stored, stores } from '../quick/engine';
import type { Plan } from './plan';
import { type Device, PLACES, type PlaceName, type Value, type World } from './world';

/**
 * Schedules begin with a branch that was founded and most of which has met already. Making that costs as much as what
 * happens to it afterwards, so it is made a few times for each sort of schedule and copied for the rest.
 */
const EACH = 3;

/** Whether a schedule's people have met before it begins. */
export const hasMet = ({ seed }: Plan): boolean => seed % 4 > 0;

/** What says how a schedule begins; all else of it is its own. */
export const beginningOf = (plan: Plan): string =>
  [plan.isThree, plan.late > 0, hasMet(plan), plan.createOnly, plan.marks, plan.seed % EACH].join(' ');

/** The seed of a beginning. */
export const seedOf = (beginning: string): number =>
  [...beginning].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);

interface Beginning {
  devices: { device: Device; now: number; stored: Stored }[];
  places: Record<PlaceName, MemoryCarrier>;
  committed: [string, Value][];
  memberKeys: World['memberKeys'];
  bundles: World['bundles'];
  log: string[];
  address: SpaceAddress | undefined;
  pairs: ReturnType<typeof drawnPairs>;
}

const beginnings = new Map<string, Beginning>();

const copyOf = (stored: Stored, name: string): Stored => ({
  ...stored,
  name,
  tables: new Map([...stored.tables].map(([table, rows]) => [table, new Map(rows)])),
  next: new Map(stored.next),
});

/** Another database with what one holds now. */
export function copyStored(from: string, to: string): boolean {
  const stored = stores.get(from);
  if (stored) stores.set(to, copyOf(stored, to));
  return stored !== undefined;
}

/** Keeps how a world stands, for those that begin in the same way. Not where one of its places is a real one. */
export function keep(beginning: string, world: World): void {
  const places: Partial<Record<PlaceName, MemoryCarrier>> = {};
  for (const name of PLACES) {
    const place = world.places[name];
    if (!(place instanceof MemoryCarrier)) return;
    places[name] = new MemoryCarrier();
    places[name].standAs(place);
  }
  beginnings.set(beginning, {
    // A copy: the schedule that goes on from here moves its devices, and none of that is part of the beginning.
    devices: world.devices.map((device) => ({
      device: { ...device },
      now: device.time.now,
      stored: copyOf(stores.get(device.name) as Stored, device.name),
    })),
    places: places as Beginning['places'],
    committed: [...world.committed],
    memberKeys: new Map(world.memberKeys),
    bundles: [...world.bundles],
    log: [...world.log],
    address: world.address,
    pairs: drawnPairs(),
  });
}

/** Puts a new world where another one stood. False when none that begins so was kept. */
export async function takeUp(beginning: string, world: World, nameFor: () => string): Promise<boolean> {
  const kept = beginnings.get(beginning);
  if (!kept || PLACES.some((name) => !(world.places[name] instanceof MemoryCarrier))) return false;
  goOnFrom(kept.pairs);
  for (const name of PLACES) (world.places[name] as unknown as MemoryCarrier).standAs(kept.places[name]);
  for (const { device, now, stored } of kept.devices) {
    const name = nameFor();
    stores.set(name, copyOf(stored, name));
    const time = { now };
    world.devices.push({ ...device, name, time, ledger: await Ledger.open({ name, wall: () => time.now }) });
  }
  for (const [text, value] of kept.committed) {
    world.committed.set(text, { ...value, by: world.devices[value.by.index] as Device });
  }
  for (const [k, key] of kept.memberKeys) world.memberKeys.set(k, key);
  world.bundles.push(...kept.bundles);
  world.log.push(...kept.log);
  world.address = kept.address;
  return true;
}
