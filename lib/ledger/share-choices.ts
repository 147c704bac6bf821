import type { BlobRow } from './blob-rows';
import { guarded } from './guarded';
import type { Ledger } from './ledger';
import { placeRowId } from './place-row';
import type { OutboxRow, PeerRow, SegmentRow, ShareRow } from './sync-rows';
import { isCompanySpace, SyncScope } from './sync-scope';

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

/** Notes that a person has seen what a device's chains showed, in the branch's space or in a company's. */
export const noteEvents = ({ db }: Ledger, d: string, space = ''): Promise<void> =>
  guarded(async () => {
    await db.devices.update(new SyncScope(space).key(d), (row: PeerRow) => {
      row.events = row.events.map((event) => ({ ...event, noted: true }));
    });
  });

/**
 * Notes that the files of some spaces, or of all, go to another place from now on: nothing of ours is there, nothing of theirs was
 * seen there.
 */
export const sendAllAgain = ({ db }: Ledger, spaces?: readonly string[]): Promise<void> =>
  guarded(() =>
    db.transaction('rw', [db.identity, db.outbox, db.roster, db.devices, db.blobs], async () => {
      const all = (await db.identity.where('id').startsWith('share').toArray()) as ShareRow[];
      const wanted = spaces?.map((space) => new SyncScope(space).share);
      const shares = all.filter(({ id }) => !wanted || wanted.includes(id));
      if (!shares.length) return;
      const scopes = shares.map(({ space }) => new SyncScope(space));
      const isTheirs = (row: { name: string }): boolean => scopes.some((scope) => scope.hasFile(row));
      const isSent = ({ state }: OutboxRow): boolean => state === 'stored' || state === 'confirmed';
      await db.outbox.filter((row) => isSent(row) && isTheirs(row)).modify({ state: 'sealed' });
      await db.blobs
        .where('state')
        .equals('stored')
        .filter(({ space = '' }) =>
          scopes.some((scope) => (isCompanySpace(scope.space) ? scope.space : '') === space),
        )
        .modify((row: BlobRow) => {
          row.state = 'sealed';
          delete row.done;
          delete row.begun;
        });
      await db.roster.filter(isTheirs).modify({ sent: false });
      await db.devices
        .filter(({ d }) => scopes.some((scope) => scope.hasChain(d)))
        .modify((row: PeerRow) => delete row.mark);
      await db.identity.bulkPut(
        shares.map((share) => ({
          ...share,
          confirmed: 0,
          headMark: undefined,
          headRo: undefined,
          headAt: undefined,
        })),
      );
    }),
  );

/**
 * Forgets the space of a company on this device: its keys, roster, chains and files, its place, and the invitations to
 * it. Records stay as they are.
 */
export const forgetSpace = ({ db }: Ledger, space: string): Promise<void> =>
  guarded(() =>
    db.transaction(
      'rw',
      [db.identity, db.outbox, db.roster, db.devices, db.segments, db.ring, db.blobs, db.meta],
      async () => {
        const scope = new SyncScope(space);
        await db.identity.bulkDelete([scope.share, placeRowId('place', space), placeRowId('run', space)]);
        await db.identity
          .filter((row) => row.id.startsWith('invitation:') && (row as { space?: string }).space === space)
          .delete();
        await db.outbox.filter(scope.hasFile).delete();
        await db.roster.filter(scope.hasFile).delete();
        await db.devices.filter(({ d }) => scope.hasChain(d)).delete();
        await db.segments.filter(({ d }) => scope.hasChain(d)).delete();
        await db.ring.filter(({ q }) => scope.hasChain(q)).delete();
        await db.blobs.filter((row) => row.space === space).delete();
        await db.meta.delete(`folder:${space}`);
      },
    ),
  );
