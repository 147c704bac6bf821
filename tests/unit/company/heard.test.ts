import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEARD_LISTS, heardFigures, type HeardMatter, listOf } from '../../../lib/company/heard/figures';
import { readList, takeLines } from '../../../lib/company/heard/import-list';
import {
  companyList,
  EMPTY_LISTED,
  offeredLines,
  removeListed,
  saveListed,
  takeOffered,
} from '../../../lib/company/heard/listed';
import {
  companyMatters,
  EMPTY_MATTER,
  filledFrom,
  type MatterInput,
  meetingChoices,
  resolutionsAt,
  saveMatter,
} from '../../../lib/company/heard/matters';
import { type Around, heardOf, type Matter, orderProblems } from '../../../lib/company/heard/order';
import { attachEvidence, evidenceOffers, exhibitsOfItem, itemRecordId, refOf } from '../../../lib/governance';
import { create, seenOf } from '../../../lib/ledger';
import { attachmentsOf } from '../../../lib/life/draft';
import { mattersRegister } from '../../../lib/registers/matters';
import type { RegisterQuery } from '../../../lib/registers/register';
import { companyPack } from '../../../lib/rules/company-pack';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-26';
const pack = await companyPack();
const matter = (fields: Partial<Matter> = {}): Matter => ({ companyId: 'c1', title: '示例事项', ...fields });
const heard = { opinion: '示例意见', opinionOn: '2026-05-01', meeting: 'm' } as const;

describe('which came first', () => {
  it.each([
    ['open', {}, undefined],
    ['open', { opinion: '示例' }, undefined],
    ['none', { decidedOn: '2026-05-02' }, undefined],
    ['before', { ...heard, decidedOn: '2026-05-01' }, undefined],
    ['late', { ...heard, decidedOn: '2026-04-30' }, undefined],
    // A decision without its day, an opinion without its own: unknown, and neither heard nor not heard.
    ['unknown', { ...heard, decision: '示例' }, undefined],
    ['unknown', { opinion: '示例', decidedOn: '2026-05-02' }, undefined],
    // The day of its meeting is the opinion's.
    ['before', { opinion: '示例', meeting: 'm', decidedOn: '2026-05-02' }, '2026-05-02'],
    ['late', { opinion: '示例', meeting: 'm', decidedOn: '2026-05-02' }, '2026-05-03'],
  ] as const)('%s: %o', (state, fields, meetingOn) => {
    expect(heardOf(matter(fields), meetingOn)).toBe(state);
  });

  it.each<[string[], Partial<Matter>, Around]>([
    [[], { ...heard, decidedOn: '2026-05-02', adopted: 'full' }, { meetingOn: '2026-05-01' }],
    [['notHeard'], { listed: 'l', decidedOn: '2026-05-02' }, {}],
    [[], { decidedOn: '2026-05-02' }, {}],
    [['opinionAfter'], { ...heard, decidedOn: '2026-04-30', adopted: 'full' }, {}],
    [['noMeeting'], { opinion: '示例', opinionOn: '2026-05-01' }, {}],
    [['meetingOtherDay'], heard, { meetingOn: '2026-05-02' }],
    [['resolutionElsewhere'], { ...heard, resolution: 'r' }, { resolutionMeeting: 'other' }],
    [['raisedAfter'], { ...heard, raisedOn: '2026-05-02' }, {}],
    [['dayUnknown', 'adoptionUnknown'], { ...heard, decision: '示例' }, {}],
    [['noReason'], { ...heard, decidedOn: '2026-05-02', adopted: 'no', answer: ' ' }, {}],
    [[], { ...heard, decidedOn: '2026-05-02', adopted: 'partly', answer: '示例理由' }, {}],
    [['answeredBefore'], { ...heard, answeredOn: '2026-04-01' }, {}],
    [['followedBefore'], { decidedOn: '2026-05-02', followedOn: '2026-05-01' }, {}],
    [['notYetListed'], { decidedOn: '2026-05-02' }, { listed: { to: '2026-05-01' } }],
  ])('%o', (problems, fields, around) => {
    expect(orderProblems(matter(fields), around)).toEqual(problems);
  });
});

