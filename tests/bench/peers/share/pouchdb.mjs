import PouchDB from 'pouchdb-browser';

/** Documents in one batch: with the 100 that it takes by itself it needs three times the requests. */
const BATCH = { batch_size: 500 };

/**
 * Two databases that replicate over one on a server.
 * @param {{ address: string }} server
 * @param {string} name
 */
export async function contestant(server, name) {
  const writer = new PouchDB(`${name}-writer`, { adapter: 'idb' });
  const reader = new PouchDB(`${name}-reader`, { adapter: 'idb' });
  const remote = () => new PouchDB(`${server.address}${name}`);
  const here = remote();
  const there = remote();
  await here.info();
  return {
    write: (records) =>
      writer.bulkDocs(records.map(({ id, fields }) => ({ _id: id, kind: 'studyLog', ...fields }))),
    push: () => writer.replicate.to(here, BATCH),
    pull: () => reader.replicate.from(there, BATCH),
    async edit(records) {
      for (const { id } of records) await writer.put({ ...(await writer.get(id)), hours: 9.5 });
    },
    read: (id) => reader.get(id),
    count: async () => (await reader.info()).doc_count,
    async close() {
      await here.destroy();
      await there.close();
      await writer.destroy();
      await reader.destroy();
    },
  };
}
