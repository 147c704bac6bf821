import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { create, type Ledger } from '../../../lib/ledger';
import { companyDay, takeStep } from '../../../lib/review';
import { createFinding } from '../../../lib/review/findings';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const company = { companyId: 'co' };
const today = '2026-11-23';
const dayOf = async (ledger: Ledger) => companyDay(ledger, await checklistPack(), company, today);

it('knows of a computer to which nothing has come', async () => {
  const { ledger } = await openTestLedger();
  const day = await dayOf(ledger);
  expect(day.isEmpty).toBe(true);
  expect(day.counts.waiting).toBe(0);
  expect(day.due).toEqual([]);
  expect(day.findings.all).toBe(0);
});

it('names what waits, what is due by its day, and what was found, of this company alone', async () => {
  const { ledger } = await openTestLedger();
  const pack = await checklistPack();
  const yearly = pack.items.filter(({ frequency }) => frequency.join() === 'Y').slice(0, 3);
  const [asked, reviewed, elsewhere] = yearly as [(typeof yearly)[0], (typeof yearly)[0], (typeof yearly)[0]];
  const ref = refOf(company, asked.code, '2026');
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'met', dueOn: '2026-11-25' });
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  await takeStep(ledger, { item, asked, step: 'submitted', name: '示例范' });
  await answerItem(ledger, refOf(company, reviewed.code, '2026'), undefined, {
    design: 'met',
    effect: 'met',
    nextReview: '2026-11-20',
  });
  await ledger.commit(
    [
      create('governanceItem', {
        companyId: 'other',
        item: elsewhere.code,
        period: '2026',
        nextReview: '2026-11-20',
      }),
    ],
    { label: 'test' },
  );
  await createFinding(ledger, item, { problem: '示例问题', foundOn: '2026-11-20', dueOn: '2026-11-22' });
  const day = await dayOf(ledger);
  expect(day.isEmpty).toBe(false);
  expect(day.counts.waiting).toBe(1);
  expect(day.due.map(({ what, day: on }) => [what, on])).toEqual([
    ['review', '2026-11-20'],
    ['finding', '2026-11-22'],
    ['item', '2026-11-25'],
  ]);
  expect(day.findings).toEqual({ all: 1, open: 1, overdue: 1, done: 0 });
});
