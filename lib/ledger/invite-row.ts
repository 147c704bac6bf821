import type { Json } from '../records/kind';
import { storageFault } from './db';
import type { Ledger } from './ledger';

/** How far an invitation has come. What is past its day is told by its day. */
export type InvitationState = 'open' | 'asked' | 'admitted' | 'refused' | 'revoked';

/** An invitation that this profile gave. It holds the secret: of this profile alone, and in no backup. */
export interface InvitationRow {
  /** `invitation:<name of its file>`. */
  id: string;
  secret: Uint8Array;
  /** What the inviter committed to, and opens when somebody asks. */
  nonce: Uint8Array;
  /** The device that gave it; only that one can answer. */
  device: string;
  /** The invitation as text, to be shown again. */
  text: string;
  /** Milliseconds after which it counts no longer. */
  expiry: number;
  at: number;
  state: InvitationState;
  role: string;
  member: string;
  name: string;
  /** The space of a company, where it is not that of the branch. */
  space?: string;
  /** Devices that are taken out when this one is let in. */
  replaces?: string[];
  /** The first request that came; no other counts. */
  request?: { hash: string; value: Json };
  /** Somebody else asked with the same invitation. */
  twice?: boolean;
  /** Six digits to read out, where the request came by hand. */
  spoken?: string;
  /** The state that the place was told last. */
  told?: string;
}

/** The invitation that this profile is joining by. */
export interface JoiningRow {
  id: 'joining';
  /** The invitation as text. */
  text: string;
  /** Whether messages go by hand. */
  byHand: boolean;
  nonce: Uint8Array;
  owner: string;
  /** The sealed request; sent again unchanged. */
  request: Uint8Array;
  at: number;
  /** `asked`, then `entering` from the moment in which the ledger is changed. */
  stage: 'asked' | 'entering';
  /** What the person chose to bring along; there from the moment in which they found the six digits equal. */
  choice?: Json;
  /** Under which id each record that is brought along goes on; once `entering`. */
  bring?: [old: string, id: string][];
  /** Six digits that were read out. */
  spoken?: string;
}

/** Records that were here before this profile joined and stay on it: never sent, whatever becomes of them. */
export interface AsideRow {
  id: 'aside';
  records: string[];
}

const PREFIX = 'invitation:';

/** The key of an invitation in the table. */
export const invitationId = (name: string): string => `${PREFIX}${name}`;

/** Every invitation that this profile gave. Throws E111, E112. */
export const invitationRows = (ledger: Ledger): Promise<InvitationRow[]> =>
  guarded(async () => (await ledger.db.identity.where('id').startsWith(PREFIX).toArray()) as InvitationRow[]);

/** One of them by key; undefined when there is none. */
export const invitationRow = (ledger: Ledger, id: string): Promise<InvitationRow | undefined> =>
  guarded(async () => (await ledger.db.identity.get(id)) as InvitationRow | undefined);

/** What this profile is joining by; undefined when it is not. */
export const joiningRow = (ledger: Ledger): Promise<JoiningRow | undefined> =>
  guarded(async () => (await ledger.db.identity.get('joining')) as JoiningRow | undefined);

/** True while this profile is joining, or is in a space. */
export const isJoining = (ledger: Ledger): Promise<boolean> =>
  guarded(async () => (await ledger.db.identity.where('id').anyOf('joining', 'share').count()) > 0);

/** Records that are never sent; empty for most profiles. */
export const asideRecords = (ledger: Ledger): Promise<ReadonlySet<string>> =>
  guarded(async () => {
    const row = (await ledger.db.identity.get('aside')) as AsideRow | undefined;
    return new Set(row?.records);
  });

/** Sets every record that is here now aside. Throws E110–E112. */
export const setAllAside = (ledger: Ledger): Promise<void> =>
  guarded(() =>
    ledger.db.transaction('rw', ledger.db.identity, ledger.db.records, async () => {
      const records = (await ledger.db.records.toCollection().primaryKeys()) as string[];
      await ledger.db.identity.put({ id: 'aside', records } satisfies AsideRow);
    }),
  );

/** Keeps an invitation, or what is being joined. Throws E110–E112. */
export const keepInvite = (ledger: Ledger, row: InvitationRow | JoiningRow): Promise<void> =>
  guarded(async () => void (await ledger.db.identity.put(row)));

/** Changes an invitation from what is stored now; undefined when there is none. */
export const changeInvitation = (
  ledger: Ledger,
  id: string,
  change: (row: InvitationRow) => InvitationRow,
): Promise<InvitationRow | undefined> =>
  guarded(() =>
    ledger.db.transaction('rw', ledger.db.identity, async () => {
      const row = (await ledger.db.identity.get(id)) as InvitationRow | undefined;
      if (!row) return undefined;
      const next = change(row);
      await ledger.db.identity.put(next);
      return next;
    }),
  );

/** Forgets an invitation, or what was being joined. */
export const dropInvite = (ledger: Ledger, id: string): Promise<void> =>
  guarded(() => ledger.db.identity.delete(id));

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFault(thrown);
  }
}
