import type { Page } from '@playwright/test';
import { axeViolations, type Extension, expect, settle, test } from './support/extension';

const go = async (ext: Extension, page: Page, route: string) => {
  await page.goto(ext.url('sidepanel', route));
  await settle(page);
};

/** Becomes somebody else of the sample branch, and opens a screen anew. */
async function become(
  ext: Extension,
  page: Page,
  name: string,
  role: 'member' | 'secretary',
  route: string,
): Promise<void> {
  await ext.inLedger(
    page,
    async ({ openSpace }, who) => {
      const ledger = await openSpace('sample');
      const member = (await ledger.list('member')).find(({ fields }) => fields.name === who.name);
      await ledger.setMe({ member: member?.id ?? '', role: who.role });
      ledger.close();
    },
    { name, role },
  );
  await page.goto(ext.url('sidepanel', route));
  await page.reload();
  await settle(page);
}

test('hours: what waits is looked through and confirmed together, what came back is declared again, every number opens its records', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/study/waiting');
  const main = page.locator('main');
  await expect(main).toContainText('也学过这份材料');
  const boxes = page.getByRole('checkbox');
  const waiting = await boxes.count();
  await boxes.first().check();
  await page.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByLabel('退回的原因').fill('请改为实际学习的日期');
  await page.locator('dialog[open]').getByRole('button', { name: '退回' }).click();
  await expect(boxes).toHaveCount(waiting - 1);
  await page.getByRole('button', { name: '全选' }).click();
  await page.locator('[data-action="confirm-chosen"]').click();
  await expect(main).toContainText('没有待确认的申报');

  await go(ext, page, '/register?view=hours');
  await expect(main).toContainText('不作硬性要求');
  await page
    .getByRole('button', { name: /^集中 [\d.]+ \/ 56$/ })
    .first()
    .click();
  await expect(page.locator('dialog[open]')).toContainText('只计一次');
  await page.locator('dialog[open] a').first().click();
  await page.waitForURL(/#\/(life\/meeting|study\/clip)\//);

  // The member whose declaration came back: the reason, and nothing to type again.
  await become(ext, page, '陈立夏', 'member', '/study/hours');
  await expect(main).toContainText('退回原因：请写明课程名称和举办单位');
  await page.locator('[data-action="declare-again"]').first().click();
  await expect(page.getByLabel('学了什么')).toHaveValue('网络课');
  await expect(page.getByRole('spinbutton')).toHaveValue('90');
  await page.getByLabel('学了什么').fill('网络课：示例党校《数据安全》');
  await page.locator('[data-action="save-study"]').click();
  await page.waitForURL(/#\/study\/hours/);
  await expect(main).toContainText('网络课：示例党校《数据安全》');
  await expect(main.locator('[data-part="hours"]')).toContainText('2 学时');
  await expect(main).not.toContainText('改好再报');
});

test('a reflection: the draft survives, same text is shown and cited, nobody else reads it before it is shared or after it was taken back', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/study/reflections');
  const main = page.locator('main');
  await page.locator('[data-action="write-reflection"]').click();
  const text = page.getByLabel('正文');
  await text.fill(
    '读后想到：下午两点半，示例路的奶茶店门口停着一排电动车，这样的场景我们也有。只写给自己看的一句。',
  );
  await page.getByLabel('标题').fill('门口的一排车');
  // The note may be that of the first field: it is the draft itself that has to hold the last one.
  await expect
    .poll(() =>
      ext.inLedger(page, async ({ openSpace }) => {
        const ledger = await openSpace('sample');
        const drafts = JSON.stringify(await ledger.drafts.list());
        ledger.close();
        return drafts;
      }),
    )
    .toContain('门口的一排车');
  await page.reload();
  await settle(page);
  await expect(page.getByLabel('标题')).toHaveValue('门口的一排车');

  await page.locator('[data-action="same-text"]').click();
  await expect(main.locator('[data-part="same"]').first()).toContainText('把关键小事办在骑手等单的十分钟里');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: '加引号和出处' }).first().click();
  await expect(text).toHaveValue(/“下午两点半，.*电动车”（《把关键小事办在骑手等单的十分钟里》，示例日报）/);
  await page.locator('[data-action="same-text"]').click();
  await expect(main).toContainText('没有相同的文字');
  await page.locator('[data-action="save-reflection"]').click();
  await page.waitForURL(/#\/study\/reflection\/(?!new)/);
  await expect(page.locator('body')).toContainText('仅自己可见');
  const route = new URL(page.url()).hash.slice(1);

  await page.locator('[data-action="share"]').click();
  await page.locator('dialog[open]').getByRole('button', { name: '分享' }).click();
  await expect(page.locator('[data-action="take-back"]')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.locator('[data-action="reflection-docx"]').click();
  expect((await saved).suggestedFilename()).toMatch(/门口的一排车\.docx$/);

  // Somebody else, with the secretary's role: reads it while it is shared, and finds it.
  await become(ext, page, '周一鸣', 'secretary', route);
  await expect(main).toContainText('只写给自己看的一句');
  await expect(page.locator('[data-action="take-back"]')).toHaveCount(0);
  await go(ext, page, '/search?q=门口的一排车');
  await expect(page.locator(`a[href="#${route}"]`)).toBeVisible();

  await become(ext, page, '陈立夏', 'member', route);
  await page.locator('[data-action="take-back"]').click();
  await expect(page.locator('[data-action="share"]')).toBeVisible();
  await become(ext, page, '周一鸣', 'secretary', route);
  await expect(main).toContainText('这里没有可以看的心得');
  await go(ext, page, '/study/reflections');
  await expect(main).toContainText('别人分享的');
  await expect(main).not.toContainText('门口的一排车');
  await go(ext, page, '/search?q=门口的一排车');
  await expect(page.locator('[role="status"]').first()).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.locator(`a[href="#${route}"]`)).toHaveCount(0);
});
