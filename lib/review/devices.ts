import { SyncStore, sharedSpaces, type Ledger, type ShareRow } from '../ledger';
import { readContext } from '../sync/context';
import { publicHex } from '../sync/suite';
import type { KnownDevice } from '../verify';

/** The devices whose signatures count for a company, and what vouches for them. */
export interface Signers {
  devices: Map<string, KnownDevice>;
  /** True when a roster that others hold as well says whose they are; false for a profile that shares with nobody. */
  certified: boolean;
  /** What this device had seen of the others' chains of the checklist: chain → number and beginning of the hash. */
  heads: Record<string, string>;
}

/** The space that carries what belongs to a company: the company's own, else the branch's; undefined when nothing is shared. */
export async function spaceOf(ledger: Ledger, companyId: string): Promise<ShareRow | undefined> {
  const spaces = await sharedSpaces(ledger);
  return (
    spaces.find(({ company }) => company === companyId) ?? spaces.find(({ company }) => company === undefined)
  );
}

/** Reads {@link Signers}: everybody whom the roster ever certified, also who has left since, and this device itself. */
export async function signersOf(ledger: Ledger, companyId: string): Promise<Signers> {
  const devices = new Map<string, KnownDevice>();
  const share = await spaceOf(ledger, companyId);
  const heads: Record<string, string> = {};
  if (share) {
    const store = new SyncStore(ledger, share.space);
    const { roster } = await readContext(ledger, store);
    for (const [d, { sign, member }] of roster.devices) devices.set(d, { key: sign, member });
    for (const { d, upTo } of await store.peers())
      if (upTo.g) heads[d] = `${upTo.g.s}-${upTo.g.h.slice(0, 8)}`;
  }
  const keys = await new SyncStore(ledger).keys();
  const me = ledger.me?.member;
  if (!share && keys && me)
    devices.set(keys.device, { key: await publicHex(keys.sign.publicKey), member: me });
  return { devices, certified: share !== undefined, heads };
}
