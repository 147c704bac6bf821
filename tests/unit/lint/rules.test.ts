import { describe, expect, it } from 'vitest';
import { addEvidenceFile, answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { create } from '../../../lib/ledger';
import { factsOf, type Remark, remarksOf, RULES } from '../../../lib/lint';
import type { Facts, ItemFacts } from '../../../lib/lint/facts';
import { signReview, stateOfItem } from '../../../lib/review';
import { checklistPack } from '../../../lib/rules/packs';
import zh from '../../../locales/zh-CN/governanceLint.json';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-23';
const pack = await checklistPack();
const range = { from: '2026-01-01', to: '2026-12-31' };

type Item = Partial<Omit<ItemFacts, 'fields'>> & { fields?: Partial<ItemFacts['fields']> };
/** An item of which every rule is content. */
function item({ fields, ...rest }: Item = {}): ItemFacts {
  const code = fields?.item ?? 'B1';
  return {
    id: 'i',
    fields: {
      companyId: 'co',
      item: code,
      period: '2026',
      design: 'met',
      effect: 'met',
      owner: 'fan',
      nextReview: '2027-01-10',
      ...fields,
    },
    inForce: pack.items.find((one) => one.code === code),
    range,
    asOf: today,
    verdictOn: '2026-11-20',
    standing: 'draft',
    changes: [],
    answerers: new Set(),
    evidence: [proof()],
    findings: [],
    ...rest,
  };
}
type Proof = ItemFacts['evidence'][number];
const proof = (
  entry: Partial<Proof['entry']> = { record: { kind: 'meeting', id: 'm' } },
  rest: Partial<Proof> = {},
): Proof => ({
  id: 'e',
  label: '示例',
  entry: { addedOn: '2026-11-20', ...entry },
  ...(entry.record ? { record: 'here' as const } : {}),
  ...rest,
});
const facts = (items: ItemFacts[] = [], rest: Partial<Facts> = {}): Facts => ({
  today,
  company: { companyId: 'co' },
  pack,
  items,
  soleUses: new Map(),
  posts: [],
  notes: [],
  matters: [],
  list: [],
  charters: [],
  members: new Map([
    ['fan', { name: '示例范' }],
    ['gone', { name: '示例甲', leftOn: '2026-06-30' }],
  ]),
  ...rest,
});
const of = (one: Item): Facts => facts([item(one)]);
const said = (entry: Partial<Proof['entry']>, rest?: Partial<Proof>, more: Item = {}): Facts =>
  of({ evidence: [proof(entry, rest)], ...more });
const found = (fields: Partial<ItemFacts['findings'][number]['fields']>, more: Item = {}): Facts =>
  of({
    ...more,
    findings: [
      {
        id: 'f',
        fields: {
          companyId: 'co',
          item: 'i',
          problem: '示例问题',
          foundOn: '2026-11-01',
          state: 'open',
          owner: 'fan',
          dueOn: '2026-12-20',
          measure: '示例措施',
          ...fields,
        },
      },
    ],
  });
const put = {
  state: 'closed',
  doneOn: '2026-11-10',
  reviewedOn: '2026-11-22',
  proof: { p: { addedOn: '2026-11-10' } },
} as const;
const matter = (
  fields: Partial<Facts['matters'][number]['fields']>,
  around?: Facts['matters'][number]['around'],
): Facts =>
  facts([], { matters: [{ id: 'm', fields: { companyId: 'co', title: '示例事项', ...fields }, around }] });
const listed = (fields: Partial<Facts['list'][number]['fields']>): Facts =>
  facts([], { list: [{ id: 'l', fields: { companyId: 'co', title: '示例事项', ...fields } }] });
const clauses = { c: { no: '第三条', text: '示例条文', order: 0 } };
const articles = (
  fields: Partial<Facts['charters'][number]['fields']>,
  more: Partial<Facts['charters'][number]> = {},
): Facts =>
  facts([], {
    charters: [{ id: 'c', fields: { companyId: 'co', version: '示例版', ...fields }, ...more }],
  });
const charter = (adoptedOn?: string, registeredOn?: string): Facts =>
  facts([], {
    charters: [{ id: 'c', fields: { companyId: 'co', version: '示例版', adoptedOn, registeredOn } }],
  });
const post = (fields: object = {}): Facts['posts'][number] => ({
  id: 'p',
  fields: { companyId: 'co', body: 'branch', position: '书记', person: 'fan', name: '示例范', ...fields },
});
const note = (what: string): Facts => facts([], { notes: [{ what, post: post() }] });
const review = (
  reviewer: { member?: string; independent?: boolean } = {},
  effect: 'met' | 'partly' = 'met',
) =>
  ({
    design: 'met',
    effect,
    device: 'd',
    reviewer: { member: 'lin', name: '示例林', role: '合规', independent: true, ...reviewer },
  }) as ItemFacts['review'];
const change = (...path: string[]): Item => ({
  standing: 'changed',
  review: review(),
  changes: [{ path, before: 'a', now: 'b' }],
});
const step = (name: string, on: string, text?: string): Item => ({
  standing: name === 'returned' ? 'returned' : 'submitted',
  lastStep: { step: name, on, text },
});
const sole = (count: number): Facts => facts([item()], { soleUses: new Map([['B m', count]]) });
const inTerm = (fields: object): Facts => facts([item()], { posts: [post(fields)] });
const hash = 'a'.repeat(64);

/** Rule, what trips it, and the nearest thing that does not. */
const CASES: [rule: string, trips: Facts, not: Facts][] = [
  [
    'metNoEvidence',
    of({ evidence: [] }),
    of({ evidence: [], fields: { design: 'partly', effect: 'partly' } }),
  ],
  [
    'notApplicableNoReason',
    of({ fields: { design: 'notApplicable' } }),
    of({ fields: { design: 'notApplicable', reason: '示例' } }),
  ],
  ['effectWithoutDesign', of({ fields: { design: 'notMet' } }), of({ fields: { design: 'partly' } })],
  [
    'halfAnswered',
    of({ fields: { effect: undefined } }),
    of({ fields: { design: undefined, effect: undefined } }),
  ],
  ['metNoOwner', of({ fields: { owner: undefined } }), of({})],
  ['ownerLeft', of({ fields: { owner: 'gone' } }), of({ fields: { owner: '示例外单位' } })],
  ['notMetNoRemedy', of({ fields: { effect: 'notMet' } }), found({}, { fields: { effect: 'notMet' } })],
  [
    'highRiskNoDue',
    of({ fields: { effect: 'partly', risk: 'high' } }),
    of({ fields: { effect: 'partly', risk: 'high', dueOn: today } }),
  ],
  [
    'noNextReview',
    of({ fields: { nextReview: undefined } }),
    of({ range: { from: '2025-01-01', to: '2025-12-31' }, fields: { nextReview: undefined } }),
  ],
  ['nextReviewPast', of({ fields: { nextReview: '2026-11-22' } }), of({ fields: { nextReview: today } })],
  [
    'duePast',
    of({ fields: { effect: undefined, dueOn: '2026-11-22' } }),
    of({ fields: { dueOn: '2026-11-22' } }),
  ],
  ['answeredAhead', of({ range: { from: '2027-01-01', to: '2027-12-31' } }), of({})],
  ['postLapsed', inTerm({ termEnd: '2026-06-30' }), inTerm({ termEnd: '2026-06-30', to: '2026-06-30' })],
  [
    'eventNoDay',
    of({ range: undefined, fields: { eventTitle: '示例' } }),
    of({ range: undefined, fields: { eventOn: today } }),
  ],
  [
    'eventNoTitle',
    of({ range: undefined, fields: { eventOn: today } }),
    of({ range: undefined, fields: { eventTitle: '示例' } }),
  ],
  [
    'eventAhead',
    of({ range: undefined, fields: { eventOn: '2026-11-24' } }),
    of({ range: undefined, fields: { eventOn: today } }),
  ],
  ['unknownCode', of({ fields: { item: 'Z9' } }), of({})],
  ['olderText', of(change('asked')), of(change('answers', 'owner'))],
  ['verdictChanged', of(change('answers', 'effect')), of(change('answers', 'owner'))],
  ['answerChanged', of(change('answers', 'owner')), of(change('answers', 'effect'))],
  [
    'evidenceTakenOff',
    of({ changes: [{ path: ['evidence', 'x'], before: {} }] }),
    of({ changes: [{ path: ['evidence', 'x'], now: {} }] }),
  ],
  [
    'otherJudgement',
    of({ standing: 'signed', review: review({}, 'partly') }),
    of({ standing: 'signed', review: review() }),
  ],
  [
    'signedByAnswerer',
    of({ review: review(), answerers: new Set(['lin']) }),
    of({ review: review({ independent: false }), answerers: new Set(['lin']) }),
  ],
  ['uncertified', of({ review: review(), certified: false }), of({ review: review() })],
  ['revoked', of({ standing: 'revoked' }), of({ standing: 'signed' })],
  ['returnedNoReason', of(step('returned', today)), of(step('returned', today, '示例'))],
  ['returnedWaiting', of(step('returned', '2026-10-23', '示例')), of(step('returned', '2026-10-24', '示例'))],
  ['submittedWaiting', of(step('submitted', '2026-10-23')), of(step('submitted', '2026-10-24'))],
  ['evidenceEmpty', said({ note: '示例' }), said({ place: '示例柜' })],
  ['evidenceExpired', said({ place: '柜', validTo: '2026-11-22' }), said({ place: '柜', validTo: today })],
  ['evidenceNotYet', said({ place: '柜', validFrom: '2026-11-24' }), said({ place: '柜', validFrom: today })],
  [
    'validBackwards',
    said({ validFrom: '2026-02-01', validTo: '2026-01-01' }),
    said({ validFrom: '2026-01-01', validTo: '2026-01-01' }),
  ],
  [
    'afterSigning',
    of({ review: review(), changes: [{ path: ['evidence', 'e'], now: {} }] }),
    of({ review: review(), changes: [{ path: ['evidence', 'x'], now: {} }] }),
  ],
  ['afterVerdict', said({ addedOn: '2026-11-21' }), said({ addedOn: '2026-11-20' })],
  ['exhibitChanged', of(change('evidence', 'e', 'seen')), of(change('evidence', 'e', 'note'))],
  ['entryChanged', of(change('evidence', 'e', 'validTo')), of(change('evidence', 'e', 'seen'))],
  ['recordDeleted', said({}, { record: 'deleted' }), said({}, { record: 'here' })],
  ['recordMissing', said({}, { record: 'missing' }), said({}, { record: 'deleted' })],
  ['fileNotHere', said({}, { bytesHere: false }), said({}, { bytesHere: true })],
  ['linkNoDay', said({ link: 'https://example.com' }), said({ link: 'https://example.com', seenOn: today })],
  ['linkNoAddress', said({ link: 'example' }), said({ link: 'https://example.com' })],
  ['seenAhead', said({ seenOn: '2026-11-24' }), said({ seenOn: today })],
  ['quoteNoSource', said({ quote: '示例' }), said({ quote: '示例', note: '示例文件第 1 页' })],
  ['originalNoPlace', said({ sha256: hash }), said({ sha256: hash, place: '柜' })],
  ['originalNoHash', said({ place: '柜' }), said({ place: '柜', sha256: hash })],
  ['hashNoHash', said({ sha256: 'abc' }), said({ sha256: hash })],
  ['otherPeriod', said({}, { on: '2025-12-31' }), said({}, { on: '2026-01-01' })],
  [
    'lateEntry',
    said(
      {},
      { on: '2026-11-01', enteredAt: '2026-11-22T00:00:01.000Z' },
      { startedAt: '2026-11-22T00:00:00.000Z' },
    ),
    said(
      {},
      { on: '2026-11-01', enteredAt: '2026-11-21T00:00:00.000Z' },
      { startedAt: '2026-11-22T00:00:00.000Z' },
    ),
  ],
  [
    'sameTwice',
    of({ evidence: [proof({ link: 'a' }), proof({ link: 'a' }, { id: 'f' })] }),
    of({ evidence: [proof({ link: 'a' }), proof({ link: 'b' }, { id: 'f' })] }),
  ],
  ['soleForMany', sole(3), sole(2)],
  ['findingNoOwner', found({ owner: undefined }), found({})],
  ['findingOwnerLeft', found({ owner: 'gone' }), found({})],
  ['findingNoDue', found({ dueOn: undefined }), found({})],
  ['findingPastDue', found({ dueOn: '2026-11-22' }), found({ dueOn: today })],
  ['findingDueFirst', found({ dueOn: '2026-10-31' }), found({ dueOn: '2026-11-01' })],
  ['findingNoMeasure', found({ measure: ' ' }), found({})],
  ['findingNoProof', found({ ...put, proof: {} }), found(put)],
  ['findingNoDoneDay', found({ ...put, doneOn: undefined }), found(put)],
  ['findingNoSecondLook', found({ ...put, state: 'done' }), found(put)],
  [
    'findingClosedFirst',
    found({ ...put, reviewedOn: '2026-11-19' }),
    found({ ...put, reviewedOn: '2026-11-20' }),
  ],
  ['postNoBasis', note('noBasis'), note('noStart')],
  ['postNoDeclaration', note('noDeclaration'), note('noStart')],
  ['postNoStart', note('noStart'), note('noBasis')],
  ['postTermOver', note('lapsed'), note('noBasis')],
  ['postTwice', note('overlap'), note('double')],
  ['postDouble', note('double'), note('overlap')],
  ['matterNoOpinion', matter({ decidedOn: today }), matter({})],
  [
    'matterOpinionLate',
    matter({ decidedOn: '2026-11-01', opinionOn: '2026-11-02' }),
    matter({ decidedOn: '2026-11-01', opinionOn: '2026-11-01' }),
  ],
  [
    'matterNoAnswer',
    matter({ opinion: '示例', decidedOn: today }),
    matter({ opinion: '示例', decidedOn: today, adopted: 'full' }),
  ],
  ['matterNoReason', matter({ adopted: 'no' }), matter({ adopted: 'no', answer: '示例' })],
  ['matterFollowPast', matter({ dueOn: '2026-11-22' }), matter({ dueOn: '2026-11-22', followedOn: today })],
  ['matterNoMeeting', matter({ opinion: '示例' }), matter({ opinion: '示例', meeting: 'm' })],
  [
    'matterMeetingOtherDay',
    matter({ meeting: 'm', opinionOn: '2026-11-01' }, { meetingOn: '2026-11-02' }),
    matter({ meeting: 'm', opinionOn: '2026-11-01' }, { meetingOn: '2026-11-01' }),
  ],
  [
    'matterRaisedAfter',
    matter({ raisedOn: '2026-11-02', opinionOn: '2026-11-01' }),
    matter({ raisedOn: '2026-11-01', opinionOn: '2026-11-01' }),
  ],
  ['matterDayUnknown', matter({ decision: '示例' }), matter({ decision: '示例', decidedOn: today })],
  [
    'matterAnsweredBefore',
    matter({ opinionOn: '2026-11-02', answeredOn: '2026-11-01' }),
    matter({ opinionOn: '2026-11-01', answeredOn: '2026-11-01' }),
  ],
  [
    'matterFollowedBefore',
    matter({ decidedOn: '2026-11-02', followedOn: '2026-11-01' }),
    matter({ decidedOn: '2026-11-01', followedOn: '2026-11-01' }),
  ],
  [
    'matterNotYetListed',
    matter({ decidedOn: '2026-11-01' }, { listed: { from: '2026-11-02' } }),
    matter({ decidedOn: '2026-11-01' }, { listed: { from: '2026-11-01', to: '2026-11-01' } }),
  ],
  ['listedNoBasis', listed({ basis: ' ' }), listed({ basis: '示例文件' })],
  [
    'listedBackwards',
    listed({ from: '2026-02-01', to: '2026-01-01' }),
    listed({ from: '2026-01-01', to: '2026-01-01' }),
  ],
  ['charterNoRegistration', articles({ adoptedOn: '2026-09-23' }), articles({ adoptedOn: '2026-09-24' })],
  ['charterNoOriginal', articles({}), articles({ place: '示例柜' })],
  ['charterPlaceNoHash', articles({ place: '示例柜' }), articles({ place: '示例柜', sha256: hash })],
  ['charterNoClauses', articles({}), articles({ clauses })],
  ['charterLacks', articles({ clauses }, { lacks: ['经费'] }), articles({ clauses }, { lacks: [] })],
  ['charterStateOwned', articles({ clauses }, { stateOwned: '第三条' }), articles({ clauses })],
  ['charterEarly', charter('2026-05-02', '2026-05-01'), charter('2026-05-01', '2026-05-01')],
  ['charterNoAdoption', charter(undefined, '2026-05-01'), charter('2026-05-01')],
];

const rulesOf = (remarks: readonly Remark[]): string[] => remarks.map(({ rule }) => rule);

describe('rules of what can be checked', () => {
  it.each(CASES)('%s', (rule, trips, not) => {
    const remarks = remarksOf(trips).filter((remark) => remark.rule === rule);
    expect(remarks).toHaveLength(1);
    expect(rulesOf(remarksOf(not))).not.toContain(rule);
    // The sentence names nothing that the rule does not give.
    const text = (zh as Record<string, string>)[`governanceLint.rule.${rule}`] ?? '';
    for (const [, name] of text.matchAll(/\{(\w+)\}/g))
      expect(remarks[0]?.words).toHaveProperty(name as string);
  });

  it('has a case and texts for every rule, and says nothing of an item in order', () => {
    expect(CASES.map(([rule]) => rule).sort()).toEqual(RULES.map(({ id }) => id).sort());
    for (const { id } of RULES) expect(zh).toHaveProperty([`governanceLint.do.${id}`]);
    expect(remarksOf(of({}))).toEqual([]);
  });
});

it("reads what the ledger holds: one's own answer signed as independent, a file, a matter, and what is long past", async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const ref = (code: string, period: string) => refOf({ companyId: 'co' }, code, period);
  const b1 = ref('B1', '2026');
  const b1Id = itemRecordId(b1);
  await answerItem(ledger, b1, undefined, { design: 'met', effect: 'met' });
  await answerItem(ledger, ref('C1', '2020'), undefined, { design: 'met' });
  await ledger.commit([create('matter', { companyId: 'co', title: '示例事项', dueOn: '2026-11-01' })], {
    label: 'x',
  });
  const read = async (): Promise<string[]> =>
    remarksOf(await factsOf(ledger, pack, { companyId: 'co' }, today)).map(({ rule, place }) =>
      place.at === 'item' ? `${place.code} ${rule}` : rule,
    );
  expect(await read()).toEqual(['B1 metNoEvidence', 'B1 metNoOwner', 'B1 noNextReview', 'matterFollowPast']);

  const about = { today, branch: '' };
  await addEvidenceFile(ledger, b1, { blob: new Blob(['示例']), name: '示例.txt' }, about);
  const record = (await ledger.get('governanceItem', b1Id))!;
  const asked = pack.items.find(({ code }) => code === 'B1')!;
  const { hash: shown } = await stateOfItem(ledger, record, asked);
  const judged = { design: 'met', effect: 'met', name: '示例范', role: '合规', independent: false } as const;
  await signReview(ledger, { item: record, asked, shown, ...judged });
  expect(await read()).toEqual(['B1 metNoOwner', 'B1 noNextReview', 'matterFollowPast']);

  await answerItem(ledger, b1, record, { effect: 'partly', owner: 'fan', rectification: '示例' });
  expect(await read()).toEqual(['B1 verdictChanged', 'B1 noNextReview', 'matterFollowPast']);
  const [sha256] = Object.values(record.fields.evidence ?? {}).map(({ file }) => file?.sha256);
  await ledger.db.attachments.delete(sha256 as string);
  expect(await read()).toContain('B1 fileNotHere');
});
