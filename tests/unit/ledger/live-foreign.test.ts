import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { create, type Ledger, readPlaceRow } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const member = (name: string) => create('member', { name, category: 'full' });
const commit = (ledger: Ledger, name: string) => ledger.commit([member(name)], { label: 'test' });

/** Things that a query may wait for between two reads, none of them the storage. */
const WAITS = {
  digest: () => crypto.subtle.digest('SHA-256', new Uint8Array(9)),
  squeeze: () =>
    new Response(new Blob(['示例']).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  tick: () => Promise.resolve(),
  ticks: async () => {
    for (let left = 5; left; left -= 1) await Promise.resolve();
  },
} as const;
type Wait = keyof typeof WAITS;

function watch<T>(ledger: Ledger, query: () => Promise<T>) {
  const seen: T[] = [];
  const faults: string[] = [];
  const stop = ledger.live(
    query,
    (value) => seen.push(value),
    ({ code }) => faults.push(code),
  );
  return { seen, faults, stop };
}

it.each(Object.keys(WAITS) as Wait[])(
  'what a query reads after it waited (%s) is followed, by index and by key, in a transaction too',
  async (wait) => {
    const { ledger } = await openTestLedger();
    const counts = watch(ledger, async () => {
      await ledger.meta('lastBackupAt');
      await WAITS[wait]();
      const count = await ledger.count('member');
      await WAITS[wait]();
      const place = await ledger.db.transaction('r', ledger.db.meta, () => ledger.db.meta.get('me'));
      return { count, me: (place?.value as { member: string } | undefined)?.member };
    });
    await vi.waitFor(() => expect(counts.seen.at(-1)).toEqual({ count: 0, me: 'me' }));
    await commit(ledger, '示例甲');
    await vi.waitFor(() => expect(counts.seen.at(-1)?.count).toBe(1));
    await ledger.setMe({ member: 'm', role: 'member' });
    await vi.waitFor(() => expect(counts.seen.at(-1)?.me).toBe('m'));
    // What it never read does not wake it.
    const before = counts.seen.length;
    const other = watch(ledger, () => ledger.drafts.list());
    await ledger.drafts.put({ id: 'd', form: 'meeting', title: '', route: '/', data: {} });
    await vi.waitFor(() => expect(other.seen.at(-1)).toHaveLength(1));
    expect(counts.seen).toHaveLength(before);
    counts.stop();
    other.stop();
  },
);

it('a change by another window or the worker wakes it', async () => {
  const { ledger } = await openTestLedger();
  const place = watch(ledger, async () => {
    await WAITS.digest();
    return readPlaceRow(ledger, 'run');
  });
  await vi.waitFor(() => expect(place.seen).toHaveLength(1));
  // What the library of another window says on its channel, after it wrote into the same database.
  const elsewhere = new BroadcastChannel('x-storagemutated-1');
  const heard = new BroadcastChannel('x-storagemutated-1');
  const parts = await new Promise<unknown>((resolve) => {
    heard.onmessage = ({ data }: MessageEvent) => resolve(data);
    void ledger.db.identity.put({ id: 'run', at: 1 } as never);
  });
  await vi.waitFor(() => expect(place.seen).toHaveLength(2));
  elsewhere.postMessage(parts);
  await vi.waitFor(() => expect(place.seen).toHaveLength(3));
  elsewhere.close();
  heard.close();
  place.stop();
});

it('a query that failed is asked again when what it read has changed', async () => {
  const { ledger } = await openTestLedger();
  const names = watch(ledger, async () => {
    await WAITS.digest();
    const [first] = await ledger.list('member');
    if (!first) throw new Error('nobody');
    return first.fields.name;
  });
  await vi.waitFor(() => expect(names.faults).toEqual(['E112']));
  await commit(ledger, '示例甲');
  await vi.waitFor(() => expect(names.seen).toEqual(['示例甲']));
  expect(names.faults).toHaveLength(1);
  names.stop();
});

it('many queries at once, each waiting in its own way, all follow all that they read', async () => {
  const { ledger } = await openTestLedger();
  const soon = (check: () => void) => vi.waitFor(check, { interval: 2 });
  let run = 0;
  const wait = fc.constantFrom(...(Object.keys(WAITS) as Wait[]));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(wait, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 6 }),
      async (queries) => {
        run += 1;
        const link = (mine: number, step: number) => `${run}.${mine}.${step}`;
        const watched = queries.map((waits, mine) =>
          watch(ledger, async () => {
            const found: number[] = [];
            for (const [step, name] of waits.entries()) {
              await WAITS[name]();
              found.push(await ledger.countLinked(link(mine, step)));
            }
            return found.join('');
          }),
        );
        await soon(() => watched.forEach(({ seen }) => expect(seen.length).toBeGreaterThan(0)));
        for (const [mine, waits] of queries.entries()) {
          for (const step of waits.keys()) {
            const id = link(mine, step);
            await ledger.db.records.put({ id, kind: 'x', links: [id] } as never);
            const expected = waits.map((_, at) => (at <= step ? 1 : 0)).join('');
            await soon(() => expect(watched[mine]!.seen.at(-1)).toBe(expected));
          }
        }
        watched.forEach(({ stop }) => stop());
      },
    ),
    { numRuns: 6 },
  );
});
