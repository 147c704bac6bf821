import type { Policy } from '../platform/policy-schema';
import { type PublicRecovery, readRecoveryText } from '../records/recovery-key';
import type { PlaceAddress } from './place';

/** What the organisation has set of the place; undefined when it left all of it open. */
export function presetOf(policy: Policy): PlaceAddress | undefined {
  const { storageAddress: address, storageBucket: bucket } = policy;
  const sort = policy.storageSort ?? (address && (bucket ? 's3' : 'webdav'));
  if (sort === 'file' || sort === 'folder') return { sort };
  if (!address) return undefined;
  if (sort === 'webdav') return { sort, address };
  if (!bucket) return undefined;
  const region = policy.storageRegion ?? '';
  const prefix = policy.storagePrefix;
  return { sort: 's3', address, bucket, region, style: 'path', ...(prefix ? { prefix } : {}) };
}

/** The public part of the recovery key that the organisation has set; undefined when it set none. */
export function recoveryOf({ recoveryKey }: Policy): PublicRecovery | undefined {
  const read = recoveryKey === undefined ? undefined : readRecoveryText(recoveryKey);
  return read && !('wrong' in read) ? read : undefined;
}

/** True when the organisation has locked the place, and `address` is another. */
export function lockedBy(policy: Policy, address: PlaceAddress): boolean {
  const preset = policy.storageLocked ? presetOf(policy) : undefined;
  return preset !== undefined && nameOf(preset) !== nameOf(address);
}

/** What makes two addresses one place; style and region are found out and may differ. */
export function nameOf(address: PlaceAddress): string {
  if (address.sort === 'webdav') return `webdav ${plain(address.address)}`;
  if (address.sort !== 's3') return address.sort;
  return `s3 ${plain(address.address)} ${address.bucket} ${(address.prefix ?? '').replace(/^\/+|\/+$/g, '')}`;
}

const plain = (address: string): string =>
  (URL.canParse(address.trim()) ? new URL(address.trim()).href : address).replace(/\/+$/, '');
