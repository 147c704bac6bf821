import {
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  replace,
  restore,
  type Write,
} from '../ledger';
import type { Member } from '../records';
import { Fault } from '../records/fault';
import { groupWrites, postWrites, type TermDates } from './term-writes';
import { localDay, memberWithTerms, postsOn } from './terms';
import { normalizeName } from './member-name';

/** True when a member belonged to the branch on a day; both ends of the stay count. */
export const belongsOn = (member: Rec<'member'>, date: string): boolean =>
  (!member.fields.inBranchFrom || member.fields.inBranchFrom <= date) &&
  (!member.fields.leftOn || date <= member.fields.leftOn);

/** The roster on a day (`YYYY-MM-DD`): everybody who belonged to the branch then, in whatever category. */
export const rosterAt = <M extends Rec<'member'>>(members: readonly M[], date: string): M[] =>
  members.filter((member) => belongsOn(member, date));

/** True for full and probationary members; the other categories are in the development process. */
export const isPartyMember = (member: Rec<'member'>): boolean =>
  member.fields.category === 'full' || member.fields.category === 'probationary';

/** Numbers by category of the people who belong to the branch on a day. */
export function countCategories(
  members: readonly Rec<'member'>[],
  date: string,
): Record<Member['category'], number> {
  const counts = { full: 0, probationary: 0, candidate: 0, activist: 0, applicant: 0 };
  for (const member of rosterAt(members, date)) counts[member.fields.category] += 1;
  return counts;
}

/**
 * Adds a member, or saves the whole of an edited one. A post that is new or gone begins or ends a term in the same
 * commit, and another group leaves a dated stay; `terms` gives their days, today's when absent. Returns the commit
 * and the member's id. Throws E220 (no name), E222 (left before coming).
 */
export async function saveMember(
  ledger: Ledger,
  record: Rec<'member'> | undefined,
  fields: Member,
  { terms, ...options }: { draft?: string; terms?: Partial<TermDates> } = {},
): Promise<CommitResult & { id: string }> {
  const name = normalizeName(fields.name);
  if (!name) throw new Fault('E220');
  if (fields.inBranchFrom && fields.leftOn && fields.leftOn < fields.inBranchFrom) throw new Fault('E222');
  const clean = { ...withoutEmpty(fields), name };
  const id = record?.id ?? newId();
  const write = record ? replace(record, clean) : create('member', clean, id);
  const dates: TermDates = { today: localDay(ledger.clock.wall()), ...terms };
  const writes = [write, ...(await termWrites(ledger, id, record, clean, dates))];
  const result = await ledger.commit(writes, { label: record ? 'memberSave' : 'memberAdd', ...options });
  return { ...result, id };
}

/** Writes of terms and stays for what the form changed since it was opened, on top of what stands now. */
async function termWrites(
  ledger: Ledger,
  id: string,
  seen: Rec<'member'> | undefined,
  fields: Member,
  dates: TermDates,
): Promise<Write[]> {
  const now = seen && (await memberWithTerms(ledger, id));
  const before = seen?.fields.posts ?? [];
  const after = fields.posts ?? [];
  const held = now ? postsOn(now, dates.today) : [];
  const next = [...held, ...after.filter((post) => !before.includes(post))].filter(
    (post) => after.includes(post) || !before.includes(post),
  );
  const moved = seen?.fields.group !== fields.group;
  return [...postWrites(id, now, next, dates), ...(moved ? groupWrites(id, now, fields.group, dates) : [])];
}

/** Fields of a form as they are stored: what was left empty is absent. */
function withoutEmpty(fields: Member): Member {
  const filled = Object.entries(fields).filter(
    ([, value]) =>
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(filled) as Member;
}

/**
 * Records that a member's relation was transferred out: `on` is the last day in the branch. The member stays in
 * every record before that day, and on the roster of those days. Throws E222 when that is before the first day.
 */
export function transferOut(
  ledger: Ledger,
  record: Rec<'member'>,
  leave: { on: string; to?: string },
): Promise<CommitResult> {
  if (record.fields.inBranchFrom && leave.on < record.fields.inBranchFrom) throw new Fault('E222');
  const fields = { leftOn: leave.on, leftTo: leave.to?.trim() || null };
  return ledger.commit([change(record, fields)], { label: 'memberTransferOut' });
}

/** Takes a transfer out back: the member belongs to the branch again, as if it had not been recorded. */
export const bringBack = (ledger: Ledger, record: Rec<'member'>): Promise<CommitResult> =>
  ledger.commit([change(record, { leftOn: null, leftTo: null })], { label: 'memberBringBack' });

/**
 * Puts a member that was entered by mistake in the trash. Records keep the reference; whoever really was a member
 * is transferred out instead.
 */
export const removeMember = (ledger: Ledger, record: Rec<'member'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'memberRemove' });

/** Takes a member out of the trash. */
export const restoreMember = (ledger: Ledger, record: Rec): Promise<CommitResult> =>
  ledger.commit([restore(record)], { label: 'memberRestore' });