it('every figure is a part of its whole, and what is not known is in none of the parts', () => {
  const day = fc.option(fc.constantFrom('2026-01-01', '2026-06-01', '2026-12-01'), { nil: undefined });
  const some = fc.option(fc.constantFrom('示例'), { nil: undefined });
  const one = fc.record({
    listed: some,
    opinion: some,
    opinionOn: day,
    decision: some,
    decidedOn: day,
    adopted: fc.option(fc.constantFrom('full' as const, 'partly' as const, 'no' as const), {
      nil: undefined,
    }),
    followedOn: day,
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (list) => {
      const matters: HeardMatter[] = list.map((fields, index) => ({
        id: String(index),
        fields: matter(fields),
        around: {},
      }));
      const figures = heardFigures(matters);
      const { listed, answered, followed } = figures;
      const parts = [
        [listed.of, [listed.before, listed.late, listed.none, listed.unknown]],
        [answered.of, [answered.full, answered.partly, answered.no, answered.unknown]],
        [followed.of, [followed.done, followed.unknown]],
        [figures.all, [figures.open, figures.decided]],
      ] as const;
      for (const [whole, own] of parts) {
        expect(own.flat()).toHaveLength(whole.length);
        expect(new Set(own.flat())).toEqual(new Set(whole));
      }
      for (const name of HEARD_LISTS)
        for (const found of listOf(figures, name)) expect(matters).toContain(found);
    }),
  );
});

it('a meeting and its resolution fill in day and words, and leave what was typed', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    [
      create('meeting', { types: { committee: true }, startsAt: '2026-05-06T10:00', mode: 'inPerson' }, 'm1'),
      create('meeting', { types: { general: true }, startsAt: '2026-12-06T10:00', mode: 'inPerson' }, 'm2'),
      create('resolution', { meeting: 'm1', text: '建议放宽恶劣天气时限', state: 'open', order: 0 }, 'r1'),
    ],
    { label: 'test' },
  );
  // Meetings still to come have said nothing.
  const [meeting, ...rest] = await meetingChoices(ledger, today, '');
  expect(rest).toEqual([]);
  const typed: MatterInput = { ...EMPTY_MATTER, title: '时限调整' };
  const chosen = { ...typed, ...filledFrom(typed, { meeting: meeting! }) };
  expect(chosen).toMatchObject({ meeting: 'm1', opinionOn: '2026-05-06', opinion: '' });
  const [resolution] = await resolutionsAt(ledger, 'm1');
  const filled = { ...chosen, ...filledFrom(chosen, { resolution: resolution! }) };
  expect(filled).toMatchObject({ resolution: 'r1', opinion: '建议放宽恶劣天气时限', title: '时限调整' });
  await saveMatter(ledger, 'c1', { ...filled, body: 'management', decidedOn: '2026-05-20', adopted: 'full' });
  const [found] = await companyMatters(ledger, 'c1');
  expect(found?.around).toMatchObject({ meetingOn: '2026-05-06', resolutionMeeting: 'm1' });
  expect(orderProblems(found!.fields, found!.around)).toEqual([]);
  await expect(saveMatter(ledger, 'c1', EMPTY_MATTER)).rejects.toThrow('E409');
  await expect(saveMatter(ledger, 'c1', { ...typed, decidedOn: '昨天' })).rejects.toThrow('E405');
  await expect(saveMatter(ledger, 'c1', typed, { id: 'none' })).rejects.toThrow('E408');
});

