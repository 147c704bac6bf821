import {
  type Carrier,
  MemoryCarrier,
  type MemoryOptions,
  type Mishap,
  REFUSED,
} from '../../../../lib/carrier';
import { Ledger as LedgerClass } from '../../../../lib/ledger/ledger';
import { Fault } from '../../../../lib/records/fault';
import type { SpaceAddress } from '../../../../lib/sync';
import { Crash } from '../crashes';
import { stores } from '../quick/engine';
import { watchStorage } from '../quick/dexie';
import type { Profile } from '../shared';
import { type Plan, random } from './plan';

/** A place on which a schedule makes things go wrong. */
export interface RehearsedPlace extends Carrier {
  /** What stands there, by name, as it was when asked; nobody writes into these bytes. */
  held(): ReadonlyMap<string, Uint8Array>;
  tamper(name: string, bytes: Uint8Array | undefined): void | Promise<void>;
}

/** Makes a place that asks what goes wrong with each call. */
export type MakePlace = (options: MemoryOptions) => RehearsedPlace;

/** Where files lie: a server that holds to the rules, a weak one, a folder on a stick, or nowhere (files by hand). */
export const PLACES = ['server', 'weak', 'stick'] as const;
export type PlaceName = (typeof PLACES)[number];

/** The people of a schedule; not each has a device in it. */
export const OWNERS = ['wei', 'lin', 'he', 'zhou'] as const;

export interface Device extends Profile {
  index: number;
  /** Name of its database. */
  name: string;
  at: PlaceName | 'hand';
  isDead: boolean;
  /** Number of the last commit whose values were noted. */
  noted: number;
  /** Of a copied profile: the device that it was copied from. */
  of?: Device;
}

/** A value that a commit wrote. */
export interface Value {
  text: string;
  kind: string;
  r: string;
  h: string;
  field: string;
  /** Stamp and record of its line, as segments name it. */
  line: string;
  value: unknown;
  /** Device that wrote it. */
  by: Device;
}

/** What was taken in of nobody: the bundle of files that a device made to be carried by hand. */
export interface Bundle {
  /** Index of the device; -1: somebody copied a whole place. */
  by: number;
  files: { name: string; bytes: Uint8Array }[];
}

/** Everything that a schedule has, and what goes wrong in it. */
export class World {
  readonly plan: Plan;
  readonly places: Record<PlaceName, RehearsedPlace>;
  readonly devices: Device[] = [];
  readonly committed = new Map<string, Value>();
  readonly bundles: Bundle[] = [];
  readonly log: string[] = [];
  /** Owners who were ever given a narrower role: of what they wrote afterwards not all counts. */
  readonly demoted = new Set<string>();
  /** People of whom something was erased: of what was written on them before, present values alone go on. */
  readonly erased = new Set<string>();
  /** Keys of members that were ever seen, by name: whose they are, and when they were made. */
  readonly memberKeys = new Map<string, { person: string; h: string }>();
  /** Device ids that two profiles had at a time. */
  readonly copied = new Set<string>();
  address: SpaceAddress | undefined;
  /** The true time: every clock stands near it, or jumped. */
  now = Date.parse('2026-11-23T02:00:00Z');
  isCalm = true;
  /** True once somebody else than its writer touched a file: a place that answers late may hide that from the writer. */
  isDisturbed = false;
  /** Randomness of the step that runs. */
  next: (below: number) => number;
  #fuse = Infinity;
  #active: Device | undefined;

  constructor(plan: Plan, makeServer: MakePlace) {
    this.plan = plan;
    this.next = random(plan.seed);
    const before = (sort: PlaceName) => ({
      before: ({ verb }: { verb: string }) => this.#mishap(sort, verb),
    });
    this.places = {
      server: makeServer({ createOnly: plan.createOnly, marks: plan.marks, ...before('server') }),
      weak: new MemoryCarrier({ createOnly: false, marks: true, ...before('weak') }),
      stick: new MemoryCarrier({ marks: false, ...before('stick') }),
    };
    watchStorage((database, what) => {
      const device = this.devices.find(({ name }) => name === database);
      if (device) this.await(device, what);
    });
  }

