import type { Role } from '../ledger';
import type { Appraisal } from '../records';

/** For whom a paper is made: decides what of others may stand in it. */
export interface Reader {
  role: Role;
  /** Member id of the person of this profile; '' = nobody of the roster. */
  me: string;
}

/** 民主评议: the secretary keeps everybody's result; anybody else knows the own one, once it was told. */
export const mayReadAppraisal = (
  reader: Reader,
  { member, feedbackOn }: Pick<Appraisal, 'member' | 'feedbackOn'>,
): boolean => reader.role === 'secretary' || (member === reader.me && Boolean(feedbackOn));
