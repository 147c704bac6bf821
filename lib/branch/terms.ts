import type { Ledger, Rec } from '../ledger';
import type { Member } from '../records';
import { PARTY_POSTS } from '../records/member';

export type PartyPost = (typeof PARTY_POSTS)[number];

/** A member together with the posts held and the groups belonged to over the years. */
export type RosterMember = Rec<'member'> & {
  terms?: readonly Rec<'post'>[];
  stays?: readonly Rec<'groupStay'>[];
};

/** The local civil date at an instant in milliseconds. */
export function localDay(milliseconds: number): string {
  const at = new Date(milliseconds);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/**
 * True when a time covers a day; both ends count. An end that is not known is open, and a date known only to the
 * month or year is compared as far as it is known.
 */
export const covers = (time: { from?: string; to?: string }, day: string): boolean =>
  (!time.from || time.from <= day.slice(0, time.from.length)) &&
  (!time.to || day.slice(0, time.to.length) <= time.to);

/**
 * Posts that a member held on a day, in the order of the roster. A post without a term of its own (from a ledger of
 * before there were terms) counts for every day.
 */
export function postsOn(member: RosterMember, day: string): PartyPost[] {
  const terms = member.terms ?? [];
  return PARTY_POSTS.filter((post) => {
    const own = terms.filter(({ fields }) => fields.post === post);
    return own.length
      ? own.some(({ fields }) => covers(fields, day))
      : (member.fields.posts ?? []).includes(post);
  });
}

/** Posts of a member of which no term says since when: they count for every day before as well. */
export const undatedPosts = (member: RosterMember): PartyPost[] =>
  PARTY_POSTS.filter((post) => {
    const own = (member.terms ?? []).filter(({ fields }) => fields.post === post);
    return own.length ? own.some(({ fields }) => !fields.from) : (member.fields.posts ?? []).includes(post);
  });

/** The Party group of a member on a day; a group without dates counts for every day that no other covers. */
export function groupOn(member: RosterMember, day: string): string | undefined {
  const stays = member.stays ?? [];
  const covering = stays.findLast(({ fields }) => covers(fields, day));
  if (covering) return covering.fields.group;
  const { group } = member.fields;
  return group && !stays.some(({ fields }) => fields.group === group) ? group : undefined;
}

/**
 * The leader (组长) of a Party group on a day: whoever of its members holds that post. The name set on the group
 * itself decides among several, and stands alone where no member holds the post.
 */
export function leaderOf(
  group: Rec<'partyGroup'>,
  roster: readonly RosterMember[],
  day: string,
): string | undefined {
  const set = group.fields.leader;
  const holders = leadersOf(group.id, roster, day);
  return holders.find(({ id }) => id === set)?.id ?? holders[0]?.id ?? set;
}

/** Members of a group who hold the post of its leader on a day. */
export const leadersOf = (group: string, roster: readonly RosterMember[], day: string): RosterMember[] =>
  roster.filter((member) => groupOn(member, day) === group && postsOn(member, day).includes('groupLeader'));

/** Ties terms and stays to their members. With `today`, posts and group of the members are those of that day. */
export function withTerms(
  members: readonly Rec<'member'>[],
  terms: readonly Rec<'post'>[],
  stays: readonly Rec<'groupStay'>[],
  today?: string,
): RosterMember[] {
  const posts = byMember(terms);
  const groups = byMember(stays);
  return members.map((member) => {
    const own = posts.get(member.id);
    const stayed = groups.get(member.id);
    if (!own && !stayed) return member;
    const whole: RosterMember = { ...member, terms: own, stays: stayed };
    return today ? { ...whole, fields: fieldsOn(whole, today) } : whole;
  });
}

/** The fields of a member with posts and group of a day; the same object when they are that already. */
function fieldsOn(member: RosterMember, today: string): Member {
  const { posts = [], group } = member.fields;
  const held = postsOn(member, today);
  const now = groupOn(member, today);
  const same = held.length === posts.length && held.every((post) => posts.includes(post)) && now === group;
  if (same) return member.fields;
  const { posts: _posts, group: _group, ...rest } = member.fields;
  return { ...rest, ...(held.length ? { posts: held } : {}), ...(now ? { group: now } : {}) };
}

function byMember<R extends Rec<'post'> | Rec<'groupStay'>>(records: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const record of records) {
    const list = found.get(record.fields.member);
    if (list) list.push(record);
    else found.set(record.fields.member, [record]);
  }
  return found;
}

/**
 * The whole roster, those who left included, each member with terms and group stays. Whoever asks who an activity
 * was for reads the roster here: on its own a member knows only the posts of today.
 */
export async function wholeRoster(ledger: Ledger): Promise<RosterMember[]> {
  const [members, terms, stays] = await Promise.all([
    ledger.list('member'),
    ledger.list('post'),
    ledger.list('groupStay'),
  ]);
  return withTerms(members, terms, stays, localDay(ledger.clock.wall()));
}

/**
 * One member with terms and stays. Both kinds are read whole: they are few, while thousands of records may be linked
 * to a member.
 */
export async function memberWithTerms(ledger: Ledger, id: string): Promise<RosterMember | undefined> {
  const member = await ledger.get('member', id);
  if (!member) return undefined;
  const [terms, stays] = await Promise.all([ledger.list('post'), ledger.list('groupStay')]);
  return withTerms([member], terms, stays, localDay(ledger.clock.wall()))[0];
}