  /** One step of storage or place of a device: the process may end here. */
  await(device: Device, what: string): void {
    if (device.isDead) throw new Crash('ended');
    if (device !== this.#active) return;
    this.#fuse -= 1;
    if (this.#fuse > 0) return;
    device.isDead = true;
    this.log.push(`  ended at ${what}`);
    throw new Crash(what);
  }

  /** Runs what a device does; it may end at any of its steps. What is expected to go wrong is noted. */
  async run(device: Device, what: string, work: () => Promise<unknown>, mayEnd = 3): Promise<void> {
    const { next } = this;
    this.#active = device;
    this.#fuse =
      !this.isCalm && next(10) < mayEnd ? 1 + next([6, 30, 120, 400][next(4)] as number) : Infinity;
    try {
      const result = await work();
      this.log.push(
        `${device.owner}${device.index} ${what}${typeof result === 'string' ? ` ${result}` : ''}`,
      );
    } catch (thrown) {
      this.log.push(`${device.owner}${device.index} ${what}: ${(thrown as Error).message}`);
      const isExpected = device.isDead || (thrown instanceof Fault && /^E(8[678]|90)/.test(thrown.code));
      if (!isExpected || this.isCalm) throw thrown;
    } finally {
      this.#active = undefined;
      this.#fuse = Infinity;
      if (device.isDead) await this.#reopen(device);
      this.note(device);
    }
  }

  async #reopen(device: Device): Promise<void> {
    // What ran beside the step that ended ends as well.
    await new Promise<void>((resolve) => void setImmediate(resolve));
    device.ledger.close();
    device.isDead = false;
    device.ledger = await LedgerClass.open({ name: device.name, wall: () => device.time.now });
  }

  /** Notes every value that a device's own commits hold, whether or not anybody was told that they are kept. */
  note(device: Device): void {
    const rows = stores.get(device.name)?.tables.get('changes')?.values() ?? [];
    for (const { value } of rows) {
      const row = value as { n: number; via?: 1; lines: { r: string; t: string; h: string; f: object }[] };
      if (row.n <= device.noted || row.via) continue;
      for (const { r, t, h, f } of row.lines) {
        for (const [field, one] of Object.entries(f)) {
          const text = `${r} ${field} ${h} ${JSON.stringify(one)}`;
          this.committed.set(text, { text, kind: t, r, h, field, line: `${h} ${r}`, value: one, by: device });
        }
      }
    }
    for (const { value } of stores.get(device.name)?.tables.get('ring')?.values() ?? []) {
      const { k, q, h = '' } = value as { k: string; q: string; h?: string };
      // Who made it is noted first, and says whose it is.
      if (/^[mc]\//.test(q) && !this.memberKeys.has(k)) this.memberKeys.set(k, { person: q.slice(2), h });
    }
    device.noted = stores.get(device.name)?.next.get('changes') ?? device.noted;
  }

  /** The place of a device, at which it may end before or after each call. */
  placeOf(device: Device, name: PlaceName): Carrier {
    const place = this.places[name];
    const around = async <T>(verb: string, call: () => Promise<T>): Promise<T> => {
      this.await(device, `before ${verb}`);
      const answer = await call();
      this.await(device, `after ${verb}`);
      return answer;
    };
    return {
      put: (file, bytes, options) => around('put', () => place.put(file, bytes, options)),
      get: (file, options) => around('get', () => place.get(file, options)),
      list: (folder, options) => around('list', () => place.list(folder, options)),
    };
  }

  #mishap(place: PlaceName, verb: string): Mishap | undefined {
    if (this.isCalm) return undefined;
    const { next } = this;
    if (next(100) < 3) return { refuse: next(2) ? REFUSED.offline : REFUSED.busy };
    if (verb === 'put') {
      if (place !== 'server' && next(100) < 7) return { torn: next(100) / 100 };
      if (next(100) < 4) return { lost: true };
    }
    if (verb === 'list' && next(100) < 14) return { stale: 1 + next(4) };
    if (verb === 'get' && next(100) < 4) return { stale: 1 + next(3) };
    return verb === 'get' && next(100) < 3 ? { old: true } : undefined;
  }

  /** Ends the schedule: its databases are gone. */
  close(): void {
    watchStorage(undefined);
    for (const { ledger, name } of this.devices) {
      ledger.close();
      stores.delete(name);
    }
  }
}

export const pick = <T>(world: World, list: readonly T[]): T => list[world.next(list.length)] as T;
