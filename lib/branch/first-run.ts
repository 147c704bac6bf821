import { create, type Ledger, newId, type Role } from '../ledger';
import type { Branch, Member } from '../records';
import { Fault } from '../records/fault';
import { postWrites } from './term-writes';

/** What the first run asks for. Dates are `YYYY-MM-DD`; empty texts mean that it was not given. */
export interface NewBranch {
  name: string;
  company: string;
  superior: string;
  form: Branch['form'];
  hasCommittee: boolean;
  /** Names of party groups. */
  groups: string[];
  foundedOn: string;
  termStart: string;
  termEnd: string;
  me: { name: string; category: Member['category']; posts: NonNullable<Member['posts']> };
  role: Role;
  /** Days after which 今日 asks for a backup. */
  backupEveryDays: number;
}

/**
 * Makes the branch, its groups and the person of this profile in one commit, whose author is that person, and
 * remembers who this profile belongs to. Throws E201 (no name), E202 (no company), E203 (no name of the person),
 * E204 (the term ends before it begins), E205 (there is a branch already).
 */
export async function createBranch(ledger: Ledger, input: NewBranch, today: string): Promise<void> {
  if (!input.name.trim()) throw new Fault('E201');
  if (!input.company.trim()) throw new Fault('E202');
  if (!input.me.name.trim()) throw new Fault('E203');
  if (input.termStart && input.termEnd && input.termEnd < input.termStart) throw new Fault('E204');
  if (await ledger.count('branch')) throw new Fault('E205');
  const me = newId();
  const groups = [...new Set(input.groups.map((name) => name.trim()).filter(Boolean))].map((name, order) =>
    create('partyGroup', { name, order }),
  );
  const writes = [
    create('branch', {
      name: input.name.trim(),
      company: input.company.trim(),
      companyId: newId(),
      superior: input.superior.trim() || undefined,
      form: input.form,
      hasCommittee: input.hasCommittee,
      foundedOn: input.foundedOn || undefined,
      termStart: input.termStart || undefined,
      termEnd: input.termEnd || undefined,
    }),
    ...groups,
    create(
      'member',
      {
        name: input.me.name.trim(),
        category: input.me.category,
        posts: input.me.posts.length ? input.me.posts : undefined,
      },
      me,
    ),
    ...postWrites(me, undefined, input.me.posts, {
      today,
      since: Object.fromEntries(input.me.posts.map((post) => [post, input.termStart])),
    }),
  ];
  await ledger.setMeta('trackedSince', today);
  await ledger.setMeta('backupEveryDays', input.backupEveryDays);
  await ledger.commit(writes, { label: 'branchCreate', by: me, draft: FIRST_RUN_DRAFT });
  await ledger.setMe({ member: me, role: input.role });
}

/** Draft of the first-run form. */
export const FIRST_RUN_DRAFT = 'branch:first';
