import type { Carrier } from '../carrier';
import { type Ledger, sharedSpaces, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import type { PublicRecovery } from '../records/recovery-key';
import { LEADS, READS } from './compartments';
import { readContext } from './context';
import { giftsFor, keepAct } from './epochs';
import { canWrapTo } from './key-files';
import { setRecovery } from './people';
import type { FoundSpace } from './recoverable';
import { keysAt } from './recoverable';
import type { OpenedRecovery } from './recovery-file';
import { recoveryKeyOf } from './recovery-preset';
import { refresh, rosterAt } from './refresh';
import type { Certificate } from './roster';
import { isSameKey } from './roster-state';
import { joinCompanySpace, joinSpace, requestToJoin } from './space';

/**
 * Puts a recovery key into force in every space of this profile that this person leads: that of the branch and those
 * of companies. Answers in how many it is new. Throws E881, E900 (this person leads none), E950 (no key can be wrapped
 * to it).
 */
export async function enterRecovery(ledger: Ledger, part: PublicRecovery): Promise<number> {
  const key = recoveryKeyOf(part);
  const shares = await sharedSpaces(ledger);
  if (!shares.length) throw new Fault('E881');
  if (!(await canWrapTo(key.kem))) throw new Fault('E950');
  let led = 0;
  let entered = 0;
  for (const { space } of shares) {
    const { me, roster } = await readContext(ledger, new SyncStore(ledger, space));
    if (!me || !LEADS.includes(me.role)) continue;
    led += 1;
    if (isSameKey(roster.recovery, key)) continue;
    await setRecovery(ledger, key, { space });
    entered += 1;
  }
  if (!led) throw new Fault('E900');
  return entered;
}

/**
 * Makes this device a secretary's in a space, with a recovery key: when all who lead there are lost. The profile enters
 * the space as `owner`, certified by the recovery key, and gets the common keys of all epochs. What was one person's
 * alone stays closed. `owner` is somebody of the space, who then is this profile's person, or a short name that nobody
 * has there. Throws E880, E882, E883, E908 (the key is not the one in force there), E954 (nothing tells of which company
 * the space is), E955, and what the carrier throws; nothing is entered at the place before the next push.
 */
export async function recoverSpace(
  ledger: Ledger,
  carrier: Carrier,
  opened: OpenedRecovery,
  found: Pick<FoundSpace, 'space' | 'root' | 'company'>,
  owner: string,
): Promise<void> {
  const { space, root, company } = found;
  const known = await rosterAt(carrier, found);
  if (!isSameKey(known.recovery, opened.key)) throw new Fault('E908');
  const others = [...known.devices.values()];
  const person = others.find((one) => one.owner === owner);
  if (person && person.member !== ledger.me?.member) throw new Fault('E882');
  const isCompany = space.startsWith('c/');
  if (isCompany && company === undefined) throw new Fault('E954');
  const request = await requestToJoin(ledger, owner);
  const store = new SyncStore(ledger, space);
  const share = await store.share();
  // It may have ended here before: then it goes on.
  const isIn = share?.space === space && share.root === root && share.owner === owner;
  if (!isIn && isCompany && company !== undefined) {
    await joinCompanySpace(ledger, { space, root, company }, owner, 'secretary');
  } else if (!isIn) await joinSpace(ledger, { space, root }, owner);
  const context = await refresh(await readContext(ledger, store), carrier, {});
  if (context.me) return;
  const rows = await keysAt(carrier, { space, roster: context.roster }, opened);
  const device: Certificate = { ...request, role: 'secretary' };
  const signer = { device: opened.key.d, key: opened.sign };
  const gifts = giftsFor([device], undefined, rows);
  const own = rows.filter(({ q }) => (READS.secretary as readonly string[]).includes(q));
  await keepAct(context, signer, { act: 'device', device }, { rows: own, gifts });
}
