import type { Migration } from './migration';

/** Tables of roll-ups: what branches reported, how, and the organisation that reads it. No row is changed. */
export const rollups: Migration = {
  version: 5,
  stores: {
    reports: '[period+b]',
    reportTexts: '[period+b]',
    organisation: 'id',
  },
};
