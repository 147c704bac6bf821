import { expect, it } from 'vitest';
import {
  answerItem,
  attachEvidence,
  detachEvidence,
  emptyForm,
  entryOf,
  formOf,
  itemRecordId,
  putEvidenceBack,
  refOf,
  removedEvidence,
  saveEvidence,
  typeOf,
  useEvidenceFor,
  usesOf,
  validityOf,
} from '../../../lib/governance';
import { evidenceSentence } from '../../../lib/governance/evidence-words';
import { setLanguage } from '../../../lib/i18n';
import { create, type Ledger } from '../../../lib/ledger';
import type { EvidenceEntry } from '../../../lib/records/governance';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-26';
const company = { companyId: 'co' };
const b1 = refOf(company, 'B1', '2026');
const b2 = refOf(company, 'B2', '2026');
const own = refOf(company, 'X12', '2026Q4');
const link = (over: object = {}) =>
  entryOf(
    { ...emptyForm('link', TODAY), link: 'https://example.cn/zc', title: '章程公示', ...over },
    undefined,
    TODAY,
  );
const evidenceOf = async (ledger: Ledger, ref: typeof b1): Promise<Record<string, EvidenceEntry>> =>
  (await ledger.get('governanceItem', itemRecordId(ref)))?.fields.evidence ?? {};

it('keeps a link, a quotation and an original by reference, and gives them back to the form as they were typed', () => {
  const entry = link({ note: '登记已公示', validTo: '2027-03-31', revision: '2026 年修订' });
  expect(entry).toEqual({
    link: 'https://example.cn/zc',
    title: '章程公示',
    seenOn: TODAY,
    note: '登记已公示',
    validTo: '2027-03-31',
    revision: '2026 年修订',
    addedOn: TODAY,
  });
  const quote = entryOf(
    { ...emptyForm('quote', TODAY), quote: ' 设立党的组织 ', title: '公司法', page: '第十八条', clip: 'c1' },
    undefined,
    TODAY,
  );
  expect(quote).toEqual({
    quote: '设立党的组织',
    title: '公司法',
    page: '第十八条',
    record: { kind: 'clip', id: 'c1' },
    addedOn: TODAY,
  });
  expect(typeOf(quote)).toBe('quote');
  // A hash as programs print it.
  const original = entryOf(
    {
      ...emptyForm('original', TODAY),
      place: '档案室 B3',
      keeper: '法务部',
      sha256: `AB:${'0'.repeat(62)} `,
    },
    undefined,
    TODAY,
  );
  expect(original).toMatchObject({ place: '档案室 B3', keeper: '法务部', sha256: `ab${'0'.repeat(62)}` });
  for (const one of [entry, quote, original]) expect(entryOf(formOf(one), one, '2027-01-01')).toEqual(one);
  // Loosened from its clip it stays a quotation.
  expect(entryOf({ ...formOf(quote), clip: '' }, quote, TODAY).record).toBeUndefined();
});

it.each([
  ['E410', { type: 'link', link: 'www.example.cn' }],
  ['E410', { type: 'link', link: 'javascript:alert(1)' }],
  ['E410', { type: 'link', link: 'file:///C:/a.pdf' }],
  ['E411', { type: 'quote', quote: '  ' }],
  ['E411', { type: 'original', keeper: '法务部' }],
  ['E412', { type: 'original', place: '档案室', sha256: '123' }],
] as const)('refuses with %s what is no evidence: %j', (code, given) => {
  expect(() => entryOf({ ...emptyForm(given.type, TODAY), ...given }, undefined, TODAY)).toThrow(
    expect.objectContaining({ code }) as Error,
  );
});

it('says on a day whether evidence holds', () => {
  const on = (validFrom?: string, validTo?: string) => validityOf({ validFrom, validTo }, TODAY);
  expect(on()).toBeUndefined();
  expect(on('2026-01-01')).toBe('holds');
  expect(on(undefined, '2026-11-25')).toBe('expired');
  expect(on(undefined, '2026-11-26')).toBe('soon');
  expect(on(undefined, '2026-12-26')).toBe('soon');
  expect(on(undefined, '2026-12-27')).toBe('holds');
  expect(on('2026-11-27', '2027-11-27')).toBe('notYet');
});

