import { v5 } from 'uuid';
import type { RecordRow } from '../rows';
import type { Migration } from './migration';

/** Where the ids of migrated posts come from: two profiles that migrate the same member meet on the same record. */
const NAMESPACE = '0b0c7f5e-3a0c-5b52-9d0e-7f3f1f7a2c11';

/**
 * Posts become records with a time of their own: every entry of a member's list gets one without dates, under the
 * stamp that the list had. The list stays, as the posts of today.
 */
export const postTerms: Migration = {
  version: 2,
  stores: {},
  upgrade: async (transaction) => {
    const records = transaction.table<RecordRow, string>('records');
    const made: RecordRow[] = [];
    await records.each((row) => {
      const { posts, enteredAt } = row.fields;
      const h = row.stamps?.posts;
      if (row.kind !== 'member' || row.fields._del || !h || !Array.isArray(posts)) return;
      for (const post of posts) {
        if (typeof post !== 'string') continue;
        const fields = { member: row.id, post, ...(enteredAt ? { enteredAt } : {}) };
        made.push({
          id: v5(`${row.id}|${post}`, NAMESPACE),
          kind: 'post',
          h,
          fields,
          stamps: Object.fromEntries(Object.keys(fields).map((name) => [name, h])),
          at: '',
          links: [row.id, `post:${post}`],
        });
      }
    });
    await records.bulkPut(made);
  },
};
