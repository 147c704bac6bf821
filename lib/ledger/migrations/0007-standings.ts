import type { Migration } from './migration';

/** How the items of a checklist stand, worked out beforehand, and which of them a merge touched. No row is changed. */
export const standings: Migration = {
  version: 7,
  stores: { standings: 'key', touched: '++n' },
};
