import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { create } from '../../../lib/ledger';
import { factsOf, remarksOf } from '../../../lib/lint';
import { signReview, stateOfItem } from '../../../lib/review';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-23';
const pack = await checklistPack();

it('says the same of a present item when most items are of long ago', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const b1 = refOf({ companyId: 'co' }, 'B1', '2026');
  const id = itemRecordId(b1);
  await answerItem(ledger, b1, undefined, { design: 'met', effect: 'met', owner: 'fan' });
  await ledger.commit(
    [
      create('finding', { companyId: 'co', item: id, problem: '缺页', foundOn: '2026-01-20', state: 'open' }),
      create('itemStep', {
        companyId: 'co',
        item: id,
        step: 'submitted',
        at: '2026-01-20T00:00:00.000Z',
        name: '示例范',
      }),
    ],
    { label: 'x' },
  );
  const read = async () => {
    const those = await factsOf(ledger, pack, { companyId: 'co' }, today);
    return { items: those.items, remarks: remarksOf(those) };
  };
  const before = await read();
  expect(before.items[0]).toMatchObject({ findings: [{}], lastStep: { step: 'submitted' } });
  for (let year = 2015; year < 2022; year += 1) {
    const old = refOf({ companyId: 'co' }, 'B1', String(year));
    await answerItem(ledger, old, undefined, { design: 'met', effect: 'met', owner: 'fan' });
  }
  expect(await read()).toEqual(before);
});

it('reads a commit once, however many of its items somebody signed as independent', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  await ledger.setMe({ member: 'wei', role: 'secretary' });
  const refs = pack.items.slice(0, 6).map(({ code }) => refOf({ companyId: 'co' }, code, '2026'));
  await ledger.commit(
    refs.map((ref) => create('governanceItem', { ...ref, design: 'met', effect: 'met' }, itemRecordId(ref))),
    { label: 'x' },
  );
  await ledger.setMe({ member: 'fan', role: 'compliance' });
  for (const ref of refs) {
    const record = (await ledger.get('governanceItem', itemRecordId(ref)))!;
    const asked = pack.items.find(({ code }) => code === ref.item)!;
    const { hash: shown } = await stateOfItem(ledger, record, asked);
    const judged = { design: 'met', effect: 'met', name: '示例范', role: '合规', independent: true } as const;
    await signReview(ledger, { item: record, asked, shown, ...judged });
  }
  const first = (await ledger.commitsSince(0)).find(({ lines }) => lines.length === refs.length);
  let reads = 0;
  const get = ledger.db.changes.get.bind(ledger.db.changes);
  ledger.db.changes.get = ((n: number) => {
    if (n === first!.n) reads += 1;
    return get(n);
  }) as typeof get;
  const { items } = await factsOf(ledger, pack, { companyId: 'co' }, today);
  expect(items.map(({ answerers }) => [...answerers])).toEqual(refs.map(() => ['wei']));
  expect(reads).toBe(1);
});
