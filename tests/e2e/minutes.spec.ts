import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const dialog = (page: Page) => page.locator('dialog[open]');
const save = async (page: Page) => {
  await page.locator('[data-action="save-meeting"]').click();
  await page.waitForURL(/#\/life\/meeting\/[^/]+$/);
  await settle(page);
};

test('rough notes become minutes, tasks and a vote that is checked; every line shows where it comes from', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/life/new?types=general');
  await page.getByLabel(/^日期/).fill('2026-11-18');
  await page.locator('[data-action="all-present"]').click();
  await page.locator('[data-action="read-minutes"]').click();
  await dialog(page)
    .getByLabel('随手记、录音转写或群消息')
    .fill(
      [
        '白露：示例路的休息点关门太早。',
        '周：先试一个月',
        '会议决定：三处休息点延长开放，由石磊负责，下周五前落实',
        '年度工作计划：赞成３票，反对0票，弃权1票，表决通过',
        '建议由唐果做海报',
        '收到',
      ].join('\n'),
    );
  await page.locator('[data-action="structure-minutes"]').click();

  // What is unclear is asked, what is computed says so, what is only suggested is not taken.
  const preview = dialog(page);
  await expect(preview).toContainText('责任人：石磊');
  await expect(preview).toContainText('时限：2026-11-27 · 由“下周五前”推算');
  await expect(preview.getByRole('checkbox', { name: /任务\s*建议由唐果做海报/ })).not.toBeChecked();
  await preview.getByRole('group', { name: '周 是谁' }).getByRole('button', { name: '周一鸣' }).click();
  await expect(preview).toContainText('周一鸣：先试一个月');
  await preview.getByRole('button', { name: '第 3 行' }).first().click();
  await expect(preview).toContainText('会议决定：三处休息点延长开放，由石磊负责，下周五前落实');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="apply-minutes"]').click();

  await expect(page.getByLabel('会议记录', { exact: true })).toHaveValue(
    '白露：示例路的休息点关门太早。\n周一鸣：先试一个月\n建议由唐果做海报',
  );
  await expect(page.getByRole('textbox', { name: '第 1 条决议' })).toHaveValue('三处休息点延长开放');
  // 通过 was announced, three of all with a vote were in favour: said, not stopped.
  const ballot = page.locator('[data-part="ballot"]');
  await expect(ballot).toContainText('会上宣布的结果与票数或到会人数对不上');
  await ballot.getByText('依据').click();
  await expect(ballot).toContainText('《中国共产党支部工作条例（试行）》 第十一条');
  await expect(ballot).toContainText('已核对原文');
  // A vote that no committee meeting prepared is named, with its source.
  await expect(page.getByRole('note').filter({ hasText: '没有关联到先行讨论的支委会' })).toContainText(
    '年度工作计划',
  );
  await save(page);

  await page.getByRole('button', { name: /周一鸣：先试一个月/ }).click();
  await expect(page.locator('main')).toContainText('周：先试一个月');
  await expect(page.locator('main')).toContainText('赞成 3 · 反对 0 · 弃权 1');
  await expect(page.locator('main')).toContainText('按规则算为未通过');
  expect(await axeViolations(page)).toEqual([]);
  await page.goto(ext.url('sidepanel', `/print${page.url().split('#/life')[1]}`));
  await settle(page);
  await expect(page.locator('.paper-sheet')).toContainText('宣布的结果与票数或到会人数不符');
});

test('a matter goes from the committee to the membership meeting, and is checked off in a later one', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/life/new?types=committee');
  await page.getByLabel(/^日期/).fill('2026-11-10');
  await page.getByRole('button', { name: '加一条', exact: true }).click();
  await page.getByLabel('议程第 1 条').fill('研究示例同志转正');
  await page.getByRole('button', { name: '加一条决议或任务' }).click();
  await page.getByRole('textbox', { name: '第 1 条决议' }).fill('准备转正材料');
  await save(page);

  await page.getByRole('link', { name: '提交党员大会' }).click();
  await expect(page.getByLabel('议程第 1 条')).toHaveValue('研究示例同志转正');
  await expect(page.locator('main')).toContainText(/承接 支委会 11-10/);
  await page.getByLabel(/^日期/).fill('2026-11-20');
  await expect(page.getByText('没有关联到先行讨论的支委会')).toHaveCount(0);
  await page.locator('[data-part="check-offs"] summary').click();
  await page.getByLabel(/^准备转正材料/).check();
  await save(page);
  const chain = page.getByRole('list', { name: '这件事经过的会议' });
  await expect(chain).toContainText(/支委会 11-10→支部党员大会 11-20/);
  await expect(page.locator('main')).toContainText('本次会议办结');
  await chain.getByRole('link').first().click();
  await settle(page);
  await expect(page.locator('main')).toContainText('2026-11-20 办结');
});

test('two people of one name are asked about once, a stranger may attend without a vote, an absence is closed by study', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await ext.inLedger(page, async ({ openSpace, create }) => {
    const ledger = await openSpace('sample');
    await ledger.commit(
      [
        create('member', { name: '张示例', category: 'full', job: '调度' }),
        create('member', { name: '张示例', category: 'full', job: '客服' }),
      ],
      { label: 'test' },
    );
    ledger.close();
  });
  await page.goto(ext.url('sidepanel', '/life/new?types=themeDay'));
  await page.getByLabel(/^日期/).fill('2026-11-02');
  const paste = async (text: string) => {
    await page.getByRole('button', { name: '粘贴接龙' }).click();
    await page.getByLabel('群里的接龙或名单').fill(text);
    await page.locator('[data-action="read-list"]').click();
  };
  await paste('1. 张示例 👍\n2. 白露 请假 值班\n3. 赵来宾\n4. 石磊+1');
  await dialog(page).getByRole('button', { name: '张示例（客服）' }).click();
  await dialog(page).getByLabel('不在名册：记为列席（不勾则不登记）').last().check();
  await dialog(page)
    .getByLabel(/随行人员/)
    .check();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="apply-list"]').click();
  await expect(page.getByLabel('列席、上级指导')).toHaveValue('赵来宾、石磊随行 1 人');

  // The choice is stored behind the form; the next list finds it.
  await expect
    .poll(() =>
      ext.inLedger(page, async ({ openSpace }) => {
        const ledger = await openSpace('sample');
        const members = await ledger.list('member');
        ledger.close();
        return members
          .filter(({ fields }) => fields.aliases?.includes('张示例'))
          .map(({ fields }) => fields.job);
      }),
    )
    .toEqual(['客服']);
  await paste('张示例');
  await expect(dialog(page)).toContainText('这次按上次的选择登记');
  await expect(dialog(page).getByRole('button', { name: '张示例（客服）' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.locator('[data-action="apply-list"]').click();
  await save(page);

  await page.getByRole('button', { name: '记补课：白露' }).click();
  await page.locator('[data-action="save-make-up"]').click();
  await expect(page.locator('main')).toContainText(/补课 · 补学 \d/);
});