it('lines that are offered come with basis and confidence, once on every device; an own basis is the own word', async () => {
  const { ledger } = await openTestLedger();
  expect(offeredLines(pack, 'c1', [])).toHaveLength(5);
  await takeOffered(ledger, 'c1', pack, pack.matters, { today, order: 0 });
  const list = await companyList(ledger, 'c1');
  expect(list.map(({ fields }) => fields.category)).toEqual(['职工利益', '合规', '安全', '算法', '社会责任']);
  expect(list.every(({ fields }) => fields.confidence === 'secondHand' && fields.basis)).toBe(true);
  expect(offeredLines(pack, 'c1', list)).toEqual([]);
  expect(offeredLines(pack, 'c2', await companyList(ledger, 'c2'))).toHaveLength(5);
  const [first] = list;
  const form = { ...EMPTY_LISTED, title: first!.fields.title, basis: '示例章程第二十条' };
  await saveListed(ledger, 'c1', form, { id: first!.id });
  expect((await ledger.get('listedMatter', first!.id))?.fields.confidence).toBeUndefined();
  // What was thrown away is offered again, and comes back as the same record.
  await removeListed(ledger, first!);
  expect(offeredLines(pack, 'c1', await companyList(ledger, 'c1')).map(({ id }) => id)).toEqual(['workers']);
  await takeOffered(ledger, 'c1', pack, [pack.matters[0]!], { today, order: 0 });
  expect((await companyList(ledger, 'c1')).map(({ id }) => id)).toContain(first!.id);
});

it('a list in Excel is read by its headings: merged categories, what is there, what stands twice, what is no date', async () => {
  const { ledger } = await openTestLedger();
  await saveListed(ledger, 'c1', { ...EMPTY_LISTED, title: '派单规则调整' });
  const list = await companyList(ledger, 'c1');
  const units = [{ id: 'u1', fields: { companyId: 'c1', name: '示例子公司', layer: 'subsidiary' as const } }];
  const rows = [
    ['示例出行党组织议事清单', '', '', '', ''],
    ['序号', '议事 事项', '类别', '列入依据', '列入日期', '单位'],
    ['1', '派单规则调整', '算法', '示例文件', '2026-01-01', ''],
    ['2', '休息制度', '', '', '2026年3月1日', '示例子公司'],
    ['3', '休息制度', '职工利益', '', '', ''],
    ['4', '安全培训', '', '', '去年', '无此单位'],
    ['5', '', '', '示例', '', ''],
    ['', '', '', '', '', ''],
  ];
  const lines = readList(rows, { list, units });
  expect(
    lines.map(({ row, title, category, from, unit, state }) => [row, title, category, from, unit, state]),
  ).toEqual([
    [3, '派单规则调整', '算法', '2026-01-01', '', 'there'],
    [4, '休息制度', '算法', '2026-03-01', 'u1', 'new'],
    [5, '休息制度', '职工利益', '', '', 'twice'],
    [6, '安全培训', '职工利益', '', '', 'new'],
    [7, '', '职工利益', '', '', 'empty'],
  ]);
  expect(lines[3]?.doubts).toEqual(['去年', '无此单位']);
  await takeLines(ledger, 'c1', [lines[1]!, lines[4]!], list.length);
  expect((await companyList(ledger, 'c1')).map(({ fields }) => fields.title)).toEqual([
    '派单规则调整',
    '休息制度',
  ]);
  expect(() => readList([['姓名', '日期']], { list, units })).toThrow('E407');
});

it('the register has a line for each matter of the period, unknown in words, and figures with their wholes', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    [
      create('branch', {
        name: '示例党支部',
        company: '示例出行',
        companyId: 'c1',
        form: 'single',
        hasCommittee: true,
      }),
      create('matter', matter({ ...heard, listed: 'l', decidedOn: '2026-05-02', adopted: 'full' }), 'a'),
      create('matter', matter({ listed: 'l', decidedOn: '2026-06-02' }), 'b'),
      create('matter', matter({ ...heard, decision: '示例', listed: 'l' }), 'c'),
      create('matter', matter({ decidedOn: '2024-06-02' }), 'old'),
      create('matter', matter({ companyId: 'c2', decidedOn: '2026-06-02' }), 'other'),
    ],
    { label: 'test' },
  );
  const query = { ledger, range: { from: '2026-01-01', to: '2026-12-31' } } as RegisterQuery;
  const { rows, context } = await mattersRegister.read(query);
  expect(rows.map((row) => mattersRegister.id(row))).toEqual(['b', 'a', 'c']);
  const columns = mattersRegister.columns as Exclude<typeof mattersRegister.columns, Function>;
  const cell = (row: number, key: string) =>
    columns.find((column) => column.key === key)?.value(rows[row], context);
  expect(cell(0, 'opinion')).toBe('缺项');
  expect(cell(0, 'order')).toBe('没有意见记录');
  expect(cell(2, 'order')).toBe('先后未知');
  expect(cell(1, 'adopted')).toBe('采纳');
  const figures = mattersRegister.figures?.(rows, context) ?? [];
  const value = (key: string) => figures.find((figure) => figure.key === key)?.value;
  expect(value('before')).toBe('1/3（未知 1）');
  expect(value('full')).toBe('1/2（未知 1）');
  for (const { rows: behind, value: said } of figures)
    expect(said.startsWith(String(behind?.length))).toBe(true);
});

