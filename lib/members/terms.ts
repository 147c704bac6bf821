import { covers, memberWithTerms, type PartyPost, postsOn, wholeRoster } from '../branch/terms';
import {
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  type Write,
} from '../ledger';
import type { Branch } from '../records';
import { Fault } from '../records/fault';
import { PARTY_POSTS } from '../records/member';

/** One line of the register of terms: a term, or a post of the roster that has none yet. */
export interface TermLine {
  /** Absent for a post that stands on the roster without a term. */
  record?: Rec<'post'>;
  member: string;
  name: string;
  post: PartyPost;
  from?: string;
  /** Last day; that of leaving the branch when the term itself has none. */
  to?: string;
  basis?: string;
  /** `now`: held today. `ended`: ended within the present term of the branch. `former`: before it. */
  when: 'now' | 'coming' | 'ended' | 'former';
}

/** Every term of the branch: those held today first in the order of posts, then the others, latest first. */
export async function listTerms(
  ledger: Ledger,
  branch: Pick<Branch, 'termStart'> | undefined,
  today: string,
): Promise<TermLine[]> {
  const roster = await wholeRoster(ledger);
  const lines: TermLine[] = [];
  for (const member of roster) {
    const terms = member.terms ?? [];
    const base = { member: member.id, name: member.fields.name };
    for (const record of terms) {
      const { post, from, to, basis } = record.fields;
      const end = to ?? member.fields.leftOn;
      lines.push({ ...base, record, post, from, to: end, basis, when: whenOf(from, end, branch, today) });
    }
    for (const post of member.fields.posts ?? []) {
      if (terms.some(({ fields }) => fields.post === post)) continue;
      const to = member.fields.leftOn;
      lines.push({ ...base, post, to, when: whenOf(undefined, to, branch, today) });
    }
  }
  const rank = { now: 0, coming: 1, ended: 2, former: 3 };
  return lines.sort(
    (a, b) =>
      rank[a.when] - rank[b.when] ||
      (a.when === 'now' ? 0 : (b.to ?? '').localeCompare(a.to ?? '')) ||
      PARTY_POSTS.indexOf(a.post) - PARTY_POSTS.indexOf(b.post) ||
      (a.from ?? '').localeCompare(b.from ?? ''),
  );
}

function whenOf(
  from: string | undefined,
  to: string | undefined,
  branch: Pick<Branch, 'termStart'> | undefined,
  today: string,
): TermLine['when'] {
  if (covers({ from, to }, today)) return 'now';
  if (from && from > today) return 'coming';
  const start = branch?.termStart;
  return start && to && to < start.slice(0, to.length) ? 'former' : 'ended';
}

/** Posts of which a branch has one at a time and that several people hold today: worth a look, never refused. */
export function heldTwice(lines: readonly TermLine[]): PartyPost[] {
  const single: readonly PartyPost[] = ['secretary', 'organization', 'publicity', 'discipline'];
  return single.filter(
    (post) => lines.filter((line) => line.when === 'now' && line.post === post).length > 1,
  );
}

export interface TermInput {
  member: string;
  post: PartyPost;
  from: string;
  to: string;
  basis: string;
}

/**
 * Adds a term or changes one, and keeps the member's posts of today in step in the same commit. Throws E140 (nobody),
 * E141 (it ends before it begins), E142 (the same person has the same post at that time already). `former` is the line
 * that is corrected, which may be a post of the roster without a term: what it said before counts no longer.
 */
export async function saveTerm(
  ledger: Ledger,
  record: Rec<'post'> | undefined,
  input: TermInput,
  today: string,
  former: Pick<TermLine, 'member' | 'post'> | undefined = record?.fields,
): Promise<CommitResult> {
  const from = input.from || undefined;
  const to = input.to || undefined;
  const member = input.member ? await memberWithTerms(ledger, input.member) : undefined;
  if (!member) throw new Fault('E140');
  if (from && to && to.slice(0, from.length) < from.slice(0, to.length)) throw new Fault('E141');
  const others = (member.terms ?? []).filter(({ id }) => id !== record?.id);
  const clash = others.some(
    ({ fields }) =>
      fields.post === input.post &&
      (!from || !fields.to || from <= fields.to) &&
      (!to || !fields.from || fields.from <= to),
  );
  if (clash) throw new Fault('E142');
  const fields = {
    member: input.member,
    post: input.post,
    from,
    to,
    basis: input.basis.trim() || undefined,
  };
  const id = record?.id ?? newId();
  const write = record
    ? change(record, { ...fields, from: from ?? null, to: to ?? null, basis: fields.basis ?? null })
    : create('post', fields, id);
  const next = [...others, { id, fields } as Rec<'post'>];
  const same = former?.member === input.member;
  const gone = same && former.post !== input.post ? former.post : undefined;
  const writes: Write[] = [write, ...postsWrite(member, next, today, gone)];
  if (former && !same) {
    const before = await memberWithTerms(ledger, former.member);
    if (before) {
      const left = (before.terms ?? []).filter((term) => term.id !== record?.id);
      writes.push(...postsWrite(before, left, today, former.post));
    }
  }
  return ledger.commit(writes, { label: record ? 'termSave' : 'termAdd' });
}

/** Puts a term that was entered by mistake in the trash; the member's posts of today follow. */
export async function removeTerm(ledger: Ledger, record: Rec<'post'>, today: string): Promise<CommitResult> {
  const member = await memberWithTerms(ledger, record.fields.member);
  const left = (member?.terms ?? []).filter(({ id }) => id !== record.id);
  const writes = member ? postsWrite(member, left, today, record.fields.post) : [];
  return ledger.commit([remove(record), ...writes], { label: 'termRemove' });
}

/** The member's list of posts as the given terms have it today; `gone` no longer counts without a term. */
function postsWrite(
  member: Rec<'member'>,
  terms: readonly Rec<'post'>[],
  today: string,
  gone?: PartyPost,
): Write[] {
  const stored = (member.fields.posts ?? []).filter((post) => post !== gone);
  const posts = postsOn({ ...member, fields: { ...member.fields, posts: stored }, terms }, today);
  return [change(member, { posts: posts.length ? posts : null })];
}
