import { storageFault } from './db';
import type { Ledger } from './ledger';
import type { PeerRow, SegmentRow, ShareRow } from './sync-rows';

/** What a person decides about sharing, and what is looked at for it. All throw E110, E111, E112. */

/** Segments by name, whatever their state. */
export const segmentsNamed = (ledger: Ledger, names: readonly string[]): Promise<SegmentRow[]> =>
  guarded(async () =>
    (await ledger.db.segments.bulkGet([...names])).filter((row): row is SegmentRow => Boolean(row)),
  );

/** Number of records that are not in the trash. */
export const recordCount = ({ db }: Ledger): Promise<number> =>
  guarded(async () => (await db.records.count()) - (await db.records.orderBy('gone').count()));

/** Keeps what a person said to segments that are held because of what they would do. */
export const decideHeld = (
  { db }: Ledger,
  names: readonly string[],
  decided: NonNullable<SegmentRow['decided']>,
): Promise<void> =>
  guarded(async () => {
    await db.segments
      .where('name')
      .anyOf([...names])
      .modify((row: SegmentRow) => {
        if (row.state === 'held') row.decided = decided;
      });
  });

/** Notes that a person has seen what a device's chains showed. */
export const noteEvents = ({ db }: Ledger, d: string): Promise<void> =>
  guarded(async () => {
    await db.devices.update(d, (row: PeerRow) => {
      row.events = row.events.map((event) => ({ ...event, noted: true }));
    });
  });

/** Notes that the files go to another place from now on: nothing of ours is there, nothing of theirs was seen there. */
export const sendAllAgain = ({ db }: Ledger): Promise<void> =>
  guarded(() =>
    db.transaction('rw', [db.identity, db.outbox, db.roster, db.devices], async () => {
      const share = (await db.identity.get('share')) as ShareRow | undefined;
      if (!share) return;
      await db.outbox.toCollection().modify({ state: 'sealed' });
      await db.roster.toCollection().modify({ sent: false });
      await db.devices.toCollection().modify((row: PeerRow) => delete row.mark);
      await db.identity.put({
        ...share,
        confirmed: 0,
        headMark: undefined,
        headRo: undefined,
        headAt: undefined,
      });
    }),
  );

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
