/** Sharing among the devices of a branch. Other folders import from here. */
export {
  COMPARTMENTS,
  compartmentsOf,
  LEADS,
  mayWrite,
  SPACE_ROLES,
  type Compartment,
  type SpaceRole,
} from './compartments';
export { exchange, type Exchange, isIn, shareStatus, type ShareStatus } from './exchange';
export { handOver, takeOver, type Handover } from './by-file';
export type { PullResult } from './pull';
export type { PushResult, TransferOptions } from './push';
export type { JoinRequest } from './roster';
export { foundSpace, joinSpace, requestToJoin, type SpaceAddress } from './space';
export {
  certify,
  type CertifyOptions,
  changeRole,
  type Leaving,
  raiseLimit,
  removeFromSpace,
  setRecovery,
} from './people';
export {
  enterRecovery,
  makeRecoveryFile,
  type OpenedRecovery,
  openRecovery,
  PASSPHRASE,
  type Recoverable,
  recoverablePeople,
  recoverSpace,
} from './recovery';
export { peopleOf, type Person, type PersonDevice, type People } from './people-view';

export type { Held } from './take-in';
export { type Invitation, readInvitation } from './invitation';
export {
  admit,
  answerFile,
  close as closeInvitation,
  forgetInvitation,
  type Given,
  invitations,
  invite,
  lookForRequests,
  type NewInvitation,
  takeRequest,
} from './invite';
export {
  type Answer,
  ask,
  hear,
  joining,
  type Joining,
  ownerFor,
  readAnswer,
  sendRequest,
  stopJoining,
} from './join';
export { mySpace, type MySpace } from './my-space';
export { type PeerEvent, type PersonStanding, standing, type Standing } from './standing';
export { isStrict } from './strict';
