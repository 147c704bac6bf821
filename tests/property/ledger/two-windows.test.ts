import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, create, type Ledger, type Rec, remove, restore } from '../../../lib/ledger';
import { Ledger as LedgerClass } from '../../../lib/ledger/ledger';
import { openTestLedger } from '../../unit/support/ledger';
import { valuesIn } from '../../unit/support/ledger-state';

const ids = ['r1', 'r2', 'r3'];
const step = fc.record({
  window: fc.nat(1),
  id: fc.constantFrom(...ids),
  act: fc.constantFrom('edit', 'edit', 'edit', 'mark', 'clear', 'remove', 'restore', 'undo', 'look'),
  value: fc.constantFrom('东厅', '西厅', '南厅'),
  element: fc.constantFrom('a', 'b'),
  /** How far the clock moves: standing still and going back must not matter. */
  tick: fc.constantFrom(0, 0, 1, 1000, -5000),
  back: fc.nat(6),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let serial = 0;

async function twoWindows(): Promise<{ windows: [Ledger, Ledger]; time: { now: number } }> {
  serial += 1;
  const name = `two-${process.pid}-${serial}`;
  const { ledger, time } = await openTestLedger({ name });
  const other = await LedgerClass.open({ name, wall: () => time.now });
  return { windows: [ledger, other], time };
}

async function run(steps: readonly Step[]) {
  const { windows, time } = await twoWindows();
  const writes = ids.map((id) =>
    create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00' }, id),
  );
  await windows[0].commit(writes, { label: 'test' });
  /** What each window last saw of each record: its editors work from there. */
  const seen = new Map<string, Rec<'meeting'>>();
  for (const { window, id, act, value, element, tick, back } of steps) {
    time.now += tick;
    const ledger = windows[window] as Ledger;
    const key = `${window} ${id}`;
    const present = (await ledger.find(id)) as Rec<'meeting'>;
    if (act === 'look' || !seen.has(key)) seen.set(key, present);
    const base = seen.get(key) as Rec<'meeting'>;
    if (act === 'edit') await ledger.commit([change(base, { place: value })], { label: 'test' });
    if (act === 'mark') {
      await ledger.commit([change(base, { attendance: { [element]: { state: 'present' } } })], {
        label: 'test',
      });
    }
    if (act === 'clear') {
      await ledger.commit([change(base, { place: null, attendance: { [element]: null } })], {
        label: 'test',
      });
    }
    if (act === 'remove') await ledger.commit([remove(present)], { label: 'test' });
    if (act === 'restore') await ledger.commit([restore(present)], { label: 'test' });
    if (act === 'undo') {
      const commits = await ledger.recentCommits(10);
      const target = commits[Math.min(back, commits.length - 1)];
      // The first commit made the records; undoing it is covered by the trash.
      if (target?.n !== undefined && target.n > 1) await ledger.undo(target.n);
    }
  }
  return windows[0];
}

describe('two windows on one ledger', () => {
  it('keep every value they ever wrote, in the records or in the history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const ledger = await run(steps);
        const { db } = ledger;
        const kept = valuesIn(await db.records.toArray(), await db.history.toArray());
        for (const commit of await db.changes.toArray()) {
          for (const line of commit.lines) {
            for (const [f, v] of Object.entries(line.f)) {
              expect(kept).toContain(`${line.r} ${f} ${line.h} ${JSON.stringify(v)}`);
            }
          }
        }
        ledger.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('leave every record readable, with the greatest stamp on top and each stamp once per field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const ledger = await run(steps);
        for (const id of ids) {
          const row = (await ledger.db.records.get(id))!;
          expect(await ledger.find(id)).toBeDefined();
          expect(row.h).toBe(Object.values(row.stamps).sort().at(-1));
          for (const old of await ledger.db.history.where('r').equals(id).toArray()) {
            expect(old.h < (row.stamps[old.f] as string)).toBe(true);
            expect(old.to > old.h).toBe(true);
          }
          const places = await ledger.historyOf(id, 'place');
          places.slice(1).forEach((entry, index) => expect(entry.value).toEqual(places[index]?.before));
        }
        ledger.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('return to what was there when a commit is undone at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), step, async (steps, last) => {
        const ledger = await run(steps);
        const before = (await ledger.find(last.id)) as Rec<'meeting'>;
        const { n } = await ledger.commit(
          [
            change(before, {
              place: last.value,
              host: '示例主持',
              attendance: { [last.element]: { state: 'absent' }, c: { state: 'online' } },
            }),
          ],
          { label: 'test' },
        );
        const { n: undone, kept } = await ledger.undo(n!);
        expect(kept).toEqual([]);
        const plain = (record: Rec | undefined) => ({ ...record?.fields });
        const after = plain(await ledger.find(last.id)) as Record<string, unknown>;
        const expected = plain(before) as Record<string, unknown>;
        if (!Object.keys((after.attendance ?? {}) as object).length) delete after.attendance;
        if (!Object.keys((expected.attendance ?? {}) as object).length) delete expected.attendance;
        expect(after).toEqual(expected);
        await ledger.undo(undone!);
        expect((await ledger.find(last.id))?.fields).toMatchObject({ host: '示例主持', place: last.value });
        ledger.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
