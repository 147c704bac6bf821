import { expect, it } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { type ChangeLine, flatten, type Ledger, type Rec } from '../../../lib/ledger';
import { mergeInto } from '../../../lib/ledger/merge-into';
import { revokeReview, signReview, standingsOf, stateOfItem } from '../../../lib/review';
import { writeReviewPack } from '../../../lib/review/pack';
import { standingOf } from '../../../lib/review/standing';
import { checklistPack } from '../../../lib/rules/packs';
import { holds, openPackZip, verifyPack } from '../../../lib/verify';
import { openTestLedger } from '../support/ledger';

const ref = refOf({ companyId: 'co' }, 'B1', '2026');
const id = itemRecordId(ref);
const asked = (await checklistPack()).items.find(({ code }) => code === 'B1')!;
const said = { name: '示例范', role: '合规', independent: false };

/** A profile to which the reviews of another one came with stamps that say the opposite of their chain. */
async function turned(): Promise<{ ledger: Ledger; last: string }> {
  const { ledger } = await openTestLedger({ me: 'fan' });
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'met' });
  const item = (await ledger.get('governanceItem', id))!;
  const { hash } = await stateOfItem(ledger, item, asked);
  const judged = { item, asked, shown: hash, design: 'met', effect: 'met', ...said } as const;
  const reviews: string[] = [];
  reviews.push(await signReview(ledger, judged));
  reviews.push(await signReview(ledger, { ...judged, effect: 'partly' }));
  const second = (await ledger.get('review', reviews[1]!))!;
  reviews.push(await revokeReview(ledger, second, { ...said, item, reason: '附件换了' }));
  const records = await ledger.getMany('review', reviews);
  const there = await openTestLedger({ me: 'lin' });
  const stamps = records.map(({ h }) => h).reverse();
  const lineOf = ({ id: r, kind: t, fields, h }: Rec, at = h): ChangeLine => {
    return { r, t, h: at, by: 'fan', b: {}, f: flatten(t, fields), sv: 1 };
  };
  const lines = [lineOf(item), ...records.map((record, index) => lineOf(record, stamps[index]))];
  await mergeInto(there.ledger.db, there.ledger.clock, {
    commits: lines.map((line) => ({ from: line.h, by: 'fan', label: 'test', lines: [line] })),
  });
  return { ledger: there.ledger, last: reviews[2]! };
}

it('lets the later review of the chain win, and not the one with the later stamp', async () => {
  const { ledger, last } = await turned();
  const reviews = await ledger.list('review');
  const latest = reviews.reduce((a, b) => (a.h > b.h ? a : b));
  expect(latest.id).not.toBe(last);
  const state = await stateOfItem(ledger, (await ledger.get('governanceItem', id))!, asked);
  const { standing, trail } = await standingOf(ledger, id, state);
  expect(standing).toBe('revoked');
  expect(trail.map((one) => 'content' in one && one.content.n)).toEqual([1, 2, 3]);
  expect((await standingsOf(ledger, 'co')).get(id)).toMatchObject({ standing: 'revoked', review: undefined });
});

it('hands over what whoever checks the pack finds as well', async () => {
  const { ledger } = await turned();
  const pack = await writeReviewPack(ledger, {
    company: { companyId: 'co', name: '示例出行' },
    reduced: false,
    withFiles: false,
    verifier: () => Promise.resolve('<!doctype html>'),
  });
  const verdict = await verifyPack(await openPackZip(pack.blob));
  expect(verdict.items.map(({ standing }) => standing)).toEqual(['revoked']);
  // Nobody here certified the device that signed; nothing else is wrong.
  expect(verdict.problems).toEqual([]);
  expect(holds(verdict)).toBe(false);
  expect(new Set(verdict.accusations.map(({ problem }) => problem))).toEqual(new Set(['unknownSigner']));
});
