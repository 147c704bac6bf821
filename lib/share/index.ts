/** Sharing as a person sees it. */
export { exportFile, importFile, type Imported, SHARE_FILE } from './by-hand';
export { type Conflict, mayChoose, openConflicts, settle } from './conflicts';
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
} from './place';
export { presetOf } from './preset';
export { exchangeNow } from './run';
export { type Choice, ownRecords as ownRecordsOf, type OwnRecords, recordsHere } from './bring-along';
export { admissionFile, admitDevice, invitePerson, LASTS, lookWhoAsks, turnDown } from './invite';
export { askAtPlace, askByHand, enterByFile, enterSpace, lookForAnswer, type Offer, readOffer } from './join';
export { shortName } from './short-name';
export { type Attention, CLOCK_OFF, shareLine, type ShareLine } from './status';
export { sitesOf, type TriedPlace, tryPlace, usePlace } from './try-place';
