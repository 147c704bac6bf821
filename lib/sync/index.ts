/** Sharing among the devices of a branch. Other folders import from here. */
export {
  COMPARTMENTS,
  compartmentsOf,
  mayWrite,
  SPACE_ROLES,
  type Compartment,
  type SpaceRole,
} from './compartments';
export { exchange, type Exchange, shareStatus, type ShareStatus } from './exchange';
export type { PullResult } from './pull';
export type { PushResult, TransferOptions } from './push';
export type { JoinRequest } from './roster';
export { certify, foundSpace, joinSpace, requestToJoin, type SpaceAddress } from './space';
export type { Held } from './take-in';