it('matters and lines prove the items on taking part in decisions, and a reviewer is shown roles and no names', async () => {
  const { ledger } = await openTestLedger();
  const checklist = await checklistPack();
  await ledger.commit(
    [
      create('member', { name: '示例甲', category: 'full', posts: ['secretary'] }, 'p'),
      create(
        'matter',
        matter({
          ...heard,
          opinion: '示例甲提出放宽时限',
          decidedOn: '2026-05-02',
          answer: '示例',
          answeredOn: '2026-05-09',
        }),
        'a',
      ),
      create('matter', matter({ decidedOn: '2026-05-02' }), 'silent'),
      create('listedMatter', { companyId: 'c1', title: '算法', from: '2025-01-01', to: '2025-12-31' }, 'l'),
    ],
    { label: 'test' },
  );
  const offered = async (item: string, period: string): Promise<string[]> =>
    (await evidenceOffers(ledger, checklist, { item, period, today, companyId: 'c1' })).offers.map(
      ({ record }) => record.id,
    );
  expect(await offered('D5', '2026Q2')).toEqual(['a']);
  expect(await offered('D5', '2026Q3')).toEqual([]);
  expect(await offered('D1', '2025')).toEqual(['l']);
  expect(await offered('D1', '2026')).toEqual([]);
  const ref = refOf({ companyId: 'c1' }, 'D5', '2026Q2');
  await attachEvidence(ledger, ref, { id: 'a', kind: 'matter' }, { today });
  const shown = (await exhibitsOfItem(ledger, itemRecordId(ref))).get('a')?.now.shown;
  expect(shown).toMatchObject({ title: '示例事项', opinionOn: '2026-05-01', answeredOn: '2026-05-09' });
  expect(JSON.stringify(shown)).not.toContain('示例甲');
});

it('files of a matter are kept by their hash, added and taken off by the form, and leave a colleague’s alone', async () => {
  const { ledger } = await openTestLedger();
  const file = (id: string, name: string) => ({
    id,
    name,
    role: 'file' as const,
    sha256: id.repeat(64).slice(0, 64),
    size: 3,
    type: 'application/pdf',
  });
  const input: MatterInput = { ...EMPTY_MATTER, title: '示例事项' };
  const { id } = await saveMatter(ledger, 'c1', {
    ...input,
    attachments: [file('a', '材料'), file('b', '意见书')],
  });
  const seen = seenOf((await ledger.get('matter', id))!);
  // A colleague adds one after the form was opened.
  await saveMatter(
    ledger,
    'c1',
    { ...input, attachments: [file('a', '材料'), file('b', '意见书'), file('c', '决定')] },
    { id },
  );
  await saveMatter(ledger, 'c1', { ...input, attachments: [file('b', '意见书')] }, { id, seen });
  const names = async () =>
    attachmentsOf((await ledger.get('matter', id))!.fields)
      .map(({ name }) => name)
      .sort();
  expect(await names()).toEqual(['决定', '意见书'].sort());
  // A form from before there were files says nothing of them.
  await saveMatter(ledger, 'c1', input, { id });
  expect(await names()).toHaveLength(2);
});
