import { expect, it } from 'vitest';
import { rectificationRegister } from '../../../lib/governance/rectification-register';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { setLanguage } from '../../../lib/i18n';
import type { Ledger } from '../../../lib/ledger';
import type { ChecklistPack } from '../../../lib/rules/pack';
import { checklistPack } from '../../../lib/rules/packs';
import {
  createFinding,
  declareFinding,
  filterFindings,
  type Finding,
  findingChanges,
  findingFigures,
  findingLines,
  findingRights,
  groupOf,
  lookAgain,
  lookIndependence,
  planFinding,
  proveFinding,
  removeFinding,
  type Rights,
  signedFindings,
  undeclareFinding,
  wordFinding,
} from '../../../lib/review';
import { findingsSheet } from '../../../lib/review/findings-register';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-26';
const ref = refOf({ companyId: 'co' }, 'B1', '2026');

async function opened(): Promise<{ ledger: Ledger; id: string; as: (me: string) => Promise<void> }> {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'wei' });
  const as = (member: string) => ledger.setMe({ member, role: 'compliance' });
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'partly' });
  await as('shen');
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  const found = { problem: '名单没有日期', risk: 'low', foundOn: '2026-11-01', dueOn: '2026-11-20' } as const;
  return { ledger, id: await createFinding(ledger, item, found), as };
}
const findingOf = async (ledger: Ledger, id: string): Promise<Finding> => (await ledger.get('finding', id))!;

it('goes from finding to plan, proof, 已整改 and 回头看, independent for whoever had no hand in it', async () => {
  const { ledger, id, as } = await opened();
  const look = { on: TODAY, confirmed: true, text: '已看新名单', today: TODAY };
  // Nothing was declared yet.
  await expect(lookAgain(ledger, id, look)).rejects.toMatchObject({ code: 'E998' });
  await as('ban');
  await planFinding(ledger, id, { owner: 'ban', dueOn: '2026-11-30', measure: '补写日期' });
  await proveFinding(ledger, id, 'p1', { link: 'https://example.cn', addedOn: TODAY });
  await declareFinding(ledger, id, { on: TODAY, result: '已补写', today: TODAY });
  expect((await findingOf(ledger, id)).fields).toMatchObject({
    state: 'done',
    doneBy: 'ban',
    owner: 'ban',
    proof: { p1: { link: 'https://example.cn' } },
  });
  // Who put it right, who owns it and who answered the item can look again, and it is said of them.
  const why = async () => (await lookIndependence(ledger, await findingOf(ledger, id))).why;
  expect(await why()).toBe('handled');
  await as('wei');
  expect(await why()).toBe('answered');
  await as('shen');
  expect(await lookIndependence(ledger, await findingOf(ledger, id))).toEqual({ independent: true });

  await lookAgain(ledger, id, { ...look, confirmed: false, text: '还缺两页' });
  expect((await findingOf(ledger, id)).fields).toMatchObject({
    state: 'open',
    review: '还缺两页',
    reviewedBy: 'shen',
    independent: true,
  });
  await as('ban');
  await declareFinding(ledger, id, { on: TODAY, result: '两页已补', today: TODAY });
  await lookAgain(ledger, id, look);
  expect((await findingOf(ledger, id)).fields).toMatchObject({
    state: 'closed',
    reviewedBy: 'ban',
    independent: false,
  });
  await expect(declareFinding(ledger, id, { on: TODAY, result: '又改', today: TODAY })).rejects.toMatchObject(
    {
      code: 'E998',
    },
  );
});

it('refuses days to come, words that are missing and findings that are gone', async () => {
  const { ledger, id } = await opened();
  const code = (work: Promise<unknown>) =>
    work.then(
      () => '',
      (thrown: { code: string }) => thrown.code,
    );
  expect(await code(declareFinding(ledger, id, { on: '2026-11-27', result: '好', today: TODAY }))).toBe(
    'E414',
  );
  expect(await code(declareFinding(ledger, id, { on: '', result: '好', today: TODAY }))).toBe('E414');
  expect(await code(declareFinding(ledger, id, { on: TODAY, result: ' ', today: TODAY }))).toBe('E999');
  expect(await code(wordFinding(ledger, id, { problem: ' ', risk: null }))).toBe('E999');
  expect(await code(undeclareFinding(ledger, id))).toBe('E998');
  await declareFinding(ledger, id, { on: TODAY, result: '好', today: TODAY });
  await undeclareFinding(ledger, id);
  expect((await findingOf(ledger, id)).fields).toMatchObject({ state: 'open', result: '好' });
  const { n } = await removeFinding(ledger, id);
  expect(await code(proveFinding(ledger, id, 'p', null))).toBe('E415');
  await ledger.undo(n!);
  expect((await findingOf(ledger, id)).fields.problem).toBe('名单没有日期');
});

