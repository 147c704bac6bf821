import { change, type ChangeRow, type HistoryRow } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import type { RecordRow } from '../../../lib/ledger/rows';
import { interleave, time } from './measure';
import { type PeerDoc, PEERS, type PeerStore } from './peers';
import { drop, openRaw, rawAll, rawBulk, rawCommit } from './raw';
import { studyDocs, studyWrites } from './sample';

const COMMIT = { rounds: 400, warmUp: 60 };
const BULK = { rounds: 7, warmUp: 1, records: 10_000 };

/** Keys of the peers' times: each at the durability of our commits, and as it comes. */
const DURABILITIES = [
  ['strict', 'strict'],
  ['default', 'as it comes, not durable'],
] as const;

/** One durable commit that overwrites one value of one record, beside the bare work and the peers' bare insert. */
export async function commitTimes(): Promise<Record<string, number>> {
  const count = COMMIT.rounds + COMMIT.warmUp;
  const ledger = await Ledger.open({ name: 'bench-ours' });
  const writes = studyWrites(count);
  await ledger.commit(writes, { label: 'bench' });
  const loaded = await Promise.all(writes.map(({ id }) => ledger.get('studyLog', id)));
  const raw = await rawTwin(count);
  const contestants: Record<string, (round: number) => Promise<number>> = {
    ours: (round) => {
      const record = loaded[round];
      if (!record) throw new Error('the record is missing');
      return time(() => ledger.commit([change(record, { hours: 9.5 })], { label: 'bench' }));
    },
    raw: (round) => time(() => raw.commit(round)),
  };
  const stores: PeerStore[] = [];
  for (const peer of PEERS) {
    for (const [durability, remark] of DURABILITIES) {
      const store = await peer.open(`bench-one-${durability}-${peer.name.toLowerCase()}`, durability);
      const docs = studyDocs(count);
      stores.push(store);
      contestants[`${peer.name} (${remark})`] = (round) => time(() => store.insert(docs[round] as PeerDoc));
    }
  }
  const medians = await interleave(contestants, COMMIT.rounds, COMMIT.warmUp);
  ledger.close();
  raw.db.close();
  for (const store of stores) await store.close();
  await drop('bench-ours');
  await drop('bench-raw');
  return medians;
}

/**
 * A database that went through the same commits as ours, with the rows that those commits wrote taken out again:
 * the bare work writes exactly the bytes that the ledger writes.
 */
async function rawTwin(count: number) {
  const name = 'bench-raw';
  const ledger = await Ledger.open({ name });
  const writes = studyWrites(count);
  await ledger.commit(writes, { label: 'bench' });
  const db = await openRaw(name);
  const before = await rawAll<RecordRow>(db, 'records');
  for (const { id } of writes) {
    const record = await ledger.get('studyLog', id);
    if (record) await ledger.commit([change(record, { hours: 9.5 })], { label: 'bench' });
  }
  const rows = new Map((await rawAll<RecordRow>(db, 'records')).map((row) => [row.id, row]));
  const history = new Map((await rawAll<HistoryRow>(db, 'history')).map((row) => [row.r, row]));
  const changes = new Map<string, ChangeRow>();
  for (const { n, ...row } of await rawAll<ChangeRow>(db, 'changes')) {
    const line = row.lines[0];
    if (row.lines.length === 1 && line && n) changes.set(line.r, row);
  }
  ledger.close();
  const reset = db.transaction(['records', 'history', 'changes'], 'readwrite');
  reset.objectStore('history').clear();
  reset.objectStore('changes').clear();
  for (const row of before) reset.objectStore('records').put(row);
  await new Promise((resolve) => (reset.oncomplete = resolve));
  return {
    db,
    commit: (round: number) => {
      const id = writes[round]?.id ?? '';
      const [row, old, entry] = [rows.get(id), history.get(id), changes.get(id)];
      if (!row || !old || !entry) throw new Error('the twin lacks a row');
      return rawCommit(db, row, old, entry);
    },
  };
}

/** Ten thousand new records at once; each run starts with an empty database. */
export async function bulkTimes(): Promise<Record<string, number>> {
  const twin = await Ledger.open({ name: 'bench-rows' });
  await twin.commit(studyWrites(BULK.records), { label: 'bench' });
  twin.close();
  const source = await openRaw('bench-rows');
  const rows = await rawAll<RecordRow>(source, 'records');
  source.close();
  await drop('bench-rows');
  const contestants: Record<string, (round: number) => Promise<number>> = {
    ours: async () => {
      const ledger = await Ledger.open({ name: 'bench-bulk' });
      const writes = studyWrites(BULK.records);
      const took = await time(() => ledger.commit(writes, { label: 'bench' }));
      ledger.close();
      await drop('bench-bulk');
      return took;
    },
    raw: async () => {
      (await Ledger.open({ name: 'bench-bulk-raw' })).close();
      const db = await openRaw('bench-bulk-raw');
      const took = await time(() => rawBulk(db, rows));
      db.close();
      await drop('bench-bulk-raw');
      return took;
    },
  };
  for (const peer of PEERS) {
    contestants[`${peer.name} (strict)`] = async (round) => {
      const store = await peer.open(`bench-bulk-${peer.name.toLowerCase()}-${round}`, 'strict');
      const docs = studyDocs(BULK.records);
      const took = await time(() => store.bulk(docs));
      await store.close();
      return took;
    };
  }
  return interleave(contestants, BULK.rounds, BULK.warmUp);
}
