import { change, type CommitResult, create, type Ledger, type Rec, remove, type Write } from '../ledger';
import { Fault } from '../records/fault';
import { PARTY_POSTS } from '../records/member';
import { groupWrites, postWrites } from './term-writes';
import { groupOn, leaderOf, leadersOf, localDay, postsOn, type RosterMember, wholeRoster } from './terms';
import { groupKey, groupName } from './roster-values';

/**
 * Adds a party group, or renames it and sets its leader (a member id). The post of the leader goes along: it begins
 * for the one who is named and ends for whoever led this group until then. Throws E223 (no name), E224 (there is a
 * group of that name).
 */
export async function saveGroup(
  ledger: Ledger,
  record: Rec<'partyGroup'> | undefined,
  fields: { name: string; leader?: string },
): Promise<CommitResult> {
  if (!fields.name.trim()) throw new Fault('E223');
  const name = groupName(fields.name);
  const [groups, roster] = await Promise.all([ledger.list('partyGroup'), wholeRoster(ledger)]);
  const twin = groups.find(
    (group) => group.id !== record?.id && groupKey(group.fields.name) === groupKey(name),
  );
  if (twin) throw new Fault('E224', { name: twin.fields.name });
  const write = record
    ? change(record, { name, leader: fields.leader || null })
    : create('partyGroup', {
        name,
        order: groups.length,
        ...(fields.leader ? { leader: fields.leader } : {}),
      });
  const posts = leaderWrites(record, fields.leader, roster, localDay(ledger.clock.wall()));
  return ledger.commit([write, ...posts], { label: record ? 'groupSave' : 'groupAdd' });
}

/** What a change of a group's leader does to the posts of the people concerned; nothing when it is no change. */
function leaderWrites(
  group: Rec<'partyGroup'> | undefined,
  next: string | undefined,
  roster: readonly RosterMember[],
  today: string,
): Write[] {
  if (next === (group && leaderOf(group, roster, today))) return [];
  const former = group ? leadersOf(group.id, roster, today).filter(({ id }) => id !== next) : [];
  const named = roster.find(({ id }) => id === next);
  return [...former, ...(named ? [named] : [])].flatMap((member) => {
    const held = postsOn(member, today);
    const others = held.filter((post) => post !== 'groupLeader');
    const posts =
      member.id === next
        ? PARTY_POSTS.filter((post) => post === 'groupLeader' || others.includes(post))
        : others;
    if (posts.length === held.length) return [];
    return [
      change(member, { posts: posts.length ? posts : null }),
      ...postWrites(member.id, member, posts, { today }),
    ];
  });
}

/** Dissolves a party group: its members stay on the roster without a group, and in it for the days before today. One commit, which undo takes back. */
export async function removeGroup(ledger: Ledger, record: Rec<'partyGroup'>): Promise<CommitResult> {
  const today = localDay(ledger.clock.wall());
  const members = (await wholeRoster(ledger)).filter((member) => groupOn(member, today) === record.id);
  const writes = members.flatMap((member) => [
    change(member, { group: null }),
    ...groupWrites(member.id, member, undefined, { today }),
  ]);
  return ledger.commit([remove(record), ...writes], { label: 'groupRemove' });
}
