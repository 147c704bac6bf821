import Dexie from 'dexie';
import type { RecordRow } from '../rows';
import type { Migration } from './migration';

/** Id of a migrated post, as a UUID of version 8: two profiles that migrate the same member meet on the same record. */
function uuidOf(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

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
    // Every opening loads the migrations, and hardly one runs them: what hashes is fetched by the one that does, while
    // the transaction is kept open.
    const { hashText } = await Dexie.waitFor(import('../hash'));
    await records.each((row) => {
      const { posts, enteredAt } = row.fields;
      const h = row.stamps?.posts;
      if (row.kind !== 'member' || row.fields._del || !h || !Array.isArray(posts)) return;
      for (const post of posts) {
        if (typeof post !== 'string') continue;
        const fields = { member: row.id, post, ...(enteredAt ? { enteredAt } : {}) };
        made.push({
          id: uuidOf(hashText(`post-terms|${row.id}|${post}`)),
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
