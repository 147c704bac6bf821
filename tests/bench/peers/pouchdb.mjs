import PouchDB from 'pouchdb-browser';

export const name = 'PouchDB';

const plain = IDBDatabase.prototype.transaction;
const strictNames = new Set();

// PouchDB has no setting for durability. Its databases asked for as strict get it here.
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const strict = mode === 'readwrite' && strictNames.has(this.name);
  return plain.call(this, stores, mode, strict ? { ...options, durability: 'strict' } : options);
};

/**
 * @param {string} databaseName
 * @param {'strict' | 'default'} durability
 */
export async function open(databaseName, durability) {
  if (durability === 'strict') strictNames.add(`_pouch_${databaseName}`);
  const database = new PouchDB(databaseName, { adapter: 'idb' });
  return {
    insert: ({ id, ...rest }) => database.put({ _id: id, ...rest }),
    bulk: (docs) => database.bulkDocs(docs.map(({ id, ...rest }) => ({ _id: id, ...rest }))),
    close: () => database.destroy(),
  };
}
