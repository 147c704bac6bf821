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
