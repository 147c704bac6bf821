import { describe, expect, it } from 'vitest';
import { findRoute } from '../../../components/shell/routes';
import { create, type Ledger } from '../../../lib/ledger';
import { handbook } from '../../../lib/papers/handbook';
import { handbookFile } from '../../../lib/papers/handbook-file';
import { REGISTERS } from '../../../lib/registers';
import { emptyRequest, saveRequest } from '../../../lib/requests/requests';
import { skeleton, yearFigures } from '../../../lib/yearly/figures';
import { emptyHonour, saveHonour } from '../../../lib/yearly/honours';
import {
  removeSummary,
  saveSummary,
  type SummaryDraft,
  summaryDraftOf,
  summaryId,
  summaryOf,
  summaryPaper,
} from '../../../lib/yearly/summary';
import { smallBranch, TODAY, unzip, wordText } from '../papers/support';

const reader = { role: 'secretary' as const, me: 'a' };
const draft = (over: Partial<SummaryDraft> = {}): SummaryDraft => ({
  year: '2026',
  text: '一年的工作。',
  adoptedBy: '',
  adoptedOn: '',
  meeting: '',
  ...over,
});
const save = (ledger: Ledger, over: Partial<SummaryDraft> = {}) =>
  saveSummary(ledger, draft(over), { today: TODAY });

describe('the summary of a year', () => {
  it.each([
    ['E850', { text: ' \n ' }],
    ['E851', { adoptedBy: '支部党员大会' }],
    ['E851', { adoptedOn: '2026-11-20' }],
    ['E852', { adoptedBy: '支部党员大会', adoptedOn: '2026-12-01' }],
  ])('is refused with %s: %o', async (code, over) => {
    const ledger = await smallBranch();
    await expect(save(ledger, over)).rejects.toMatchObject({ code });
    expect(await summaryOf(ledger, '2026')).toBeUndefined();
  });

  it('is one record a year: two that were begun apart meet, and what gave way is kept', async () => {
    const ledger = await smallBranch();
    await save(ledger);
    expect((await save(ledger, { text: '另一份。' })).concurrent).toBe(1);
    expect(await ledger.count('summary')).toBe(1);
    const steps = await ledger.historyOf(summaryId('2026'), 'text');
    expect(steps.map(({ value }) => value)).toContain('一年的工作。');
  });

  it('comes back when it is written again after it was thrown away, with the new text alone', async () => {
    const ledger = await smallBranch();
    await save(ledger, { adoptedBy: '支部党员大会', adoptedOn: '2026-11-20', meeting: 'm1' });
    const loaded = await summaryDraftOf(ledger, '2026', await summaryOf(ledger, '2026'));
    await removeSummary(ledger, '2026');
    await expect(saveSummary(ledger, loaded, { today: TODAY })).rejects.toMatchObject({ code: 'E853' });
    await expect(removeSummary(ledger, '2026')).rejects.toMatchObject({ code: 'E853' });
    await save(ledger, { text: '重写的。' });
    const { fields } = (await summaryOf(ledger, '2026'))!;
    expect(fields).toMatchObject({ text: '重写的。' });
    expect(fields.adoptedBy).toBeUndefined();
  });

  it('stands in the handbook with who adopted it when, and on a paper of its own', async () => {
    const ledger = await smallBranch();
    expect((await handbook(ledger, { year: 2026, today: TODAY, reader })).missing).toContain('年度总结');
    const query = { year: '2026', today: TODAY, branch: '示例支部' };
    await expect(summaryPaper(ledger, query)).rejects.toMatchObject({ code: 'E853' });
    await save(ledger, {
      adoptedBy: '支部党员大会',
      adoptedOn: '2026-10-20',
      meeting: 'm1',
      text: '长'.repeat(9000),
    });
    expect((await handbook(ledger, { year: 2026, today: TODAY, reader })).missing).not.toContain('年度总结');
    const text = wordText(
      (await unzip(await handbookFile(ledger, { year: 2026, today: TODAY, reader })))['word/document.xml'] ??
        '',
    );
    expect(text).toContain('长'.repeat(50));
    expect(text).toMatch(/由谁通过[\s\S]*支部党员大会[\s\S]*2026-10-20/);
    const paper = await summaryPaper(ledger, query);
    expect(paper.facts.map(({ value }) => value)).toContain('2026-10-20 <夜间开放> & 休息点');
  });
});

