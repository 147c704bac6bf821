/** The public face of the ledger. Other folders import from here and from nowhere else in it. */
export * from './backup';
export { isStamp, type Stamp, stampDevice, stampTime } from './clock';
export type { Rec } from './codec';
export { flatten, nest, sameValue } from './codec';
export type { CommitOptions, CommitResult, Concurrent } from './commit';
export { dumpRaw } from './dump';
export { keepFolder, keptFolder } from './folder-handle';
export { hashBlob, hashText } from './hash';
export type { HistoryStep } from './history';
export { mayUndo } from './may-undo';
export type { UndoResult } from './undo';
export { Ledger, type ListRange } from './ledger';
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
export { SearchStore, type SearchState } from './search-store';
export type {
  ChainEnd,
  ChainEvent,
  CommitPart,
  KeysRow,
  OutboxRow,
  PeerRow,
  RingRow,
  RosterRow,
  SegmentRow,
  ShareRow,
  Withheld,
} from './sync-rows';
export { decideHeld, noteEvents, recordCount, segmentsNamed, sendAllAgain } from './share-choices';
export { type Expected, SyncStore } from './sync-store';
export { type PlaceRow, putPlaceRow, readPlaceRow, type RunRow } from './place-row';
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
} from './rollup-rows';
export { RollupStore } from './rollup-store';
