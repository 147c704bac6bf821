import type { Migration } from './migration';

/** Tables of sharing: what waits to be sent, what came, whose devices there are, and the keys. No row is changed. */
export const sharing: Migration = {
  version: 4,
  stores: {
    outbox: 'name, state',
    segments: 'name, [d+q+s], state',
    devices: 'd',
    roster: 'name',
    ring: '[k+q]',
    identity: 'id',
  },
};