describe('the figures of a year', () => {
  it('are those of the ledger, each with the way to its records, and 缺项 where nothing is known', async () => {
    const ledger = await smallBranch();
    await ledger.commit(
      [
        create('duesRecord', { member: 'b', month: '2026-03', paid: 1250 }),
        create('duesRecord', { member: 'a', month: '2026-03', paid: 2000 }),
      ],
      { label: 'test' },
    );
    const done = { answer: '好', answeredOn: '2026-10-02', closing: '好', closedOn: '2026-10-03' };
    await saveRequest(ledger, emptyRequest({ on: '2026-10-01', askers: ['b'], subject: '甲', ...done }), {
      today: TODAY,
    });
    await saveRequest(ledger, emptyRequest({ on: '2026-10-01', askers: ['b'], subject: '乙' }), {
      today: TODAY,
    });
    await saveHonour(ledger, emptyHonour({ on: '2026-07-01', members: ['b'], what: '奖' }), { today: TODAY });
    await saveHonour(ledger, emptyHonour({ sort: 'penalty', on: '2026-07-01', members: ['b'], what: '罚' }), {
      today: TODAY,
    });
    const figures = await yearFigures(ledger, '2026', TODAY);
    const value = (label: string) => figures.find((one) => one.label === label)?.value;
    expect(value('正式党员')).toBe('2 人');
    expect(value('预备党员')).toBe('1 人');
    expect(value('支部党员大会')).toBe('1 次');
    expect(value('组织生活会')).toBeUndefined();
    expect(value('谈心谈话')).toBeUndefined();
    expect(value('参加学习')).toBe('1 人');
    expect(value('已确认学时（合计）')).toBe('2 学时');
    expect(value('实缴党费（元）')).toBe('32.50');
    expect(value('获表彰奖励')).toBe('1 件');
    expect(value('办理诉求')).toBe('2 件');
    expect(value('提出人确认办结')).toBe('1 件');
    expect(value('还在办理')).toBe('1 件');
    expect(value('整改事项')).toBeUndefined();
    // Every figure opens a screen that there is, and a register of that name.
    for (const { to } of figures) {
      const [path = '', query] = to.split('?');
      expect(findRoute(path), to).toBeDefined();
      const view = new URLSearchParams(query).get('view');
      if (path === '/register') expect(REGISTERS.map(({ key }) => key)).toContain(view);
    }
    // Every label once: a list of figures is keyed by it.
    expect(new Set(figures.map(({ label }) => label)).size).toBe(figures.length);

    const text = skeleton(figures, { year: '2026', today: TODAY, branch: '示例支部' });
    expect(text).toContain('示例支部 2026 年工作总结（数字截至 2026-11-24）');
    expect(text).toContain('二、组织生活');
    expect(text).toContain('支部党员大会 1 次');
    expect(text).toContain('谈心谈话 缺项');
    expect(text).toMatch(/七、下一年打算\n$/);
    expect(text).not.toMatch(/undefined|affairs\./);
  });

  it('of a year before the ledger say 缺项, never nought', async () => {
    const figures = await yearFigures(await smallBranch(), '2025', TODAY);
    const said = figures.filter(({ value }) => value !== undefined).map(({ label }) => label);
    expect(said).toEqual(['正式党员', '预备党员']);
    expect(skeleton(figures, { year: '2025', today: TODAY, branch: '示例支部' })).not.toContain('截至');
  });
});
