import { t, tDynamic, tMaybe } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Member } from '../../lib/records';
import { MEMBER_CATEGORIES, PARTY_POSTS, STANDINGS } from '../../lib/records/member';

export const categoryWord = (category: Member['category']): string => tDynamic(`today.category.${category}`);
export const postWord = (post: string): string => tDynamic(`branch.post.${post}`);
export const fieldWord = (field: string): string => tMaybe(`branch.field.${field}`) ?? field;

export const categoryOptions = () =>
  MEMBER_CATEGORIES.map((value) => ({ value, label: categoryWord(value) }));
export const postOptions = () => PARTY_POSTS.map((value) => ({ value, label: postWord(value) }));
export const standingOptions = () =>
  STANDINGS.map((value) => ({ value, label: tDynamic(`branch.standing.${value}`) }));

/** The value of a member's or a branch's field in words; ids of groups become names. */
export function valueWord(field: string, value: unknown, groupName: (id: string) => string): string {
  if (value === undefined || value === null || value === '') return t('branch.notSet');
  if (Array.isArray(value)) {
    return (
      value.map((one) => (field === 'posts' ? postWord(String(one)) : String(one))).join('、') ||
      t('branch.notSet')
    );
  }
  if (typeof value === 'boolean') {
    if (field === 'hasCommittee') return t(value ? 'branch.hasCommittee.yes' : 'branch.hasCommittee.no');
    return t(value ? 'common.yes' : 'common.no');
  }
  const text = String(value);
  switch (field) {
    case 'category':
      return tDynamic(`today.category.${text}`);
    case 'gender':
      return tDynamic(`branch.gender.${text}`);
    case 'standing':
      return tDynamic(`branch.standing.${text}`);
    case 'form':
      return tDynamic(`today.form.${text}`);
    case 'group':
      return groupName(text);
    default:
      return text;
  }
}

/** What everybody sees of a member: category and posts. */
export const publicLine = ({ fields }: Rec<'member'>): string =>
  [categoryWord(fields.category), (fields.posts ?? []).map(postWord).join('、')].filter(Boolean).join(' · ');

/** The line under a member's name: category, group, duties, and what is unusual. */
export function memberLine(member: Rec<'member'>, groupName: (id: string) => string): string {
  const { category, group, posts, standing, leftOn, leftTo, mobile } = member.fields;
  const parts = [categoryWord(category)];
  if (group) parts.push(groupName(group));
  if (posts?.length) parts.push(posts.map(postWord).join('、'));
  if (standing && standing !== 'normal') parts.push(tDynamic(`branch.standing.${standing}`));
  if (mobile) parts.push(t('branch.field.mobile'));
  if (leftOn)
    parts.push(
      leftTo ? t('branch.leftOnTo', { date: leftOn, to: leftTo }) : t('branch.leftOn', { date: leftOn }),
    );
  return parts.join(' · ');
}
