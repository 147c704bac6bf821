/** Sharing as a person sees it. */
export { exportFile, importFile, type Imported, SHARE_FILE, waitingByHand } from './by-hand';
export { foundCompany, leaveCompany, type NewCompany } from './company';
export { type Conflict, mayChoose, openConflicts, settle } from './conflicts';
export {
  AHEAD_CHOICES,
  bringAll,
  bringEverything,
  budgetOf,
  fileState,
  type FileState,
  freeFiles,
  tendFiles,
} from './files';
export { follow } from './follow';
export {
  type Credentials,
  keepPlace,
  type KeptPlace,
  keptPlace,
  openCarrier,
  type PlaceAddress,
  placeAddress,
  samePlace,
  useBranchPlace,
} from './place';
export { presetOf, recoveryOf } from './preset';
export {
  enterRecoveryKey,
  presetRecovery,
  readRecoveryPaste,
  recoverAs,
  type WayIn,
  type WaysIn,
  waysIn,
} from './recovery';
export { exchangeNow } from './run';
export { type Choice, ownRecords as ownRecordsOf, type OwnRecords, recordsHere } from './bring-along';
export { admissionFile, admitDevice, invitePerson, LASTS, lookWhoAsks, turnDown } from './invite';
export {
  type AdoptCompany,
  askAtPlace,
  askByHand,
  confirmDigits,
  enterByFile,
  enterSpace,
  lookForAnswer,
  type Offer,
  readOffer,
} from './join';
export { shortName } from './short-name';
export {
  type Attention,
  CLOCK_OFF,
  shareLine,
  type ShareLine,
  shareLines,
  type SpaceLine,
  sumOf,
} from './status';
export { sitesOf, type TriedPlace, tryPlace, usePlace } from './try-place';