it('shows one piece of evidence at many items: changed at all, taken off one alone, undone whole', async () => {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'fan' });
  await answerItem(ledger, b2, undefined, { design: 'met' });
  const { id } = await saveEvidence(ledger, b1, link());
  // An item that nobody has touched yet, and one of an own checklist, can show it too; one that does already is passed over.
  const first = await useEvidenceFor(ledger, b1, id, [b2, own], '2026-11-27');
  expect(first.items).toBe(2);
  expect((await useEvidenceFor(ledger, b1, id, [b2], TODAY)).items).toBe(0);
  expect((await usesOf(ledger, 'co', id)).map(({ fields }) => fields.item)).toEqual(['B1', 'B2', 'X12']);
  expect(await usesOf(ledger, 'elsewhere', id)).toEqual([]);

  const seen = (await ledger.get('governanceItem', itemRecordId(b1)))!;
  const before = seen.fields.evidence![id];
  const changed = await saveEvidence(
    ledger,
    b1,
    entryOf({ ...formOf(before!), validTo: '2026-12-31' }, before, '2027-01-01'),
    { id, seen },
  );
  expect(changed.items).toBe(3);
  const shown = await Promise.all([b1, b2, own].map((ref) => evidenceOf(ledger, ref)));
  expect(shown.map((one) => [one[id]?.validTo, one[id]?.addedOn])).toEqual([
    ['2026-12-31', TODAY],
    ['2026-12-31', '2026-11-27'],
    ['2026-12-31', '2026-11-27'],
  ]);
  expect(evidenceSentence(shown[0]![id]!)).toBe(
    '链接：章程公示 · https://example.cn/zc · 2026-11-26 查看 · 有效至 2026-12-31',
  );
  await ledger.undo(changed.n!);
  expect((await evidenceOf(ledger, own))[id]?.validTo).toBeUndefined();

  const item = (await ledger.get('governanceItem', itemRecordId(b2)))!;
  await detachEvidence(ledger, item, id);
  expect((await usesOf(ledger, 'co', id)).map(({ fields }) => fields.item)).toEqual(['B1', 'X12']);

  // Taken off, it stays readable and comes back as the others show it by now.
  await saveEvidence(ledger, b1, { ...before!, note: '改过' }, { id });
  const bare = (await ledger.get('governanceItem', itemRecordId(b2)))!;
  const [removed] = await removedEvidence(ledger, bare);
  expect(removed).toMatchObject({ id, entry: { title: '章程公示' } });
  await putEvidenceBack(ledger, bare, removed!);
  expect((await evidenceOf(ledger, b2))[id]).toMatchObject({ note: '改过', addedOn: '2026-11-27' });
  expect(await removedEvidence(ledger, (await ledger.get('governanceItem', itemRecordId(b2)))!)).toEqual([]);
});

it('tells of a change of what somebody else took off meanwhile', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const { id } = await saveEvidence(ledger, b1, link());
  const item = (await ledger.get('governanceItem', itemRecordId(b1)))!;
  await detachEvidence(ledger, item, id);
  await expect(saveEvidence(ledger, b1, link(), { id, seen: item })).rejects.toMatchObject({ code: 'E413' });
  await expect(useEvidenceFor(ledger, b1, id, [b2], TODAY)).rejects.toMatchObject({ code: 'E413' });
});

it('shows reviewers a record at every item that it proves, and the clip out of which words were taken', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  await ledger.commit(
    [
      create('clip', { title: '公司法', url: 'https://example.cn/gsf', coverage: 'article' }, 'c1'),
      create('meeting', { types: { themeDay: true }, startsAt: '2026-11-01T10:00' }, 'm1'),
    ],
    { label: 'test' },
  );
  await attachEvidence(ledger, b1, { id: 'm1', kind: 'meeting' }, { today: TODAY });
  await useEvidenceFor(ledger, b1, 'm1', [b2], TODAY);
  const form = { ...emptyForm('quote', TODAY), quote: '设立党的组织', clip: 'c1' };
  await saveEvidence(ledger, b1, entryOf(form, undefined, TODAY));
  const exhibits = await ledger.list('exhibit');
  expect(exhibits.map(({ fields }) => [fields.item, fields.record]).sort()).toEqual(
    [
      [itemRecordId(b1), 'c1'],
      [itemRecordId(b1), 'm1'],
      [itemRecordId(b2), 'm1'],
    ].sort(),
  );
});
