import { MemoryCarrier } from '../../../lib/carrier';
import { create, SyncStore } from '../../../lib/ledger';
import { exchange } from '../../../lib/sync';
import { inOldBrowser } from './old-browser';
import { founder, letIn, type Profile } from './shared';

export const test = { label: 'test' };
export const meeting = (id: string, place: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id);

/** Where a profile lives: what it does, it does in that browser. */
export type At = <T>(run: () => Promise<T>) => Promise<T>;
export const inNew: At = (run) => run();
export type Placed = Profile & { at: At };

/** Everybody exchanges in turn, each in their own browser. */
export async function meetIn(carrier: MemoryCarrier, profiles: readonly Placed[], rounds = 2): Promise<void> {
  for (let round = 0; round < rounds; round += 1)
    for (const { ledger, at } of profiles) await at(() => exchange(ledger, carrier));
}

export const suiteIn = async ({ ledger }: Profile) => (await new SyncStore(ledger).keys())?.suite;

/** A secretary in an old browser, a deputy in a new one, and a member of each sort. */
export async function branch() {
  const carrier = new MemoryCarrier();
  const wei = { ...(await inOldBrowser(() => founder('wei'))), at: inOldBrowser as At };
  const lin: Placed = { ...(await letIn(wei, 'lin', 'deputy')), at: inNew };
  // Who is let in, in whose browser: the secretary wraps keys in the old one.
  const he: Placed = { ...(await inOldBrowser(() => letIn(wei, 'he', 'member'))), at: inOldBrowser };
  await wei.at(() => wei.ledger.commit([meeting('m1', '一号')], test));
  return { carrier, wei, lin, he, all: [wei, lin, he] };
}
