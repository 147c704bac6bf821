import { Ledger } from '../../../lib/ledger/ledger';

let serial = 0;

/** A ledger over an in-memory IndexedDB of its own, with a clock that the test moves. */
export async function openTestLedger(
  options: { now?: string; me?: string; name?: string } = {},
): Promise<{ ledger: Ledger; time: { now: number } }> {
  const time = { now: Date.parse(options.now ?? '2026-11-23T02:00:00Z') };
  serial += 1;
  const ledger = await Ledger.open({
    name: options.name ?? `test-${process.pid}-${serial}`,
    wall: () => time.now,
  });
  await ledger.setMe({ member: options.me ?? 'me', role: 'secretary' });
  return { ledger, time };
}
