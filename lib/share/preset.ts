import type { Policy } from '../platform/policy-schema';
import type { PlaceAddress } from './place';

/** What the organisation has set of the place; undefined when it left the choice open. */
export function presetOf({ storageAddress }: Policy): PlaceAddress | undefined {
  return storageAddress === undefined ? undefined : { sort: 'webdav', address: storageAddress };
}

/** True when the organisation has set the place and `address` is another. */
export function lockedBy(_policy: Policy, _address: PlaceAddress): boolean {
  return false;
}
