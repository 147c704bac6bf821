import { change, create, type Rec, remove, type Write } from '../ledger';
import type { Branch } from '../records';
import { PARTY_POSTS } from '../records/member';
import { addDays } from '../rules/calendar';
import { covers, groupOn, type PartyPost, postsOn, type RosterMember } from './terms';

/** Dates that go with a change of posts or group. What is absent is taken as the change being of today. */
export interface TermDates {
  /** `YYYY-MM-DD`. */
  today: string;
  /** First day of posts that are new; '' = not known. */
  since?: Partial<Record<PartyPost, string>>;
  /** Last day of posts that are given up. */
  until?: Partial<Record<PartyPost, string>>;
  /** First day in the new group; '' = not known. */
  groupSince?: string;
}

/** Posts that one person at a time holds. */
const SINGLE: ReadonlySet<PartyPost> = new Set(['secretary', 'organization', 'publicity', 'discipline']);

/**
 * The first day to suggest for a post: the beginning of the term for whoever is entered first, today for whoever
 * follows somebody. Empty when nothing speaks for either: not known.
 */
export function suggestSince(
  post: PartyPost,
  roster: readonly RosterMember[],
  branch: Pick<Branch, 'termStart'> | undefined,
  today: string,
): string {
  const followed = roster.some((member) => {
    const terms = (member.terms ?? []).filter(({ fields }) => fields.post === post);
    return (
      terms.some(({ fields }) => fields.to) || (SINGLE.has(post) && postsOn(member, today).includes(post))
    );
  });
  if (followed) return today;
  return branch?.termStart && branch.termStart <= today ? branch.termStart : '';
}

/**
 * Writes that bring a member's terms to the given posts: a new post begins a term, one that is gone ends its own.
 * A term that would end before it began was a slip and goes to the trash.
 */
export function postWrites(
  memberId: string,
  member: RosterMember | undefined,
  next: readonly PartyPost[],
  dates: TermDates,
): Write[] {
  const { today, since, until } = dates;
  const held = member ? postsOn(member, today) : [];
  const terms = member?.terms ?? [];
  const writes: Write[] = [];
  for (const post of PARTY_POSTS) {
    const own = terms.filter(({ fields }) => fields.post === post);
    if (next.includes(post) && !held.includes(post)) {
      const from = since?.[post] ?? (member ? today : '');
      writes.push(create('post', { member: memberId, post, ...(from ? { from } : {}) }));
    }
    if (!next.includes(post) && held.includes(post)) {
      const to = until?.[post] || addDays(today, -1);
      const open = own.filter(({ fields }) => covers(fields, today));
      for (const term of open) writes.push(ended(term, to));
      if (!own.length) writes.push(create('post', { member: memberId, post, to }));
    }
  }
  return writes;
}

const ended = (term: Rec<'post'> | Rec<'groupStay'>, to: string): Write =>
  term.fields.from && term.fields.from > to ? remove(term) : change(term as Rec<'post'>, { to });

/**
 * Writes that move a member to another group. The first group is the member's own field; only a change leaves
 * dated stays, of the group before as well.
 */
export function groupWrites(
  memberId: string,
  member: RosterMember | undefined,
  next: string | undefined,
  dates: TermDates,
): Write[] {
  if (!member) return [];
  const now = groupOn(member, dates.today);
  if (now === next) return [];
  const from = dates.groupSince || dates.today;
  const before = addDays(from, -1);
  const writes: Write[] = [];
  const stays = member.stays ?? [];
  const open = stays.filter(({ fields }) => covers(fields, dates.today));
  for (const stay of open) writes.push(ended(stay, before));
  if (now && !open.length) writes.push(create('groupStay', { member: memberId, group: now, to: before }));
  // Somebody who was in no group before has been in this one for as long as is known, unless a day is given.
  const dated = now || stays.length || dates.groupSince;
  if (next && dated) writes.push(create('groupStay', { member: memberId, group: next, from }));
  return writes;
}
