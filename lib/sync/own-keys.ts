import type { Carrier, Listed } from '../carrier';
import {
  closedSegments,
  type ErasureStamp,
  erasureStamps,
  type RingRow,
  type RosterRow,
  type Stamp,
} from '../ledger';
import { asBytes, sha256 } from './bytes';
import { isCommittee, LEADS } from './compartments';
import type { Context } from './context';
import { keyToWrite } from './key-files';
import {
  isGone,
  isMemberKey,
  type MemberKey,
  memberOf,
  newMemberKey,
  readMemberKey,
  toldBy,
  writeMemberKey,
} from './member-keys';
import { parseRosterFile } from './names';
import type { TransferOptions } from './put';
import { sideBySide } from './side-by-side';
import { type Certificate, standing } from './roster';

/** Larger files are no keys of members. */
const MOST = 1 << 20;

/** By member, the stamp up to which keys are destroyed. */
export function erasedUpTo(erasures: readonly ErasureStamp[]): Map<string, Stamp> {
  const upTo = new Map<string, Stamp>();
  for (const { member, h } of erasures) if (h > (upTo.get(member) ?? '')) upTo.set(member, h);
  return upTo;
}

/** True when a key is of before an erasure of its member: it must be nowhere. */
export const isErased = (row: MemberKey, upTo: ReadonlyMap<string, Stamp>): boolean =>
  row.h <= (upTo.get(memberOf(row)) ?? '');

/** True when this device can make keys of members: it has the present keys of both chains that they need. */
export const canSealOwn = (context: Context): boolean =>
  ['o', 'w'].every((q) => keyToWrite(context, q, context.share.owner) !== undefined);

/**
 * The keys under which lines are sealed now, by name (`m/<member>`, `c/<member>`). One that is missing is made, and its
 * file kept for the place; after a new epoch, after which somebody who left knows the old one, or an erasure each
 * member gets new ones.
 */
export async function keysToSeal(
  context: Context,
  wanted: Iterable<string>,
): Promise<Map<string, MemberKey>> {
  const { store, ledger } = context;
  const found = new Map<string, MemberKey>();
  const names = [...wanted];
  const committee = keyToWrite(context, 'o', context.share.owner);
  const w = keyToWrite(context, 'w', context.share.owner)?.k;
  if (!names.length || !committee || !w) return found;
  const ring = (await store.ring()).filter(isMemberKey).sort((a, b) => (a.k < b.k ? -1 : 1));
  const upTo = erasedUpTo(await erasureStamps(ledger));
  const files: RosterRow[] = [];
  const made: MemberKey[] = [];
  for (const q of names) {
    const here = ring.find(
      (row) => row.q === q && row.w === w && row.o === committee.k && !isErased(row, upTo),
    );
    const row = here ?? newMemberKey(q, { w, o: committee.k }, ledger.clock.next(upTo.get(q.slice(2)) ?? ''));
    found.set(q, row);
    if (here) continue;
    made.push(row);
    files.push(await fileOf(context, row, { committee: committee.key, devices: readersOf(context, row) }));
  }
  if (made.length) await store.learn(files, made);
  return found;
}

/** Devices that get a member's key wrapped: the member's own, which are not the committee's, and know that epoch of `w`. */
function readersOf({ roster, given, me }: Context, { q, w }: MemberKey): Certificate[] {
  if (!q.startsWith('m/')) return [];
  const name = `${w} w`;
  return standing(roster).filter(
    ({ d, owner, member, role }) =>
      `m/${member}` === q &&
      !isCommittee(role) &&
      role !== 'reviewer' &&
      // What a person gave to devices of their own is known to nobody else.
      (owner === me?.owner || roster.epochs.get(name)?.owner === owner || given.get(name)?.has(d) === true),
  );
}

async function fileOf(
  { share, keys, at, ledger }: Context,
  row: MemberKey,
  readers: Parameters<typeof writeMemberKey>[2],
): Promise<RosterRow> {
  const signer = { device: share.device, key: keys.sign.privateKey };
  const { name, bytes } = await writeMemberKey(share.space, row, readers, signer, ledger.clock.wall());
  return { name: `${at.own}/${share.owner}-${name}`, sort: 'own', bytes, sent: false };
}

const filesOf = (files: readonly RosterRow[]): RosterRow[] =>
  files.filter(({ sort, bytes }) => sort === 'own' && !isGone(bytes));

