import { guarded } from './guarded';
import type { Ledger } from './ledger';
import { storablePairs } from './lock/pairs';
import { readMeta } from './meta';
import type { KeysRow, OutboxRow, RosterRow, ShareRow } from './sync-rows';
import { SyncScope } from './sync-scope';

/**
 * What a profile keeps of the devices that it was before. Every function is one transaction; all throw E110, E111, E112
 * when the storage refuses.
 */

/**
 * Goes on as another device: its keys, and in every space its empty chains and the entry by which the device before
 * certified it. What was sealed and not put for certain stands aside here; it is sealed anew from the commits. What was
 * handed over in a file is sent besides as it is (`handed`): somebody may have got a part of it. Nothing when another
 * window was sooner.
 */
export async function becomeDevice(
  { db }: Ledger,
  before: string,
  keys: KeysRow,
  spaces: readonly { share: ShareRow; entry: RosterRow; handed: boolean }[],
): Promise<void> {
  const stored = await storablePairs(db, keys);
  return guarded(() =>
    db.transaction('rw', [db.identity, db.roster, db.outbox, db.meta], async () => {
      const here = (await db.identity.get('keys')) as KeysRow | undefined;
      if (here?.device !== before) return;
      await db.meta.put({ key: 'device', value: keys.device });
      await db.identity.bulkPut([stored, ...spaces.map(({ share }) => share)]);
      await db.roster.bulkPut(spaces.map(({ entry }) => entry));
      for (const { share, handed } of spaces) {
        if (handed) continue;
        const { hasFile } = new SyncScope(share.space);
        await db.outbox.where('state').equals('sealed').filter(hasFile).modify({ state: 'left' });
      }
    }),
  );
}

/** Goes on under the device id that is stored: another window may have changed it. */
export const refreshDevice = ({ db, clock }: Ledger): Promise<void> =>
  guarded(async () => clock.rename((await readMeta(db, 'device')) ?? clock.device));

/** Segments of the device before of which nobody knows whether they were put. */
export const leftRows = ({ db }: Ledger, space: string): Promise<OutboxRow[]> =>
  guarded(() => db.outbox.where('state').equals('left').filter(new SyncScope(space).hasFile).toArray());

/** Says of such a segment whether somebody may know of it: then it is sent again, else only if somebody misses it. */
export const settleLeft = ({ db }: Ledger, name: string, isKnown: boolean): Promise<void> =>
  guarded(() =>
    db.transaction('rw', db.outbox, async () => {
      const row = (await db.outbox.get(name)) as OutboxRow | undefined;
      if (row?.state !== 'left') return;
      await db.outbox.put({ ...row, state: isKnown ? 'sealed' : 'aside' });
    }),
  );
