import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf, saveEvidence, usesOf } from '../../../lib/governance';
import { Ledger } from '../../../lib/ledger/ledger';
import { MIGRATIONS } from '../../../lib/ledger/migrations';

const wall = () => Date.parse('2026-11-24T02:00:00Z');

it('items of before find those that share a file or a link with them', async () => {
  const name = `evidence-links-${process.pid}`;
  const version = MIGRATIONS.findIndex(({ version: one }) => one === 8);
  const old = await Ledger.open({ name, wall, migrations: MIGRATIONS.slice(0, version) });
  await old.setMe({ member: 'fan', role: 'secretary' });
  const ref = refOf({ companyId: 'co' }, 'B1', '2026');
  await answerItem(old, ref, undefined, { design: 'met' });
  const { id } = await saveEvidence(old, ref, { link: 'https://example.cn', addedOn: '2026-11-24' });
  old.close();
  // As the program wrote it then: the key of what is no record was not among the links.
  const db = new Dexie(name);
  for (const { version: one, stores } of MIGRATIONS.slice(0, version)) db.version(one).stores(stores);
  await db.open();
  await db.table('records').update(itemRecordId(ref), { links: ['item:B1'] });
  db.close();
  const ledger = await Ledger.open({ name, wall });
  expect((await usesOf(ledger, 'co', id)).map((item) => item.fields.item)).toEqual(['B1']);
  expect((await ledger.linked('item:B1', 'governanceItem')).length).toBe(1);
  ledger.close();
});