/** Gives members' keys to devices of those members that have not got them. True when something was added. */
export async function tendOwnKeys(context: Context): Promise<boolean> {
  const { me, store, share, roster } = context;
  if (!me) return false;
  const ring = (await store.ring()).filter(isMemberKey);
  const all = (await store.rosterFiles()).filter(({ sort }) => sort === 'own' || sort === 'keys');
  // Also a file that gives a device the key of the chain: from then on it can read what is a member's own.
  const under = `${roster.ro} ${context.ring.length} ${ring.length} ${all.length}`;
  if (share.ownUnder === under) return false;
  const given = new Set<string>();
  for (const file of filesOf(all)) {
    const told = await toldBy(share.space, file);
    for (const d of told?.devices ?? []) given.add(`${told?.k} ${d}`);
  }
  const upTo = erasedUpTo(await erasureStamps(context.ledger));
  const files: RosterRow[] = [];
  for (const row of ring) {
    if (isErased(row, upTo)) continue;
    const devices = readersOf(context, row).filter(({ d }) => d !== me.d && !given.has(`${row.k} ${d}`));
    if (devices.length) files.push(await fileOf(context, row, { devices }));
  }
  if (files.length) await store.learn(files, []);
  await store.changeShare((now) => ({ ...now, ownUnder: under }));
  return files.length > 0;
}

/**
 * Marks files that the place has lost, or of which it shows another size, so that they are put there again; also the
 * empty ones in the place of destroyed keys. What others wrote only those who lead may put.
 */
async function mend(
  { store, share, me, at }: Context,
  listed: readonly Listed[],
  known: ReadonlyMap<string, RosterRow>,
): Promise<void> {
  const sizes = new Map(listed.map(({ name, size }) => [`${at.own}/${name}`, size]));
  const lost = [...known.values()].filter(({ name, sort, sent, bytes }) => {
    if (sort !== 'own' || !sent) return false;
    const isOurs = name.startsWith(`${at.own}/${share.owner}-`);
    if (!me || !(isOurs || LEADS.includes(me.role))) return false;
    return !sizes.has(name) || (sizes.get(name) ?? bytes.length) !== bytes.length;
  });
  if (lost.length) await store.markUnsent(lost.map(({ name }) => name));
}

/** True when one of the committee lacks a key: somebody's file of it may be lost. */
export const lacksOwnKeys = async ({ me, ledger }: Context): Promise<boolean> =>
  me !== undefined && isCommittee(me.role) && (await closedSegments(ledger)).length > 0;

/** How many files of members' keys a person is known to have written. */
export const filesBy = (files: readonly RosterRow[], owner: string): number =>
  files.filter(
    ({ sort, name }) => sort === 'own' && name.slice(name.lastIndexOf('/') + 1).startsWith(`${owner}-`),
  ).length;

/** Fetches files of members' keys that are not here, and takes the keys that are for this device. */
export async function fetchOwnKeys(
  context: Context,
  carrier: Carrier,
  { signal, byHand }: TransferOptions,
): Promise<boolean> {
  const { store, share, roster, keys, at } = context;
  const listed = await carrier.list(at.own, { signal });
  const known = new Map((await store.rosterFiles()).map((row) => [row.name, row]));
  if (!byHand) await mend(context, listed, known);
  const fresh: RosterRow[] = [];
  await sideBySide(
    listed.filter(({ name, folder }) => !folder && parseRosterFile(name) && !known.has(`${at.own}/${name}`)),
    async ({ name: last }) => {
      const name = `${at.own}/${last}`;
      const got = await carrier.get(name, { signal });
      if (!got || got === 'same' || got.bytes.length > MOST) return;
      const isWhole = (await sha256(asBytes(got.bytes))).startsWith(parseRosterFile(last)?.hash ?? '-');
      // Cut off or changed: it is asked for again.
      if (isWhole || isGone(got.bytes)) fresh.push({ name, sort: 'own', bytes: got.bytes, sent: true });
    },
  );
  const ring = await store.ring();
  const here = new Set(ring.filter(isMemberKey).map(({ k }) => k));
  const upTo = erasedUpTo(await erasureStamps(context.ledger));
  const me = { device: share.device, owner: share.owner, member: share.member, kem: keys.kem, ring };
  const whole: RosterRow[] = [];
  const found: RingRow[] = [];
  for (const file of [...fresh, ...filesOf([...known.values()])]) {
    const isFresh = !known.has(file.name);
    if (isGone(file.bytes)) {
      whole.push(file);
      continue;
    }
    const told = await toldBy(share.space, file);
    if (told && here.has(told.k)) {
      if (isFresh) whole.push(file);
      continue;
    }
    const row = await readMemberKey(share.space, file, roster, me);
    // A file whose signer is not known yet is asked for again.
    if (row === 'unknown') continue;
    if (isFresh) whole.push(file);
    if (row && !isErased(row, upTo)) found.push(row);
  }
  if (whole.length || found.length) await store.learn(whole, found);
  return found.length > 0;
}
