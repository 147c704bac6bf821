import { axeViolations, expect, settle, test } from './support/extension';

test('review by keyboard: two items are handed over, one is judged and signed, edited, returned, handed over and signed again', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/governance');
  await page.setViewportSize({ width: 1280, height: 900 });
  // The sample's own standing is set aside: two answered items that nobody has handed over yet.
  const items = await ext.inLedger(
    page,
    async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const steps = await ledger.list('itemStep');
      const given = new Set(steps.map(({ fields }) => fields.item));
      const found = (await ledger.list('governanceItem')).filter(
        ({ id, fields }) => fields.design && fields.effect && !fields.eventOn && !given.has(id),
      );
      ledger.close();
      return found.slice(0, 2).map(({ id, fields }) => ({ id, code: fields.item, period: fields.period }));
    },
    {},
  );
  const submit = async ({ code, period }: { code: string; period: string }) => {
    await page.goto(ext.url('workbench', `/governance/${code}?period=${period}`));
    await settle(page);
    await page.locator('[data-action="review-submit"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-standing="submitted"]')).toBeVisible();
  };
  for (const item of items) await submit(item);
  const [item] = items as [(typeof items)[number], (typeof items)[number]];

  await page.goto(ext.url('workbench', '/review'));
  await settle(page);
  const review = page.locator('[data-review]');
  await expect(page.locator('[data-integrity="good"]')).toContainText('没有共享');
  await expect(review).toBeVisible();
  const first = await review.getAttribute('data-review');
  await page.keyboard.press('j');
  await expect(review).not.toHaveAttribute('data-review', first ?? '');
  await page.keyboard.press('?');
  await expect(page.locator('dialog[open]')).toContainText('Shift+1–4');
  await page.keyboard.press('Escape');

  const judge = async () => {
    await page.keyboard.press('Shift+Digit1');
    await page.keyboard.press('1');
    await page.keyboard.press('s');
    const dialog = page.locator('dialog[open]');
    await expect(dialog).toContainText('有形：符合；有效：符合');
    await expect(dialog).toContainText('未独立');
    await page.locator('[data-action="review-sign-now"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-trail]').first()).toContainText('复核签字');
  };
  await page.goto(ext.url('workbench', `/review/${item.id}`));
  await settle(page);
  expect(await axeViolations(page)).toEqual([]);
  await judge();
  await expect(review).toContainText('已签字');

  // The answer is edited: what was signed no longer is what stands there.
  await page.goto(ext.url('workbench', `/governance/${item.code}?period=${item.period}`));
  await settle(page);
  await page.getByLabel('说明').focus();
  await page.keyboard.press('End');
  await page.keyboard.type('已换新台账');
  await page.locator(`[data-action="save-${item.code}"]`).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-standing="changed"]')).toBeVisible();
  await expect(page.locator('[data-diff]').first()).toContainText('已换新台账');

  await page.goto(ext.url('workbench', '/review'));
  await settle(page);
  await expect(page.locator('[aria-current="true"]').filter({ hasText: '签后有变' }).first()).toBeVisible();
  await page.goto(ext.url('workbench', `/review/${item.id}`));
  await settle(page);
  await expect(review).toContainText('签后有变');
  await page.keyboard.press('r');
  // Keys are letters in a dialog's field.
  await page.locator('dialog[open] textarea').focus();
  await page.keyboard.type('rs 请附新台账的照片');
  await page.locator('[data-action="review-words"]').focus();
  await page.keyboard.press('Enter');
  await expect(review).toContainText('已退回');
  await expect(page.locator('[data-trail]')).toContainText('rs 请附新台账的照片');
  await submit(item);
  await page.goto(ext.url('workbench', `/review/${item.id}`));
  await settle(page);
  await judge();
  await expect(page.locator('[data-trail] strong', { hasText: '复核签字' })).toHaveCount(2);
});
