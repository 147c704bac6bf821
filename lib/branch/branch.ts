import { create, type Ledger, newId, type Rec, type Role } from '../ledger';
import type { Branch, Member } from '../records';
import { Fault } from '../records/fault';
import { addDays, addMonths, dateOf } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import type { BranchFacts } from '../rules/cadence';
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

/** Last day of a term that begins on `start`: the pack's number of years, less a day. */
export function termEndOf(
  pack: LifePack,
  start: string,
  which: 'termYears' | 'termYearsCommunity' = 'termYears',
): string {
  const years = pack.thresholds[which].value;
  return addDays(`${Number(start.slice(0, 4)) + years}${start.slice(4)}`, -1);
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

/** The branch of this ledger; undefined before the first run. */
export const currentBranch = async (ledger: Ledger): Promise<Rec<'branch'> | undefined> =>
  (await ledger.list('branch', { limit: 1 }))[0];

/**
 * What the cadence rules need to know of the branch; of one that was not entered yet, what is usual. `notBefore`: see
 * {@link trackedSince}.
 */
export async function branchFacts(
  ledger: Ledger,
  branch: Rec<'branch'> | undefined,
  notBefore?: string,
): Promise<BranchFacts> {
  const fields = branch?.fields;
  const [groups, since] = await Promise.all([ledger.list('partyGroup'), trackedSince(ledger, notBefore)]);
  return {
    form: fields?.form ?? 'single',
    hasCommittee: fields?.hasCommittee ?? false,
    groups: groups.map((group) => ({ id: group.id, name: group.fields.name })),
    foundedOn: fields?.foundedOn,
    termEnd: fields?.termEnd,
    frequencies: fields?.frequencies,
    trackedSince: since,
  };
}

/**
 * First day from which the ledger claims to know what was held. Whoever enters the activities of earlier months makes
 * them known, as far back as every month has one; a single old record does not turn all that lies between into gaps.
 * Who needs to know no further back than a day says so with `notBefore`: the search ends there.
 */
export async function trackedSince(ledger: Ledger, notBefore = ''): Promise<string | undefined> {
  const since = await ledger.meta('trackedSince');
  if (since && since <= notBefore) return since;
  const keys = await ledger.linkKeys([
    [`meetingIn:${notBefore.slice(0, 7)}`, `meetingIn:${since?.slice(0, 7) ?? ''}`],
  ]);
  const months = new Set(keys.map((key) => key.slice(-7)));
  let month = since?.slice(0, 7) ?? keys.at(-1)?.slice(-7);
  if (!month) return since;
  const before = (of: string): string => addMonths(`${of}-01`, -1).slice(0, 7);
  while (months.has(before(month))) month = before(month);
  const [first] = await ledger.sortKeys('meeting', { from: month, to: month, limit: 1 });
  const day = first && dateOf(first);
  return since && (!day || since < day) ? since : day;
}
