import type { Migration } from './migration';

/** The first shape. Body text and secrets are never indexed. */
export const initial: Migration = {
  version: 1,
  stores: {
    records: 'id, [kind+at], *links, due, gone',
    changes: '++n, from',
    history: '[r+f+h], r, conflict',
    attachments: 'sha256',
    drafts: 'id, savedAt',
    quarantine: 'id',
    meta: 'key',
  },
};
