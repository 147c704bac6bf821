/** The public face of the ledger. Other folders import from here and from nowhere else in it. */
export * from './backup';
export { isStamp, newDeviceId, type Stamp, stampDevice, stampTime } from './clock';
export type { Rec } from './codec';
export { flatten, nest, sameValue } from './codec';
export type { CommitOptions, CommitResult, Concurrent } from './commit';
export { dumpRaw } from './dump';
export { keepFolder, keptFolder } from './folder-handle';
export { held, heldBlob, textsGot, unconfirmed } from './held';
export { hashBlob, hashText } from './hash';
export { openText, rewriteText, sealText } from './lock/texts';
/** Setting up, opening and taking off the lock of a ledger: fetched where somebody does. */
export const loadLock = () => import('./lock/lock');
export type { HistoryStep, ReadCommits } from './history';
export { mayUndo } from './may-undo';
export type { UndoResult } from './undo';
export { Ledger, type ListRange } from './ledger';
export type { LockedGlance, LockProgress } from './lock/lock';
export { type Digest, type MetaKey, type MetaValue, type Role, ROLES } from './meta';
export type {
  AttachmentRow,
  ChangeLine,
  ChangeRow,
  DraftRow,
  HistoryRow,
  QuarantineRow,
  RecordRow,
} from './rows';
export { DELETED, SETTLED, settledStamps } from './rows';
export {
  DATABASES,
  openSpace,
  openSpaces,
  type OpenSpaces,
  removeSample,
  showSpace,
  type Space,
} from './spaces';
export {
  asSeen,
  change,
  create,
  newId,
  type Partially,
  remove,
  renew,
  replace,
  restore,
  type Seen,
  seenOf,
  seenRecord,
  type Write,
} from './writes';
export { prepareParts } from './accept';
export { keepStandings, keptLines, keptStandings, placesNow, touchedSince } from './standing-store';
export type { StandingHead, StandingLines } from './standing-rows';
export { SearchStore, type SearchState } from './search-store';
export type {
  ChainEnd,
  ChainEvent,
  Accepted,
  CommitPart,
  FormerDevice,
  KeysRow,
  OutboxRow,
  PeerRow,
  RingRow,
  RosterRow,
  SegmentRow,
  ShareRow,
  Withheld,
} from './sync-rows';
export type { BlobRow } from './blob-rows';
export { becomeDevice, leftRows, refreshDevice, settleLeft } from './former';
export { type Amount, BlobStore } from './blob-store';
export {
  decideHeld,
  forgetSpace,
  noteEvents,
  recordCount,
  segmentsNamed,
  sendAllAgain,
} from './share-choices';
export {
  closedSegments,
  destroyKeys,
  type ErasureStamp,
  erasureStamps,
  lastStampOf,
  presentOf,
  recordsWhere,
} from './own-store';
export { isCompanySpace, sharedCompany, sharedSpaces } from './sync-scope';
export type { Expected } from './sync-reads';
export { SyncStore } from './sync-store';
export { dropPlaceRow, type PlaceRow, placeRowId, putPlaceRow, readPlaceRow, type RunRow } from './place-row';
export {
  asideRecords,
  changeInvitation,
  dropInvite,
  invitationId,
  invitationRow,
  type InvitationRow,
  invitationRows,
  isJoining,
  joiningRow,
  type JoiningRow,
  keepInvite,
  setAllAside,
} from './invite-row';
export type {
  CommitteeRow,
  OrganisationRow,
  OwnOrganisationRow,
  Refused,
  ReportRow,
  ReportTextRow,
  RosterFileRow,
  SentReport,
  WaitingReport,
  SealedKeys,
} from './rollup-rows';
export { RollupStore } from './rollup-store';
