import type { Role } from '../ledger';
import type { Member } from '../records';

/** What everybody who opens the ledger sees of another person. */
const PUBLIC: readonly (keyof Member)[] = ['name', 'category', 'posts'];

/**
 * The fields of a member that a role needs to see: the secretary all, a member everything of themselves, everybody
 * else name, category and posts. It keeps a screen to what a task needs and protects nothing: whoever can open the
 * profile can read it all.
 */
export const seesField = (role: Role, isSelf: boolean, field: keyof Member): boolean =>
  role === 'secretary' || (isSelf && role === 'member') || PUBLIC.includes(field);

/** True for those who keep the roster. */
export const keepsRoster = (role: Role): boolean => role === 'secretary';
