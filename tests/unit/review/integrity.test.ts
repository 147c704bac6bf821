import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import type { Ledger } from '../../../lib/ledger';
import { signReview, stateOfItem } from '../../../lib/review';
import { integrityOf, reviewDiagnostics } from '../../../lib/review/integrity';
import { foundSpace } from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';

const asked = { text: { zh: '有名单', en: 'There is a list' }, mark: 'advised' as const };
const CODES = ['B1', 'B2', 'B3'];

/** A ledger in which one person signed three items, with the ids of the reviews. */
async function signed() {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const ids: string[] = [];
  for (const code of CODES) {
    const ref = refOf({ companyId: 'co' }, code, '2026');
    await answerItem(ledger, ref, undefined, { design: 'met', effect: 'met' });
    const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
    const { hash } = await stateOfItem(ledger, item, asked);
    const said = { design: 'met', effect: 'met', name: '示例范', role: '合规', independent: false } as const;
    ids.push(await signReview(ledger, { item, asked, shown: hash, ...said }));
  }
  return { ledger, ids: ids as [string, string, string] };
}

/** Changes a stored row behind the ledger's back. */
const tamper = async (ledger: Ledger, id: string, change: (fields: Record<string, unknown>) => void) => {
  const row = (await ledger.db.records.get(id))!;
  change(row.fields);
  // A program that writes to the storage leaves what the ledger keeps of a parsed row behind.
  row.merged = (row.merged ?? 0) + 1;
  await ledger.db.records.put(row);
};

const said = async (ledger: Ledger): Promise<string[]> =>
  (await integrityOf(ledger, 'co')).accusations
    .map(({ problem, code, n }) => `${problem} ${code ?? '-'} ${n ?? '-'}`)
    .sort();

it('holds while nobody touched it, and says that nobody else vouches for the key until it is shared', async () => {
  const { ledger } = await signed();
  expect(await integrityOf(ledger, 'co')).toEqual({ signed: 3, good: 3, certified: false, accusations: [] });
  await foundSpace(ledger, 'fan');
  expect(await integrityOf(ledger, 'co')).toMatchObject({ signed: 3, good: 3, certified: true });
  expect(await reviewDiagnostics(ledger)).toEqual(['reviews signed=3 good=3 certified=true wrong 0']);
});

it('names a text that was changed, and what stood on it', async () => {
  const { ledger, ids } = await signed();
  await tamper(ledger, ids[1], (fields) => {
    fields.text = String(fields.text).replace('"design":"met"', '"design":"notMet"');
  });
  expect(await said(ledger)).toEqual(['badSignature B2 2', 'missingBefore - 2']);
});

it('names a signature, a state and a device that were changed', async () => {
  const { ledger, ids } = await signed();
  await tamper(ledger, ids[2], (fields) => (fields.signature = 'ab'.repeat(64)));
  expect(await said(ledger)).toEqual(['badSignature B3 3', 'missingLast - 3']);
  const other = await signed();
  await tamper(other.ledger, other.ids[0], (fields) => (fields.state = '{}'));
  expect(await said(other.ledger)).toEqual(['otherState B1 1']);
  const third = await signed();
  await tamper(third.ledger, third.ids[0], (fields) => (fields.device = 'zzzzzzzz'));
  expect(await said(third.ledger)).toContain('unreadable B1 -');
});

it('names what was taken out: in the middle, and at the end', async () => {
  const { ledger, ids } = await signed();
  await ledger.db.records.delete(ids[2]);
  expect(await said(ledger)).toEqual(['missingLast - 3']);
  const other = await signed();
  await other.ledger.db.records.delete(other.ids[0]);
  expect(await said(other.ledger)).toEqual(['missingBefore - 1']);
});

it('names two that were swapped', async () => {
  const { ledger, ids } = await signed();
  const [one, two] = await Promise.all([ledger.db.records.get(ids[0]), ledger.db.records.get(ids[1])]);
  await tamper(ledger, ids[0], (fields) =>
    Object.assign(fields, { text: two!.fields.text, signature: two!.fields.signature }),
  );
  await tamper(ledger, ids[1], (fields) =>
    Object.assign(fields, { text: one!.fields.text, signature: one!.fields.signature }),
  );
  expect(await said(ledger)).toEqual(expect.arrayContaining(['unreadable B1 -', 'unreadable B2 -']));
});
