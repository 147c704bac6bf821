import { type Carrier, S3Carrier, WebDavCarrier } from '../../../lib/carrier';
import { change, create, type Ledger as LedgerType } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import { browserWire, type Wire } from '../../../lib/platform/wire';
import { certify, exchange, foundSpace, joinSpace, requestToJoin } from '../../../lib/sync';
import type { Contestant } from './main';
import type { StudyRecord } from './sample';

/** What the bench says of a server that it started. */
export type Server =
  | { kind: 'webdav'; address: string; user: string; password: string }
  | { kind: 's3'; endpoint: string; bucket: string; accessKey: string; secretKey: string }
  | { kind: 'pouchdb'; address: string };

/** An extension is allowed to go to the place that was entered; this page is too. */
const wire: Wire = { ...browserWire, mayReach: () => Promise.resolve(true) };

function carrierOf(server: Server): Carrier {
  if (server.kind === 'webdav') return new WebDavCarrier(server, wire);
  if (server.kind === 's3') return new S3Carrier({ ...server, style: 'path' }, wire);
  throw new Error('no place for segments');
}

/** Records go in as a secretary enters them in an import: so many in one commit. */
const PER_COMMIT = 10;

/** Two profiles, a secretary's and a deputy's, over one place. */
export async function ours(server: Server, name: string): Promise<Contestant> {
  const open = async (owner: string): Promise<LedgerType> => {
    const ledger = await Ledger.open({ name: `${name}-${owner}` });
    await ledger.setMe({ member: owner, role: 'secretary' });
    return ledger;
  };
  const writer = await open('wei');
  const address = await foundSpace(writer, 'wei');
  const reader = await open('lin');
  await certify(writer, await requestToJoin(reader, 'lin'), 'deputy');
  await joinSpace(reader, address, 'lin');
  const here = carrierOf(server);
  const there = carrierOf(server);
  return {
    async write(records: readonly StudyRecord[]) {
      for (let start = 0; start < records.length; start += PER_COMMIT) {
        await writer.commit(
          records.slice(start, start + PER_COMMIT).map(({ id, fields }) => create('studyLog', fields, id)),
          { label: 'bench' },
        );
      }
    },
    push: () => exchange(writer, here),
    pull: () => exchange(reader, there),
    async edit(records) {
      for (const { id } of records) {
        const record = await writer.get('studyLog', id);
        if (record) await writer.commit([change(record, { hours: 9.5 })], { label: 'bench' });
      }
    },
    async read(id) {
      return (await reader.get('studyLog', id))?.fields;
    },
    count: () => reader.count('studyLog'),
    async close() {
      for (const { db } of [writer, reader]) {
        db.close();
        await new Promise((resolve) => (indexedDB.deleteDatabase(db.name).onsuccess = resolve));
      }
    },
  };
}
