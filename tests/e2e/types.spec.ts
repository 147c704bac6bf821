import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const covered = async (page: Page, relation: string): Promise<number> => {
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: relation, exact: true }) });
  const [, count = ''] = /(\d+) \/ \d+/.exec((await section.textContent()) ?? '') ?? [];
  return Number(count);
};

test('talks: a cell of the table starts one, a pasted list enters many, and what was said stays with the two', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/life/talks?view=pairs');
  const before = await covered(page, '支委之间');
  expect(await axeViolations(page)).toEqual([]);
  await page
    .getByRole('table', { name: '支委之间' })
    .getByRole('button', { name: /还没有，登记一次/ })
    .first()
    .click();
  await settle(page);
  await expect(page.getByRole('combobox', { name: '谈话人' })).not.toHaveValue('');
  await expect(page.getByRole('combobox', { name: '谈话对象' })).not.toHaveValue('');
  await page.getByLabel('主要内容').fill('只有两个人知道的事');
  await page.locator('[data-action="save-talk"]').click();
  await page.waitForURL(/#\/life\/talk\/(?!new)/);
  const talk = page.url();
  await page.goto(ext.url('sidepanel', '/life/talks?view=pairs'));
  await settle(page);
  expect(await covered(page, '支委之间')).toBe(before + 1);

  // A list: a pair with its day, a nickname that is asked once, names alone with the person of the form.
  await page.goto(ext.url('sidepanel', '/new/others?what=talk'));
  await settle(page);
  await page.getByLabel('谈话名单').fill('周一鸣—小何 1月5日 谈岗位\n马骁、丁香\n小何');
  await expect(page.getByText('1 个名字拿不准')).toBeVisible();
  await page.getByRole('button', { name: '何小满' }).click();
  await expect(page.getByText('将登记 4 次谈话')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const count = () =>
    ext.inLedger(page, async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const [talks, commits, members] = [
        await ledger.count('talk'),
        await ledger.recentCommits(1),
        await ledger.list('member'),
      ];
      ledger.close();
      return {
        talks,
        n: commits[0]?.n,
        known: members.some(({ fields }) => fields.aliases?.includes('小何')),
      };
    });
  const start = await count();
  await page.locator('[data-action="enter-others"]').click();
  await page.waitForURL(/#\/life\/talks/);
  expect(await count()).toEqual({ talks: start.talks + 4, n: (start.n ?? 0) + 1, known: true });
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(async () => (await count()).talks).toBe(start.talks);
  expect((await count()).known).toBe(false);

  // 今日 counts the pairs of the year instead of saying that nothing is known.
  await page.goto(ext.url('sidepanel', '/today'));
  await settle(page);
  const row = page.locator('main').getByText(/年谈心谈话/);
  await expect(row.first()).toBeVisible();
  await expect(page.locator('main')).toContainText(/还差 \d+ 项/);
  await expect(page.locator('main')).not.toContainText('本机暂无此项记录');

  // Somebody else opens this ledger: who talked and when, not what.
  await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const members = await ledger.list('member');
    const other = members.find(({ fields }) => fields.name === '马骁');
    await ledger.setMe({ member: other?.id ?? '', role: 'secretary' });
    ledger.close();
  });
  await page.goto(talk);
  await page.reload();
  await settle(page);
  await expect(page.locator('main')).toContainText('谈话内容只显示给谈话双方和登记人');
  await expect(page.locator('main')).not.toContainText('只有两个人知道的事');
});

