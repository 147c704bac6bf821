import { type ChangeLine, type Ledger, SyncStore } from '../../../lib/ledger';
import { canonical } from '../../../lib/ledger/twins';
import type { Json } from '../../../lib/records/kind';
import type { Carrier } from '../../../lib/carrier';
import {
  certify,
  exchange,
  foundSpace,
  joinSpace,
  requestToJoin,
  type SpaceAddress,
  type SpaceRole,
} from '../../../lib/sync';
import { openTestLedger } from './ledger';

/** One person's profile in a space. */
export interface Profile {
  ledger: Ledger;
  time: { now: number };
  owner: string;
  role: SpaceRole;
}

/** A profile that founds a space. */
export async function founder(
  owner = 'wei',
  options: { now?: string; name?: string } = {},
): Promise<Profile & { address: SpaceAddress }> {
  const { ledger, time } = await openTestLedger({ ...options, me: owner });
  return { ledger, time, owner, role: 'secretary', address: await foundSpace(ledger, owner) };
}

/** A profile that `lead` lets into the space. It learns so with its next exchange. */
export async function letIn(
  lead: Profile & { address: SpaceAddress },
  owner: string,
  role: SpaceRole,
  options: { now?: string; name?: string } = {},
): Promise<Profile> {
  const { ledger, time } = await openTestLedger({ ...options, me: owner });
  await certify(lead.ledger, await requestToJoin(ledger, owner), role);
  await joinSpace(ledger, lead.address, owner);
  return { ledger, time, owner, role };
}

/** Everybody exchanges with the place, in turn, so many rounds. */
export async function meet(carrier: Carrier, profiles: readonly Profile[], rounds = 2): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const { ledger } of profiles) await exchange(ledger, carrier);
  }
}

/** What a profile knows of records, commits and history, in an order that does not depend on how it came there. */
export async function known(ledger: Ledger) {
  const { db } = ledger;
  const sorted = (rows: readonly object[]) => rows.map((row) => canonical(row as Json)).sort();
  const commits = await db.changes.toArray();
  return {
    records: sorted(
      (await db.records.toArray()).map(({ id, kind, h, fields, stamps, gone, at, due, links }) =>
        JSON.parse(
          JSON.stringify({ id, kind, h, fields, stamps, gone, at, due, links: links?.slice().sort() }),
        ),
      ),
    ),
    commits: sorted(
      commits.map(({ from, by, label, lines }) => ({ from, by, label, lines: lines.map(plain) })),
    ),
    history: sorted(
      (await db.history.toArray()).map(({ r, f, h, v, to, by, conflict, under }) =>
        JSON.parse(JSON.stringify({ r, f, h, v, to, by, conflict, under })),
      ),
    ),
    quarantine: (await db.quarantine.toArray()).map(({ id, reason }) => `${id} ${reason}`).sort(),
  };
}

const plain = ({ r, t, h, by, b, f, sv }: ChangeLine) => ({ r, t, h, by, b, f, sv });

/** Segments that a profile could not take in. */
export const heldBy = async (ledger: Ledger) =>
  (await new SyncStore(ledger).held()).map(({ d, q, s, reason }) => ({ d, q, s, reason }));
