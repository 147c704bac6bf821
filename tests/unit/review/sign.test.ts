import { createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import type { Ledger } from '../../../lib/ledger';
import { signersOf } from '../../../lib/review/devices';
import { stateOfItem } from '../../../lib/review/item-state';
import { notedTips, revokeReview, signReview } from '../../../lib/review/sign';
import { answeredBy } from '../../../lib/review/independence';
import { standingOf } from '../../../lib/review/standing';
import { examine, readReview, type SignedReview } from '../../../lib/verify';
import { create } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const ref = refOf({ companyId: 'co' }, 'B1', '2026');
const asked = { text: { zh: '有名单', en: 'There is a list' }, mark: 'advised' as const };

async function openAnswered() {
  const { ledger, time } = await openTestLedger({ me: 'fan' });
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'partly' });
  return { ledger, time };
}

const itemOf = async (ledger: Ledger) => (await ledger.get('governanceItem', itemRecordId(ref)))!;
const stateNow = async (ledger: Ledger) => stateOfItem(ledger, await itemOf(ledger), asked);

async function judge(ledger: Ledger, over: object = {}): Promise<string> {
  const item = await itemOf(ledger);
  const { hash } = await stateOfItem(ledger, item, asked);
  const said = {
    item,
    asked,
    shown: hash,
    design: 'met',
    effect: 'partly',
    name: '示例范',
    role: '合规',
  } as const;
  // Who signs here has answered it as well.
  return signReview(ledger, { ...said, independent: false, ...over });
}

async function kept(ledger: Ledger): Promise<SignedReview[]> {
  const records = await ledger.list('review');
  return Promise.all(
    records.map(async ({ fields }) => ({ ...fields, state: await ledger.text(fields.state) })),
  );
}

it('signs the exact text, which another program verifies with the key that stands in it', async () => {
  const { ledger } = await openAnswered();
  const id = await judge(ledger);
  const { text, signature } = (await ledger.get('review', id))!.fields;
  const content = readReview(text)!;
  expect(content).toMatchObject({
    code: 'B1',
    design: 'met',
    effect: 'partly',
    n: 1,
    prev: null,
    before: null,
  });
  const der = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(content.key, 'hex'),
  ]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  expect(verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'))).toBe(true);
});

it('shows what changed after signing, and stands as signed again when it is changed back', async () => {
  const { ledger } = await openAnswered();
  await judge(ledger);
  const before = await itemOf(ledger);
  expect(await standingOf(ledger, before.id, await stateNow(ledger))).toMatchObject({ standing: 'signed' });
  await answerItem(ledger, ref, before, { effect: 'met' });
  const changed = await standingOf(ledger, before.id, await stateNow(ledger));
  expect(changed).toMatchObject({
    standing: 'changed',
    changes: [{ path: ['answers', 'effect'], before: 'partly', now: 'met' }],
  });
  await answerItem(ledger, ref, await itemOf(ledger), { effect: 'partly' });
  expect((await standingOf(ledger, before.id, await stateNow(ledger))).standing).toBe('signed');
});

it('signs nothing that was not on the screen, and nothing without a verdict', async () => {
  const { ledger } = await openAnswered();
  await expect(judge(ledger, { shown: 'a'.repeat(64) })).rejects.toMatchObject({ code: 'E995' });
  await expect(judge(ledger, { effect: undefined })).rejects.toMatchObject({ code: 'E996' });
  expect(await ledger.list('review')).toEqual([]);
});

it('takes a review back by another signed record, with a reason, and only one’s own', async () => {
  const { ledger } = await openAnswered();
  const signed = (await ledger.get('review', await judge(ledger)))!;
  const by = { item: await itemOf(ledger), name: '示例范', role: '合规', independent: true };
  await expect(revokeReview(ledger, signed, { ...by, reason: ' ' })).rejects.toMatchObject({ code: 'E997' });
  await revokeReview(ledger, signed, { ...by, reason: '看错了附件' });
  const standing = await standingOf(ledger, signed.fields.item, await stateNow(ledger));
  expect(standing).toMatchObject({ standing: 'revoked', review: undefined });
  expect(standing.trail).toHaveLength(2);
  await ledger.setMe({ member: 'lin', role: 'secretary' });
  await expect(revokeReview(ledger, signed, { ...by, reason: '不同意' })).rejects.toMatchObject({
    code: 'E997',
  });
});

it('chains what one device signs, also when two are signed at once; a removed one is missed', async () => {
  const { ledger } = await openAnswered();
  await Promise.all([judge(ledger), judge(ledger, { note: '再看一次' })]);
  await judge(ledger);
  const { devices, certified } = await signersOf(ledger, 'co');
  const tips = await notedTips(ledger, 'co');
  const reviews = await kept(ledger);
  expect(certified).toBe(false);
  const { good, accusations } = examine(reviews, devices, tips);
  expect(accusations).toEqual([]);
  expect(good.map(({ content }) => content.n).sort()).toEqual([1, 2, 3]);
  for (const n of [1, 2, 3]) {
    const left = reviews.filter(({ text }) => readReview(text)?.n !== n);
    const said = examine(left, devices, tips).accusations.map(({ problem, n: at }) => `${problem} ${at}`);
    expect(said).toContain(n === 3 ? 'missingLast 3' : `missingBefore ${n}`);
  }
});

it('follows an item from submission to return and back, and tells who answered it', async () => {
  const { ledger, time } = await openAnswered();
  const item = await itemOf(ledger);
  const step = async (name: 'submitted' | 'started' | 'returned' | 'withdrawn' | 'comment') => {
    time.now += 60_000;
    const at = new Date(time.now).toISOString();
    const fields = { companyId: 'co', item: item.id, step: name, at, name: '示例范' };
    await ledger.commit([create('itemStep', fields)], { label: 'test' });
    return (await standingOf(ledger, item.id, await stateNow(ledger))).standing;
  };
  expect(await step('submitted')).toBe('submitted');
  expect(await step('started')).toBe('inReview');
  expect(await step('comment')).toBe('inReview');
  expect(await step('returned')).toBe('returned');
  expect(await step('submitted')).toBe('submitted');
  expect(await step('withdrawn')).toBe('draft');
  expect([...answeredBy(await ledger.historyOf(item.id))]).toEqual(['fan']);
});

it('keeps a chain of its own for each company, so that one can be handed over without the others', async () => {
  const { ledger } = await openAnswered();
  await judge(ledger);
  const other = refOf({ companyId: 'other' }, 'B1', '2026');
  await answerItem(ledger, other, undefined, { design: 'met', effect: 'met' });
  const item = (await ledger.get('governanceItem', itemRecordId(other)))!;
  await judge(ledger, { item, shown: (await stateOfItem(ledger, item, asked)).hash });
  await judge(ledger);
  const { devices } = await signersOf(ledger, 'co');
  const all = await kept(ledger);
  const own = all.filter(({ text }) => readReview(text)!.company === 'co');
  expect(own.map(({ text }) => readReview(text)!.n).sort()).toEqual([1, 2]);
  expect(examine(own, devices, await notedTips(ledger, 'co')).accusations).toEqual([]);
  expect(examine(all, devices).accusations).toEqual([]);
});
