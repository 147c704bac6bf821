import { expect, it } from 'vitest';
import { fillSample } from '../../../lib/sample';
import { foundSpace } from '../../../lib/sync';
import { HOMES } from '../../../lib/sync/homes';
import { change, putPlaceRow } from '../../../lib/ledger';
import { setUpLock } from '../../../lib/ledger/lock/lock';
import { SearchStore } from '../../../lib/ledger/search-store';
import { openTestLedger } from '../support/ledger';
import { storedText } from '../support/stored';

/** Every text with Chinese in it that stands anywhere in a value. Names of elements of maps are not values. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/[\u3400-\u9fff]/.test(value) && value.length > 1) yield value;
  } else if (value && typeof value === 'object') for (const part of Object.values(value)) yield* texts(part);
}

it('the whole sample branch, shared, with drafts and an index for searching, stands nowhere in readable form', async () => {
  const { ledger } = await openTestLedger({ now: '2026-11-25T02:00:00Z' });
  const { db } = ledger;
  await fillSample(ledger, '2026-11-25');
  await foundSpace(ledger, 'wei');
  await putPlaceRow(ledger, { id: 'place', address: { address: '示例存储' }, found: { weak: false } });
  const [member] = await ledger.list('member', { limit: 1 });
  await ledger.commit([change(member!, { note: '示例改过的备注' })], { label: 'test' });
  await ledger.drafts.put({
    id: 'talk:new',
    form: 'talk',
    title: '示例草稿',
    route: '/',
    data: { content: '示例没写完' },
  });
  await ledger.setMeta('notices', { channel: '示例工作群' });
  const store = new SearchStore<object>(db.name);
  const state = { n: 1, made: 'x' };
  await store.step({
    state,
    add: [{ titles: '示例索引' }],
    remove: [],
    gone: [],
    texts: [{ id: '1', text: '示例全文' }],
    forget: [],
  });
  store.close();

  // The names of tags, and of other elements that people name, stay in keys; see docs/considerations.md.
  const keys = new Set<string>();
  const markers = new Set<string>();
  for (const row of await db.records.toArray()) {
    for (const name of Object.keys(row.fields)) keys.add(name.slice(name.indexOf('/') + 1));
    for (const one of texts(row.fields)) markers.add(one);
  }
  for (const row of await db.history.toArray()) for (const one of texts(row.v)) markers.add(one);
  for (const row of await db.drafts.toArray()) for (const one of texts(row)) markers.add(one);
  for (const row of await db.meta.toArray()) for (const one of texts(row)) markers.add(one);
  for (const one of ['示例存储', '示例索引', '示例全文', member!.fields.name]) markers.add(one);
  const wanted = [...markers].filter((one) => ![...keys].some((key) => key.includes(one)));
  expect(wanted.length).toBeGreaterThan(200);
  // Every kind of the closed compartments is there to be looked for.
  const closed = Object.entries(HOMES).filter(([, { fields }]) => fields.o ?? fields.p);
  const present = new Set((await db.records.toArray()).map(({ kind }) => kind));
  const missing = closed.map(([kind]) => kind).filter((kind) => !present.has(kind) && kind !== 'erasure');
  expect(missing).toEqual([]);

  await setUpLock(ledger, '春江潮水连海平，明月', async () => undefined, {
    minutes: 10,
    cost: { m: 8, t: 1, p: 1 },
  });
  const disk = [...(await storedText(db.name)), ...(await storedText(`${db.name}-search`))];
  const all = disk.map(({ table, text }) => `${table} ${text}`).join('\n');
  expect(wanted.filter((one) => all.includes(one))).toEqual([]);
  // Amounts, stamps, keys and what a person chose are in the sealed part as well.
  const sealed = disk.filter(({ table }) =>
    /^(records|changes|history|drafts|ring|identity|attachments)$/.test(table),
  );
  expect(sealed.filter(({ text }) => !text.includes('_x: '))).toEqual([]);
  expect(sealed.filter(({ text }) => /\b(fields|stamps|lines|paid|key|data): /.test(text))).toEqual([]);
}, 60_000);
