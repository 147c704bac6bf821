import type { RecordRow } from '../rows';
import type { Migration } from './migration';

const EVIDENCE = 'evidence/';

/**
 * Items of the checklist get every piece of evidence among their keys, files as well as records, so that the items which
 * share one are found. Rows that a lock has sealed get theirs with the next change of the item.
 */
export const evidenceLinks: Migration = {
  version: 8,
  stores: {},
  upgrade: async (transaction) => {
    await transaction
      .table<RecordRow, string>('records')
      .where('[kind+at]')
      .between(['governanceItem', ''], ['governanceItem', '\uffff'])
      .modify((row) => {
        const ids = Object.keys(row.fields ?? {}).flatMap((name) =>
          name.startsWith(EVIDENCE) ? [name.slice(EVIDENCE.length)] : [],
        );
        if (ids.length) row.links = [...new Set([...(row.links ?? []), ...ids])];
      });
  },
};
