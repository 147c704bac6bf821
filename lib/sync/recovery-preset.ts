import type { Ledger } from '../ledger';
import { SyncStore } from '../ledger';
import { type PublicRecovery, recoveryName } from '../records/recovery-key';
import { LEADS } from './compartments';
import { type Context, readContext } from './context';
import { canWrapTo } from './key-files';
import { setRecovery } from './people';
import type { RecoveryKey } from './roster';
import { isSameKey } from './roster-state';

/** The recovery key of a public part. */
export const recoveryKeyOf = (part: PublicRecovery): RecoveryKey => ({
  d: recoveryName(part),
  sign: part.sign,
  kem: part.kem,
});

/**
 * Enters the recovery key that the organisation's policy names, where this person leads and another one or none is in
 * force. Each computer does so once for each key of its policy when the other one came from a policy too: two that
 * were given different ones do not replace each other's for ever. True when something was entered.
 */
export async function tendRecovery(context: Context, part: PublicRecovery | undefined): Promise<boolean> {
  const { me, roster, share, store, ledger } = context;
  if (!part || !me || !LEADS.includes(me.role)) return false;
  const key = recoveryKeyOf(part);
  const wasEntered = share.presetRecovery === key.d;
  const isInForce = isSameKey(roster.recovery, key);
  if (!isInForce) {
    if (wasEntered && roster.recoverySet?.policy) return false;
    if (!(await canWrapTo(key.kem))) return false;
    await setRecovery(ledger, key, { policy: true, space: share.space });
  }
  if (!wasEntered) await store.changeShare((now) => ({ ...now, presetRecovery: key.d }));
  return !isInForce;
}

/**
 * How the recovery key of the policy stands in a space.
 * - `inForce`
 * - `waits`: the next exchange of somebody who leads enters it
 * - `other`: another computer's policy names another one, which is in force
 * - `unusable`: no key can be wrapped to it
 */
export type PresetState = 'inForce' | 'waits' | 'other' | 'unusable';

/** Reads {@link PresetState}; undefined when this profile is in no such space. Throws E110–E112. */
export async function presetRecoveryState(
  ledger: Ledger,
  part: PublicRecovery,
  space?: string,
): Promise<PresetState | undefined> {
  const store = new SyncStore(ledger, space);
  if (!(await store.share())) return undefined;
  const { roster, share } = await readContext(ledger, store);
  const key = recoveryKeyOf(part);
  if (isSameKey(roster.recovery, key)) return 'inForce';
  if (!(await canWrapTo(key.kem))) return 'unusable';
  return share.presetRecovery === key.d && roster.recoverySet?.policy ? 'other' : 'waits';
}
