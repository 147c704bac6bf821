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
export {
  exchange,
  type Exchange,
  isIn,
  type Preset,
  shareStatus,
  type ShareStatus,
  together,
} from './exchange';
export { handOver, takeOver, toHand, type Handover } from './by-file';
export { alone } from './exchange';
export { place } from './names';
export type { PullResult } from './pull';
export { amountOf, copies, fetchAhead, freeRoom, trim } from './blobs-ahead';
export { fetchBlob } from './blobs-fetch';
export { notHere } from './blobs-wanted';
export type { PushResult } from './push';
export type { TransferOptions } from './put';
export type { JoinRequest } from './roster';
export {
  type CompanyNames,
  companySpace,
  foundCompanySpace,
  foundSpace,
  joinCompanySpace,
  joinSpace,
  requestToJoin,
  type SpaceAddress,
} from './space';
export {
  certify,
  type CertifyOptions,
  changeRole,
  type Leaving,
  raiseLimit,
  removeFromSpace,
} from './people';
export { enterRecovery, recoverSpace } from './recovery';
export {
  makeRecoveryFile,
  type OpenedRecovery,
  openRecovery,
  PASSPHRASE,
  readRecoveryFile,
  RECOVERY_LABEL,
} from './recovery-file';
export { presetRecoveryState, type PresetState } from './recovery-preset';
export { type FoundSpace, type FoundSpaces, type Recoverable, spacesAt } from './recoverable';
export { peopleOf, type Person, type PersonDevice, type People, type RecoveryView } from './people-view';

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
export { type PeerEvent, type PersonStanding, roleFor, standing, type Standing } from './standing';
export { isStrict } from './strict';
