import Dexie from 'dexie';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { trackedSince } from '../../../lib/branch/branch';
import { Ledger } from '../../../lib/ledger/ledger';
import { MIGRATIONS } from '../../../lib/ledger/migrations';

interface Row {
  id: string;
  kind: string;
  fields: Record<string, unknown>;
  at?: string;
  links?: string[];
  gone?: string;
}

const frozen = JSON.parse(
  readFileSync(new URL('../../fixtures/migrations/0002.json', import.meta.url), 'utf8'),
) as { stores: { records: Row[] } };
const wall = () => Date.parse('2026-11-24T02:00:00Z');

/** A database of version 2 with one themed day on each of these days, without the key of the month. */
async function oldDatabase(days: readonly string[], thrownAway: string): Promise<string> {
  const name = `months-${process.pid}`;
  const db = new Dexie(name);
  for (const { version, stores } of MIGRATIONS.slice(0, 2)) db.version(version).stores(stores);
  await db.open();
  const meeting = frozen.stores.records.find((row) => row.kind === 'meeting') as Row;
  const rowOf = (day: string, index: number): Row => ({
    ...structuredClone(meeting),
    id: `${meeting.id.slice(0, -2)}${String(index).padStart(2, '0')}`,
    fields: { ...meeting.fields, startsAt: `${day}T15:00` },
    at: `${day}T15:00`,
    links: [`meeting:themeDay:${day.slice(0, 7)}`],
  });
  const gone = rowOf(thrownAway, 99);
  delete gone.at;
  await db
    .table('records')
    .bulkAdd([
      ...days.map(rowOf),
      { ...gone, links: [], gone: '0mwsmbsw0-00009-fixture1', fields: { ...gone.fields, _del: true } },
    ]);
  await db.table('meta').add({ key: 'trackedSince', value: '2026-11-20' });
  db.close();
  return name;
}

it('activities of months before the key of the month existed count as known; those in the trash do not', async () => {
  const name = await oldDatabase(['2026-08-12', '2026-09-16', '2026-10-21', '2026-11-18'], '2026-07-15');
  const ledger = await Ledger.open({ name, wall });
  expect(await trackedSince(ledger)).toBe('2026-08-12');
  expect((await ledger.linked('meetingIn:2026-09', 'meeting')).map((one) => one.fields.startsAt)).toEqual([
    '2026-09-16T15:00',
  ]);
  expect((await ledger.linked('meeting:themeDay:2026-09', 'meeting')).length).toBe(1);
  ledger.close();
});
