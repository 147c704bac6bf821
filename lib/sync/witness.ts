import type { ChainEvent, PeerRow, SegmentRow } from '../ledger';
import type { Context } from './context';
import type { Head } from './head';
import { parseFile } from './names';

/** A device shows that it has seen more of a chain than the place shows to this one. */
export interface Hidden {
  /** Chain: `<owner>-<device>`. */
  d: string;
  q: string;
  /** Number of the last segment that was seen. */
  s: number;
  /** Chain of the device that saw it. */
  by: string;
}

type Seen = Head['seen'];

/** Numbers that are missing here, by chain and compartment: the head tells, so that their writer sends them again. */
export function lackOf(peers: readonly PeerRow[]): Record<string, Record<string, number[]>> {
  const lack: Record<string, Record<string, number[]>> = {};
  for (const { d, gaps } of peers) if (Object.keys(gaps).length) lack[d] = gaps;
  return lack;
}

/**
 * Holds what a device has seen of the others' chains against what is here. Under one number there is one segment: where
 * two of us know different ones, the writer's key was used twice, and each of us was shown another. Answers the events
 * by chain; those of this device's own chains stand under its own name.
 */
export async function testify(
  { store, ledger, self }: Pick<Context, 'store' | 'ledger' | 'self'>,
  seen: Seen,
): Promise<Map<string, ChainEvent[]>> {
  const ends = Object.entries(seen).flatMap(([d, chains]) =>
    Object.entries(chains).map(([q, [s, h]]) => ({ d, q, s, h })),
  );
  const here = await store.atNumbers(ends.filter(({ d }) => d !== self));
  const mine = new Map<string, string[]>();
  const note = (row: Pick<SegmentRow, 'd' | 'q' | 's' | 'hash'>): void => {
    const key = `${row.d} ${row.q} ${row.s}`;
    mine.set(key, [...(mine.get(key) ?? []), row.hash]);
  };
  here.forEach(note);
  if (ends.some(({ d }) => d === self)) {
    for (const name of await store.outboxNames()) {
      const [q = '', , file = ''] = name.split('/').slice(-3);
      const parsed = parseFile(file);
      if (parsed) note({ d: self, q, s: parsed.n, hash: parsed.hash });
    }
  }
  const found = new Map<string, ChainEvent[]>();
  for (const { d, q, s, h } of ends) {
    const hashes = mine.get(`${d} ${q} ${s}`);
    if (!hashes || hashes.some((hash) => hash.startsWith(h))) continue;
    found.set(d, [...(found.get(d) ?? []), { what: 'split', q, s, at: ledger.clock.wall() }]);
  }
  return found;
}

/** What somebody has seen and the place does not show here: it may be late, and it may be kept back. */
export function hiddenIn(peers: readonly PeerRow[], self: string): Hidden[] {
  const known = new Map(peers.map((peer) => [peer.d, peer.upTo]));
  const hidden = new Map<string, Hidden>();
  for (const { d: by, head } of peers) {
    for (const [d, chains] of Object.entries(head?.seen ?? {})) {
      if (d === self) continue;
      for (const [q, [s]] of Object.entries(chains)) {
        // Circles that this device does not read have no end here.
        const end = known.get(d)?.[q];
        if (!end || end.s >= s) continue;
        const key = `${d} ${q}`;
        if ((hidden.get(key)?.s ?? 0) < s) hidden.set(key, { d, q, s, by });
      }
    }
  }
  return [...hidden.values()];
}

/** Devices whose heads stand on a later roster than the place shows here. */
export const aheadOf = (peers: readonly PeerRow[], entries: number): string[] =>
  peers.filter(({ head }) => (head?.rn ?? 0) > entries).map(({ d }) => d);
