import type { Policy } from '../platform/policy-schema';
import type { PlaceAddress } from './place';

/** True when the organisation has set the place, and `address` is a server and not that one. */
export function lockedBy({ storageAddress }: Policy, address: PlaceAddress): boolean {
  if (storageAddress === undefined || (address.sort !== 'webdav' && address.sort !== 's3')) return false;
  return !address.address.startsWith(storageAddress.replace(/\/+$/, ''));
}
