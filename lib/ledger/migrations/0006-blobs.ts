import type { Migration } from './migration';

/** Files and long texts that are shared: their keys and where their sealed pieces lie. No row is changed. */
export const blobs: Migration = {
  version: 6,
  stores: { blobs: 'id, sha256, state, got' },
};
