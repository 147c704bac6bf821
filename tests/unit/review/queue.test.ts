import { expect, it } from 'vitest';
import { answerItem, attachFileEvidence, itemRecordId, refOf } from '../../../lib/governance';
import { change, type Ledger } from '../../../lib/ledger';
import {
  filterQueue,
  progressOf,
  reviewQueue,
  signReview,
  standingsOf,
  stateOfItem,
  takeStep,
  unchangedMine,
} from '../../../lib/review';
import { createFinding } from '../../../lib/review/findings';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const company = { companyId: 'co' };
const today = '2026-11-23';
const ref = (code: string, period = '2026') => refOf(company, code, period);
const recordOf = async (ledger: Ledger, code: string, period?: string) =>
  (await ledger.get('governanceItem', itemRecordId(ref(code, period))))!;

async function sign(ledger: Ledger, code: string, period?: string) {
  const item = await recordOf(ledger, code, period);
  const asked = (await checklistPack()).items.find((one) => one.code === item.fields.item)!;
  const { hash } = await stateOfItem(ledger, item, asked);
  await signReview(ledger, {
    item,
    asked,
    shown: hash,
    design: 'met',
    effect: 'met',
    name: '示例范',
    role: '合规',
    independent: false,
  });
}
const submit = async (ledger: Ledger, code: string) => {
  const item = await recordOf(ledger, code);
  const asked = (await checklistPack()).items.find((one) => one.code === code)!;
  await takeStep(ledger, { item, asked, step: 'submitted', name: '示例范' });
};
const queue = async (ledger: Ledger) => reviewQueue(ledger, await checklistPack(), company, today);

async function yearly(): Promise<string[]> {
  const items = (await checklistPack()).items.filter(({ frequency }) => frequency.join() === 'Y');
  return items.slice(0, 4).map(({ code }) => code);
}

it('puts what changed since one signed first, then the graver, then what is due earlier', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const [a, b, c, d] = (await yearly()) as [string, string, string, string];
  for (const code of [a, b, c, d])
    await answerItem(ledger, ref(code), undefined, { design: 'met', effect: 'met' });
  await ledger.commit([change(await recordOf(ledger, b), { risk: 'high' })], { label: 'test' });
  await ledger.commit([change(await recordOf(ledger, c), { dueOn: '2026-01-05' })], { label: 'test' });
  await submit(ledger, d);
  await sign(ledger, d);
  expect((await queue(ledger)).find(({ code }) => code === d)).toMatchObject({ standing: 'signed' });
  await answerItem(ledger, ref(d), await recordOf(ledger, d), { effect: 'partly' });
  const lines = await queue(ledger);
  expect(lines.slice(0, 3).map(({ code }) => code)).toEqual([d, b, c]);
  expect(lines[0]).toMatchObject({ standing: 'changed', changedSinceMine: true });
  // What nobody touched yet is there as well.
  const pack = await checklistPack();
  expect(lines.length).toBeGreaterThan(
    pack.items.filter(({ frequency }) => frequency.join() !== 'E').length - 1,
  );
  expect(filterQueue(lines, { show: 'waiting' }).map(({ code }) => code)).toEqual([d]);
  expect(filterQueue(lines, { show: 'all', group: a.charAt(0), text: a.toLowerCase() })[0]?.code).toBe(a);
  expect(filterQueue(lines, { show: 'all', mine: 'fan' }).map(({ code }) => code)).toEqual([d]);
  expect(progressOf(lines).signed).toBe(0);
});

it('follows every change as a reading of everything would have it', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const [a, b] = (await yearly()) as [string, string];
  await answerItem(ledger, ref(a), undefined, { design: 'met', effect: 'met' });
  await standingsOf(ledger, 'co');
  await answerItem(ledger, ref(b), undefined, { design: 'met' });
  await submit(ledger, a);
  await sign(ledger, a);
  const id = itemRecordId(ref(a));
  expect((await standingsOf(ledger, 'co')).get(id)).toMatchObject({ standing: 'signed' });
  const file = {
    sha256: 'a'.repeat(64),
    size: 3,
    type: 'text/plain',
    name: '示例.txt',
    role: 'file' as const,
  };
  await attachFileEvidence(ledger, ref(a), file, { today, id: 'e1' });
  expect((await standingsOf(ledger, 'co')).get(id)).toMatchObject({
    standing: 'changed',
    changedSinceMine: true,
  });
  await createFinding(ledger, await recordOf(ledger, a), { problem: '名单没有更新', foundOn: today });
  expect((await standingsOf(ledger, 'co')).get(id)?.openFindings).toBe(1);
  // Another person signed nothing, and is told of no change.
  await ledger.setMe({ member: 'lin', role: 'compliance' });
  expect((await standingsOf(ledger, 'co')).get(id)).toMatchObject({
    standing: 'changed',
    changedSinceMine: false,
  });
  expect(await standingsOf(ledger, 'other')).toEqual(new Map());
});

it('accepts together only what this person signed and nothing changed of', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const codes = await yearly();
  for (const code of codes) await answerItem(ledger, ref(code), undefined, { design: 'met', effect: 'met' });
  const [a, b, c] = codes as [string, string, string];
  for (const code of [a, b]) {
    await submit(ledger, code);
    await sign(ledger, code);
  }
  await submit(ledger, c);
  await answerItem(ledger, ref(b), await recordOf(ledger, b), { reason: '有变化' });
  expect(unchangedMine(await queue(ledger)).map(({ code }) => code)).toEqual([a]);
});