test('an organizational life meeting: problems listed, checked off, looked at again, printed; evaluations in no list', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/life');
  const meeting = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const found = (await ledger.list('meeting')).find(({ fields }) => fields.types.orgLife);
    ledger.close();
    return found?.id ?? '';
  });
  await page.goto(ext.url('sidepanel', `/life/meeting/${meeting}`));
  await settle(page);
  await expect(page.locator('main')).toContainText('会前谈心');
  await page.locator('[data-action="add-rectification"]').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('存在问题').fill('1. 示例问题甲\n2. 示例问题乙');
  await dialog.getByLabel('整改措施').fill('月底前补齐');
  await dialog.getByLabel('整改时限').fill('2026-01-31');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="save-rectification"]').click();
  const line = page.locator('main .rows > div').filter({ hasText: '示例问题甲' });
  await expect(line).toContainText('逾期');
  await line.locator('[data-action="close-rectification"]').click();
  await dialog.getByLabel('整改结果').fill('已补齐');
  await page.locator('[data-action="settle-rectification"]').click();
  await expect(line).toContainText('已完成');
  await line.getByRole('button', { name: '回头看' }).click();
  await dialog.getByLabel('回头看', { exact: true }).fill('没有反弹');
  await page.locator('[data-action="settle-rectification"]').click();
  await expect(line).toContainText('没有反弹');
  const download = page.waitForEvent('download');
  await page.locator('[data-action="rectification-docx"]').last().click();
  expect((await download).suggestedFilename()).toMatch(/组织生活会整改清单\.docx$/);
  await page.goto(ext.url('workbench', `/print/rectification/${meeting}`));
  await settle(page);
  await expect(page.locator('.paper-sheet')).toContainText('示例问题乙');
  await expect(page.locator('.paper-sheet')).toContainText('没有反弹');

  // 民主评议: a pasted count, a grade in one press, the usual share as a hint.
  await page.goto(ext.url('sidepanel', '/life/appraisal?year=2024'));
  await settle(page);
  await page.getByRole('button', { name: '粘贴测评票' }).click();
  await dialog
    .getByLabel('计票结果')
    .fill('姓名\t合格\t优秀\t基本合格\t不合格\n周一鸣\t5\t20\t0\t0\n马骁\t9\t15\t0\t0');
  await page.locator('[data-action="take-ballots"]').click();
  await expect(page.locator('main')).toContainText('合计与多数人的 25 票不同');
  const person = page.locator('[data-member-line="周一鸣"]');
  await expect(person).toContainText('互评 25 票');
  await person.getByText('不合格', { exact: true }).click();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="save-appraisal"]').click();
  await page.waitForURL(/#\/life$/);
  const stored = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const members = await ledger.list('member');
    const id = members.find(({ fields }) => fields.name === '周一鸣')?.id;
    const found = (await ledger.linked('appraisal:2024', 'appraisal')).find(
      ({ fields }) => fields.member === id,
    );
    ledger.close();
    return found?.fields;
  });
  expect(stored).toMatchObject({
    excellent: 20,
    qualified: 5,
    basic: 0,
    unqualified: 0,
    grade: 'unqualified',
  });
  // The history names the person and the year, never the grade; so does no list of people.
  for (const screen of ['/settings/history', '/branch/roster', '/me']) {
    await page.goto(ext.url('sidepanel', screen));
    await settle(page);
    await expect(page.locator('main')).not.toContainText('不合格');
  }
});

test('an absence of many is made up from a list, and bad input says its code and keeps what was typed', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/new/others?what=makeUp');
  const options = page.getByLabel('哪次活动').locator('option');
  await page.getByLabel('哪次活动').selectOption({ index: 1 });
  expect(await options.count()).toBeGreaterThan(1);
  await page.getByRole('button', { name: /全部未到的/ }).click();
  await page.getByLabel('补课日期').fill('2020-01-01');
  await page.locator('[data-action="enter-others"]').click();
  await expect(page.getByRole('alert')).toContainText('E286');
  await page.getByLabel('补课日期').fill('');
  const today = await page.evaluate(() => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  });
  await page.getByLabel('补课日期').fill(today);
  await page.locator('[data-action="enter-others"]').click();
  await page.waitForURL(/#\/life\/meeting\//);
  await settle(page);
  await expect(page.locator('main')).toContainText('补课');
});
