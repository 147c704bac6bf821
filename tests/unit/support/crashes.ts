import { MemoryCarrier, type MemoryOptions } from '../../../lib/carrier';
import { BlobStore, type Ledger, SyncStore } from '../../../lib/ledger';
import { Ledger as LedgerClass } from '../../../lib/ledger/ledger';
import type { Profile } from './shared';

/** The process ended here: what was stored until then is there, and nobody heard of it. */
export class Crash extends Error {}

/** Asked before and after every step of storage and place; it throws {@link Crash} where the process is to end. */
export type Step = (where: string) => void;

/** A store that asks `step` before and after each of its calls. */
export const brittleStore = (ledger: Ledger, step: Step): SyncStore => brittle(new SyncStore(ledger), step);

function brittle<T extends object>(store: T, step: Step): T {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (value instanceof BlobStore) return brittle(value, step);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        step(`before ${String(name)}`);
        const result: unknown = await (value as (...all: unknown[]) => unknown).apply(target, args);
        step(`after ${String(name)}`);
        return result;
      };
    },
  });
}

/** A place that asks `step` before and after each call that takes effect. */
export const brittlePlace = (step: Step, options: MemoryOptions = {}): MemoryCarrier =>
  new MemoryCarrier({
    ...options,
    before: ({ verb }) => step(`before ${verb}`),
    after: ({ verb }) => step(`after ${verb}`),
  });

/** Goes on after a crash: the windows of the profile are gone, its database is as it was. */
export async function reopen(profile: Profile): Promise<void> {
  const { name } = profile.ledger.db;
  profile.ledger.close();
  const { time } = profile;
  profile.ledger = await LedgerClass.open({ name, wall: () => time.now });
}

/** Copies a profile's whole database, as an image of the machine or a copied browser profile does. */
export async function copyProfile(profile: Profile, name: string): Promise<Profile> {
  const time = { now: profile.time.now };
  (await LedgerClass.open({ name, wall: () => time.now })).close();
  const from = profile.ledger.db;
  const there = await LedgerClass.open({ name, wall: () => time.now });
  const to = there.db;
  for (const table of from.tables) {
    const rows = (await table.toArray()) as unknown[];
    await to.table(table.name).clear();
    await to.table(table.name).bulkPut(rows);
  }
  there.close();
  return { ...profile, time, ledger: await LedgerClass.open({ name, wall: () => time.now }) };
}