it('lets each side do its own part alone', async () => {
  const { ledger, id } = await opened();
  const finding = await findingOf(ledger, id);
  const open = { ...finding, fields: { ...finding.fields, owner: 'shen' } };
  const done: Finding = { ...open, fields: { ...open.fields, state: 'done' } };
  const rights = (role: Rights['role'], answers: boolean, reviews: boolean): Rights => ({
    role,
    answers,
    reviews,
    shared: true,
  });
  const reviewer = rights('reviewer', false, true);
  // A reviewer from outside handles nothing, also when it is written in their name.
  expect(findingRights(reviewer, open, 'shen')).toEqual({ words: true, handles: false, looks: false });
  expect(findingRights(reviewer, done, 'shen')).toEqual({ words: true, handles: false, looks: true });
  expect(findingRights(rights('committee', true, true), done, 'wei')).toEqual({
    words: true,
    handles: true,
    looks: true,
  });
  expect(findingRights(rights('member', false, false), done, 'dang').handles).toBe(false);
  expect(findingRights(rights('member', false, false), done, 'shen')).toEqual({
    words: false,
    handles: true,
    looks: false,
  });
});

it('lists, counts out of what, filters and puts on a sheet; the register of rectifications shows it beside the others', async () => {
  const { ledger, id } = await opened();
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  await createFinding(ledger, item, { problem: '没有期限的', foundOn: TODAY, owner: '办公室' });
  const done = await createFinding(ledger, item, { problem: '改好的', foundOn: '2026-11-02', owner: 'ban' });
  await declareFinding(ledger, done, { on: TODAY, result: '改了', today: TODAY });
  const closed = await createFinding(ledger, item, { problem: '看过的', foundOn: '2026-11-03' });
  await proveFinding(ledger, closed, 'p', { quote: '原文', addedOn: TODAY });
  await declareFinding(ledger, closed, { on: TODAY, result: '改了', today: TODAY });
  await lookAgain(ledger, closed, { on: TODAY, confirmed: true, text: '属实', today: TODAY });
  const pack: ChecklistPack = await checklistPack();
  const lines = await findingLines(ledger, pack, 'co');
  expect(lines.map(({ finding }) => [finding.fields.problem, groupOf(finding, TODAY)])).toEqual([
    ['名单没有日期', 'overdue'],
    ['没有期限的', 'open'],
    ['改好的', 'done'],
    ['看过的', 'closed'],
  ]);
  expect(await findingLines(ledger, pack, 'elsewhere')).toEqual([]);
  expect(findingFigures(lines, TODAY).map(({ what, count, of }) => [what, count, of])).toEqual([
    ['put', 2, 4],
    ['confirmed', 1, 2],
    ['overdue', 1, 2],
    ['proved', 1, 2],
  ]);
  const context = { today: TODAY, nameOf: (who: string) => (who === 'ban' ? '示例班' : who) };
  const fit = (filter: object) =>
    filterFindings(lines, filter, context).map(({ finding }) => finding.fields.problem);
  expect(fit({ groups: ['overdue', 'open'] })).toEqual(['名单没有日期', '没有期限的']);
  expect(fit({ owner: '办公室' })).toEqual(['没有期限的']);
  expect(fit({ section: 'C' })).toEqual([]);
  expect(fit({ text: 'b1 示例班' })).toEqual(['改好的']);
  const sheet = findingsSheet(lines, context, '示例出行');
  expect(sheet.subtitle).toContain('逾期 1／未整改 2');
  expect(sheet.rows.map((row) => row[8])).toEqual(['逾期', '待整改', '待回头看', '回头看通过']);
  expect(sheet.rows.at(3)).toContain('引文：“原文”');

  const register = await rectificationRegister(ledger, '2026');
  expect(register.map(({ problem, state, to }) => [problem, state, to])).toContainEqual([
    '名单没有日期',
    'open',
    `/governance/findings?finding=${id}`,
  ]);
  expect(register.find(({ problem }) => problem === '看过的')).toMatchObject({
    state: 'done',
    reviewedOn: TODAY,
  });
});

it('says what became of the findings that were signed', async () => {
  const { ledger, id } = await opened();
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  const other = await createFinding(ledger, item, { problem: '另一个', foundOn: TODAY });
  const all = async () => ledger.linked(item.id, 'finding');
  const signed = signedFindings(await all());
  expect(findingChanges(signed, await all())).toEqual([]);
  await planFinding(ledger, id, { owner: '', dueOn: '2027-01-01', measure: '' });
  await wordFinding(ledger, id, { problem: '名单没有日期和签名', risk: 'high' });
  await declareFinding(ledger, id, { on: TODAY, result: '改了', today: TODAY });
  await removeFinding(ledger, other);
  await createFinding(ledger, item, { problem: '新的', foundOn: TODAY });
  const found = findingChanges(signed, await all()).map(({ what, before, now }) => [what, before, now]);
  expect(found).toEqual(
    expect.arrayContaining([
      ['problem', '名单没有日期', '名单没有日期和签名'],
      ['risk', 'low', 'high'],
      ['due', '2026-11-20', '2027-01-01'],
      ['done', undefined, TODAY],
      ['gone', undefined, undefined],
      ['new', undefined, undefined],
    ]),
  );
  expect(found).toHaveLength(6);
});
