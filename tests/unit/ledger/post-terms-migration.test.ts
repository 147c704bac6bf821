import Dexie from 'dexie';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { memberWithTerms, postsOn } from '../../../lib/branch/terms';
import { Ledger } from '../../../lib/ledger/ledger';
import { MIGRATIONS } from '../../../lib/ledger/migrations';

const frozen = JSON.parse(
  readFileSync(new URL('../../fixtures/migrations/0001.json', import.meta.url), 'utf8'),
) as {
  stores: Record<
    string,
    { id?: string; fields?: Record<string, unknown>; stamps?: Record<string, string> }[]
  >;
};
const wall = () => Date.parse('2026-11-24T02:00:00Z');

/** A database of version 1 whose first member has posts. */
async function oldDatabase(name: string, posts: unknown): Promise<string> {
  const db = new Dexie(name);
  for (const migration of MIGRATIONS.slice(0, 1)) db.version(migration.version).stores(migration.stores);
  await db.open();
  const records = structuredClone(frozen.stores.records!);
  Object.assign(records[0]!.fields!, { posts });
  records[0]!.stamps!.posts = '0mwsmbsw0-00000-fixture1';
  await db.table('records').bulkAdd(records);
  await db.table('changes').bulkAdd(frozen.stores.changes!);
  db.close();
  return records[0]!.id!;
}

it('posts of a member become terms without dates; the list stays readable; two profiles meet on the same records', async () => {
  const ids: string[][] = [];
  for (const name of [`posts-a-${process.pid}`, `posts-b-${process.pid}`]) {
    const member = await oldDatabase(name, ['secretary', 'publicity']);
    const ledger = await Ledger.open({ name, wall });
    const terms = (await ledger.linked(member, 'post')).sort((a, b) =>
      a.fields.post < b.fields.post ? -1 : 1,
    );
    expect(terms.map(({ fields }) => [fields.post, fields.from, fields.to])).toEqual(
      [
        ['publicity', undefined, undefined],
        ['secretary', undefined, undefined],
      ].sort(),
    );
    const found = (await memberWithTerms(ledger, member))!;
    expect(found.fields.posts).toEqual(['secretary', 'publicity']);
    expect(postsOn(found, '2019-05-01')).toEqual(['secretary', 'publicity']);
    ids.push(terms.map(({ id }) => id).sort());
    ledger.close();
    const again = await Ledger.open({ name, wall });
    expect(await again.count('post')).toBe(2);
    again.close();
  }
  expect(ids[0]).toEqual(ids[1]);
});

it('a list that is none is left as it is', async () => {
  const name = `posts-c-${process.pid}`;
  await oldDatabase(name, 'secretary');
  const ledger = await Ledger.open({ name, wall });
  expect(await ledger.count('post')).toBe(0);
  ledger.close();
});
