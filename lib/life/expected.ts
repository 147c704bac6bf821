import { belongsOn, isPartyMember } from '../branch/members';
import { groupOn, postsOn } from '../branch/terms';
import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import type { MeetingType } from '../records/meeting';
import { dateOf } from '../rules/calendar';
import type { LifePack } from '../rules/pack';

/**
 * Who an activity is for. `branch`: full and probationary members. `part`: the committee, a party group, or both.
 * `entered`: the ledger cannot know (a free type, a group meeting without its group), so those entered are it.
 */
export type Audience = 'branch' | 'part' | 'entered';

const WHOLE_BRANCH: readonly MeetingType[] = ['lecture', 'themeDay', 'orgLife', 'appraisal'];

/**
 * The audience of an activity. A membership meeting is for everybody; otherwise the form of the meeting decides,
 * because 组织生活会, 党课 and 主题党日 may be held in the committee or in a group.
 */
export function audienceOf(fields: Pick<Meeting, 'types' | 'group'>): Audience {
  const { types, group } = fields;
  if (types.general) return 'branch';
  if (types.committee || types.group) return types.committee || group ? 'part' : 'entered';
  return WHOLE_BRANCH.some((type) => types[type]) ? 'branch' : 'entered';
}

/** True when a person was in the branch, and a member of the Party, on a day. */
export function isMemberOn(member: Rec<'member'>, day: string): boolean {
  const { joinedOn } = member.fields;
  // A joining date known only to the month or year is compared as far as it is known.
  const joined = !joinedOn || joinedOn <= day.slice(0, joinedOn.length);
  return isPartyMember(member) && joined && belongsOn(member, day);
}

/**
 * 应到: the members an activity was for, on its day, in the order of the roster, by the posts and groups of that day. Who joined later or had left is
 * not among them. Old or ill members (exempt) are expected only when they came: nothing is demanded of them
 * (《党员教育管理工作条例》 Art. 23).
 */
export function expectedOf(
  fields: Pick<Meeting, 'types' | 'group' | 'startsAt' | 'attendance'>,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): Rec<'member'>[] {
  const day = dateOf(fields.startsAt);
  const audience = audienceOf(fields);
  return roster.filter((member) => {
    if (!isMemberOn(member, day)) return false;
    const entry = fields.attendance?.[member.id];
    if (member.fields.exempt && entry?.state !== 'present' && entry?.state !== 'online') return false;
    if (audience === 'branch') return true;
    if (audience === 'entered') return entry !== undefined && entry.state !== 'observer';
    const onCommittee = postsOn(member, day).some((post) => pack.study.committeePosts.includes(post));
    const inGroup = fields.group !== undefined && groupOn(member, day) === fields.group;
    return Boolean((fields.types.committee && onCommittee) || (fields.types.group && inGroup));
  });
}

/**
 * Everybody who gets a cell in the attendance grid: those expected first, then the exempt, then people who were
 * entered though they are not expected (an activist at a lecture, a member who has moved on since).
 */
export function gridOf(
  fields: Pick<Meeting, 'types' | 'group' | 'startsAt' | 'attendance'>,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): Rec<'member'>[] {
  const day = dateOf(fields.startsAt);
  const all = audienceOf(fields) === 'entered';
  const expected = new Set(expectedOf(fields, roster, pack).map((member) => member.id));
  const audience = expectedOf({ ...fields, attendance: {} }, roster.map(withoutExemption), pack);
  const wider = new Set(audience.map((member) => member.id));
  const rank = (member: Rec<'member'>): number => {
    if (expected.has(member.id)) return 0;
    if (wider.has(member.id) || (all && isMemberOn(member, day))) return 1;
    return fields.attendance?.[member.id] ? 2 : 3;
  };
  // In a free activity nobody is expected before being entered: marking somebody must not move the cell.
  const place = (member: Rec<'member'>): number => (all ? Math.max(1, rank(member)) : rank(member));
  return roster
    .filter((member) => rank(member) < 3)
    .map((member, index) => ({ member, index }))
    .sort((a, b) => place(a.member) - place(b.member) || a.index - b.index)
    .map(({ member }) => member);
}

const withoutExemption = (member: Rec<'member'>): Rec<'member'> =>
  member.fields.exempt ? { ...member, fields: { ...member.fields, exempt: undefined } } : member;
