/** Sharing as a person sees it. */
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
export { exchangeNow } from './run';
export { type Choice, ownRecords as ownRecordsOf, type OwnRecords, recordsHere } from './bring-along';
export { admissionFile, admitDevice, invitePerson, LASTS, lookWhoAsks, turnDown } from './invite';
export { askAtPlace, askByHand, enterByFile, enterSpace, lookForAnswer, type Offer, readOffer } from './join';
