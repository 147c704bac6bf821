import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import type { Ledger } from '../../../lib/ledger';
import { foundSpace } from '../../../lib/sync';
import {
  independenceOf,
  rightsFor,
  signReview,
  type Standing,
  standingOf,
  stateOfItem,
  type Step,
  takeStep,
} from '../../../lib/review';
import { openTestLedger } from '../support/ledger';

const ref = refOf({ companyId: 'co' }, 'B1', '2026');
const asked = { text: { zh: '有名单', en: 'There is a list' }, mark: 'advised' as const };

async function opened() {
  const { ledger, time } = await openTestLedger({ me: 'fan' });
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'partly' });
  return { ledger, time };
}
const itemOf = async (ledger: Ledger) => (await ledger.get('governanceItem', itemRecordId(ref)))!;
const standing = async (ledger: Ledger): Promise<Standing> => {
  const item = await itemOf(ledger);
  return (await standingOf(ledger, item.id, await stateOfItem(ledger, item, asked))).standing;
};
const step = async (ledger: Ledger, name: Step, text?: string) =>
  takeStep(ledger, { item: await itemOf(ledger), asked, step: name, text, name: '示例范' });

it('leads an item through its steps, keeps who and why, and refuses what does not fit', async () => {
  const { ledger } = await opened();
  const seen: Standing[] = [await standing(ledger)];
  for (const [name, text] of [
    ['submitted'],
    ['started'],
    ['comment', '请补名单'],
    ['returned', '缺少名单'],
    ['submitted'],
    ['withdrawn'],
  ] as [Step, string?][]) {
    await step(ledger, name, text);
    seen.push(await standing(ledger));
  }
  expect(seen).toEqual(['draft', 'submitted', 'inReview', 'inReview', 'returned', 'submitted', 'draft']);
  const returned = (await ledger.list('itemStep')).find(({ fields }) => fields.step === 'returned');
  expect(returned?.fields).toMatchObject({ text: '缺少名单', name: '示例范', enteredBy: 'fan' });
  for (const name of ['started', 'withdrawn'] as const)
    await expect(step(ledger, name)).rejects.toMatchObject({ code: 'E998' });
  await expect(step(ledger, 'returned', '理由')).rejects.toMatchObject({ code: 'E998' });
});

it('asks for words where a return or a comment has none, and writes nothing', async () => {
  const { ledger } = await opened();
  await step(ledger, 'submitted');
  await expect(step(ledger, 'returned', '  ')).rejects.toMatchObject({ code: 'E999' });
  await expect(step(ledger, 'comment')).rejects.toMatchObject({ code: 'E999' });
  expect(await standing(ledger)).toBe('submitted');
});

it('orders by what each had seen, so that a slow clock does not undo a step', async () => {
  const { ledger, time } = await opened();
  await step(ledger, 'submitted');
  time.now -= 3_600_000;
  await step(ledger, 'returned', '缺少名单');
  expect(await standing(ledger)).toBe('returned');
});

it('lets everybody do everything alone, and roles what is theirs once it is shared', async () => {
  const { ledger } = await opened();
  expect(await rightsFor(ledger, 'co')).toMatchObject({ answers: true, reviews: true, shared: false });
  await foundSpace(ledger, 'fan');
  expect(await rightsFor(ledger, 'co')).toMatchObject({ answers: true, shared: true, role: 'secretary' });
});

it('claims no independence for who answered or submitted', async () => {
  const { ledger } = await opened();
  const item = await itemOf(ledger);
  expect(await independenceOf(ledger, item.id)).toEqual({ independent: false, why: 'answered' });
  await ledger.setMe({ member: 'lin', role: 'compliance' });
  expect(await independenceOf(ledger, item.id)).toEqual({ independent: true });
  await step(ledger, 'submitted');
  expect(await independenceOf(ledger, item.id)).toEqual({ independent: false, why: 'submitted' });
  const { hash } = await stateOfItem(ledger, item, asked);
  const judgement = {
    item,
    asked,
    shown: hash,
    design: 'met',
    effect: 'met',
    name: '示例林',
    role: '合规',
  } as const;
  await expect(signReview(ledger, { ...judgement, independent: true })).rejects.toMatchObject({
    code: 'E959',
  });
  await expect(
    signReview(ledger, { ...judgement, effect: 'notApplicable', independent: false }),
  ).rejects.toMatchObject({ code: 'E801' });
  await signReview(ledger, { ...judgement, independent: false });
  expect(await standing(ledger)).toBe('signed');
});
