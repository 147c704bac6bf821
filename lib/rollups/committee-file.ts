import * as z from 'zod/mini';
import { type Ledger, RollupStore, type RosterFileRow } from '../ledger';
import { Fault } from '../records/fault';
import { type Bytes, textOf } from '../sync/bytes';
import { publicKey, spaceName, time } from '../sync/shapes';
import { jsonOf } from '../sync/signed';
import { publicHex } from '../sync/suite';
import { EVERY } from './card';
import { headOf, openCommitteeKeys, sealedKeys } from './committee-keys';
import { organisationPlace } from './names';
import { organisationList } from './organisation';

const WHAT = 'branch-sidebook-committee';
/** Bytes of a file, and characters of one part of the list. */
const LARGEST = 96 << 20;
const LARGEST_PART = 8 << 20;

const committeeFile = z.looseObject({
  what: z.literal(WHAT),
  v: z.literal(1),
  org: spaceName,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  madeAt: time,
  every: z.optional(z.enum(EVERY)),
  mailbox: publicKey,
  sign: publicKey,
  keys: sealedKeys,
  /** Parts of the list of branches as they stand at the place: signed, and sealed to the mailbox. */
  list: z.array(
    z.object({
      name: z.string().check(z.regex(/^[0-9A-Za-z-]{1,60}$/)),
      bytes: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/), z.maxLength(LARGEST_PART)),
    }),
  ),
});
type CommitteeFile = z.infer<typeof committeeFile>;

/**
 * 党委文件: the organisation's keys under the passphrase that was chosen when it was made, and its list of branches. The
 * reports are not in it: they are read again from the place. Throws E929 (no organisation), E968 (its keys were made
 * without a passphrase and cannot be read out), E110–E112.
 */
export async function committeeFileOf(ledger: Ledger): Promise<{ name: string; text: string }> {
  const store = new RollupStore(ledger);
  const own = await store.own();
  if (!own) throw new Fault('E929');
  if (!own.keys) throw new Fault('E968');
  const files = await store.rosterFiles();
  const file: CommitteeFile = {
    what: WHAT,
    v: 1,
    ...(await headOf(own)),
    ...(own.every ? { every: own.every } : {}),
    keys: own.keys,
    list: files.map(({ id, bytes }) => ({ name: id.slice(id.lastIndexOf('/') + 1), bytes: base64(bytes) })),
  };
  return { name: own.name, text: `${JSON.stringify(file)}\n` };
}

/** What came of a file that was taken in. */
export interface Taken {
  name: string;
  /** Branches on the list now. */
  branches: number;
  /** Parts of the list in the file that were damaged or not signed by this organisation, and were left out. */
  leftOut: number;
  /** False when this organisation was here already and the list alone was completed. */
  isNew: boolean;
}

/**
 * Takes in 党委文件: this profile then opens reports to the organisation and signs its list, as the one that saved it.
 * Where the organisation is here already, the list alone is completed. Everything is checked before anything is kept.
 * Throws E965 (no such file, damaged, of a newer version, or its keys do not fit it), E966 (not its passphrase), E967
 * (another organisation is here), E970 (this browser cannot use such keys), E110–E112.
 */
export async function takeCommitteeFile(
  ledger: Ledger,
  content: Uint8Array,
  passphrase: string,
  onProgress?: (part: number) => void,
): Promise<Taken> {
  const read = committeeFile.safeParse(content.length > LARGEST ? undefined : jsonOf(textOf(content)));
  if (!read.success) throw new Fault('E965');
  const file = read.data;
  const store = new RollupStore(ledger);
  const before = await store.own();
  if (before && before.org !== file.org) throw new Fault('E967');
  const keys = await openCommitteeKeys(file, passphrase, ledger.isSealed, onProgress);
  const { org, name, madeAt, every } = file;
  if (before && (await publicHex(before.mailbox.publicKey)) !== file.mailbox) throw new Fault('E967');
  const isNew =
    !before &&
    (await store.keepOwn({
      id: 'own',
      org,
      name,
      madeAt,
      ...keys,
      keys: file.keys,
      ...(every ? { every } : {}),
    }));
  const { roster } = organisationPlace(org);
  const here = new Set((await store.rosterFiles()).map(({ id }) => id));
  const rows = file.list.flatMap((one) => {
    const id = `${roster}/${one.name}`;
    // Whether the place has them is not known: what is there already is only refused.
    return here.has(id) ? [] : [{ id, bytes: fromBase64(one.bytes), sent: false }];
  });
  const { list, leftOut } = await keepWhatIsOwn(ledger, rows);
  return { name, branches: list.branches.filter(({ off }) => !off).length, leftOut, isNew };
}

async function keepWhatIsOwn(ledger: Ledger, rows: readonly RosterFileRow[]) {
  const { store, read } = await organisationList(ledger);
  const good: RosterFileRow[] = [];
  for (const row of rows) if (await read(row)) good.push(row);
  if (good.length) await store.keepRosterFiles(good);
  const { list } = await organisationList(ledger);
  return { list, leftOut: rows.length - good.length };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

const fromBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
