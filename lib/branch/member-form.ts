import { type Rec, type Seen, seenOf } from '../ledger';
import type { Member } from '../records';
import { type MEMBER_CATEGORIES, PARTY_POSTS, type STANDINGS } from '../records/member';
import { normalizeName } from './member-name';
import { parseRosterDate } from './roster-dates';

/** Texts of the member form, in the order of the roster. */
export const TEXT_FIELDS = [
  'ethnicity',
  'education',
  'degree',
  'nativePlace',
  'employer',
  'job',
  'phone',
  'address',
  'household',
  'stratum',
  'sponsors',
  'mobileTo',
  'note',
  'idNumber',
] as const;
/** Dates of the form that may be known in part; typed in any form that a roster may give. */
export const PARTIAL_DATES = ['birth', 'joinedOn', 'fullSince'] as const;

type Texts = Record<(typeof TEXT_FIELDS)[number] | (typeof PARTIAL_DATES)[number], string>;

/** What the form of a member holds while it is edited. */
export interface MemberForm extends Texts {
  name: string;
  aliases: string;
  gender: 'male' | 'female' | '';
  category: (typeof MEMBER_CATEGORIES)[number];
  group: string;
  standing: (typeof STANDINGS)[number] | '';
  posts: (typeof PARTY_POSTS)[number][];
  /** First day of posts that this form adds, last day of posts that it takes away; '' = not known. */
  postSince: Record<string, string>;
  postUntil: Record<string, string>;
  /** First day in the group that this form sets. */
  groupSince: string;
  mobile: boolean;
  exempt: boolean;
  inBranchFrom: string;
  /** The stored member as the form was opened on it; absent for a new one. */
  base?: Seen;
}

/** The form of a member, or an empty one for a new full member. */
export function formOf(record: Rec<'member'> | undefined): MemberForm {
  const member = record?.fields;
  const texts = {} as Texts;
  for (const field of [...TEXT_FIELDS, ...PARTIAL_DATES]) texts[field] = member?.[field] ?? '';
  return {
    ...texts,
    name: member?.name ?? '',
    aliases: (member?.aliases ?? []).join('、'),
    gender: member?.gender ?? '',
    category: member?.category ?? 'full',
    group: member?.group ?? '',
    standing: member?.standing ?? '',
    posts: member?.posts ?? [],
    postSince: {},
    postUntil: {},
    groupSince: '',
    mobile: member?.mobile ?? false,
    exempt: member?.exempt ?? false,
    inBranchFrom: member?.inBranchFrom ?? '',
    ...(record ? { base: seenOf(record) } : {}),
  };
}

/** Date fields of the form that cannot be read, or name a day that does not exist. */
export const unreadDates = (form: MemberForm): (typeof PARTIAL_DATES)[number][] =>
  PARTIAL_DATES.filter((field) => form[field].trim() && !parseRosterDate(form[field]).value);

/**
 * The member that a form describes. What the form does not show (the transfer out) stays as it was; empty texts
 * are absent, dates that cannot be read are left as they were before.
 */
export function memberOf(form: MemberForm, before: Member | undefined): Member {
  const aliases = form.aliases
    .split(/[、,，;；]/)
    .map(normalizeName)
    .filter(Boolean);
  const member: Member = {
    ...before,
    name: normalizeName(form.name),
    category: form.category,
    aliases,
    gender: form.gender || undefined,
    group: form.group || undefined,
    standing: form.standing || undefined,
    posts: PARTY_POSTS.filter((post) => form.posts.includes(post)),
    mobile: form.mobile,
    exempt: form.exempt,
    inBranchFrom: form.inBranchFrom || undefined,
  };
  for (const field of TEXT_FIELDS) member[field] = form[field].trim() || undefined;
  for (const field of PARTIAL_DATES) {
    const text = form[field].trim();
    member[field] = text ? (parseRosterDate(text).value ?? before?.[field]) : undefined;
  }
  return member;
}
