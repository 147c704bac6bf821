import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

export const name = 'RxDB';

/**
 * @param {string} databaseName
 * @param {'strict' | 'default'} durability
 */
export async function open(databaseName, durability) {
  const database = await createRxDatabase({
    name: databaseName.replaceAll('-', ''),
    storage: getRxStorageDexie({ chromeTransactionDurability: durability }),
    multiInstance: false,
    eventReduce: true,
  });
  const { records } = await database.addCollections({
    records: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: { type: 'string', maxLength: 40 },
          kind: { type: 'string', maxLength: 20 },
          at: { type: 'string', maxLength: 20 },
          fields: { type: 'object' },
        },
        required: ['id', 'kind', 'at', 'fields'],
        indexes: [['kind', 'at']],
      },
    },
  });
  return {
    insert: (doc) => records.insert(doc),
    bulk: (docs) => records.bulkInsert(docs),
    close: () => database.remove(),
  };
}
